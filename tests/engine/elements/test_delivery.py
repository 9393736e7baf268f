"""Delivery: a message has one taker, a signal all who wait; what waits can be listed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from SpiffWorkflow.bpmn.specs.event_definitions import MessageEventDefinition
from SpiffWorkflow.bpmn.util import BpmnEvent

from tests.engine.drawing import (
    boundary,
    drawing,
    element,
    end,
    parallel,
    start,
    sub_process,
    timer,
    user,
)
from tests.engine.elements.event_toys import (
    BESIDE,
    ESCALATION,
    MESSAGE,
    SIGNAL,
    catch,
    message,
    signal,
    variables_of,
)
from tests.engine.toy import NOON, PlainToy, Toy

Run = Callable[..., Toy]

TWO_WAITING = drawing(
    start("s"),
    parallel("split"),
    user("first"),
    catch("early", MESSAGE),
    element("receiveTask", "late", messageRef="m"),
    user("after_early"),
    user("after_late"),
    end("e"),
    flows="s -> split -> early -> after_early -> e; split -> first -> late -> after_late -> e",
    beside=BESIDE,
)


def test_a_message_goes_to_the_one_that_has_waited_longest(run: Run) -> None:
    toy = run(TWO_WAITING)
    toy.complete("first")

    assert message(toy, payload={"text": "one"})
    assert toy.open == ["after_early"]
    assert message(toy, payload={"text": "two"})

    assert toy.open == ["after_early", "after_late"]
    assert variables_of(toy, "after_late") == [{"text": "two"}]
    assert not message(toy)


def test_the_library_hands_one_message_to_both() -> None:
    plain = PlainToy(TWO_WAITING)
    plain.complete("first")

    plain.workflow.catch(BpmnEvent(MessageEventDefinition("post"), {}))
    plain.workflow.do_engine_steps()

    assert plain.open == ["after_early", "after_late"]


def test_an_inner_scope_that_has_waited_longer_comes_first(run: Run) -> None:
    inner = sub_process(
        "inner", start("s2"), catch("deep", MESSAGE), end("e2"), flows="s2 -> deep -> e2"
    )
    files = drawing(
        start("s"),
        parallel("split"),
        inner,
        user("first"),
        catch("high", MESSAGE),
        end("e"),
        flows="s -> split -> inner -> e; split -> first -> high -> e",
        beside=BESIDE,
    )
    toy = run(files)
    toy.complete("first")

    message(toy)

    assert toy.log.count("deep") == 1
    assert "high" in toy.waiting


def test_a_message_may_be_meant_for_one_element(run: Run) -> None:
    toy = run(TWO_WAITING)
    toy.complete("first")

    assert not toy.workflow.take_message("post", element_id="first")
    assert toy.workflow.take_message("post", element_id="late")
    toy.advance()

    assert toy.open == ["after_late"]


@pytest.mark.parametrize("name", ["parcel", "alarm", ""])
def test_a_message_nobody_waits_for_changes_nothing(run: Run, name: str) -> None:
    toy = run(TWO_WAITING)
    before = (toy.open, toy.waiting)

    assert not message(toy, name)

    assert (toy.open, toy.waiting) == before


def test_a_message_that_comes_before_its_event_is_armed_is_not_kept(run: Run) -> None:
    files = drawing(
        start("s"),
        user("u"),
        catch("c", MESSAGE),
        end("e"),
        flows="s -> u -> c -> e",
        beside=BESIDE,
    )
    toy = run(files)

    assert not message(toy)
    toy.complete("u")

    assert toy.waiting == ["c"]


def test_the_payload_joins_the_variables_of_the_token_that_took_it(run: Run) -> None:
    toy = run(TWO_WAITING, text="none", kept=True)

    message(toy, payload={"text": "hello"})

    assert variables_of(toy, "after_early") == [{"text": "hello", "kept": True}]
    assert variables_of(toy, "first") == [{"text": "none", "kept": True}]


def test_a_signal_reaches_every_scope(run: Run) -> None:
    inner = sub_process(
        "inner", start("s2"), catch("deep", SIGNAL), end("e2"), flows="s2 -> deep -> e2"
    )
    files = drawing(
        start("s"),
        parallel("split"),
        inner,
        catch("high", SIGNAL),
        end("e"),
        flows="s -> split -> inner -> e; split -> high -> e",
        beside=BESIDE,
    )
    toy = run(files)

    assert signal(toy, "other") == 0
    assert signal(toy) == 2

    assert toy.is_completed


def test_a_signal_skips_those_that_an_earlier_taker_has_withdrawn(run: Run) -> None:
    inner = sub_process(
        "inner", start("s2"), catch("deep", SIGNAL), end("e2"), flows="s2 -> deep -> e2"
    )
    files = drawing(
        start("s"),
        inner,
        boundary("stop", "inner", SIGNAL),
        user("stopped"),
        user("normal"),
        end("e"),
        flows="s -> inner -> normal -> e; stop -> stopped -> e",
        beside=BESIDE,
    )
    toy = run(files)

    assert signal(toy) == 1
    assert toy.open == ["stopped"]
    assert toy.waiting == []


def test_what_an_instance_waits_for_can_be_listed(run: Run) -> None:
    files = drawing(
        start("s"),
        user("u"),
        boundary("late", "u", timer("duration", "PT2H")),
        boundary("post", "u", MESSAGE, interrupting=False),
        boundary("alarm", "u", SIGNAL, interrupting=False),
        boundary("told", "u", ESCALATION, interrupting=False),
        end("e"),
        end("e2"),
        flows="s -> u -> e; late -> e2; post -> e2; alarm -> e2; told -> e2",
        beside=BESIDE,
    )
    toy = run(files)

    waiting = toy.workflow.waiting_events()

    assert [(w.element_id, w.kind, w.name, w.due_at) for w in waiting] == [
        ("late", "timer", None, NOON + timedelta(hours=2)),
        ("post", "message", "post", None),
        ("alarm", "signal", "alarm", None),
    ]
    assert all(toy.workflow.find_task(w.task_id) for w in waiting)


def test_a_receive_task_waits_inside_every_instance_of_a_loop(run: Run) -> None:
    loop = (
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality>"
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    files = drawing(
        start("s"),
        element("receiveTask", "r", loop, messageRef="m"),
        end("e"),
        flows="s -> r -> e",
        beside=BESIDE,
    )
    toy = run(files)

    assert message(toy)
    assert not toy.is_completed
    assert message(toy)

    assert toy.is_completed
