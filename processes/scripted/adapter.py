"""Adapters: the little that a process says about itself so that its cases can be replayed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine import instances, messages
from engine.definitions import Definition
from engine.registry import SYSTEM, Actor, Registry
from models import Complaint, UserTask
from models.types import new_id
from processes.complaint import tasks
from processes.complaint.answers import Answers, form_of, with_blanks
from processes.complaint.sayable import Sayable
from processes.exceptions import NotVisible
from processes.posts.identity import Identity
from processes.runs import complaint_of
from processes.scripted.world import World


@dataclass(frozen=True)
class Asked:
    """What a case answers to one form: that of a task, of what is said, else the start form."""

    session: Session
    registry: Registry
    definition: Definition
    task: UserTask | None
    values: Mapping[str, Any]
    now: datetime
    said: Sayable | None = None  # by a message from a page
    complaint: Complaint | None = None  # that the task or what is said concerns
    identity: Identity | None = None  # of the officer who says it


@dataclass(frozen=True)
class Reading:
    """How a form takes answers: those of a case go the way of those from a page."""

    values: Mapping[str, Any]  # by key; None where nothing was said
    answers: Answers
    findings: Mapping[str, str] = field(default_factory=dict)  # what is wrong, by key
    not_asked: Sequence[str] = ()  # keys the form does not ask for now
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)  # by key asked for now


#: Reads answers with the form that the pages show. The door offers it: only it knows pages.
ReadForm = Callable[[Asked], Reading]


@dataclass(frozen=True)
class Beginning:
    """What an adapter has to begin an instance with."""

    session: Session
    registry: Registry
    definition: Definition
    reading: Reading
    message: str | None  # that starts it, where no form does
    home_unit_id: str
    now: datetime


@dataclass(frozen=True)
class Completion:
    """A completion; without an identity or actor the complainant completes her own step."""

    session: Session
    registry: Registry
    task: UserTask
    identity: Identity | None
    answers: Answers
    now: datetime
    actor: Actor | None = None  # instead of an identity: it is known that the step is hers to do


@dataclass(frozen=True)
class Known:
    """What an adapter may look up for a value in angle brackets."""

    session: Session
    registry: Registry
    instance_id: str


class CannotBegin(Exception):
    """What a case begins with does not start the process; the message says why."""


def _begin(beginning: Beginning) -> str:
    """Start the process with what the start form gave, or by a message."""
    definition = beginning.definition
    if beginning.message is not None:
        return messages.deliver(
            beginning.session,
            beginning.registry,
            process=definition.name,
            business_key=new_id(),
            name=beginning.message,
            variables=beginning.reading.values,
            actor=SYSTEM,
            now=beginning.now,
            unit_id=beginning.home_unit_id,
        )
    form = form_of(definition, definition.start_form)
    return instances.start(
        beginning.session,
        beginning.registry,
        process=definition.name,
        business_key=new_id(),
        variables=with_blanks(form, beginning.reading.answers.variables),
        unit_id=beginning.home_unit_id,
        actor=SYSTEM,
        now=beginning.now,
    )


def _complete(completion: Completion) -> None:
    """Complete a step as its page does: the officer's, or hers beside her complaint."""
    session, registry, task = completion.session, completion.registry, completion.task
    if completion.actor is not None:
        tasks.complete_as(
            session,
            registry,
            task,
            completion.answers,
            actor=completion.actor,
            now=completion.now,
        )
        return
    if completion.identity is not None:
        tasks.complete(
            session,
            registry,
            completion.identity,
            task.id,
            completion.answers,
            now=completion.now,
        )
        return
    complaint = complaint_of(session, task.instance_id)
    if complaint is None:
        raise NotVisible
    tasks.complete_hers(
        session, registry, complaint.id, task.id, completion.answers, now=completion.now
    )


@dataclass(frozen=True)
class Adapter:
    """How a process begins, how its steps are completed, and what a case may look up in it."""

    begin: Callable[[Beginning], str] = _begin  # returns the id of the instance
    complete: Callable[[Completion], None] = _complete
    facts: Mapping[str, Callable[[Known], Any]] = field(default_factory=dict)
    furnish: Callable[[Session, World, datetime], None] | None = None  # what else must be there
