"""A pruned instance goes on as the whole one would, and does not grow."""

import pytest

from engine import pruning
from engine.pruning import OpenScope, needed, open_scopes
from tests.benchmarks.loops import LOOPS, LoopInstance
from tests.engine.differential import play
from tests.engine.drawing import drawing, end, parallel, start, sub_process, timer, user
from tests.engine.toy import Toy


def names(toy: Toy) -> list[str]:
    """What would be stored of the instance's own scope."""
    return [kept.task.task_spec.name for kept in needed(toy.workflow)]


def test_of_a_chain_of_finished_steps_only_the_root_stays() -> None:
    toy = Toy(drawing(start("s"), user("a"), user("b"), end("e"), flows="s -> a -> b -> e"))

    toy.complete("a")

    assert names(toy) == ["Start", "b"]


def test_the_point_where_open_branches_part_stays_with_its_variables() -> None:
    parts = start("s"), user("a"), parallel("split"), user("b"), user("c"), parallel("join")
    toy = Toy(
        drawing(*parts, end("e"), flows="s -> a -> split -> b -> join -> e; split -> c -> join")
    )

    toy.complete("a", said="yes")

    root, split, *branches = needed(toy.workflow)
    assert split.task.task_spec.name == "split"
    assert (root.is_whole, split.is_whole) == (False, True)
    assert split.task.data == {"said": "yes"}
    assert [kept.parent for kept in branches] == [1, 1]


def test_once_the_branches_have_met_their_parting_goes() -> None:
    parts = start("s"), parallel("split"), user("b"), user("c"), parallel("join"), user("d")
    flows = "s -> split -> b -> join -> d -> e; split -> c -> join"
    toy = Toy(drawing(*parts, end("e"), flows=flows))

    toy.complete("b")
    toy.complete("c")

    assert names(toy) == ["Start", "d"]


def test_of_an_ended_instance_only_the_root_stays() -> None:
    toy = Toy(drawing(start("s"), user("a"), end("e"), flows="s -> a -> e"))

    toy.complete("a")

    assert names(toy) == ["Start"]


def test_a_finished_sub_process_goes_with_its_step() -> None:
    inner = sub_process("p", start("i"), user("a"), end("j"), flows="i -> a -> j")
    toy = Toy(drawing(start("s"), inner, user("b"), end("e"), flows="s -> p -> b -> e"))
    before = open_scopes(toy.workflow)

    toy.complete("a")

    assert [each.step and each.step.task_spec.name for each in before] == [None, "p"]
    assert open_scopes(toy.workflow) == [OpenScope(toy.workflow, None)]


def test_where_a_handler_may_start_the_first_variables_stay() -> None:
    handler = sub_process(
        "h",
        start("hs", timer("duration", "P1D")),
        user("b"),
        end("he"),
        flows="hs -> b -> he",
        triggeredByEvent="true",
    )
    files = drawing(start("s"), user("a"), end("e"), handler, flows="s -> a -> e")

    toy = Toy(files, given=1)

    root = needed(toy.workflow)[0]
    assert root.is_whole
    assert root.task.data == {"given": 1}


@pytest.mark.parametrize("seed", range(120))
def test_a_stored_instance_does_what_the_live_one_does(seed: int) -> None:
    outcome = play(seed, steps=40)

    assert outcome.deviation is None
    assert outcome.end in ("completed", "steps played")


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        ("Counter", lambda parents: {}),
        ("open_scopes", lambda workflow: open_scopes(workflow)[:2]),
    ],
)
def test_the_comparison_finds_a_rule_that_is_missing(
    rule: str, broken: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning, rule, broken)
    monkeypatch.setattr(f"engine.state_rows.{rule}", broken, raising=False)

    ends = []
    for seed in range(40):
        try:
            ends.append(play(seed, steps=40).end)
        except (KeyError, AttributeError):
            ends.append("deviation")

    assert "deviation" in ends


@pytest.mark.parametrize("kind", LOOPS)
def test_round_thirty_of_a_loop_is_stored_in_as_many_bytes_as_round_two(kind: str) -> None:
    loop = LoopInstance(kind)

    sizes = [len(loop.play_round()) for _ in range(30)]

    assert sizes[29] <= sizes[1] * 1.02
