"""Publication: a draft becomes the newest version, asked for by one designer, approved by another.

A request names the hash of all files, so that what was looked at is what is deployed; a save in the
draft takes it back. A rollback deploys the files of an older version again, and needs neither.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import audit, definitions, drafts
from engine.check.apart import check_apart
from engine.definitions import Checker
from engine.exceptions import (
    DefinitionNotFound,
    DraftNotOpen,
    NewestMovedOn,
    NothingToPublish,
    PublicationNotFound,
    PublicationNotOpen,
    PublicationStale,
    SecondPersonNeeded,
)
from engine.registry import SYSTEM, Actor, Registry
from models import (
    DefinitionFile,
    Draft,
    DraftState,
    ProcessDefinition,
    Publication,
    PublicationState,
)
from models.locks import lock_name
from models.types import JsonObject, new_id

#: The chain of the audit in which versions stand.
CHAIN = "definitions"


def request(
    session: Session,
    draft_id: str,
    *,
    content_hash: str,
    note: str,
    by: str,
    now: datetime,
    dry_run: JsonObject | None = None,
) -> Publication:
    """Ask for the publication of a draft as it is now; an older request is taken back.

    `dry_run` says how its scripted cases came out, for who decides.

    :raises DraftNotOpen: it was published or given up
    :raises PublicationStale: its files are others than those of this hash
    :raises NothingToPublish: they are those of the newest version
    """
    draft = _locked(session, draft_id)
    if definitions.hash_of(drafts.files(session, draft_id)) != content_hash:
        raise PublicationStale(draft=draft_id)
    newest = newest_of(session, draft.name)
    if newest is not None and newest.content_hash == content_hash:
        raise NothingToPublish(draft=draft_id)
    drafts.take_request_back(session, draft)
    asked = Publication(
        id=new_id(),
        draft_id=draft_id,
        content_hash=content_hash,
        note=note,
        dry_run=dry_run,
        state=PublicationState.ASKED,
        asked_by=by,
        asked_at=now,
    )
    draft.state = DraftState.REQUESTED
    session.add(asked)
    session.flush()
    return asked


def take_back(session: Session, publication_id: str) -> Publication:
    """Withdraw a request; the draft goes on.

    :raises PublicationNotOpen: it was decided, or taken back
    """
    asked, draft = _open_request(session, publication_id)
    drafts.take_request_back(session, draft)
    session.refresh(asked)
    return asked


def may_decide(session: Session, asked: Publication, officer_id: str) -> bool:
    """Whether this designer is a second person: she has neither asked nor saved a file."""
    return officer_id != asked.asked_by and officer_id not in drafts.authors(
        session, asked.draft_id
    )


def send_back(
    session: Session, publication_id: str, *, reason: str, by: str, now: datetime
) -> Publication:
    """Refuse a request with a reason; the draft goes on.

    :raises PublicationNotOpen: it was decided, or taken back
    :raises SecondPersonNeeded: she has a part in it herself
    """
    asked, draft = _open_request(session, publication_id)
    if not may_decide(session, asked, by):
        raise SecondPersonNeeded(publication=publication_id)
    asked.state, asked.reason = PublicationState.SENT_BACK, reason
    asked.decided_by, asked.decided_at = by, now
    draft.state = DraftState.OPEN
    session.flush()
    return asked


def approve(
    session: Session,
    registry: Registry,
    publication_id: str,
    *,
    by: str,
    seen_newest: str | None,
    now: datetime,
    needs_second: bool = True,
    checker: Checker = check_apart,
    facts: JsonObject | None = None,
) -> ProcessDefinition:
    """Deploy what was asked for, in this transaction: version, files, people, audit.

    `seen_newest` is the id of the newest version that the page compared with; None: there was
    none. `facts` are further ones for the audit: how the dry run came out.

    :raises PublicationNotOpen: it was decided, or taken back
    :raises SecondPersonNeeded: she has a part in it herself
    :raises PublicationStale: the files have changed
    :raises NewestMovedOn: another version was deployed meanwhile; look at the comparison again
    :raises DefinitionRefused: the checker finds errors
    """
    asked, draft = _open_request(session, publication_id)
    is_second = may_decide(session, asked, by)
    if needs_second and not is_second:
        raise SecondPersonNeeded(publication=publication_id)
    files = drafts.files(session, draft.id)
    if definitions.hash_of(files) != asked.content_hash:
        raise PublicationStale(draft=draft.id)
    lock_name(session, CHAIN)
    newest = newest_of(session, draft.name)
    if (newest.id if newest else None) != seen_newest:
        raise NewestMovedOn(name=draft.name)
    row = definitions.deploy(
        session,
        registry,
        name=draft.name,
        files=files,
        by=asked.asked_by,
        note=asked.note,
        now=now,
        checker=checker,
        approved_by=by if is_second else None,
    )
    asked.state, asked.definition_id = PublicationState.PUBLISHED, row.id
    asked.decided_by, asked.decided_at = by, now
    draft.state = DraftState.PUBLISHED
    write_down(
        session,
        row,
        "deploy",
        Actor(by),
        now,
        asked_by=asked.asked_by,
        had_second=is_second,
        **(facts or {}),
    )
    return row


def roll_back(
    session: Session,
    registry: Registry,
    definition_id: str,
    *,
    reason: str,
    by: str,
    seen_newest: str | None,
    now: datetime,
    checker: Checker = check_apart,
) -> ProcessDefinition:
    """Deploy the files of an older version as the newest; cases that run stay where they are.

    :raises DefinitionNotFound: there is no such version
    :raises NothingToPublish: its files are those of the newest version
    :raises NewestMovedOn: another version was deployed meanwhile
    :raises DefinitionRefused: it cannot run here any more
    """
    old = session.get(ProcessDefinition, definition_id)
    if old is None:
        raise DefinitionNotFound(id=definition_id)
    lock_name(session, CHAIN)
    newest = newest_of(session, old.name)
    if newest is not None and newest.content_hash == old.content_hash:
        raise NothingToPublish(definition=definition_id)
    if (newest.id if newest else None) != seen_newest:
        raise NewestMovedOn(name=old.name)
    row = definitions.deploy(
        session,
        registry,
        name=old.name,
        files=files_of(session, old.id),
        by=by,
        note=reason,
        now=now,
        checker=checker,
        rolled_back_from=old.id,
    )
    write_down(session, row, "roll back", Actor(by), now, to_version=old.version, reason=reason)
    return row


def write_down(
    session: Session,
    row: ProcessDefinition,
    action: str,
    actor: Actor = SYSTEM,
    now: datetime | None = None,
    **facts: object,
) -> None:
    """Put a deployment into the audit."""
    audit.record(
        session,
        CHAIN,
        action,
        actor,
        now or row.deployed_at,
        name=row.name,
        version=row.version,
        content_hash=row.content_hash,
        **facts,
    )


def asked_for(session: Session, draft: Draft) -> Publication | None:
    """The request that waits for a decision, if one does."""
    if draft.state is not DraftState.REQUESTED:
        return None
    return session.scalars(
        select(Publication).where(
            Publication.draft_id == draft.id, Publication.state == PublicationState.ASKED
        )
    ).one_or_none()


def requests_of(session: Session, draft_id: str) -> Sequence[Publication]:
    """All requests of a draft, the newest first."""
    return session.scalars(
        select(Publication)
        .where(Publication.draft_id == draft_id)
        .order_by(Publication.asked_at.desc(), Publication.id)
    ).all()


def newest_of(session: Session, name: str) -> ProcessDefinition | None:
    """The newest version of a process; None where it was never deployed."""
    try:
        return definitions.latest(session, name)
    except DefinitionNotFound:
        return None


def files_of(session: Session, definition_id: str) -> dict[str, bytes]:
    """All files of a version by their path, without reading what they draw."""
    rows = session.execute(
        select(DefinitionFile.path, DefinitionFile.content)
        .where(DefinitionFile.definition_id == definition_id)
        .order_by(DefinitionFile.path)
    )
    return {row.path: row.content for row in rows}


def _locked(session: Session, draft_id: str) -> Draft:
    draft = session.get(Draft, draft_id, with_for_update=True, populate_existing=True)
    if draft is None or draft.state not in drafts.GOING_ON:
        raise DraftNotOpen(id=draft_id)
    return draft


def _open_request(session: Session, publication_id: str) -> tuple[Publication, Draft]:
    """A request that waits, and its draft, which nobody else changes now."""
    asked = session.get(Publication, publication_id)
    if asked is None:
        raise PublicationNotFound(id=publication_id)
    draft = _locked_or_none(session, asked.draft_id)
    session.refresh(asked)
    if draft is None or asked.state is not PublicationState.ASKED:
        raise PublicationNotOpen(id=publication_id)
    return asked, draft


def _locked_or_none(session: Session, draft_id: str) -> Draft | None:
    try:
        return _locked(session, draft_id)
    except DraftNotOpen:
        return None
