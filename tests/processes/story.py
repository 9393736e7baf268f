"""A story of one complaint: the real drawing, driven by the steps of persons and by time."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine import definitions, incidents, instances, jobs
from engine.deliveries import Deliver
from engine.registry import Registry
from models import (
    Complaint,
    Escalation,
    Job,
    OutgoingMessage,
    ProcessInstance,
    TaskStatus,
    Unit,
    UserTask,
)
from models.session import reading
from models.types import new_id
from processes.complaint import codes, going_along, intake, tasks
from processes.complaint.answers import Answers, form_of, part
from processes.complaint.intake import Receipt
from processes.notifications.delivery import MessageDelivery
from processes.notifications.gateways.by_channel import ByChannel
from processes.notifications.gateways.outbox import OutboxGateway
from processes.notifications.messages import body_of
from processes.posts.identity import Identity, identity_of
from tests.processes.place import QUICK, Place

PASSPHRASE = "neem ka ped aangan mein"

PROFORMA: Mapping[str, Any] = {
    "what": ["molestation"],
    "age_band": "18_plus",
    "danger_now": False,
    "safe_channel": "sms",
    "mobile": "98765 43210",
    "name": "Asha Devi",
    "account": "He followed me from the bus stop",
    "helper": "self",
}


class Story:
    """One complaint from its proforma on; every step is a transaction of its own."""

    def __init__(
        self, sessions: sessionmaker[Session], registry: Registry, place: Place, now: datetime
    ) -> None:
        self.sessions, self.registry, self.place, self.now = sessions, registry, place, now
        outbox = ByChannel({}, OutboxGateway())
        self.deliver: dict[str, Deliver] = {
            "message": MessageDelivery(sessions, registry.keyring, outbox),
            going_along.DELIVER: going_along.GoAlong(sessions, registry),
        }
        self.complaint_id = ""

    def submit(self, *, submission_key: str | None = None, **answers: Any) -> Receipt:
        passphrase_hash = QUICK.hash(PASSPHRASE)
        with self.sessions.begin() as session:
            receipt = intake.submit(
                session,
                self.registry,
                proforma={**PROFORMA, "district": self.place.district.id, **answers},
                passphrase_hash=passphrase_hash,
                submission_key=submission_key or new_id(),
                language="en",
                now=self.now,
            )
        self.complaint_id = receipt.complaint_id
        return receipt

    def wait(self, **length: float) -> None:
        """Let time pass; whatever falls due on the way happens in its order."""
        self.wait_until(self.now + timedelta(**length))

    def wait_until(self, moment: datetime) -> None:
        jobs.run_until(
            self.sessions,
            self.registry,
            deliver=self.deliver,
            moment=moment,
            move_clock=self._move_clock,
            lease_clock=lambda: self.now,
        )

    def do(self, element_id: str, **values: Any) -> None:
        """Complete an open step as whoever holds its post; values by the form's keys."""
        task = self.open_task(element_id)
        with self.sessions.begin() as session:
            answers = self._answers(session, element_id, values)
            if task.role == "complainant":
                tasks.complete_hers(
                    session, self.registry, self.complaint_id, task.id, answers, now=self.now
                )
                return
            seat = self._seat_of(task)
            unit = session.get(Unit, task.unit_id)
            who = identity_of(session, self.place.officer(task.role, unit, seat).id, self.now)
            assert who is not None
            tasks.complete(session, self.registry, who, task.id, answers, now=self.now)

    def identity(self, role: str, at: Unit | None = None, seat: int = 1) -> Identity:
        """Who holds a post at this moment of the story."""
        with reading(self.sessions) as session:
            who = identity_of(session, self.place.officer(role, at, seat).id, self.now)
        assert who is not None
        return who

    def call(self) -> None:
        """Wait for the hour of the call, make it and give the number."""
        self.wait(hours=20, minutes=5)
        self.do("call_her", call_result="reached", code_heard=self.code, call_language="hi")
        self.do("read_out_number", number_read_out=True)

    def register(self, *offences: str) -> None:
        """Take it on record, and do at once what the case needs beside the investigation."""
        self.record(*offences)
        self.care()

    def record(self, *offences: str, registered_as: str = "fir", **more: Any) -> None:
        """Take it on record; what it needs beside the investigation stays open."""
        self.write_down(*offences, registered_as=registered_as, **more)
        self.sign()

    def write_down(self, *offences: str, registered_as: str = "fir", **more: Any) -> None:
        """The station registers it; she has not signed yet."""
        self.do(
            "register_complaint",
            offences=list(offences) or ["outrage_modesty"],
            incident_on="2026-03-01",
            registered_as=registered_as,
            registration_number="7/2026",
            registration_text="She was followed.",
            recorded_by_woman="yes",
            **more,
        )

    def sign(self) -> None:
        self.do("sign_complaint", text_is_right="yes", signature_name="Asha")

    def care(self) -> None:
        """Do at once what the case needs beside the investigation."""
        day = self.now.date().isoformat()
        steps: Mapping[str, Mapping[str, Any]] = {
            "give_copy": {"copy_given_as": "paper", "copy_given_on": day},
            "check_risk": {"risk_level": "standard", "safety_plan": "She stays with her aunt."},
            "inform_legal_services": {"legal_services_told_on": day, "lawyer": "A lawyer"},
            "request_statement": {
                "statement_day": day,
                "woman_magistrate": "yes",
                "statement_court": "A court",
            },
            "record_statement": {"statement_taken_on": day, "statement_fingerprint": "a1b2"},
            "offer_medical": {"medical_consent": "no"},
            "hear_child": {
                "child_heard": "heard",
                "child_heard_on": day,
                "child_heard_where": "her_choice",
                "child_companion": "trusted",
                "plain_clothes": True,
                "accused_out_of_sight": True,
                "child_statement": "What she says.",
            },
            "inform_child_welfare": {
                "committee_told_on": day,
                "special_court_told_on": day,
                "needs_shelter": "no",
            },
        }
        for element, values in steps.items():
            if element in self.open_elements:
                self.do(element, **values)

    def assign(self, seat: int = 1) -> None:
        self.do(
            "assign_investigating_officer",
            io_post_id=self.place.post("investigating_officer", seat=seat).id,
        )

    def write_diary(self, *, is_complete: bool = False) -> None:
        self.do(
            "write_diary_entry",
            diary_action="witness",
            diary_done_on=self.now.date().isoformat(),
            diary_text="Spoke with the driver.",
            investigation_complete=is_complete,
            next_action="evidence",
            next_action_on=self.now.date().isoformat(),
        )

    def propose(self, outcome: str, **more: Any) -> None:
        """Propose the final opinion."""
        self.do(
            "propose_final_opinion",
            **{
                "outcome": outcome,
                "opinion_text": "An invented opinion.",
                "medical_report_attached": False,
                "device_custody_recorded": True,
                **more,
            },
        )

    def read_out(self) -> None:
        """Read the outcome over to her at home."""
        self.do("choose_place", hearing_place="home")
        self.do(
            "read_out_outcome",
            read_out_on="2026-03-20",
            read_out_language="hi",
            companion_present=True,
            outcome_read_out=True,
        )

    def open_task(self, element_id: str) -> UserTask:
        found = [task for task in self.open_tasks() if task.element_id == element_id]
        assert len(found) == 1, f"open: {[task.element_id for task in self.open_tasks()]}"
        return found[0]

    def open_tasks(self) -> list[UserTask]:
        with reading(self.sessions) as session:
            return list(
                session.scalars(
                    select(UserTask)
                    .where(
                        UserTask.instance_id == self.complaint.instance_id,
                        UserTask.status == TaskStatus.OPEN,
                    )
                    .order_by(UserTask.element_id)
                )
            )

    @property
    def open_elements(self) -> list[str]:
        return [task.element_id for task in self.open_tasks()]

    @property
    def complaint(self) -> Complaint:
        with reading(self.sessions) as session:
            return session.get_one(Complaint, self.complaint_id)

    @property
    def code(self) -> str:
        """The call-back code in the last message that brought one."""
        texts = [text for kind, text in self.messages if kind == "call_back_code"]
        return "".join(c for c in texts[-1].split(".")[0] if c.isdigit())

    @property
    def first_code(self) -> str:
        return codes.first_code(self.registry.keyring, self.complaint.submission_key)

    @property
    def messages(self) -> list[tuple[str, str]]:
        """Kind and text of everything sent to her, in order."""
        with reading(self.sessions) as session:
            rows = session.scalars(select(OutgoingMessage).order_by(OutgoingMessage.queued_at))
            return [(row.kind, body_of(self.registry.keyring, row) or "") for row in rows]

    @property
    def escalations(self) -> list[str]:
        with reading(self.sessions) as session:
            return list(
                session.scalars(
                    select(Escalation.reason).order_by(Escalation.raised_at, Escalation.id)
                )
            )

    @property
    def incidents(self) -> list[Job]:
        with reading(self.sessions) as session:
            return incidents.unsettled(session)

    @property
    def variables(self) -> dict[str, Any]:
        with reading(self.sessions) as session:
            return instances.variables(session, self.registry, self.complaint.instance_id or "")

    def _answers(self, session: Session, element_id: str, values: Mapping[str, Any]) -> Answers:
        instance = session.get_one(ProcessInstance, self.complaint.instance_id)
        definition = definitions.load(session, instance.definition_id)
        form = form_of(definition, definition.elements[element_id].form)
        unknown = set(values) - {question.key for question in form.inputs()}
        assert not unknown, f"{element_id} does not ask for {unknown}"
        return part(form, values)

    def _seat_of(self, task: UserTask) -> int:
        seats = {post.id: seat for (_, _, seat), post in self.place.posts.items()}
        return seats.get(task.post_id or "", 1)

    def _move_clock(self, moment: datetime) -> None:
        self.now = moment
