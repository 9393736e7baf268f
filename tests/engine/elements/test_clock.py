"""The clock: timers fire by name, and after an outage in the order in which they fell due."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from tests.engine.drawing import (
    boundary,
    drawing,
    end,
    exclusive,
    parallel,
    script,
    start,
    timer,
    user,
)
from tests.engine.elements.event_toys import catch, due_times, wait
from tests.engine.toy import NOON, PlainToy, Toy

Run = Callable[..., Toy]

TWO_TIMERS = drawing(
    start("s"),
    user("a"),
    boundary("late", "a", timer("duration", '"PT5H"'), interrupting=False),
    boundary("gone", "a", timer("duration", '"PT1H"')),
    user("remind"),
    user("take_over"),
    end("e"),
    flows="s -> a -> e; late -> remind -> e; gone -> take_over -> e",
)


def test_no_timer_fires_by_itself(run: Run) -> None:
    toy = run(TWO_TIMERS)

    toy.workflow.now += timedelta(days=3)
    toy.advance()

    assert toy.open == ["a"]


def test_a_timer_fires_when_named_once_and_only_when_due(run: Run) -> None:
    toy = run(TWO_TIMERS)
    (_, gone), _ = toy.workflow.timers()

    assert not toy.workflow.fire(gone.id)
    assert not toy.workflow.fire(uuid4())
    toy.workflow.now += timedelta(hours=1)
    assert toy.workflow.fire(gone.id)
    assert not toy.workflow.fire(gone.id)
    toy.advance()

    assert toy.open == ["take_over"]


def test_a_task_that_is_no_timer_cannot_be_fired(run: Run) -> None:
    toy = run(TWO_TIMERS)
    activity = next(t for t in toy.workflow.tasks.values() if t.task_spec.name == "a")

    assert not toy.workflow.fire(activity.id)


def test_after_an_outage_the_interruption_that_fell_due_first_withdraws_the_later_timer(
    run: Run,
) -> None:
    toy = run(TWO_TIMERS)

    toy.workflow.now += timedelta(hours=9)
    fired = toy.workflow.catch_up()

    assert fired == 1
    assert toy.open == ["take_over"]
    assert due_times(toy) == []


def test_the_library_fires_both_in_the_order_of_the_file() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        plain = PlainToy(TWO_TIMERS)
        clock.shift(timedelta(hours=9))
        plain.workflow.refresh_timers()
        plain.workflow.do_engine_steps()

    assert plain.open == ["remind", "take_over"]


CYCLES = drawing(
    start("s"),
    user("a"),
    boundary("hourly", "a", timer("cycle", '"R/PT1H"'), interrupting=False),
    boundary("slow", "a", timer("cycle", '"R2/PT80M"'), interrupting=False),
    script("tick", "x = 1"),
    script("tock", "x = 2"),
    end("e"),
    flows="s -> a -> e; hourly -> tick -> e; slow -> tock -> e",
)


def test_several_cycles_are_caught_up_in_order(run: Run) -> None:
    toy = run(CYCLES)

    fired = wait(toy, hours=4, minutes=1)

    assert fired == 6
    assert [name for name in toy.log if name in ("tick", "tock")] == [
        "tick",
        "tock",
        "tick",
        "tock",
        "tick",
        "tick",
    ]
    assert [name for name, _ in due_times(toy)] == ["hourly"]
    assert toy.open == ["a"]


def test_the_library_takes_one_occurrence_a_call() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        plain = PlainToy(CYCLES)
        clock.shift(timedelta(hours=4, minutes=1))
        plain.workflow.do_engine_steps()

        waiting = plain.workflow.event_manager.tasks.values()
        (hourly,) = [t for t in waiting if t.task_spec.name == "hourly"]

        assert len([c for c in hourly.children if c.task_spec.name == "tick"]) == 1


def test_catching_up_stops_at_a_limit_and_goes_on_where_it_stopped(run: Run) -> None:
    toy = run(CYCLES)

    toy.workflow.now += timedelta(hours=4, minutes=1)
    first = toy.workflow.catch_up(limit=2)
    rest = toy.workflow.catch_up()

    assert (first, rest) == (2, 4)


def test_timers_due_at_the_same_moment_fire_in_the_order_in_which_they_were_armed(
    run: Run,
) -> None:
    files = drawing(
        start("s"),
        parallel("split"),
        catch("one", timer("duration", "PT1H")),
        catch("two", timer("duration", "PT1H")),
        catch("three", timer("duration", "PT1H")),
        parallel("join"),
        end("e"),
        flows="s -> split -> one -> join -> e; split -> two -> join; split -> three -> join",
    )
    toy = run(files)

    fired = wait(toy, hours=1)

    assert fired == 3
    assert [n for n in toy.log if n in ("one", "two", "three")] == ["one", "two", "three"]
    assert toy.is_completed


def test_a_timer_armed_by_a_late_one_counts_from_now_and_not_from_the_due_time(run: Run) -> None:
    files = drawing(
        start("s"),
        catch("first", timer("duration", "PT1H")),
        catch("second", timer("duration", "PT1H")),
        end("e"),
        flows="s -> first -> second -> e",
    )
    toy = run(files)

    fired = wait(toy, hours=10)

    assert fired == 1
    assert [due for due, _ in toy.workflow.timers()] == [NOON + timedelta(hours=11)]


def test_an_instance_without_timers_need_not_be_woken(run: Run) -> None:
    toy = run(drawing(start("s"), user("u"), end("e"), flows="s -> u -> e"))

    assert toy.workflow.timers() == []
    assert toy.workflow.catch_up() == 0


@pytest.mark.parametrize("rounds", [30])
def test_a_timer_in_a_loop_is_armed_anew_in_every_round(run: Run, rounds: int) -> None:
    files = drawing(
        start("s"),
        exclusive("again"),
        catch("pause", timer("duration", "PT1H")),
        script("count", "n = n + 1"),
        exclusive("enough", default="enough_to_e"),
        end("e"),
        flows="s -> again -> pause -> count -> enough; enough -> again: n < limit; enough -> e",
    )
    toy = run(files, n=0, limit=rounds)

    fired = 0
    while not toy.is_completed:
        fired += wait(toy, hours=1)

    assert fired == rounds
    assert toy.data["n"] == rounds
