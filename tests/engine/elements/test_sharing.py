"""What is shared with all branches of a scope while they run, and what is left of it at the end."""

from collections.abc import Callable
from typing import Any

import pytest

from engine.elements.scope_data import share
from tests.engine.drawing import drawing, end, parallel, start, user
from tests.engine.elements.event_toys import BESIDE, MESSAGE, event_sub_process, message
from tests.engine.toy import Toy

Run = Callable[..., Toy]

BOX_BESIDE = drawing(
    start("s"),
    user("a"),
    user("b"),
    end("e"),
    event_sub_process(MESSAGE, interrupting=False, element_id="box"),
    flows="s -> a -> b -> e",
    beside=BESIDE,
)
TWO_BRANCHES = drawing(
    start("s"),
    parallel("split"),
    user("a"),
    user("b"),
    parallel("join"),
    end("e"),
    flows="s -> split -> a -> join -> e; split -> b -> join",
)
SIDE_BY_SIDE = (
    "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality>"
    "</bpmn:multiInstanceLoopCharacteristics>"
)


def tell_all(toy: Toy, **values: Any) -> None:
    """Share these values with every branch, then advance."""
    inner = toy.workflow.subprocesses.values()
    for scope in (toy.workflow, *(scope for scope in inner if not scope.completed)):
        share(scope, values)
    toy.advance()


def test_a_box_that_ends_has_what_was_shared_while_it_ran_and_what_it_changed(run: Run) -> None:
    toy = run(BOX_BESIDE, station="first", mark="new")
    message(toy)

    tell_all(toy, station="second")
    toy.complete("box_handle", mark="seen")

    (ended,) = [task for task in toy.tasks() if task.task_spec.name.endswith("EndJoin")]
    assert ended.data == {"station": "second", "mark": "seen"}
    toy.complete("a")
    toy.complete("b")
    assert toy.data == {"station": "second", "mark": "seen"}


@pytest.mark.parametrize(("changing", "other"), [("a", "box_handle"), ("box_handle", "a")])
def test_a_shared_value_that_a_branch_changes_afterwards_is_not_set_back(
    run: Run, changing: str, other: str
) -> None:
    toy = run(BOX_BESIDE, station="first")
    message(toy)

    tell_all(toy, station="second")
    toy.complete(changing, station="third")
    toy.complete(other)
    toy.complete("b")

    assert toy.data["station"] == "third"


def test_what_is_shared_counts_before_what_a_box_had_changed_until_then(run: Run) -> None:
    toy = run(BOX_BESIDE, station="first")
    message(toy, payload={"station": "brought"})

    tell_all(toy, station="second")
    toy.complete("box_handle")
    toy.complete("a")
    toy.complete("b")

    assert toy.data["station"] == "second"


@pytest.mark.parametrize(("changing", "other"), [("a", "b"), ("b", "a")])
def test_a_branch_that_arrives_last_brings_a_shared_value_not_as_its_own_change(
    run: Run, changing: str, other: str
) -> None:
    toy = run(TWO_BRANCHES, station="first")

    tell_all(toy, station="second")
    toy.complete(changing, station="third")
    toy.complete(other)

    assert toy.data["station"] == "third"


def test_what_is_shared_counts_before_what_an_instance_that_is_done_has_left(run: Run) -> None:
    files = drawing(
        start("s"), user("a", SIDE_BY_SIDE), user("b"), end("e"), flows="s -> a -> b -> e"
    )
    toy = run(files, station="first", mark="new")

    toy.complete("a", station="third", mark="seen")
    tell_all(toy, station="second")
    toy.complete("a")
    toy.complete("b")

    assert toy.data == {"station": "second", "mark": "seen"}
