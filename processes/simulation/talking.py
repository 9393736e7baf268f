"""Talking: what is said of a case in between, from her page, from an officer's, or from outside."""

from collections.abc import Mapping
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from engine import definitions, messages
from engine.definitions import Definition
from engine.registry import SYSTEM, Actor
from models import Complaint, ProcessInstance
from models.types import new_id
from processes.complaint import asking, sayable, saying
from processes.complaint.answers import form_of
from processes.complaint.her_steps import COMPLAINANT
from processes.complaint.sayable import Sayable
from processes.exceptions import NotVisible
from processes.permissions.case import case_of
from processes.posts.identity import Identity, identity_of
from processes.runs import complaint_of
from processes.scripted.adapter import Asked
from processes.simulation.acting import looking_up
from processes.simulation.answers import Answered, answer
from processes.simulation.assumptions import OUTSIDE, Message
from processes.simulation.setting import Case, Setting


class Talking:
    """Sends what the assumptions say that somebody sends."""

    def __init__(self, setting: Setting, sessions: sessionmaker[Session]) -> None:
        self.setting = setting
        self.sessions = sessions
        self.registry = setting.stage.registry

    def send(self, case: Case, name: str, message: Message, chance: Random, now: datetime) -> None:
        """Send a message, or begin a process that she may ask for.

        :raises Exception: one of `processes.simulation.acting.CANNOT`; nobody waits for it now
        """
        with self.sessions.begin() as session:
            instance = session.get_one(ProcessInstance, case.instance_id)
            definition = definitions.load(session, instance.definition_id)
            complaint = complaint_of(session, case.instance_id)
            if message.by == OUTSIDE or complaint is None:
                self._from_outside(session, case, instance, definition, name, message, chance, now)
            elif name in asking.ASKINGS:
                asking.refuse_if_needless(session, complaint, name)
                wanted = asking.asked_by(session, name)
                asked = Asked(session, self.registry, wanted, None, {}, now)
                read = self._answered(case, asked, wanted, wanted.start_form, message, chance)
                asking.ask(
                    session, self.registry, complaint.id, name, read.reading.answers, now=now
                )
            else:
                self._from_a_page(session, case, complaint, name, message, chance, now)

    def _from_outside(
        self,
        session: Session,
        case: Case,
        instance: ProcessInstance,
        definition: Definition,
        name: str,
        message: Message,
        chance: Random,
        now: datetime,
    ) -> None:
        values: Mapping[str, Any] = {}
        if message.answers:
            weights = [each.weight for each in message.answers]
            (chosen,) = chance.choices(message.answers, weights=weights)
            values = looking_up(self.setting, session, case, now)(chosen.values)
        messages.deliver(
            session,
            self.registry,
            process=definition.name,
            business_key=instance.business_key,
            name=name,
            variables=values,
            actor=SYSTEM,
            now=now,
        )

    def _from_a_page(
        self,
        session: Session,
        case: Case,
        complaint: Complaint,
        name: str,
        message: Message,
        chance: Random,
        now: datetime,
    ) -> None:
        said, actor, who = self._offered(session, case, complaint, name, message.by, now)
        asked = Asked(
            session,
            self.registry,
            said.definition,
            None,
            {},
            now,
            said=said,
            complaint=complaint,
            identity=who,
        )
        read = self._answered(case, asked, said.definition, said.element.form, message, chance)
        saying.say(
            session,
            self.registry,
            complaint,
            said,
            read.reading.answers,
            key=new_id(),
            actor=actor,
            now=now,
        )

    def _offered(
        self,
        session: Session,
        case: Case,
        complaint: Complaint,
        name: str,
        role: str,
        now: datetime,
    ) -> tuple[Sayable, Actor, Identity | None]:
        """What the page of this role offers under this name, and as whom she sends it.

        :raises NotVisible: it does not offer that now
        """
        if role == COMPLAINANT:
            hers = sayable.sayable_by_her(session, self.registry, complaint)
            return _called(hers, name), Actor(), None
        near = case.world.unit_name(complaint.unit_id)
        sitting = case.world.sitting(role, near=near, at=None, seat=None)
        who = identity_of(session, sitting.officer_id, now) if sitting else None
        if who is None:
            raise NotVisible
        known = case_of(session, complaint)
        said = _called(sayable.sayable_by(session, self.registry, who, known), name)
        return said, sayable.speaker(who, known, said), who

    def _answered(
        self,
        case: Case,
        asked: Asked,
        definition: Definition,
        path: str | None,
        message: Message,
        chance: Random,
    ) -> Answered:
        return answer(
            self.setting.read_form,
            asked,
            form_of(definition, path),
            message.answers,
            look_up=looking_up(self.setting, asked.session, case, asked.now),
            chance=chance,
        )


def _called(offered: list[Sayable], name: str) -> Sayable:
    found = next((each for each in offered if each.message == name), None)
    if found is None:
        raise NotVisible
    return found
