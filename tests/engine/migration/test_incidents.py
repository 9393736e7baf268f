"""A drawing that stopped a case is mended: the case moves, and what failed is tried again."""

import pytest

from engine import incidents
from engine.exceptions import StepFailed
from models import JobStatus
from tests.engine.drawing import boundary, drawing, end, script, start, timer, user
from tests.engine.migration.cases import DESIGNER, migrate, order
from tests.engine.runtime import Portal


def counting(text: str, *, late: str = "late") -> dict[str, bytes]:
    """A script behind a step, and behind its deadline."""
    return drawing(
        start("s"),
        user("work"),
        boundary(late, "work", timer("duration", "P1D")),
        script("count", text),
        user("after"),
        end("e"),
        flows=f"s -> work -> count -> after -> e; {late} -> count",
    )


BROKEN, MENDED = "total = parts / 0", "total = parts / 2"


def give_up(portal: Portal) -> None:
    """Let a timer fail until a person has to look."""
    for _ in range(8):
        portal.pass_time(days=2)


def retry(portal: Portal) -> None:
    with portal.sessions.begin() as session:
        (job,) = incidents.unsettled(session)
        incidents.retry(session, job.id, portal.now, actor=DESIGNER)
    portal.work()


def test_a_timer_that_gave_up_fires_in_the_mended_version(portal: Portal) -> None:
    portal.deploy(counting(BROKEN))
    case = portal.start(parts=6)
    give_up(portal)
    before = [job.status for job in portal.jobs(case)]
    portal.deploy(counting(MENDED, late="too_late"))

    done = migrate(portal, order(steps={"late": "too_late"}))
    retry(portal)

    assert before == [JobStatus.INCIDENT]
    assert done.moved == 1
    assert portal.open(case) == ["after"]
    assert portal.variables(case)["total"] == 3
    assert [job.element_id for job in portal.jobs(case)] == ["too_late"]


def test_a_step_that_stopped_an_officer_goes_on_in_the_mended_version(portal: Portal) -> None:
    portal.deploy(counting(BROKEN))
    case = portal.start(parts=6)
    with pytest.raises(StepFailed) as stopped:
        portal.do(case, "work")
    with portal.sessions.begin() as session:
        incidents.report_failure(session, stopped.value, portal.now)
    portal.deploy(counting(MENDED))

    migrate(portal)
    retry(portal)
    portal.do(case, "work")

    assert portal.open(case) == ["after"]
    with portal.sessions() as session:
        assert incidents.unsettled(session) == []
