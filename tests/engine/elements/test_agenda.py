"""Which steps run next; see engine/elements/agenda.py."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from engine.elements.exceptions import StepBudgetExceeded
from tests.engine.drawing import drawing, end, exclusive, parallel, script, start, user
from tests.engine.toy import NOON, Toy

Run = Callable[..., Toy]


def test_steps_run_in_the_order_in_which_they_became_ready(run: Run) -> None:
    files = drawing(
        *(start("s"), parallel("split"), script("a1", "x = 1"), script("b1", "y = 1")),
        *(script("a2", "x = 2"), script("b2", "y = 2"), parallel("join"), end("e")),
        flows="s -> split -> a1 -> a2 -> join -> e; split -> b1 -> b2 -> join",
    )

    toy = run(files)

    assert toy.log == ["s", "split", "a1", "b1", "a2", "b2", "join", "e"]


def test_a_loop_without_a_rest_is_stopped() -> None:
    files = drawing(
        *(start("s"), exclusive("again"), script("n", "n = n + 1"), end("e")),
        *(exclusive("x", "x_to_again"),),
        flows="s -> again -> n -> x -> again; x -> e: n < 0",
    )

    with pytest.raises(StepBudgetExceeded):
        Toy(files, n=0)


def test_a_long_but_bounded_run_is_not_stopped(run: Run) -> None:
    files = drawing(
        *(start("s"), exclusive("again"), script("n", "n = n + 1"), end("e")),
        *(exclusive("x", "x_to_e"),),
        flows="s -> again -> n -> x -> e; x -> again: n < 1500",
    )

    toy = run(files, n=0)

    assert toy.is_completed
    assert toy.data["n"] == 1500


def test_what_waits_is_not_looked_at_when_others_move() -> None:
    timer = (
        "<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration>"
        "</bpmn:timerEventDefinition>"
    )
    files = drawing(
        *(start("s"), parallel("split"), user("a"), user("b"), end("e1"), end("e2")),
        f'<bpmn:intermediateCatchEvent id="wait">{timer}</bpmn:intermediateCatchEvent>',
        flows="s -> split -> a -> b -> e1; split -> wait -> e2",
    )
    toy = Toy(files)
    waiting = next(t for t in toy.tasks() if t.task_spec.name == "wait")
    looked_at: list[object] = []
    waiting.task_spec._update = looked_at.append

    toy.complete("a")

    assert toy.open == ["b"]
    assert looked_at == []


def test_times_of_steps_are_the_time_of_the_door_and_tell_their_order() -> None:
    files = drawing(
        *(start("s"), script("a", "x = 1"), script("b", "x = 2"), user("u"), end("e")),
        flows="s -> a -> b -> u -> e",
    )

    toy = Toy(files)

    times = [t.last_state_change for t in toy.workflow.tasks.values()]
    assert times == sorted(times)
    assert len(set(times)) == len(times)
    assert NOON.timestamp() <= times[0]
    assert times[-1] < (NOON + timedelta(seconds=1)).timestamp()
