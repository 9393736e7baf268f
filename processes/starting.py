"""Starting a process from the inbox: which ones an officer may start, and doing it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine import definitions, instances
from engine.about import About, about
from engine.definitions import Definition
from engine.registry import Registry
from models import ProcessDefinition, ProcessInstance
from models.locks import lock_name
from processes.complaint import record
from processes.complaint.answers import Answers, form_of, with_blanks
from processes.exceptions import AlreadySaid, NotVisible
from processes.permissions.permission import Permission
from processes.permissions.rules import may
from processes.posts.claims import stay_at_post
from processes.posts.identity import HeldPost, Identity


@dataclass(frozen=True)
class Startable:
    """A process that an officer may start, and the post from which she does."""

    definition: Definition
    about: About
    held: HeldPost

    @property
    def name(self) -> str:
        return self.definition.name


def newest_versions(session: Session) -> Sequence[Definition]:
    """The newest version of every process, by name."""
    newest = (
        select(ProcessDefinition.name, func.max(ProcessDefinition.version).label("version"))
        .group_by(ProcessDefinition.name)
        .subquery()
    )
    found = session.scalars(
        select(ProcessDefinition.id)
        .join(
            newest,
            (newest.c.name == ProcessDefinition.name)
            & (newest.c.version == ProcessDefinition.version),
        )
        .order_by(ProcessDefinition.name)
    )
    return [definitions.load(session, definition_id) for definition_id in found]


def startable(session: Session, identity: Identity) -> list[Startable]:
    """What this officer may start, once for each unit at which she holds a post that may."""
    found: dict[tuple[str, str], Startable] = {}
    for definition in newest_versions(session):
        said = about(definition.files)
        if not may(Permission.START_PROCESS, identity, said):
            continue
        for held in identity.posts:
            if held.role in said.may_start:
                found.setdefault((definition.name, held.unit.id), Startable(definition, said, held))
    return list(found.values())


def one_to_start(session: Session, identity: Identity, name: str, unit_id: str) -> Startable:
    """A process that this officer may start at a unit.

    :raises NotVisible: she may not
    """
    for each in startable(session, identity):
        if (each.name, each.held.unit.id) == (name, unit_id):
            return each
    raise NotVisible


def start(
    session: Session,
    registry: Registry,
    identity: Identity,
    chosen: Startable,
    answers: Answers,
    *,
    key: str,
    now: datetime,
) -> str:
    """Start it, and return the id of the run; the words of the form go to its record.

    `key` is of the page that asked: sent twice it starts once. The version is the one that the
    page showed, unless a newer one came meanwhile.

    :raises NotVisible: she is at that post no more
    :raises AlreadySaid: it was started from this page before
    :raises StepFailed: its first steps cannot run; nothing is written
    """
    actor = identity.acting_as(chosen.held.post.id)
    if not stay_at_post(session, actor, now):
        raise NotVisible
    business_key = hashlib.sha256(f"start:{key}".encode()).hexdigest()[:32]
    lock_name(session, business_key)
    if session.scalars(
        select(ProcessInstance.id).where(ProcessInstance.business_key == business_key)
    ).first():
        raise AlreadySaid
    form = form_of(chosen.definition, chosen.definition.start_form)
    instance_id = instances.start(
        session,
        registry,
        process=chosen.name,
        business_key=business_key,
        variables=with_blanks(form, answers.variables),
        unit_id=chosen.held.unit.id,
        actor=actor,
        now=now,
    )
    record.write(
        session,
        registry.keyring,
        instance_id,
        answers.record,
        now=now,
        officer_id=identity.officer_id,
    )
    return instance_id
