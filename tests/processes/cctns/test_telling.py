"""CCTNS is told of registrations, sections and reports, whatever becomes of the connection."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session, sessionmaker

from engine import definitions, incidents
from engine import messages as engine_messages
from engine.registry import SYSTEM
from models import (
    CctnsKind,
    CctnsMessage,
    CctnsStatus,
    Complaint,
    Job,
    JobStatus,
    ProcessInstance,
)
from models.encryption import Keyring
from models.session import reading
from processes.cctns import telling
from processes.cctns.delivery import number_of
from processes.complaint import numbers, offences
from tests.patience import PATIENCE_S
from tests.processes.cctns.conftest import be_patient, messages, registered, work
from tests.processes.cctns.far_end import FarEnd
from tests.processes.place import Place
from tests.processes.story import Story


def test_an_fir_is_told_and_its_number_comes_back(story: Story, cctns: FarEnd) -> None:
    registered(story)

    work(story)

    (sent,) = cctns.taken.values()
    (message,) = messages(story)
    assert (sent["kind"], sent["format"], sent["restricted"]) == (
        "registration", "itsso-cctns/1", True,
    )  # fmt: skip
    assert sent["complaint"] == numbers.written(story.complaint.number)
    assert sent["station"] == story.place.station.code
    assert sent["sections"][0]["act"] == "BNS 2023"
    assert sent["registration"]["text"] == "She was followed."
    assert message.status is CctnsStatus.ACKNOWLEDGED
    assert number_of(story.registry.keyring, message) == "2026/0001"


def test_her_telephone_and_the_rest_of_what_she_told_stay_here(story: Story, cctns: FarEnd) -> None:
    registered(story)
    work(story)

    assert "98765" not in repr(cctns.asked)
    assert "bus stop" not in repr(cctns.asked)


@pytest.mark.parametrize("status", [500, 502, 503, 429, 408, 401])
def test_a_gateway_that_fails_is_tried_again(story: Story, cctns: FarEnd, status: int) -> None:
    registered(story)
    cctns.answers = [status, status]

    for minute in range(3):
        work(story, until=timedelta(minutes=minute))

    assert len(cctns.asked) == 3
    assert len(cctns.taken) == 1
    assert [each.status for each in messages(story)] == [CctnsStatus.ACKNOWLEDGED]


def test_a_gateway_that_takes_it_and_breaks_off_gives_the_same_number_again(
    story: Story, cctns: FarEnd
) -> None:
    registered(story)
    cctns.breaks_after_taking = True
    work(story)
    cctns.breaks_after_taking = False

    work(story, until=timedelta(minutes=5))

    assert len(cctns.asked) == 2
    assert {each["id"] for each in cctns.asked} == {messages(story)[0].id}
    assert list(cctns.numbers.values()) == ["2026/0001"]


def test_an_answer_that_does_not_come_in_time_is_asked_for_again(
    story: Story, cctns: FarEnd, keyring: Keyring
) -> None:
    registered(story)
    cctns.is_silent = True
    be_patient(story, keyring, cctns, seconds=0.3)
    work(story)
    waiting = messages(story)[0]
    cctns.is_silent = False
    be_patient(story, keyring, cctns, seconds=PATIENCE_S)

    work(story, until=timedelta(minutes=5))

    assert (waiting.status, waiting.error) == (CctnsStatus.QUEUED, "cctns_ReadTimeout")
    assert messages(story)[0].status is CctnsStatus.ACKNOWLEDGED
    assert len(cctns.taken) == 1


def test_an_answer_that_comes_twice_is_noted_once(story: Story, cctns: FarEnd) -> None:
    registered(story)
    work(story)
    (message,) = messages(story)
    with story.sessions.begin() as session:  # the worker died before its job was closed
        telling.add_job(session, session.get_one(CctnsMessage, message.id), story.now)

    work(story, until=timedelta(minutes=5))

    assert len(cctns.asked) == 1
    assert messages(story)[0].acknowledged_at == message.acknowledged_at


def test_an_acknowledgement_that_is_not_there_yet_is_waited_for(
    story: Story, cctns: FarEnd
) -> None:
    registered(story)
    cctns.answers = [202, 202]
    cctns.says = None

    work(story)
    first = messages(story)[0]
    for minute in (5, 10):
        work(story, until=timedelta(minutes=minute))

    assert (first.status, first.error) == (CctnsStatus.QUEUED, "cctns_not_yet")
    assert messages(story)[0].status is CctnsStatus.ACKNOWLEDGED


@pytest.mark.parametrize(
    "strange",
    [
        b"<html>",
        {},
        [],
        {"number": "1"},
        {"id": "0" * 32, "number": "1"},
        {"id": None, "number": ""},
    ],
)
def test_an_answer_of_another_message_acknowledges_nothing(
    story: Story, cctns: FarEnd, strange: Any
) -> None:
    registered(story)
    cctns.says = lambda _told: strange

    work(story)

    (message,) = messages(story)
    assert (message.status, message.error) == (CctnsStatus.QUEUED, "cctns_strange_answer")


def test_what_is_refused_for_good_waits_for_a_person_and_is_not_sent_again(
    story: Story, cctns: FarEnd
) -> None:
    registered(story)
    cctns.answers = [422]

    for minute in range(3):
        work(story, until=timedelta(minutes=5 * minute))

    (message,) = messages(story)
    assert (message.status, message.error) == (CctnsStatus.REFUSED, "cctns_422")
    assert len(cctns.asked) == 1


def test_a_gateway_that_stays_down_is_shown_as_an_incident_and_loses_nothing(
    story: Story, cctns: FarEnd
) -> None:
    registered(story)
    cctns.answers = [500] * 8
    for minute in range(12):
        work(story, until=timedelta(minutes=2 * minute))
    with reading(story.sessions) as session:
        shown = [each.payload for each in incidents.unsettled(session)]

    for hour in (2, 3, 4):
        work(story, until=timedelta(hours=hour))

    assert [each["deliver"] for each in shown] == ["cctns"]
    assert messages(story)[0].status is CctnsStatus.ACKNOWLEDGED


def test_what_waits_for_an_earlier_message_is_no_incident_however_long_that_is_down(
    story: Story, cctns: FarEnd
) -> None:
    registered(story)
    told_anew(story, offences=["stalking", "criminal_intimidation"])
    cctns.answers = [500] * 400
    first, second = messages(story)

    for hour in range(96):
        work(story, until=timedelta(hours=hour))
    with reading(story.sessions) as session:
        shown = [each.payload["message_id"] for each in incidents.unsettled(session)]
        behind = session.scalars(
            select(Job).where(Job.payload["message_id"].as_string() == second.id)
        ).one()

    assert shown == [first.id]
    assert (behind.status, behind.attempts) == (JobStatus.WAITING, 0)


def test_changed_sections_follow_the_registration_and_only_if_they_changed(
    story: Story, cctns: FarEnd
) -> None:
    registered(story)
    told_anew(story)
    told_anew(story, offences=["stalking", "criminal_intimidation"])
    cctns.answers = [500]

    for minute in range(3):
        work(story, until=timedelta(minutes=minute))

    kinds = [each["kind"] for each in cctns.taken.values()]
    assert kinds == ["registration", "sections"]
    assert [each.kind for each in messages(story)] == [
        CctnsKind.REGISTRATION, CctnsKind.SECTIONS,
    ]  # fmt: skip


def test_sections_that_changed_twice_before_they_went_out_go_out_once(
    story: Story, cctns: FarEnd
) -> None:
    registered(story)
    told_anew(story, offences=["stalking", "criminal_intimidation"])
    told_anew(story, offences=["outrage_modesty"])

    work(story)

    assert [each["kind"] for each in cctns.taken.values()] == ["registration", "sections"]
    assert messages(story)[1].status is CctnsStatus.SUPERSEDED
    assert list(cctns.taken.values())[1]["sections"][0]["offence"] == "outrage_modesty"


def told_anew(story: Story, **changed: Any) -> None:
    """Tell CCTNS the sections of the case, as a step of the drawing would."""
    with story.sessions.begin() as session:
        complaint = session.get_one(Complaint, story.complaint_id)
        instance = session.get_one(ProcessInstance, complaint.instance_id)
        definition = definitions.load(session, instance.definition_id)
        telling.tell(
            session,
            story.registry.keyring,
            complaint,
            CctnsKind.SECTIONS,
            variables={**story.variables, **changed},
            tables=offences.tables_of(session, definition),
            now=story.now,
        )


def test_what_is_no_fir_is_no_matter_of_cctns(story: Story, cctns: FarEnd) -> None:
    story.submit()
    story.call()
    story.write_down("stalking", registered_as="ncr")
    work(story)

    assert messages(story) == []
    assert cctns.asked == []


def test_an_fir_that_ends_at_her_wish_is_told_as_withdrawn(story: Story, cctns: FarEnd) -> None:
    registered(story)
    with story.sessions.begin() as session:
        engine_messages.deliver(
            session,
            story.registry,
            process="complaint",
            business_key=story.complaint_id,
            name="withdrawal_confirmed",
            variables={},
            actor=SYSTEM,
            now=story.now,
        )

    for _ in messages(story):
        work(story)

    _, last = cctns.taken.values()
    assert (last["kind"], last["final_report"]["outcome"]) == ("final_report", "withdrawn")
    assert last["final_report"]["closed_at"] == story.now.isoformat()


def test_a_drawing_may_say_itself_that_an_enquiry_has_become_an_fir(story: Story) -> None:
    story.submit()
    topic = story.registry.processes["complaint"].service_tasks[telling.TOPIC]
    known = {"registered_as": "enquiry_14d", "offences": ["stalking"], "incident_on": "2026-03-01"}

    with story.sessions.begin() as session:
        topic(step_of(story, session, known))

    (message,) = messages(story)
    assert (message.kind, message.status) == (CctnsKind.REGISTRATION, CctnsStatus.QUEUED)


def step_of(story: Story, session: Session, variables: dict[str, Any]) -> Any:
    """A step of the case with these variables, as a handler sees it."""
    complaint = session.get_one(Complaint, story.complaint_id)
    instance = session.get_one(ProcessInstance, complaint.instance_id)
    noted: list[str] = []
    return StepSeen(
        session=session,
        now=story.now,
        instance_id=instance.id,
        business_key=complaint.id,
        properties={"kind": "registration"},
        variables=variables,
        definition=definitions.load(session, instance.definition_id),
        keyring=story.registry.keyring,
        note=lambda name, **_facts: noted.append(name),
    )


@dataclass(frozen=True)
class StepSeen:
    """What the topic looks at in a step."""

    session: Session
    now: datetime
    instance_id: str
    business_key: str
    properties: dict[str, str]
    variables: dict[str, Any]
    definition: definitions.Definition
    keyring: Keyring
    note: Callable[..., None]


def test_nothing_of_it_lies_open_in_the_database_and_nothing_at_all_once_it_is_told(
    story: Story, cctns: FarEnd, database: Engine
) -> None:
    registered(story)
    work(story)

    with database.connect() as connection:
        stored = repr(connection.execute(text("SELECT * FROM cctns_message")).all())
        stored += repr(connection.execute(text("SELECT * FROM job")).all())
    for personal in ("Asha", "She was followed", "2026/0001", story.complaint.number):
        assert personal not in stored
    assert messages(story)[0].body == b""


def test_without_a_gateway_nothing_is_queued(
    sessions: sessionmaker[Session], registry: Any, place: Place, drawing: str, now: datetime
) -> None:
    place.session.commit()
    place.session.close()
    plain = Story(sessions, registry, place, now)

    registered(plain)

    assert messages(plain) == []
