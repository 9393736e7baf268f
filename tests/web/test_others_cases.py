"""Other people's cases: every address of officers' pages, for every role that may not see them."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from models import Complaint, Escalation, Level, Post, ProcessInstance, Unit, UserTask
from models.session import reading
from processes.demonstration.police import LOGINS
from processes.posts.units import ancestor_column
from tests.web.casework import Casework
from tests.web.staff import SignIn

#: Who sees no case of another district; the State sees all of them.
STRANGERS = sorted(set(LOGINS) - {"state_nodal"})
#: An administrator looks after postings and patrol units of the whole country, and opens no case.
ALLOWED = {"administrator": ("/posts", "/patrol-units")}
#: Addresses that open a case, a task of it, or a unit.
NAMES = {"complaint_id", "task_id", "unit_id", "escalation_id", "instance_id"}


def move_to_another_district(session: Session, complaint_id: str, station: Unit) -> None:
    """Let a case with its tasks and escalations lie at a station."""
    complaint = session.get_one(Complaint, complaint_id)
    columns = {
        ancestor_column(level): getattr(station, ancestor_column(level))
        for level in (Level.STATE, Level.DISTRICT, Level.CIRCLE, Level.STATION)
    }
    session.execute(
        update(Complaint).where(Complaint.id == complaint_id).values(unit_id=station.id, **columns)
    )
    session.execute(
        update(ProcessInstance)
        .where(ProcessInstance.id == complaint.instance_id)
        .values(unit_id=station.id)
    )
    seat = session.scalars(
        select(Post.id).where(Post.unit_id == station.id, Post.role == "investigating_officer")
    ).first()
    session.execute(
        update(UserTask)
        .where(UserTask.instance_id == complaint.instance_id)
        .values(unit_id=station.id, post_id=seat, closed_post_id=None, **columns)
    )
    columns.pop("station_id")
    session.execute(update(Escalation).values(unit_id=station.id, **columns))


def elsewhere(session: Session, home: Unit) -> Unit:
    return session.scalars(
        select(Unit)
        .where(Unit.level == Level.STATION, Unit.district_id != home.district_id)
        .order_by(Unit.code)
        .limit(1)
    ).one()


def addresses(app: Flask, ids: dict[str, str]) -> Iterator[tuple[str, str]]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint.split(".")[0] in ("office", "command") and rule.arguments & NAMES:
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield method, filled(rule, ids)


def filled(rule: Rule, ids: dict[str, str]) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: ids.get(found[1], "unknown"), rule.rule)


@pytest.mark.parametrize("role", STRANGERS)
def test_a_case_of_another_district_is_not_there(app: Flask, casework: Casework, role: str) -> None:
    complaint_id = casework.investigated()
    casework.wait(days=8)

    def move(session: Session) -> None:
        station = elsewhere(session, casework.unit_of(session, "sho"))
        move_to_another_district(session, complaint_id, station)

    casework.change(move)
    with reading(casework.portal.sessions) as session:
        ids = {
            "complaint_id": complaint_id,
            "task_id": casework.task(complaint_id, "write_diary_entry").id,
            "unit_id": elsewhere(session, casework.unit_of(session, "sho")).id,
            "escalation_id": str(session.scalars(select(Escalation.id).limit(1)).one()),
            "element_id": "any_offences_said",
            "instance_id": str(casework.complaint(complaint_id).instance_id),
            "process_id": "care",
        }
    browser = SignIn(app)(LOGINS[role])
    token = browser.open("/office/").tree.xpath("string(//input[@name='csrf_token']/@value)")

    asked = list(addresses(app, ids))
    answers = {
        f"{method} {address}": browser.client.open(
            address, method=method, data={"csrf_token": token} if method == "POST" else None
        ).status_code
        for method, address in asked
    }

    assert len(asked) > 10
    opened = {address for address, status in answers.items() if status != 404}
    assert {address for address in opened if not address.endswith(ALLOWED.get(role, ()))} == set()
