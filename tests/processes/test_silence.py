"""No step of the police stays silent: each has a day, and somebody above hears when it passes.

Somebody is told by a timer on the step, by one on a box around it, or by a clock that runs in such
a box; a drawing that another one calls lies in the boxes of its call.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from engine.xml import parse_xml
from tests.processes.picture import BPMN, CAMUNDA

FOLDER = Path(__file__).parents[2] / "bpmn"
#: What brings something before an officer.
TELLING = frozenset({"escalate", "record_breach", "pass_upwards"})
#: Where it goes no further by itself; what only waits for its time goes on.
WAITING = ("userTask", "subProcess", "callActivity")
HERS = "complainant"
#: Steps of which nobody hears by a timer, and why that holds nobody up.
_TOP = "the State nodal officer does it: nobody in the State stands above"
EXCEPTIONS = {
    "decide_intake": _TOP,
    "say_when_it_works": _TOP,
}


@cache
def roots() -> tuple[Any, ...]:
    return tuple(parse_xml(path.read_bytes()).getroot() for path in sorted(FOLDER.glob("*/*.bpmn")))


def steps() -> Iterator[Any]:
    """The user tasks of all shipped drawings that are not hers to do."""
    for root in roots():
        hers = {
            reference.text
            for lane in root.iter(f"{BPMN}lane")
            for told in lane.iter(f"{CAMUNDA}property")
            if (told.get("name"), told.get("value")) == ("role", HERS)
            for reference in lane.findall(f"{BPMN}flowNodeRef")
        }
        for task in root.iter(f"{BPMN}userTask"):
            groups = task.get(f"{CAMUNDA}candidateGroups")
            if groups != HERS and (groups or task.get("id") not in hers):
                yield task


def around(node: Any) -> Iterator[Any]:
    """The step itself, the boxes around it, and the calls of the drawing that it stands in."""
    while node.tag != f"{BPMN}process":
        yield node
        node = node.getparent()
    yield node
    for root in roots():
        for call in root.iter(f"{BPMN}callActivity"):
            if call.get("calledElement") == node.get("id"):
                yield from around(call)


def timers_of(box: Any) -> Iterator[Any]:
    """The timers that begin beside it: on its border, and the clocks within it."""
    inside = box.getparent()
    for event in inside.findall(f"{BPMN}boundaryEvent"):
        if event.get("attachedToRef") == box.get("id"):
            yield event
    for clock in box.findall(f"{BPMN}subProcess"):
        if clock.get("triggeredByEvent") == "true":
            yield from clock.findall(f"{BPMN}startEvent")


def is_timer(event: Any) -> bool:
    return event.find(f"{BPMN}timerEventDefinition") is not None


def tells_somebody(event: Any) -> bool:
    """Whether this event brings the matter before an officer, before anybody has to do a thing."""
    drawn = event.getparent()
    arrows = [
        (flow.get("sourceRef"), flow.get("targetRef"))
        for flow in drawn.findall(f"{BPMN}sequenceFlow")
    ]
    waiting = {node.get("id") for kind in WAITING for node in drawn.findall(f"{BPMN}{kind}")}
    reached, ahead = set[str](), [event.get("id")]
    while ahead:
        here = ahead.pop()
        if here not in reached | waiting:
            reached.add(here)
            ahead += [target for source, target in arrows if source == here]
    return any(
        node.get("id") in reached and node.get(f"{CAMUNDA}topic") in TELLING
        for node in drawn.iter(f"{BPMN}serviceTask")
    )


def is_heard_of(task: Any) -> bool:
    return any(
        is_timer(event) and tells_somebody(event)
        for box in around(task)
        for event in timers_of(box)
    )


@pytest.mark.parametrize("task", list(steps()), ids=lambda task: str(task.get("id")))
def test_a_step_of_the_police_has_a_day_and_somebody_hears_when_it_passes(task: Any) -> None:
    due, name = task.get(f"{CAMUNDA}dueDate"), task.get("id")

    assert due
    assert is_heard_of(task) or EXCEPTIONS.get(name)


def test_an_exception_is_one_no_longer_than_it_is_needed() -> None:
    silent = {task.get("id") for task in steps() if not is_heard_of(task)}

    assert silent == set(EXCEPTIONS)


def test_a_timer_that_tells_nobody_is_not_heard() -> None:
    (ask,) = [task for task in steps() if task.get("id") == "ask_if_safe"]
    beside = [event for event in timers_of(ask) if is_timer(event)]
    message = [event for event in timers_of(ask) if not is_timer(event)]

    assert len(beside) == 3
    assert [tells_somebody(event) for event in message] == [False]
