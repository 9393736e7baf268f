"""A story of one call for help: the real drawing, driven by units, officers and time."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine import definitions, incidents, jobs
from engine.deliveries import Deliver
from engine.registry import Registry
from models import (
    EmergencyAlert,
    EmergencyResponse,
    Escalation,
    Job,
    PatrolUnit,
    Post,
    ProcessInstance,
    TaskStatus,
    Unit,
    UserTask,
)
from models.session import reading
from models.types import new_id
from processes.complaint import tasks
from processes.complaint.answers import form_of, part
from processes.emergency import alerts, complaints, drills
from processes.emergency.alerts import Alerted
from processes.emergency.caller import Caller
from processes.emergency.place import Place
from processes.posts.identity import identity_of
from processes.posts.postings import holders
from tests.processes.place import QUICK

#: Where she calls from in most stories.
HERE = Place(26.85, 80.95)


class EmergencyStory:
    """One alert from its first press on; every step is a transaction of its own."""

    def __init__(self, sessions: sessionmaker[Session], registry: Registry, now: datetime) -> None:
        self.sessions, self.registry, self.now = sessions, registry, now
        self.deliver: Mapping[str, Deliver] = {
            "message": lambda _: None,
            complaints.DELIVER: complaints.OpenComplaint(sessions, registry, QUICK),
        }
        self.alert_id = ""

    def call(self, *, submission_key: str | None = None, **known: Any) -> Alerted:
        """Press the button; by default from HERE with a telephone."""
        caller = Caller(**{"place": HERE, "mobile": "98765 43210", **known})
        with self.sessions.begin() as session:
            alerted = alerts.alert(
                session,
                self.registry,
                caller,
                channel="web",
                submission_key=submission_key or new_id(),
                language="hi",
                now=self.now,
            )
        self.alert_id = alerted.alert_id
        return alerted

    def drill(self, station: Unit) -> None:
        with self.sessions.begin() as session:
            self.alert_id = drills.drill(
                session, self.registry, station=station, submission_key=new_id(), now=self.now
            ).alert_id

    def say_safe(self) -> None:
        with self.sessions.begin() as session:
            alerts.she_is_safe(session, self.registry, self.alert_id, now=self.now)

    def wait(self, **length: float) -> None:
        """Let time pass; whatever falls due on the way happens in its order."""
        jobs.run_until(
            self.sessions,
            self.registry,
            deliver=self.deliver,
            moment=self.now + timedelta(**length),
            move_clock=self._move_clock,
            lease_clock=lambda: self.now,
        )

    def unit_says(self, call_sign: str, element_id: str, **values: Any) -> None:
        """Complete the open step of one patrol unit."""
        with reading(self.sessions) as session:
            post_id = session.scalars(
                select(PatrolUnit.post_id).where(PatrolUnit.call_sign == call_sign)
            ).one()
        found = [t for t in self.open_tasks(element_id) if t.post_id == post_id]
        assert len(found) == 1, f"{call_sign} has {found}"
        self._complete(found[0], values)

    def do(self, element_id: str, **values: Any) -> None:
        """Complete the one open step of this id as whoever holds its post."""
        found = self.open_tasks(element_id)
        assert len(found) == 1, f"open: {self.open_elements}"
        self._complete(found[0], values)

    def open_tasks(self, element_id: str | None = None) -> list[UserTask]:
        with reading(self.sessions) as session:
            query = select(UserTask).where(
                UserTask.instance_id == self.alert.instance_id, UserTask.status == TaskStatus.OPEN
            )
            if element_id is not None:
                query = query.where(UserTask.element_id == element_id)
            return list(session.scalars(query.order_by(UserTask.element_id, UserTask.id)))

    @property
    def open_elements(self) -> list[str]:
        return [task.element_id for task in self.open_tasks()]

    @property
    def asked(self) -> list[str]:
        """Call signs of the units that have a task to answer, in order."""
        posts = {task.post_id for task in self.open_tasks("accept_alert")}
        with reading(self.sessions) as session:
            return sorted(
                session.scalars(select(PatrolUnit.call_sign).where(PatrolUnit.post_id.in_(posts)))
            )

    @property
    def alert(self) -> EmergencyAlert:
        with reading(self.sessions) as session:
            return session.get_one(EmergencyAlert, self.alert_id)

    @property
    def responses(self) -> dict[str, EmergencyResponse]:
        """What became of each unit that was asked, by call sign; the last round counts."""
        with reading(self.sessions) as session:
            rows = session.execute(
                select(PatrolUnit.call_sign, EmergencyResponse)
                .join(EmergencyResponse, EmergencyResponse.patrol_unit_id == PatrolUnit.id)
                .where(EmergencyResponse.alert_id == self.alert_id)
                .order_by(EmergencyResponse.id)
            )
            return {row.call_sign: row.EmergencyResponse for row in rows}

    @property
    def escalations(self) -> list[tuple[str, str]]:
        with reading(self.sessions) as session:
            rows = session.execute(
                select(Escalation.reason, Escalation.role)
                .where(Escalation.instance_id == self.alert.instance_id)
                .order_by(Escalation.raised_at, Escalation.id)
            )
            return [(reason, role) for reason, role in rows]

    @property
    def incidents(self) -> list[Job]:
        with reading(self.sessions) as session:
            return incidents.unsettled(session)

    def _complete(self, task: UserTask, values: Mapping[str, Any]) -> None:
        with self.sessions.begin() as session:
            instance = session.get_one(ProcessInstance, task.instance_id)
            definition = definitions.load(session, instance.definition_id)
            form = form_of(definition, definition.elements[task.element_id].form)
            unknown = set(values) - {question.key for question in form.inputs()}
            assert not unknown, f"{task.element_id} does not ask for {unknown}"
            post_id = (
                task.post_id
                or session.scalars(
                    select(Post.id).where(Post.unit_id == task.unit_id, Post.role == task.role)
                ).first()
            )
            officer = holders(session, post_id or "", self.now)[0]
            who = identity_of(session, officer.id, self.now)
            assert who is not None
            tasks.complete(session, self.registry, who, task.id, part(form, values), now=self.now)

    def _move_clock(self, moment: datetime) -> None:
        self.now = moment
