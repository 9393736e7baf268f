"""User tasks: completing, claiming, releasing, drafts, corrections."""

import pytest

from engine.exceptions import TaskAlreadyClaimed, TaskNotFound, TaskNotOpen
from models import InstanceStatus, TaskStatus
from models.types import new_id
from tests.engine.drawing import drawing, end, start, user
from tests.engine.runtime import Portal

TWO_STEPS = drawing(
    start("s"), user("first"), user("second"), end("e"), flows="s -> first -> second -> e"
)


def test_completing_a_task_opens_the_next_one(portal: Portal) -> None:
    portal.deploy(TWO_STEPS)
    case = portal.start()

    portal.do(case, "first", officer="officer", answer=42)

    assert portal.open(case) == ["second"]
    first = portal.task(case, "first")
    assert (first.status, first.closed_by) == (TaskStatus.COMPLETED, "officer")
    assert portal.variables(case) == {"answer": 42}


def test_completing_the_last_task_ends_the_instance(portal: Portal) -> None:
    portal.deploy(TWO_STEPS)
    case = portal.start()

    portal.do(case, "first")
    portal.do(case, "second")

    assert portal.status(case) is InstanceStatus.COMPLETED
    assert portal.open(case) == []
