"""A closed task stays closed; see engine/elements/closed_tasks.py."""

from uuid import uuid4

import pytest
from SpiffWorkflow.util.task import TaskState

from engine.elements.exceptions import TaskNotOpen
from tests.engine.drawing import boundary, drawing, end, start, timer, user
from tests.engine.toy import PlainToy, Toy

FILES = drawing(start("s"), user("a"), user("b"), end("e"), flows="s -> a -> b -> e")


def the_task(toy: Toy | PlainToy, name: str) -> object:
    return next(t for t in toy.workflow.tasks.values() if t.task_spec.name == name)


def test_a_completed_task_cannot_be_completed_again() -> None:
    toy = Toy(FILES)
    task = the_task(toy, "a")
    toy.complete("a", first=True)

    with pytest.raises(TaskNotOpen):
        toy.workflow.complete(task.id, {"second": True})

    assert toy.open == ["b"]
    assert "second" not in task.data


def test_a_completed_task_does_not_run_again() -> None:
    toy = Toy(FILES)
    task = the_task(toy, "a")
    toy.complete("a")

    with pytest.raises(TaskNotOpen):
        task.run()

    assert toy.open == ["b"]


def test_the_plain_library_runs_it_again() -> None:
    toy = PlainToy(FILES)
    task = the_task(toy, "a")
    toy.complete("a")
    toy.complete("b")

    task.run()

    assert task.state == TaskState.COMPLETED  # and no word was said


def test_a_cancelled_task_cannot_be_completed() -> None:
    files = drawing(
        *(start("s"), user("a"), end("e"), user("late"), end("e2")),
        boundary(
            "t",
            "a",
            timer("duration", "PT1H"),
        ),
        flows="s -> a -> e; t -> late -> e2",
    )
    toy = Toy(files)
    task = the_task(toy, "a")
    toy.wait(hours=2)
    toy.workflow.fire(the_task(toy, "t").id)
    toy.advance()

    with pytest.raises(TaskNotOpen):
        toy.workflow.complete(task.id, {})

    assert toy.open == ["late"]


def test_a_task_that_is_not_there_cannot_be_completed() -> None:
    toy = Toy(FILES)

    with pytest.raises(TaskNotOpen):
        toy.workflow.complete(uuid4(), {})

    assert toy.open == ["a"]


def test_a_step_of_the_engine_is_not_for_people() -> None:
    toy = Toy(FILES)
    start_event = the_task(toy, "s")

    with pytest.raises(TaskNotOpen):
        toy.workflow.complete(start_event.id, {})
