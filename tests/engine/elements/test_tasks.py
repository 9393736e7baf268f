"""Who or what does each kind of step; see engine/elements/tasks.py."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from engine.elements import ElementRefused
from tests.engine.drawing import drawing, element, end, script, start, user
from tests.engine.toy import PlainToy, Toy

Run = Callable[..., Toy]


def one(step: str, *, beside: str = "") -> dict[str, bytes]:
    return drawing(start("s"), step, end("e"), flows="s -> step -> e", beside=beside)


@pytest.mark.parametrize("tag", ["userTask", "manualTask"])
def test_user_and_manual_tasks_wait_for_a_person(run: Run, tag: str) -> None:
    toy = run(one(element(tag, "step")))
    assert toy.open == ["step"]

    toy.complete("step", seen=True)

    assert toy.is_completed
    assert toy.data == {"seen": True}


def test_a_plain_task_is_passed(run: Run) -> None:
    toy = run(one(element("task", "step")))

    assert toy.is_completed


def test_a_script_sets_variables(run: Run) -> None:
    toy = run(one(script("step", "total = price * 2")), price=4)

    assert toy.data == {"price": 4, "total": 8}


@pytest.mark.parametrize(
    "step",
    [
        element("serviceTask", "step", camunda__type="external", camunda__topic="make_number"),
        element(
            "serviceTask",
            "step",
            "<bpmn:extensionElements><zeebe:taskDefinition type='make_number'/>"
            "</bpmn:extensionElements>",
        ),
        element(
            "serviceTask",
            "step",
            "<bpmn:extensionElements><spiffworkflow:serviceTaskOperator id='make_number'/>"
            "</bpmn:extensionElements>",
        ),
        element("sendTask", "step", camunda__type="external", camunda__topic="make_number"),
    ],
)
def test_a_service_is_done_by_the_runner_whichever_editor_named_it(run: Run, step: str) -> None:
    def service(task: Any) -> Mapping[str, Any]:
        return {"topic": task.task_spec.topic, "seen": task.data["place"]}

    toy = run(one(step), hooks={"service": service}, place="here")

    assert toy.data == {"place": "here", "topic": "make_number", "seen": "here"}


def test_the_plain_library_starts_a_service_and_never_ends_it() -> None:
    toy = PlainToy(one(element("serviceTask", "step", camunda__topic="look")))

    assert not toy.is_completed


def test_a_service_may_set_nothing(run: Run) -> None:
    step = element("serviceTask", "step", camunda__topic="look")

    toy = run(one(step), hooks={"service": lambda task: None})

    assert toy.is_completed
    assert toy.data == {}


def test_a_service_that_fails_leaves_its_step_in_error() -> None:
    def service(task: Any) -> None:
        raise OSError("no line")

    with pytest.raises(OSError, match="no line"):
        Toy(
            one(element("serviceTask", "step", camunda__topic="call")),
            hooks={"service": service},
        )


@pytest.mark.parametrize(
    "step",
    [
        element("businessRuleTask", "step", camunda__decisionRef="urgency"),
        element(
            "businessRuleTask",
            "step",
            "<bpmn:extensionElements><zeebe:calledDecision decisionId='urgency'/>"
            "</bpmn:extensionElements>",
        ),
        element(
            "businessRuleTask",
            "step",
            "<bpmn:extensionElements><spiffworkflow:calledDecisionId>urgency"
            "</spiffworkflow:calledDecisionId></bpmn:extensionElements>",
        ),
    ],
)
def test_a_decision_is_asked_of_the_runner(run: Run, step: str) -> None:
    def decide(task: Any) -> Mapping[str, Any]:
        return {"by": task.task_spec.decision_ref}

    toy = run(one(step), hooks={"decide": decide})

    assert toy.data == {"by": "urgency"}


@pytest.mark.parametrize("tag", ["serviceTask", "sendTask", "businessRuleTask"])
def test_a_step_that_does_not_say_what_it_does_is_refused(tag: str) -> None:
    with pytest.raises(ElementRefused) as refusal:
        Toy(one(element(tag, "step", name="Do it")))

    assert refusal.value.id == "step"


def test_a_send_task_with_a_message_throws_it(run_mode: str) -> None:
    files = drawing(
        *(start("s"), element("sendTask", "step", messageRef="m"), user("u"), end("e")),
        flows="s -> step -> u -> e",
        beside='<bpmn:message id="m" name="paper ready"/>',
    )

    toy = Toy(files, number=7)

    (thrown,) = toy.workflow.thrown_messages
    assert (thrown.name, thrown.element_id) == ("paper ready", "step")
    assert thrown.data["number"] == 7
