"""Cases moved to drawings that have little to do with theirs: each moves whole, or stays.

The steps at which a case stands are mapped to any of the same kind in another random drawing.
"""

import random
from typing import Any

import pytest

from engine.definitions import Definition
from engine.exceptions import CannotMove
from engine.migration.plan import Plan
from engine.migration.rewriting import rewrite
from tests.engine.differential import (
    CODEC,
    OPEN,
    Outcome,
    Pair,
    all_tasks,
    open_tasks,
    picture,
    play_pair,
)
from tests.engine.migration.differential import version_of
from tests.engine.random_drawings import RandomDrawing

SEEDS = range(60)
OTHERS = (1, 1_000, 2_000)
#: So many steps are enough for any case that is not lost.
STEPS = 60


class Emigrant:
    """A case somewhere in a random drawing, and random mappings into others."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.dice = random.Random(seed)
        self.pair = Pair(seed)
        for _ in range(self.dice.randrange(6)):
            if not self.pair.live.completed:
                self.pair.step(chance=0.5)
        self.pair.live.thrown_signals.clear()
        self.here = version_of(self.pair.drawing.files, 1)

    def copy(self, workflow: Any) -> Any:
        """The same case, stored and loaded."""
        return CODEC.load(
            CODEC.dump(workflow, self.pair.identity),
            self.pair.identity,
            workflow.spec,
            workflow.subprocess_specs,
            script_engine=workflow.script_engine,
            now=workflow.now,
            zone=workflow.zone,
        )

    def steps_to(self, there: Definition) -> dict[str, str]:
        """Most of the steps at which it stands, each mapped to one of its kind."""
        found: dict[str, str] = {}
        for task in all_tasks(self.pair.live):
            element_id = task.task_spec.bpmn_id
            if task._state & OPEN and element_id and self.dice.random() < 0.8:
                kind = self.here.elements[element_id].kind
                choices = [each.id for each in there.elements.values() if each.kind == kind]
                if choices:
                    found[element_id] = self.dice.choice(choices)
        return found

    def moved_to(self, number: int) -> Any:
        """The case in another drawing; None if it stays."""
        there = version_of(RandomDrawing(number).files, 2)
        plan = Plan(self.here, there, self.steps_to(there))
        case = self.copy(self.pair.live)
        try:
            moved = rewrite(
                case, plan, script_engine=case.script_engine, now=case.now, zone=case.zone
            ).workflow
        except CannotMove:
            return None
        return moved

    def lives_on(self, moved: Any, number: int) -> Outcome:
        """How it goes on there, live and stored at every step."""
        pair = Pair(number)
        pair.live, pair.stored = moved, self.copy(moved)
        pair.spec = moved.spec, moved.subprocess_specs
        for workflow in (pair.live, pair.stored):
            for task in all_tasks(workflow):
                task.data = {**dict.fromkeys(pair.drawing.variables, False), **task.data}
        return play_pair(pair, steps=STEPS)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_case_moves_whole_or_stays_for_a_reason(seed: int) -> None:
    case = Emigrant(seed)
    tokens = {task.id for task in open_tasks(case.pair.live)}
    before = picture(case.pair.live)

    moved = {
        seed + other: workflow
        for other in OTHERS
        if (workflow := case.moved_to(seed + other)) is not None
    }

    assert picture(case.pair.live) == before
    for number, workflow in moved.items():
        assert {task.id for task in open_tasks(workflow)} == tokens
        assert picture(case.copy(workflow)) == picture(workflow)
        assert case.lives_on(workflow, number).deviation is None


def test_many_of_them_move_and_end_in_the_other_drawing() -> None:
    ends = [
        case.lives_on(moved, seed + 1).end
        for seed in range(150)
        if not (case := Emigrant(seed)).pair.live.completed
        and (moved := case.moved_to(seed + 1)) is not None
    ]

    assert len(ends) >= 20
    assert ends.count("completed") >= len(ends) * 0.8
