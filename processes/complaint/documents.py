"""Documents: photographs and papers in the encrypted record, one at a time."""

import base64
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine.registry import Registry
from models import Complaint
from processes.complaint import record
from processes.complaint.dossier import what_she_told
from processes.complaint.facts import (
    UnmaskReason,
    facts,
    may_read,
    questions_of,
    sees_personal,
    unmask,
)
from processes.exceptions import NotVisible
from processes.permissions.case import Case
from processes.posts.identity import Identity
from processes.runs import Run, run_of_complaint

#: How many documents a complaint takes with all that runs beside it, and how much they may hold
#: together. Thirty photographs of a telephone fit; a film does not.
MOST_DOCUMENTS = 30
MOST_BYTES = 40_000_000

_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


@dataclass(frozen=True)
class Document:
    """A file as it was taken; the name it had on her telephone was never kept."""

    name: str
    media_type: str
    content: bytes = field(repr=False)

    @property
    def file_name(self) -> str:
        """A name that tells nothing to who finds it."""
        return f"{self.name.replace('_', '-')}.{_ENDINGS[self.media_type]}"


@dataclass(frozen=True)
class Room:
    """How many more documents a complaint takes, and how many more bytes."""

    documents: int
    size: int


def document_for_officer(
    session: Session,
    registry: Registry,
    identity: Identity,
    run: Run,
    case: Case | None,
    *,
    key: str,
    name: str,
) -> Document:
    """A document of a run's record, for who reads that record without masks.

    `key` is of the step or message that brought it.

    :raises NotVisible: there is none for her
    """
    if not sees_personal(identity, run, case):
        raise NotVisible
    _require_told(session, registry, identity, run, case, key=key, name=name)
    return _document(session, registry, run, key=key, name=name)


def document_unmasked(
    session: Session,
    registry: Registry,
    identity: Identity,
    run: Run,
    case: Case,
    *,
    key: str,
    name: str,
    reason: UnmaskReason,
    now: datetime,
) -> Document:
    """A document for who reads this record behind masks, once and for a reason the audit keeps.

    :raises NotVisible: there is none for her
    """
    if not may_read(identity, run, case):
        raise NotVisible
    _require_told(session, registry, identity, run, case, key=key, name=name)
    found = _document(session, registry, run, key=key, name=name)
    unmask(session, identity, case, reason=reason, now=now)
    return found


def document_for_her(
    session: Session, registry: Registry, complaint: Complaint, *, key: str, name: str
) -> Document:
    """A document that she added herself; the caller has opened her page by passphrase.

    :raises NotVisible: there is none of hers
    """
    run = run_of_complaint(session, complaint)
    hers = {
        (fact.task_id, fact.name)
        for section in what_she_told(session, registry, run)
        for fact in section.facts
    }
    if (key, name) not in hers:
        raise NotVisible
    return _document(session, registry, run, key=key, name=name)


def _require_told(
    session: Session,
    registry: Registry,
    identity: Identity,
    run: Run,
    case: Case | None,
    *,
    key: str,
    name: str,
) -> None:
    """Go on only with a document among what she may read: not with one confided to others."""
    told = facts(session, registry, identity, run, case)
    if (key, name) not in {(fact.task_id, fact.name) for fact in told}:
        raise NotVisible


def _document(session: Session, registry: Registry, run: Run, *, key: str, name: str) -> Document:
    question = questions_of(run.definition).get(name)
    found: Any = record.said_under(session, registry.keyring, run.instance_id, key, [name])
    kept = found.get(name)
    if question is None or not isinstance(kept, dict) or kept.get("type") not in _ENDINGS:
        raise NotVisible
    content = record.content(session, registry.keyring, run.instance_id, key, name)
    return Document(name, str(kept["type"]), base64.b64decode(content))


def all_room() -> Room:
    """How much a complaint takes that holds no document yet."""
    return Room(MOST_DOCUMENTS, MOST_BYTES)


def room_left(session: Session, complaint: Complaint | None) -> Room:
    """How much more the records of a complaint take; of one that is not begun, all."""
    held = record.documents_held(session, complaint.id) if complaint is not None else []
    return Room(MOST_DOCUMENTS - len(held), MOST_BYTES - sum(held))
