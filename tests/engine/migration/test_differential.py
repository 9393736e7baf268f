"""A case that moves goes on exactly as one that stays, at every point of random drawings."""

from typing import Any

import pytest
from SpiffWorkflow.util.task import TaskState

from engine.migration import rewriting
from tests.engine.differential import play_pair
from tests.engine.migration.differential import MigratingPair, RenamingPair
from tests.engine.random_drawings import KINDS

SEEDS = range(40)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_case_that_moves_at_every_step_goes_on_as_one_that_stays(seed: int) -> None:
    outcome = play_pair(MigratingPair(seed))

    assert outcome.deviation is None


@pytest.mark.parametrize("seed", SEEDS)
def test_a_case_that_moves_and_comes_back_goes_on_as_one_that_stayed(seed: int) -> None:
    outcome = play_pair(MigratingPair(seed, times=2))

    assert outcome.deviation is None


@pytest.mark.parametrize("seed", SEEDS)
def test_a_case_comes_back_from_a_version_that_calls_every_step_otherwise(seed: int) -> None:
    pair = RenamingPair(seed)

    outcome = play_pair(pair)

    assert len(pair.plans[0].steps) > 3
    assert outcome.deviation is None


@pytest.mark.parametrize("kind", sorted(set(KINDS)))
def test_each_kind_of_block_moves_and_comes_back(kind: str) -> None:
    outcomes = [
        play_pair(pair_class(seed, kinds=[kind, "user", kind]), steps=30)
        for seed in range(4)
        for pair_class in (MigratingPair, RenamingPair)
    ]

    assert [outcome.deviation for outcome in outcomes] == [None] * len(outcomes)


def test_the_harness_finds_a_move_that_loses_what_finished_steps_hold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = rewriting.read_rows

    def forgetting(content: list[Any], *args: Any, **kwargs: Any) -> Any:
        workflow = plain(content, *args, **kwargs)
        for task in workflow.tasks.values():
            if task._state == TaskState.COMPLETED:
                task.data = {}
        return workflow

    monkeypatch.setattr(rewriting, "read_rows", forgetting)
    outcomes = [play_pair(MigratingPair(seed, kinds=["parallel", "script"])) for seed in range(9)]

    assert any(outcome.deviation for outcome in outcomes)
