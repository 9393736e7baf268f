"""The list of processes, and what a designer may choose from."""

from datetime import datetime

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from engine import drafts, new_drawing
from models.encryption import Keyring
from processes import build
from processes.design.catalogue import catalogue
from processes.design.choices import choices
from processes.design.designers import designers
from tests import factories
from tests.engine.statements import counted
from tests.processes.drawings import deploy_drawing, files_of


@pytest.fixture
def designer(session: Session) -> str:
    return factories.officer(session, is_designer=True, name="Asha").id


def test_each_process_is_listed_once_with_its_versions_and_drafts(
    session: Session, keyring: Keyring, designer: str, now: datetime
) -> None:
    deploy_drawing(session, build(keyring), now, "withdrawal")
    drafts.begin(session, name="withdrawal", by=designer, now=now)
    drafts.begin_new(session, name="visit", by=designer, now=now)

    listed = {each.name: each for each in catalogue(session)}

    assert set(listed) == {"visit", "withdrawal"}
    assert [version.number for version in listed["withdrawal"].versions] == [1]
    assert len(listed["withdrawal"].drafts) == 1
    assert (listed["visit"].versions, listed["visit"].title) == ([], "Visit")
    assert listed["withdrawal"].title_hi != listed["withdrawal"].title


def test_a_process_never_published_goes_by_the_name_on_its_drawing(
    session: Session, designer: str, now: datetime
) -> None:
    hindi = (
        '"true"><bpmn:extensionElements><camunda:properties><camunda:property name="name_hi" '
        'value="घर"/></camunda:properties></bpmn:extensionElements>'
    )
    drawn = new_drawing.draw("visit", title="Visit at home").replace(b'"true">', hindi.encode(), 1)
    drafts.begin_new(session, name="visit", files={"v.bpmn": drawn}, by=designer, now=now)
    said = '{"name": "A call", "name_hi": "कॉल"}'.encode()
    files = {"c.bpmn": b"<broken", "process.json": said}
    drafts.begin_new(session, name="call", files=files, by=designer, now=now)
    drafts.begin_new(session, name="a_ride", files={"x.form": b"{}"}, by=designer, now=now)

    listed = [(each.title, each.title_hi) for each in catalogue(session)]

    assert listed == [("A ride", "A ride"), ("A call", "कॉल"), ("Visit at home", "घर")]


def test_the_list_asks_twice_however_many_processes_there_are(
    session: Session, database: Engine, designer: str, now: datetime
) -> None:
    for name in ("visit", "call", "ride"):
        drafts.begin_new(session, name=name, by=designer, now=now)
    session.commit()

    with counted(database) as seen:
        listed = catalogue(session)

    assert len(listed) == 3
    assert len(seen.statements) == 2


def test_a_draft_given_up_is_listed_no_more(session: Session, designer: str, now: datetime) -> None:
    draft = drafts.begin_new(session, name="visit", by=designer, now=now)

    drafts.withdraw(session, draft.id)

    assert catalogue(session) == []


def test_designers_are_found_by_their_ids(session: Session, designer: str) -> None:
    assert designers(session, [designer, None])[designer].name == "Asha"


def test_what_a_drawing_may_name_comes_from_the_installation_and_from_its_files(
    keyring: Keyring,
) -> None:
    known = choices(build(keyring), "complaint", files_of("complaint"))

    assert "sho" in known.roles
    assert "district" in known.levels
    assert known.topics["send_notice"]
    assert "call_her.form" in known.forms
    assert {"triage", "bailable"} <= set(known.decisions)
    assert known.processes["complaint"] == "Complaint"
    assert "complaint_number" in known.notices
    assert known.places["call_her.form"] == "forms/call_her.form"
    assert known.places["triage"] == "triage.dmn"
    assert known.places["complaint"] == "complaint.bpmn"


def test_a_process_that_nobody_has_programmed_may_use_every_role_there_is(
    keyring: Keyring,
) -> None:
    known = choices(build(keyring), "stolen_vehicle", {})

    assert {"sho", "state_nodal", "patrol_unit"} <= set(known.roles)
    assert "set_variables" in known.topics


def test_broken_files_bring_no_names_and_no_fault(keyring: Keyring) -> None:
    broken = {
        "a.bpmn": b"<x",
        "b.dmn": b"\xff",
        "c.bpmn": b"<!DOCTYPE a><a/>",
        "notices/d.json": b"[" * 100_000,
        "notices/e.json": b"[1]",
        "f.form": b"",
    }

    known = choices(build(keyring), "visit", broken)

    assert (known.decisions, known.processes, known.notices) == ({}, {}, {})
    assert known.forms == {"f.form": ""}
