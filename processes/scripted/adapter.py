"""Adapters: the little that a process says about itself so that its cases can be replayed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine import instances, tasks
from engine.definitions import Definition
from engine.registry import SYSTEM, Actor, Registry
from models import UserTask
from models.types import new_id
from processes.complaint.answers import Answers, form_of, with_blanks
from processes.posts.identity import Identity


@dataclass(frozen=True)
class Asked:
    """What a case answers to one form: the start form where there is no task."""

    session: Session
    registry: Registry
    definition: Definition
    task: UserTask | None
    values: Mapping[str, Any]
    now: datetime


@dataclass(frozen=True)
class Reading:
    """How a form takes answers: those of a case go the way of those from a page."""

    values: Mapping[str, Any]  # by key; None where nothing was said
    answers: Answers
    findings: Mapping[str, str] = field(default_factory=dict)  # what is wrong, by key
    not_asked: Sequence[str] = ()  # keys the form does not ask for now


#: Reads answers with the form that the pages show. The door offers it: only it knows pages.
ReadForm = Callable[[Asked], Reading]


@dataclass(frozen=True)
class Beginning:
    """What an adapter has to begin an instance with."""

    session: Session
    registry: Registry
    definition: Definition
    reading: Reading
    home_unit_id: str
    now: datetime


@dataclass(frozen=True)
class Completion:
    """A completion; without an identity the complainant completes her own step."""

    session: Session
    registry: Registry
    task: UserTask
    identity: Identity | None
    answers: Answers
    now: datetime


@dataclass(frozen=True)
class Known:
    """What an adapter may look up for a value in angle brackets."""

    session: Session
    registry: Registry
    instance_id: str


def _begin(beginning: Beginning) -> str:
    """Start the process by its plain start event, with what the start form gave."""
    definition = beginning.definition
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
    """Complete a step by the engine alone: for drawings without a layer of their own."""
    who = completion.identity
    tasks.complete(
        completion.session,
        completion.registry,
        completion.task.id,
        variables=completion.answers.variables,
        actor=Actor(who.officer_id) if who else Actor(),
        now=completion.now,
    )


@dataclass(frozen=True)
class Adapter:
    """How a process begins, how its steps are completed, and what a case may look up in it."""

    begin: Callable[[Beginning], str] = _begin  # returns the id of the instance
    complete: Callable[[Completion], None] = _complete
    facts: Mapping[str, Callable[[Known], Any]] = field(default_factory=dict)
