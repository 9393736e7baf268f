"""A story of a station that falls silent: the real drawings, driven by officers and by time."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine import definitions
from engine.registry import Registry
from models import (
    EmergencyAlert,
    Escalation,
    InstanceStatus,
    Level,
    PatrolUnit,
    Post,
    ProcessDefinition,
    ProcessInstance,
    TaskStatus,
    Unit,
    UserTask,
)
from models.session import reading
from processes.complaint import tasks
from processes.complaint.answers import form_of, part
from processes.emergency.units import ROLE
from processes.posts.identity import identity_of
from processes.posts.postings import holders
from processes.watchdog import drills
from tests import factories
from tests.processes.place import Place
from tests.processes.story import Story


class WatchStory(Story):
    """Complaints that nobody touches, and the watch over their station."""

    def __init__(
        self, sessions: sessionmaker[Session], registry: Registry, place: Place, now: datetime
    ) -> None:
        super().__init__(sessions, registry, place, now)
        self.deliver = {
            **self.deliver,
            drills.DELIVER: drills.RaiseDrill(sessions, registry),
        }

    def fall_silent(self) -> None:
        """A complaint waits at the station, and nobody does anything for two days and a morning."""
        self.submit(station=self.place.station.id)
        self.call()
        self.wait(hours=72)

    def go_on_duty(self) -> None:
        """From now on the station's patrol unit can be drilled."""
        with self.sessions.begin() as session:
            session.scalars(select(PatrolUnit)).one().is_on_duty = True

    def unit_at(self, station: Unit) -> None:
        """A patrol unit on duty at another station."""
        with self.sessions.begin() as session:
            post = factories.post(session, station, ROLE)
            factories.posted(session, post, now=self.now)
            session.add(PatrolUnit(post_id=post.id, station_id=station.id, call_sign="P2"))

    def watches(self, *, running: bool = True) -> list[str]:
        """The stations over which a watch runs."""
        with reading(self.sessions) as session:
            query = (
                select(ProcessInstance.business_key)
                .join(ProcessDefinition, ProcessDefinition.id == ProcessInstance.definition_id)
                .join(Unit, Unit.id == ProcessInstance.business_key)
                .where(ProcessDefinition.name == "watchdog", Unit.level == Level.STATION)
            )
            if running:
                query = query.where(ProcessInstance.status == InstanceStatus.RUNNING)
            return list(session.scalars(query))

    def watch_tasks(self) -> list[UserTask]:
        with reading(self.sessions) as session:
            return list(
                session.scalars(
                    select(UserTask)
                    .join(ProcessInstance, ProcessInstance.id == UserTask.instance_id)
                    .join(ProcessDefinition, ProcessDefinition.id == ProcessInstance.definition_id)
                    .where(ProcessDefinition.name == "watchdog", UserTask.status == TaskStatus.OPEN)
                    .order_by(UserTask.element_id)
                )
            )

    @property
    def watching(self) -> list[str]:
        return [task.element_id for task in self.watch_tasks()]

    def answer(self, element_id: str, **values: Any) -> None:
        """Complete the watch's open step as whoever holds its post."""
        task = next(each for each in self.watch_tasks() if each.element_id == element_id)
        with self.sessions.begin() as session:
            instance = session.get_one(ProcessInstance, task.instance_id)
            definition = definitions.load(session, instance.definition_id)
            form = form_of(definition, definition.elements[element_id].form)
            post_id = session.scalars(
                select(Post.id).where(Post.unit_id == task.unit_id, Post.role == task.role)
            ).one()
            who = identity_of(session, holders(session, post_id, self.now)[0].id, self.now)
            assert who is not None
            tasks.complete(session, self.registry, who, task.id, part(form, values), now=self.now)

    def told(self) -> list[tuple[str, str]]:
        """Reasons and roles of what the watch brought before officers, in order."""
        with reading(self.sessions) as session:
            rows = session.execute(
                select(Escalation.reason, Escalation.role)
                .join(ProcessInstance, ProcessInstance.id == Escalation.instance_id)
                .join(ProcessDefinition, ProcessDefinition.id == ProcessInstance.definition_id)
                .where(ProcessDefinition.name == "watchdog")
                .order_by(Escalation.raised_at, Escalation.id)
            )
            return [(reason, role) for reason, role in rows]

    def drills(self) -> list[EmergencyAlert]:
        with reading(self.sessions) as session:
            return list(
                session.scalars(
                    select(EmergencyAlert)
                    .where(EmergencyAlert.is_drill)
                    .order_by(EmergencyAlert.raised_at)
                )
            )
