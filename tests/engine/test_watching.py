"""Watching: whoever replays a drawing is told which way each token went."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from engine.arrows import arrows_of
from tests.engine.drawing import (
    boundary,
    definitions,
    drawing,
    element,
    end,
    exclusive,
    parallel,
    process,
    start,
    sub_process,
    timer,
    user,
)
from tests.engine.runtime import Portal

THREE_TIMES = (
    '<bpmn:multiInstanceLoopCharacteristics isSequential="{}">'
    "<bpmn:loopCardinality>3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"
)
UNTIL_DONE = (
    '<bpmn:standardLoopCharacteristics testBefore="false" loopMaximum="3">'
    "<bpmn:loopCondition>not done</bpmn:loopCondition></bpmn:standardLoopCharacteristics>"
)


class Seen:
    """What a watcher is told."""

    def __init__(self) -> None:
        self.passed: list[str] = []
        self.ways: set[tuple[str, str]] = set()

    def __call__(self, _process: str, element_id: str, ahead: tuple[str, ...]) -> None:
        self.passed.append(element_id)
        self.ways.update((element_id, each) for each in ahead)

    def arrows(self, files: Mapping[str, bytes]) -> set[str]:
        """The ids of the arrows that tokens took."""
        return {a.id for a in arrows_of(files) if (a.source, a.target) in self.ways}


def watched(portal: Portal) -> Seen:
    """Let somebody watch from here on."""
    seen = Seen()
    portal.registry = replace(portal.registry, watch=seen)
    return seen


def test_only_the_arrow_that_was_chosen_is_told(portal: Portal) -> None:
    seen = watched(portal)
    files = drawing(
        start("s"),
        exclusive("which", default="which_to_left"),
        user("left"),
        user("right"),
        end("e"),
        flows="s -> which -> left -> e; which -> right: go_right; right -> e",
    )
    portal.deploy(files)

    case = portal.start(go_right=True)
    before = seen.arrows(files)
    portal.do(case, "right")

    assert before == {"s_to_which", "which_to_right"}
    assert seen.arrows(files) == before | {"right_to_e"}
    assert seen.passed == ["s", "which", "right", "e"]


def test_every_arrow_into_a_join_is_told(portal: Portal) -> None:
    seen = watched(portal)
    files = drawing(
        start("s"),
        parallel("split"),
        user("left"),
        user("right"),
        parallel("join"),
        end("e"),
        flows="s -> split -> left -> join -> e; split -> right -> join",
    )
    portal.deploy(files)

    case = portal.start()
    portal.do(case, "left")
    portal.do(case, "right")

    assert seen.arrows(files) == {arrow.id for arrow in arrows_of(files)}


@pytest.mark.parametrize("interrupting", [True, False])
def test_a_boundary_event_is_passed_when_it_happens_and_not_before(
    portal: Portal, interrupting: bool
) -> None:
    seen = watched(portal)
    files = drawing(
        start("s"),
        user("ask"),
        boundary("late", "ask", timer("duration", "PT1H"), interrupting=interrupting),
        end("told"),
        end("e"),
        flows="s -> ask -> e; late -> told",
    )
    portal.deploy(files)
    portal.start()
    before = list(seen.passed)

    portal.pass_time(hours=1)

    assert before == ["s"]
    assert ("late", "told") in seen.ways
    assert ("ask", "e") not in seen.ways


@pytest.mark.parametrize(
    "loop",
    [THREE_TIMES.format("true"), THREE_TIMES.format("false"), UNTIL_DONE],
    ids=["one after another", "at once", "until done"],
)
def test_a_repeated_step_leads_on_by_its_own_arrow(portal: Portal, loop: str) -> None:
    seen = watched(portal)
    files = drawing(
        start("s"),
        element("scriptTask", "again", f"{loop}<bpmn:script>done = True</bpmn:script>"),
        end("e"),
        flows="s -> again -> e",
    )
    portal.deploy(files)

    portal.start(done=False)

    assert seen.arrows(files) == {"s_to_again", "again_to_e"}


def test_what_lies_inside_a_box_and_in_a_called_process_is_told(portal: Portal) -> None:
    seen = watched(portal)
    files = {
        "toy.bpmn": definitions(
            process(
                "toy",
                start("s"),
                sub_process("box", start("in"), end("out"), flows="in -> out"),
                element("callActivity", "call", calledElement="called"),
                end("e"),
                flows="s -> box -> call -> e",
            ),
            process("called", start("there"), end("done"), flows="there -> done"),
        )
    }
    portal.deploy(files)

    portal.start()

    assert seen.arrows(files) == {arrow.id for arrow in arrows_of(files)}
    assert {"box", "in", "out", "call", "there", "done"} <= set(seen.passed)


def test_the_start_of_an_event_sub_process_leads_on_when_it_happens(portal: Portal) -> None:
    seen = watched(portal)
    warning = sub_process(
        "warning",
        start("a_day_passed", timer("duration", "P1D"), isInterrupting="false"),
        end("warned"),
        flows="a_day_passed -> warned",
        triggeredByEvent="true",
    )
    files = drawing(start("s"), user("ask"), end("e"), warning, flows="s -> ask -> e")
    portal.deploy(files)
    portal.start()
    before = seen.arrows(files)

    portal.pass_time(days=1)

    assert before == {"s_to_ask"}
    assert seen.arrows(files) == {"s_to_ask", "a_day_passed_to_warned"}
    assert {"a_day_passed", "warned", "warning"} <= set(seen.passed)


def test_nobody_has_to_watch(portal: Portal, session: Session) -> None:
    portal.deploy(drawing(start("s"), end("e"), flows="s -> e"))

    case = portal.start()

    assert portal.registry.watch is None
    assert portal.open(case) == []
