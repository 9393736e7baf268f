"""Whose step it is in the new version: seats, claims and custody follow it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session, sessionmaker

from engine import tasks
from engine.registry import Actor, Process
from models import Level, Unit
from models.types import new_id
from tests.engine.drawing import drawing, end, parallel, start, user
from tests.engine.migration.cases import migrate, order
from tests.engine.runtime import Portal, registry_of
from tests.engine.test_custody import assign, lanes, ledger


@pytest.fixture
def portal(sessions: sessionmaker[Session], now: datetime) -> Portal:
    """An installation in which every role has one post at each unit."""
    return Portal(sessions, now, registry_of(Process("toy", assign=assign)))


@pytest.fixture
def station(portal: Portal) -> str:
    """One station."""
    with portal.sessions.begin() as session:
        made = Unit(id=new_id(), level=Level.STATION, name="S", name_hi="थ", code="st0")
        made.station_id = made.id
        session.add(made)
        return made.id


def owned(step: str = "register", *, station: str = "", field: str = "") -> dict[str, bytes]:
    """One step of one of two custodians."""
    return drawing(
        lanes(station=station, field=field, woman="sign"),
        start("s"),
        user(step),
        user("sign"),
        end("e"),
        flows=f"s -> {step} -> sign -> e",
    )


def claim(portal: Portal, case: str, step: str) -> None:
    with portal.sessions.begin() as session:
        task_id = portal.task(case, step).id
        tasks.claim(session, task_id, actor=Actor("asha"), now=portal.now)
        tasks.save_draft(
            session,
            portal.registry,
            task_id,
            values={"half": "said"},
            actor=Actor("asha"),
            now=portal.now,
        )


def test_a_step_in_the_same_lane_keeps_its_claim_and_its_custody(
    portal: Portal, station: str
) -> None:
    portal.deploy(owned(station="register"))
    case = portal.start(unit_id=station)
    claim(portal, case, "register")
    portal.now += timedelta(hours=5)
    before = ledger(portal, case)
    portal.deploy(owned(station="register") | {"notices/more.json": b"{}"})

    migrate(portal)

    assert portal.task(case, "register").assignee_id == "asha"
    assert ledger(portal, case) == before


def test_a_renamed_step_is_a_new_stretch_of_the_same_custody(portal: Portal, station: str) -> None:
    portal.deploy(owned(station="register"))
    case = portal.start(unit_id=station)
    claim(portal, case, "register")
    portal.now += timedelta(hours=5)
    portal.deploy(owned("enter", station="enter"))

    migrate(portal, order(steps={"register": "enter"}))
    portal.now += timedelta(hours=1)

    *_, before, after = ledger(portal, case)
    assert (before.element_id, after.element_id) == ("register", "enter")
    assert before.to_at == after.from_at == portal.now - timedelta(hours=1)
    assert (before.post_id, before.officer_id) == (after.post_id, after.officer_id)
    assert after.officer_id == "asha"
    portal.complete(portal.task(case, "enter").id, officer="asha")
    assert not any(interval.is_open for interval in ledger(portal, case))


def test_a_step_in_another_lane_goes_to_that_lanes_seat(portal: Portal, station: str) -> None:
    portal.deploy(owned(station="register"))
    case = portal.start(unit_id=station, io_post="io_2")
    claim(portal, case, "register")
    portal.now += timedelta(hours=5)
    portal.deploy(owned(field="register"))

    migrate(portal)
    portal.now += timedelta(hours=1)

    task = portal.task(case, "register")
    assert (task.role, task.post_id, task.assignee_id) == ("io", "io_2", None)
    with portal.sessions() as session:
        assert tasks.draft(session, portal.registry, task.id) == {"half": "said"}
    *_, before, after = ledger(portal, case)
    assert (before.role, after.role, after.post_id) == ("sho", "io", "io_2")
    assert before.to_at == after.from_at


def test_a_step_that_becomes_hers_ends_the_stations_custody(portal: Portal, station: str) -> None:
    portal.deploy(owned(station="register"))
    case = portal.start(unit_id=station)
    portal.deploy(
        drawing(
            lanes(woman="register sign"),
            start("s"),
            user("register"),
            user("sign"),
            end("e"),
            flows="s -> register -> sign -> e",
        )
    )

    migrate(portal)

    assert portal.task(case, "register").role == "complainant"
    assert [interval.is_open for interval in ledger(portal, case)] == [False]


def test_a_step_that_becomes_a_custodians_begins_its_custody(portal: Portal, station: str) -> None:
    portal.deploy(
        drawing(
            lanes(woman="register sign"),
            start("s"),
            user("register"),
            user("sign"),
            end("e"),
            flows="s -> register -> sign -> e",
        )
    )
    case = portal.start(unit_id=station)
    portal.now += timedelta(hours=2)
    portal.deploy(owned(station="register"))

    migrate(portal)

    (interval,) = ledger(portal, case)
    assert (interval.role, interval.from_at, interval.is_open) == ("sho", portal.now, True)


def test_custody_passes_to_the_other_open_step_when_one_becomes_hers(
    portal: Portal, station: str
) -> None:
    def side_by_side(of_station: str, hers: str = "") -> dict[str, bytes]:
        return drawing(
            lanes(station=of_station, woman=hers),
            start("s"),
            parallel("split"),
            user("register"),
            user("inform"),
            end("e"),
            end("e2"),
            flows="s -> split -> register -> e; split -> inform -> e2",
        )

    portal.deploy(side_by_side("register inform"))
    case = portal.start(unit_id=station)
    holder = ledger(portal, case)[0].element_id
    other = "inform" if holder == "register" else "register"
    portal.now += timedelta(hours=1)
    portal.deploy(side_by_side(other, hers=holder))

    migrate(portal)

    assert [(each.element_id, each.is_open) for each in ledger(portal, case)] == [
        (holder, False),
        (other, True),
    ]


def test_the_due_date_of_an_open_task_stays_as_it_was(portal: Portal, station: str) -> None:
    def due(text: str) -> dict[str, bytes]:
        return drawing(
            lanes(station="register", woman="sign"),
            start("s"),
            user("register", camunda__dueDate=text),
            user("sign"),
            end("e"),
            flows="s -> register -> sign -> e",
        )

    portal.deploy(due("P3D"))
    case = portal.start(unit_id=station)
    before = portal.task(case, "register").due_at
    portal.now += timedelta(hours=1)
    portal.deploy(due("P9D"))

    migrate(portal)

    assert portal.task(case, "register").due_at == before
    assert before is not None
