"""Where time goes: exact percentiles, what stands where, and what is not told."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import ceil
from types import MappingProxyType

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from engine.tables import HISTORY, INSTANCE, JOB, TASK
from models import (
    EventKind,
    InstanceStatus,
    JobKind,
    JobStatus,
    ProcessDefinition,
    TaskStatus,
    Unit,
)
from models.types import new_id
from processes.heat import Heat, heat_of, stuck_at
from processes.heat_scope import Scope
from processes.waits import Wait, Waits
from tests.processes.place import Place

STEP, WAIT = "statement", "wait_for_report"


def add(
    session: Session,
    definition_id: str,
    now: datetime,
    lengths: list[float | None],
    *,
    unit: Unit | None = None,
    step: str = STEP,
) -> None:
    """A case with one task for each length in days; None: the task is open."""
    for length in lengths:
        case = new_id()
        session.execute(
            insert(INSTANCE).values(
                id=case,
                definition_id=definition_id,
                business_key=case,
                status=InstanceStatus.RUNNING,
                state=b"",
                unit_id=unit.id if unit else None,
                started_at=now - timedelta(days=100),
            )
        )
        closed = None if length is None else now - timedelta(days=1)
        session.execute(
            insert(TASK).values(
                id=new_id(),
                instance_id=case,
                element_id=step,
                role="io",
                status=TaskStatus.OPEN if closed is None else TaskStatus.COMPLETED,
                opened_at=now if closed is None else closed - timedelta(days=length or 0),
                closed_at=closed,
            )
        )


def told(
    session: Session,
    *,
    hides_few: bool = False,
    waits: Waits = MappingProxyType({}),
    **scope: object,
) -> Mapping[str, Heat]:
    chosen = Scope("complaint", **scope)  # type: ignore[arg-type]
    return heat_of(session, chosen, hides_few=hides_few, waits=waits)


def passed(session: Session, now: datetime, **days: float) -> None:
    """The one case there is has passed these elements so many days ago, in this order."""
    case = session.connection().scalar(select(INSTANCE.c.id))
    for element, ago in days.items():
        session.execute(
            insert(HISTORY).values(
                instance_id=case,
                at=now - timedelta(days=ago),
                kind=EventKind.ELEMENT_DONE,
                element_id=element,
            )
        )


@pytest.mark.parametrize("count", [1, 2, 5, 9, 10, 11, 37])
def test_percentiles_are_those_of_the_sorted_rows(
    session: Session, drawing: str, now: datetime, count: int
) -> None:
    lengths = [float((number * 7) % count) + 0.5 for number in range(count)]
    add(session, drawing, now, [*lengths])

    found = told(session)[STEP]

    in_order = sorted(lengths)
    assert found.done == count
    assert found.median_days == pytest.approx(in_order[ceil(count * 0.5) - 1], abs=1e-4)
    assert found.p90_days == pytest.approx(in_order[ceil(count * 0.9) - 1], abs=1e-4)


def test_timers_count_by_how_long_they_were_waited_for(
    session: Session, drawing: str, now: datetime
) -> None:
    add(session, drawing, now, [None])
    case = session.connection().scalar(select(INSTANCE.c.id))
    session.execute(
        insert(JOB).values(
            kind=JobKind.TIMER, status=JobStatus.DONE, instance_id=case, element_id=WAIT,
            due_at=now, created_at=now - timedelta(days=12), done_at=now,
        )
    )  # fmt: skip

    found = told(session)

    assert found[WAIT].median_days == pytest.approx(12, abs=1e-4)
    assert (found[STEP].standing, found[STEP].median_days) == (1, None)


def test_a_unit_sees_its_own_cases_and_those_below(
    session: Session, drawing: str, place: Place, now: datetime
) -> None:
    station = session.scalars(select(Unit).where(Unit.station_id == Unit.id)).first()
    assert station is not None
    district = session.get_one(Unit, station.district_id)
    add(session, drawing, now, [1.0, None], unit=station)
    add(session, drawing, now, [2.0])

    assert told(session, unit=station)[STEP].done == 1
    assert told(session, unit=district)[STEP].standing == 1
    assert told(session)[STEP].done == 2


def test_only_the_chosen_version_and_period_count(
    session: Session, drawing: str, now: datetime
) -> None:
    version = session.get_one(ProcessDefinition, drawing).version
    add(session, drawing, now, [1.0])

    assert told(session, version=version, since=now - timedelta(days=2))[STEP].done == 1
    assert STEP not in told(session, since=now)
    assert STEP not in told(session, version=version + 1)


def test_what_concerns_fewer_than_five_is_not_told(
    session: Session, drawing: str, now: datetime
) -> None:
    add(session, drawing, now, [1.0] * 4 + [None] * 4)
    add(session, drawing, now, [1.0] * 5 + [None] * 5, step=WAIT)

    found = told(session, hides_few=True)

    assert found[STEP] == Heat(None, None, None, None, 0)
    assert (found[WAIT].done, found[WAIT].standing) == (5, 5)
    assert found[WAIT].median_days == pytest.approx(1, abs=1e-4)


def test_a_wait_for_a_message_lasts_from_what_leads_there_until_it_is_passed(
    session: Session, drawing: str, now: datetime
) -> None:
    add(session, drawing, now, [None])
    passed(session, now, before=30, asked=12.5, beside=11, answered=2)
    waits = {"answered": Wait(frozenset({"before", "asked"}))}

    found = told(session, waits=waits)

    assert found["answered"].done == 1
    assert found["answered"].median_days == pytest.approx(10.5, abs=1e-4)
    assert "asked" not in found


def test_a_wait_that_is_passed_again_counts_each_time(
    session: Session, drawing: str, now: datetime
) -> None:
    add(session, drawing, now, [None])
    passed(session, now, asked=20, answered=19)
    passed(session, now, asked=9, answered=6)

    found = told(session, waits={"answered": Wait(frozenset({"asked"}))})

    assert (found["answered"].done, found["answered"].p90_days) == (2, pytest.approx(3, abs=1e-4))


def test_a_wait_outside_the_period_does_not_count(
    session: Session, drawing: str, now: datetime
) -> None:
    add(session, drawing, now, [None])
    passed(session, now, asked=20, answered=19)
    waits = {"answered": Wait(frozenset({"asked"}))}

    assert "answered" not in told(session, waits=waits, since=now - timedelta(days=7))


@pytest.mark.parametrize(
    ("came", "standing"),
    [
        ({"asked": 9}, 1),
        ({"asked": 9, "beside": 8}, 1),
        ({"asked": 9, "answered": 8}, 0),
        ({"asked": 9, "box_is_left": 8}, 0),
        ({"asked": 9, "answered": 8, "again": 7}, 1),
    ],
)
def test_a_case_stands_at_a_wait_from_what_leads_there_until_it_is_left(
    session: Session, drawing: str, now: datetime, came: Mapping[str, float], standing: int
) -> None:
    add(session, drawing, now, [None])
    passed(session, now, **came)
    wait = Wait(frozenset({"asked", "again"}), left_by=frozenset({"box_is_left"}))

    found = told(session, waits={"answered": wait})

    assert (found["answered"].standing if "answered" in found else 0) == standing


def test_a_case_that_is_over_stands_nowhere(session: Session, drawing: str, now: datetime) -> None:
    add(session, drawing, now, [None])
    passed(session, now, asked=9)
    session.execute(update(INSTANCE).values(status=InstanceStatus.CANCELLED))

    assert "answered" not in told(session, waits={"answered": Wait(frozenset({"asked"}))})


def test_what_gave_up_is_found_at_its_step_in_the_cases_that_are_meant(
    session: Session, drawing: str, place: Place, now: datetime
) -> None:
    station = session.scalars(select(Unit).where(Unit.station_id == Unit.id)).first()
    assert station is not None
    add(session, drawing, now, [None], unit=station)
    case = session.connection().scalar(select(INSTANCE.c.id))
    session.execute(
        insert(JOB).values(
            kind=JobKind.ADVANCE, status=JobStatus.INCIDENT, instance_id=case, element_id=STEP,
            due_at=now, created_at=now,
        )
    )  # fmt: skip

    here, elsewhere = (
        stuck_at(session, Scope(process, unit=station)) for process in ("complaint", "appeal")
    )

    assert list(here) == [STEP]
    assert elsewhere == {}
