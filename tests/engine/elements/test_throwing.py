"""Throwing: escalations go outward to one catcher, signals to all, messages leave; and ends."""

from collections.abc import Callable

import pytest

from tests.engine.drawing import boundary, drawing, end, parallel, start, sub_process, timer, user
from tests.engine.elements.event_toys import (
    BESIDE,
    ESCALATION,
    MESSAGE,
    SIGNAL,
    TERMINATE,
    catch,
    due_times,
    event_sub_process,
    message,
    throw,
    variables_of,
)
from tests.engine.toy import PlainToy, Toy

Run = Callable[..., Toy]


def escalating(*, end_event: bool) -> str:
    """A sub-process that escalates and goes on, or ends by it."""
    if end_event:
        return sub_process(
            "sub", start("s2"), user("u"), end("late", ESCALATION), flows="s2 -> u -> late"
        )
    return sub_process(
        "sub",
        start("s2"),
        user("u"),
        throw("late", ESCALATION),
        user("v"),
        end("e2"),
        flows="s2 -> u -> late -> v -> e2",
    )


@pytest.mark.parametrize(
    ("end_event", "interrupting", "expected"),
    [
        (False, False, ["superior", "v"]),
        (False, True, ["superior"]),
        (True, False, ["normal", "superior"]),
        (True, True, ["superior"]),
    ],
)
def test_an_escalation_tells_the_nearest_catcher(
    run: Run, end_event: bool, interrupting: bool, expected: list[str]
) -> None:
    files = drawing(
        start("s"),
        escalating(end_event=end_event),
        boundary("caught", "sub", ESCALATION, interrupting=interrupting),
        user("superior"),
        user("normal"),
        end("e"),
        flows="s -> sub -> normal -> e; caught -> superior -> e",
        beside=BESIDE,
    )
    toy = run(files)

    toy.complete("u")

    assert toy.open == expected
    while toy.open:
        toy.complete(toy.open[0])
    assert toy.is_completed


def test_an_escalation_nobody_catches_is_no_harm(run: Run) -> None:
    files = drawing(
        start("s"), escalating(end_event=False), end("e"), flows="s -> sub -> e", beside=BESIDE
    )
    toy = run(files)

    toy.complete("u")
    toy.complete("v")

    assert toy.is_completed


def test_a_signal_reaches_all_who_wait_and_is_noted_for_other_instances() -> None:
    files = drawing(
        start("s"),
        parallel("split"),
        catch("one", SIGNAL),
        catch("two", SIGNAL),
        user("u"),
        throw("ring", SIGNAL),
        end("e"),
        flows="s -> split -> one -> e; split -> two -> e; split -> u -> ring -> e",
        beside=BESIDE,
    )
    toy = Toy(files)

    toy.complete("u", n=1)

    assert toy.is_completed
    (thrown,) = toy.workflow.thrown_signals
    assert (thrown.name, thrown.element_id, thrown.data) == ("alarm", "ring", {"n": 1})


def test_a_signal_end_event_is_thrown_where_the_library_does_nothing() -> None:
    files = drawing(
        start("s"), user("u"), end("ring", SIGNAL), flows="s -> u -> ring", beside=BESIDE
    )
    toy, plain = Toy(files), PlainToy(files)

    toy.complete("u")
    plain.complete("u")

    assert [thrown.name for thrown in toy.workflow.thrown_signals] == ["alarm"]
    assert plain.workflow.get_events() == []


def test_a_signal_may_end_the_scope_that_throws_it(run: Run) -> None:
    sub = sub_process(
        "sub",
        start("s2"),
        throw("ring", SIGNAL),
        user("v"),
        end("e2"),
        flows="s2 -> ring -> v -> e2",
    )
    files = drawing(
        start("s"),
        user("u"),
        sub,
        boundary("caught", "sub", SIGNAL),
        user("flee"),
        end("e"),
        flows="s -> u -> sub -> e; caught -> flee -> e",
        beside=BESIDE,
    )
    toy = run(files)

    toy.complete("u")

    assert toy.open == ["flee"]
    toy.complete("flee")
    assert toy.is_completed


@pytest.mark.parametrize("place", ["throw", "end"])
def test_a_message_only_leaves_the_instance_even_if_it_waits_for_that_message(place: str) -> None:
    last = throw("send", MESSAGE) if place == "throw" else end("send", MESSAGE)
    files = drawing(
        start("s"),
        parallel("split"),
        catch("answer", MESSAGE),
        user("u"),
        last,
        end("e"),
        flows="s -> split -> answer -> e; split -> u -> send"
        + (" -> e" if place == "throw" else ""),
        beside=BESIDE,
    )
    toy = Toy(files)

    toy.complete("u")

    assert [(t.name, t.element_id) for t in toy.workflow.thrown_messages] == [("post", "send")]
    assert "answer" in toy.waiting
    toy.workflow.thrown_messages.clear()
    message(toy)
    assert toy.is_completed


def test_a_terminate_end_ends_the_whole_process_with_all_inside(run: Run) -> None:
    sub = sub_process("sub", start("s2"), user("v"), end("e2"), flows="s2 -> v -> e2")
    files = drawing(
        start("s"),
        parallel("split"),
        user("u"),
        sub,
        catch("later", timer("cycle", "R/P1D")),
        end("stop", TERMINATE),
        end("e"),
        event_sub_process(MESSAGE, interrupting=False),
        flows="s -> split -> u -> stop; split -> sub -> e; split -> later -> e",
        beside=BESIDE,
    )
    toy = run(files)

    toy.complete("u", x=1)

    assert toy.is_completed
    assert toy.data["x"] == 1
    assert toy.open == []
    assert toy.workflow.armed_events() == []


def test_a_terminate_end_in_a_sub_process_ends_that_alone_and_the_flow_goes_on(run: Run) -> None:
    sub = sub_process(
        "sub",
        start("s2"),
        parallel("split"),
        user("u"),
        user("v"),
        end("stop", TERMINATE),
        end("e2"),
        flows="s2 -> split -> u -> stop; split -> v -> e2",
    )
    files = drawing(
        start("s"),
        sub,
        boundary("late", "sub", timer("duration", "P1D")),
        user("after"),
        end("e"),
        flows="s -> sub -> after -> e; late -> e",
        beside=BESIDE,
    )
    toy = run(files)

    toy.complete("u", x=1)

    assert toy.open == ["after"]
    assert variables_of(toy, "after") == [{"x": 1}]
    assert due_times(toy) == []
