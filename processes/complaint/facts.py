"""Facts of a case: the record as one identity may read it, personal fields masked for most."""

from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from engine import audit, instances
from engine.definitions import Definition
from engine.forms import Field, parse_form
from engine.registry import Registry
from processes.complaint import contact, record
from processes.exceptions import NotVisible
from processes.permissions.case import Case
from processes.permissions.confided import is_confided, kept_from
from processes.permissions.permission import Permission
from processes.permissions.rules import acting_post, may
from processes.posts.identity import Identity
from processes.runs import Run

#: Which message a page sent; kept beside its words.
SAID = "said"
#: Kept in the record by the portal for its own use; no page shows it among the facts.
_HIDDEN = frozenset({contact.PHRASE, SAID, record.JOINED})


class UnmaskReason(StrEnum):
    """Why somebody unmasks; web has the words."""

    REVIEW = "review"
    OBJECTION = "objection"
    COMPLAINT_ABOUT_OFFICER = "complaint_about_officer"
    COURT_ORDER = "court_order"
    RISK_TO_HER = "risk_to_her"


@dataclass(frozen=True)
class Fact:
    """One field of the record, with its question where a form of the drawing has it."""

    name: str
    question: Field | None
    value: Any = field(repr=False)  # None where it is masked
    is_masked: bool
    task_id: str | None  # the task that asked; None: the proforma
    written_at: datetime
    written_by: str | None
    revision: int  # 0 is in force


def facts(
    session: Session,
    registry: Registry,
    identity: Identity,
    run: Run,
    case: Case | None,
    *,
    unmasked: bool = False,
) -> list[Fact]:
    """What this identity may read of a run's record, in the order of writing.

    What is confided to others is left out; what is confided to her is not masked.
    `case` is the case that the run belongs to, if it concerns a complaint. `unmasked` counts only
    after :func:`unmask` was called in this request.
    """
    if not may_read(identity, run, case):
        return []
    sees_all = sees_personal(identity, run, case) or (
        unmasked and case is not None and may(Permission.UNMASK_RECORD, identity, case)
    )
    kept = kept_from(identity, run, case.complaint if case else None)
    return _facts(session, registry, run, sees_all=sees_all, kept=kept)


def facts_for_her(session: Session, registry: Registry, run: Run) -> list[Fact]:
    """All of a run's record without masks; the caller shows her what of it is hers."""
    return _facts(session, registry, run, sees_all=True)


def may_read(identity: Identity, run: Run, case: Case | None) -> bool:
    """Whether she may read what was told and written in a run."""
    if case is not None and run.instance_id == case.complaint.instance_id:
        return may(Permission.SEE_FACTS, identity, case)
    return may(Permission.SEE_WORDS, identity, run)


def sees_personal(identity: Identity, run: Run, case: Case | None) -> bool:
    """Whether she reads it without masks."""
    if case is not None and run.instance_id == case.complaint.instance_id:
        return may(Permission.SEE_RECORD, identity, case)
    return may(Permission.SEE_PERSONAL_WORDS, identity, run)


def unmask(
    session: Session, identity: Identity, case: Case, *, reason: UnmaskReason, now: datetime
) -> None:
    """Note in the audit that the personal fields are being read, and why.

    :raises NotVisible: she may not
    """
    held = acting_post(Permission.UNMASK_RECORD, identity, case)
    if held is None:
        raise NotVisible
    audit.record(
        session,
        case.complaint.instance_id or case.complaint.id,
        "unmasked",
        identity.acting_as(held.post.id),
        now,
        reason=reason.value,
    )


def contact_of(
    session: Session, registry: Registry, identity: Identity, case: Case
) -> contact.Contact | None:
    """How to reach her, for who has to call or visit her now; None for everybody else."""
    if not may(Permission.SEE_CONTACT, identity, case):
        return None
    found = contact.contact(session, registry.keyring, case.complaint)
    known = instances.variables(session, registry, case.complaint.instance_id or "")
    return contact.as_hers(found, known)


def questions_of(definition: Definition) -> Mapping[str, Field]:
    """Every question whose answer goes into the record, by the name it has there."""
    found: dict[str, Field] = {}
    for schema in definition.forms.values():
        for question in parse_form(schema).inputs():
            if question.record:
                found.setdefault(question.record, question)
    return found


def _facts(
    session: Session,
    registry: Registry,
    run: Run,
    *,
    sees_all: bool,
    kept: frozenset[str] = frozenset(),
) -> list[Fact]:
    questions = ChainMap(*(dict(questions_of(d)) for d in (run.definition, *run.earlier)))
    written = record.entries(session, registry.keyring, run.instance_id)
    asked_at = _asked_at(run, written)
    return [
        _fact(
            entry,
            questions.get(entry.name),
            sees_all=sees_all or is_confided(run, asked_at.get(entry.task_id, "")),
        )
        for entry in written
        if entry.name not in _HIDDEN and asked_at.get(entry.task_id) not in kept
    ]


def _asked_at(run: Run, written: Iterable[record.Entry]) -> dict[str | None, str]:
    """The step or message that asked for each answer, by the key that it was written under."""
    steps: dict[str | None, str] = {task.id: task.element_id for task in run.tasks}
    return steps | {entry.task_id: entry.value for entry in written if entry.name == SAID}


def _fact(entry: record.Entry, question: Field | None, *, sees_all: bool) -> Fact:
    is_masked = not sees_all and (question is None or question.personal)
    return Fact(
        name=entry.name,
        question=question,
        value=None if is_masked else entry.value,
        is_masked=is_masked,
        task_id=entry.task_id,
        written_at=entry.written_at,
        written_by=entry.written_by,
        revision=entry.revision,
    )
