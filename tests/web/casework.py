"""Complaints brought to a step of their life below the pages, for tests of officers' pages."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definitions, instances
from engine.law import KOLKATA
from engine.registry import Actor
from models import Complaint, Officer, ProcessInstance, TaskStatus, Unit, UserTask
from models.session import reading
from models.types import new_id
from processes.complaint import codes, intake, tasks
from processes.complaint.answers import form_of, part
from processes.demonstration.police import LOGINS
from processes.posts.identity import Identity, identity_of
from processes.posts.owning import owners
from processes.posts.postings import holders
from processes.posts.seats import seats
from tests.processes.place import QUICK
from web import clock
from web.cli.demo import advance
from web.portal import Portal


class Casework:
    """One installation's complaints; every step is a transaction of its own."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self._keys: dict[str, str] = {}

    @property
    def now(self) -> datetime:
        return clock.now_of(self.portal)

    @property
    def today(self) -> str:
        """The day in India, as forms take it."""
        return self.now.astimezone(KOLKATA).date().isoformat()

    def submit(self, **answers: Any) -> str:
        """A complaint at the first station; its id."""
        key = new_id()
        with self.portal.sessions.begin() as session:
            station = self.unit_of(session, "sho")
            receipt = intake.submit(
                session,
                self.portal.registry,
                proforma={
                    "what": ["stalking"],
                    "age_band": "18_plus",
                    "danger_now": False,
                    "district": station.district_id,
                    "station": station.id,
                    "safe_channel": "sms",
                    "mobile": "98765 43210",
                    "name": "Asha Devi",
                    "account": "He waits at the gate every evening",
                    "helper": "self",
                    **answers,
                },
                passphrase_hash=QUICK.hash("three mangoes fell"),
                submission_key=key,
                language="en",
                now=self.now,
            )
        self._keys[receipt.complaint_id] = key
        self.wait(minutes=1)
        return receipt.complaint_id

    def wait(self, **length: float) -> None:
        """Let time pass, with everything that falls due on the way."""
        advance(self.portal, timedelta(**length))

    def called(self, **answers: Any) -> str:
        """A complaint whose number was read out to her."""
        complaint_id = self.submit(**answers)
        self.wait(hours=20)
        self.do(
            complaint_id,
            "call_her",
            call_result="reached",
            code_heard=self.code(complaint_id),
            call_language="hi",
        )
        self.do(complaint_id, "read_out_number", number_read_out=True)
        return complaint_id

    def called_in_vain(self) -> tuple[str, str]:
        """A complaint whose woman was called three times in vain, and the code she has."""
        complaint_id = self.submit(what=["molestation"])
        self.wait(hours=20)
        for _ in range(3):
            self.do(complaint_id, "call_her", call_result="no_answer")
            self.wait(minutes=31)
        return complaint_id, self.code(complaint_id)

    def investigated(self) -> str:
        """A complaint on record, with the investigating officer of the printed account."""
        complaint_id = self.called()
        self.put_on_record(complaint_id)
        with reading(self.portal.sessions) as session:
            seat = seats(session, self.unit_of(session, "sho").id, "investigating_officer")[0].id
        self.do(complaint_id, "assign_investigating_officer", io_post_id=seat)
        return complaint_id

    def register(self, complaint_id: str, **other: Any) -> None:
        """Write it down as an FIR, or with other answers, for her to read and sign."""
        self.do(
            complaint_id,
            "register_complaint",
            **{
                "offences": ["stalking"],
                "incident_on": "2026-03-01",
                "registered_as": "fir",
                "registration_number": "7/2026",
                "registration_text": "She was followed.",
                "recorded_by_woman": "yes",
                **other,
            },
        )

    def put_on_record(self, complaint_id: str, **other: Any) -> None:
        """Write it down as :meth:`register` does, and have her sign it."""
        self.register(complaint_id, **other)
        self.do(complaint_id, "sign_complaint", text_is_right="yes", signature_name="Asha")

    def do(self, complaint_id: str, element_id: str, **values: Any) -> None:
        """Complete an open step as whoever holds its post."""
        task_id, now = self.task(complaint_id, element_id).id, self.now
        with self.portal.sessions.begin() as session:
            task = session.get_one(UserTask, task_id)
            instance = session.get_one(ProcessInstance, task.instance_id)
            definition = definitions.load(session, instance.definition_id)
            answers = part(form_of(definition, definition.elements[element_id].form), values)
            if task.role == "complainant":
                tasks.complete_hers(
                    session, self.portal.registry, complaint_id, task_id, answers, now=now
                )
                return
            tasks.complete(
                session,
                self.portal.registry,
                owners(session, task, now)[0],
                task_id,
                answers,
                now=now,
            )

    def task(self, complaint_id: str, element_id: str) -> UserTask:
        """The open task of a step, in the complaint or beside it."""
        with reading(self.portal.sessions) as session:
            return session.scalars(
                select(UserTask)
                .join(ProcessInstance, ProcessInstance.id == UserTask.instance_id)
                .where(
                    ProcessInstance.business_key == complaint_id,
                    UserTask.element_id == element_id,
                    UserTask.status == TaskStatus.OPEN,
                )
            ).one()

    def complaint(self, complaint_id: str) -> Complaint:
        with reading(self.portal.sessions) as session:
            return session.get_one(Complaint, complaint_id)

    def code(self, complaint_id: str) -> str:
        """The call-back code that was sent to her."""
        return codes.first_code(self.portal.registry.keyring, self._keys[complaint_id])

    def identity(self, role: str) -> Identity:
        """Who signs in with the account of a role."""
        with reading(self.portal.sessions) as session:
            found = identity_of(session, self.officer(session, role).id, self.now)
        assert found is not None
        return found

    def colleague_of(self, role: str) -> str:
        """Another officer who holds the same post; her id."""
        me = self.identity(role)
        with reading(self.portal.sessions) as session:
            return next(
                officer.id
                for officer in holders(session, me.posts[0].post.id, self.now)
                if officer.id != me.officer_id
            )

    def change(self, act: Callable[[Session], object]) -> None:
        """Do something in a transaction of its own."""
        with self.portal.sessions.begin() as session:
            act(session)

    def officer(self, session: Session, role: str) -> Officer:
        return session.scalars(select(Officer).where(Officer.login == LOGINS[role])).one()

    def unit_of(self, session: Session, role: str) -> Unit:
        found = identity_of(session, self.officer(session, role).id, self.now)
        assert found is not None
        return found.posts[0].unit


def ended(portal: Portal) -> str:
    """The number of a complaint whose process is over."""
    casework = Casework(portal)
    complaint = casework.complaint(casework.called())
    casework.change(
        lambda session: instances.cancel(
            session,
            portal.registry,
            complaint.instance_id or "",
            reason="test",
            actor=Actor(),
            now=casework.now,
        )
    )
    return complaint.number
