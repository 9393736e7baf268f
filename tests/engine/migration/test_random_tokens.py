"""Random tokens of random drawings set before random steps: rows and states agree all the same."""

import random
import re
from collections.abc import Mapping
from typing import Any

import pytest

from engine import audit, definitions
from engine.exceptions import CannotMove, StepFailed
from engine.migration.tokens import move_token, tokens_of
from models import InstanceStatus, ProcessInstance
from tests.engine.drawing import in_one_lane
from tests.engine.migration.cases import DESIGNER, disagreements
from tests.engine.random_drawings import RandomDrawing
from tests.engine.runtime import Portal

SEEDS = range(14)
MOVES = 12
CALL = re.compile(rb"dict\(box, \w+=(\w)\)")


def begun(portal: Portal, seed: int) -> str:
    """A case of a random drawing, in words of our own language; the checker is not asked."""
    drawn = RandomDrawing(seed)
    files = {path: CALL.sub(rb"{'only': \1}", text) for path, text in drawn.files.items()}
    with portal.sessions.begin() as session:
        definitions.deploy(
            session,
            portal.registry,
            name="toy",
            files=in_one_lane(files),
            by=None,
            note="",
            now=portal.now,
            checker=lambda *_, **__: [],
        )
    known: Mapping[str, Any] = {"n": 0, "m": 0, "log": [], "box": {}, "items": ["x", [1], {}]}
    return portal.start(**dict.fromkeys(drawn.variables, False), **known)


def set_somewhere(portal: Portal, case: str, dice: random.Random) -> bool:
    """Set a token before another step of its scope; False if it cannot stand there."""
    with portal.sessions() as session:
        token = dice.choice(tokens_of(session, portal.registry, case, now=portal.now))
        running = session.get_one(ProcessInstance, case).definition_id
        elements = definitions.load(session, running).elements.values()
        beside = [each.id for each in elements if each.parent == token.element.parent]
    try:
        with portal.sessions.begin() as session:
            move_token(
                session,
                portal.registry,
                case,
                token.id,
                to=dice.choice(beside),
                reason="stuck",
                actor=DESIGNER,
                now=portal.now,
            )
    except (CannotMove, StepFailed):
        return False
    return True


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_set_elsewhere_rows_and_states_agree(portal: Portal, seed: int) -> None:
    case, dice, moved = begun(portal, seed), random.Random(seed), 0

    for _ in range(MOVES):
        if portal.status(case) is InstanceStatus.RUNNING:
            moved += set_somewhere(portal, case, dice)
            assert disagreements(portal) == []

    assert moved > 0
    with portal.sessions() as session:
        assert list(audit.verify(session)) == []
