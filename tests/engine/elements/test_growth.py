"""The task tree grows only where a token goes; see engine/elements/growth.py."""

from collections.abc import Callable

from SpiffWorkflow.util.task import TaskState

from tests.engine.drawing import drawing, end, exclusive, start, user
from tests.engine.toy import PlainToy, Toy

Run = Callable[..., Toy]

FILES = drawing(
    *(start("s"), user("a"), exclusive("x", "x_to_c"), user("b"), user("c"), end("e")),
    flows="s -> a -> x; x -> b: n > 1; x -> c; b -> e; c -> e",
)


def test_an_open_task_is_a_token(run: Run) -> None:
    toy = run(FILES)

    open_tasks = [t for t in toy.tasks() if t._state & TaskState.NOT_FINISHED_MASK]
    assert [task.task_spec.name for task in open_tasks] == ["a"]


def test_the_plain_library_stores_the_future_too() -> None:
    toy = PlainToy(FILES)

    names = {task.task_spec.name for task in toy.workflow.tasks.values()}
    assert {"a", "x", "b", "c"} <= names


def test_a_drawing_is_not_changed_by_the_instances_that_run_it(run: Run) -> None:
    first, second = run(FILES), run(FILES)
    first.complete("a", n=5)
    second.complete("a", n=0)

    assert (first.open, second.open) == (["b"], ["c"])
