"""Catching: how an event waits, and that a waiting event is nothing but itself."""

from collections.abc import Callable

import pytest
from SpiffWorkflow.util.task import TaskState

from engine.elements.catching import armed_events, occur
from engine.elements.exceptions import TimerFailed
from tests.engine.drawing import boundary, drawing, end, parallel, start, timer, user
from tests.engine.elements.event_toys import BESIDE, MESSAGE, catch, message, wait
from tests.engine.toy import Toy

Run = Callable[..., Toy]

BESIDE_A_TASK = drawing(
    start("s"),
    user("work"),
    boundary("event", "work", MESSAGE, interrupting=False),
    user("handle"),
    end("e"),
    flows="s -> work -> e; event -> handle -> e",
    beside=BESIDE,
)


def test_a_waiting_event_never_has_followers(run: Run) -> None:
    toy = run(BESIDE_A_TASK)

    for _ in range(3):
        message(toy)

    armed = toy.workflow.armed_events()
    assert len(armed) == 1
    assert armed[0].children == []
    assert armed[0]._state == TaskState.WAITING


def test_only_armed_events_stand_in_the_table_and_all_of_them_do(run: Run) -> None:
    files = drawing(
        start("s"),
        parallel("split"),
        catch("one", MESSAGE),
        user("u"),
        catch("two", timer("duration", "PT1H")),
        end("e"),
        flows="s -> split -> one -> e; split -> u -> two -> e",
        beside=BESIDE,
    )
    toy = run(files)
    assert [t.task_spec.name for t in toy.workflow.armed_events()] == ["one"]

    toy.complete("u")
    names = [t.task_spec.name for t in toy.workflow.armed_events()]
    message(toy)
    wait(toy, hours=1)

    assert names == ["one", "two"]
    assert toy.workflow.armed_events() == []
    assert toy.is_completed


def test_a_fired_timer_leaves_nothing_behind_in_the_state_of_its_step(run: Run) -> None:
    files = drawing(
        start("s"),
        catch("c", timer("cycle", "R3/PT1H")),
        user("u"),
        end("e"),
        flows="s -> c -> u -> e",
    )
    toy = run(files)

    assert wait(toy, hours=5) == 1

    assert toy.open == ["u"]
    (task,) = [t for t in toy.workflow.tasks.values() if t.task_spec.name == "u"]
    assert task.internal_data == {}


def test_a_timer_that_failed_can_be_armed_again_once_its_value_is_right() -> None:
    files = drawing(
        start("s"),
        catch("c", timer("duration", "length")),
        end("e"),
        flows="s -> c -> e",
    )
    toy = Toy(drawing(start("s"), user("u"), end("e"), flows="s -> u -> e"))
    with pytest.raises(TimerFailed):
        Toy(files, length="never")

    toy = Toy(files, length="PT1H")
    (task,) = armed_events(toy.workflow.task_tree).values()
    occur(task)
    toy.advance()

    assert toy.is_completed


def test_variables_of_a_waiting_event_are_those_its_token_brought(run: Run) -> None:
    toy = run(BESIDE_A_TASK, n=1)

    toy.complete("work", n=2)
    (armed,) = [toy.workflow.armed_events()]

    assert armed == []
    assert toy.data["n"] == 2
