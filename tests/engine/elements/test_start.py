"""Where an instance starts; see engine/elements/start.py."""

from collections.abc import Callable

import pytest
from SpiffWorkflow.exceptions import WorkflowException

from tests.engine.drawing import drawing, end, exclusive, start, user
from tests.engine.toy import PlainToy, Toy

Run = Callable[..., Toy]

MESSAGE = '<bpmn:message id="m" name="letter"/>'
BY_MESSAGE = '<bpmn:messageEventDefinition messageRef="m"/>'

TWO_WAYS = drawing(
    *(start("s"), start("by_letter", BY_MESSAGE), user("form"), user("read")),
    *(exclusive("m1"), user("after"), end("e")),
    flows="s -> form -> m1; by_letter -> read -> m1; m1 -> after -> e",
    beside=MESSAGE,
)


def test_without_more_it_begins_at_the_start_without_a_trigger(run: Run) -> None:
    toy = run(TWO_WAYS)

    assert toy.open == ["form"]
    assert toy.waiting == []


def test_the_door_may_say_which_start_event_has_happened(run: Run) -> None:
    toy = run(TWO_WAYS, start_event="by_letter")
    assert toy.open == ["read"]

    toy.complete("read")
    toy.complete("after")

    assert toy.is_completed


def test_the_only_start_event_may_have_happened_too(run: Run) -> None:
    files = drawing(
        *(start("by_letter", BY_MESSAGE), user("read"), end("e")),
        flows="by_letter -> read -> e",
        beside=MESSAGE,
    )

    toy = run(files, start_event="by_letter")

    assert toy.open == ["read"]


def test_a_start_event_that_is_not_there_is_an_error() -> None:
    with pytest.raises(WorkflowException, match="nowhere"):
        Toy(TWO_WAYS, start_event="nowhere")


def test_the_plain_library_waits_for_the_message_that_has_come_already() -> None:
    files = drawing(
        *(start("by_letter", BY_MESSAGE), user("read"), end("e")),
        flows="by_letter -> read -> e",
        beside=MESSAGE,
    )

    toy = PlainToy(files)

    assert toy.open == []
    assert [event.name for event in toy.workflow.waiting_events()] == ["letter"]
