"""What machines and administrators ask is read along indexes, however much is done by now."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from engine import incidents
from processes import health
from tests.processes.plans import plan_of


@pytest.mark.parametrize(
    "figure",
    [
        "job.due_at <=",
        "WHERE job.status = 0",
        "WHERE job.status = 3",
        "job.attempts >=",
        "WHERE user_task.status = 0",
        "user_task.due_at <",
    ],
)
def test_no_figure_is_counted_over_what_is_done(
    session: Session, now: datetime, figure: str
) -> None:
    plan = plan_of(session, lambda: health.counts(session, now=now), containing=figure)

    assert "ix_job" in plan or "ix_user_task" in plan


def test_what_gave_up_is_found_without_reading_what_is_done(session: Session) -> None:
    plan = plan_of(session, lambda: incidents.unsettled(session), containing="FROM job")

    assert "ix_job_incident" in plan
    assert "ix_job_failing" in plan
