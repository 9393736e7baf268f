"""The figures of units."""

from datetime import datetime

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from processes.complaint import figures
from tests.processes.place import establish
from tests.processes.plans import plan_of


@pytest.mark.parametrize("level", ["state", "district", "circle", "station"])
def test_late_tasks_are_counted_along_one_index(
    database: Engine, now: datetime, level: str
) -> None:
    with Session(database) as session:
        unit = getattr(establish(session, now), level)

        plan = plan_of(
            session,
            lambda: figures.figures_of(session, unit, now=now),
            containing="user_task",
        )

    assert "ix_user_task_place" in plan
    assert "SCAN user_task" not in plan
    assert "Seq Scan on user_task" not in plan
