"""Publication: a draft becomes the newest version, asked for by one designer, approved by another.

A request names the hash of all files, so that what was looked at is what is deployed; a save in the
draft takes it back.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definitions, drafts, versions
from engine.check.apart import check_apart
from engine.definitions import Checker
from engine.exceptions import (
    DraftNotOpen,
    NothingToPublish,
    NotRehearsed,
    PublicationNotFound,
    PublicationNotOpen,
    PublicationStale,
    SecondPersonNeeded,
)
from engine.registry import Actor, Registry
from engine.rehearsal import Rehearsal
from models import (
    Draft,
    DraftState,
    ProcessDefinition,
    Publication,
    PublicationState,
)
from models.types import new_id


def request(
    session: Session,
    draft_id: str,
    *,
    content_hash: str,
    note: str,
    by: str,
    now: datetime,
    rehearsal: Rehearsal,
) -> Publication:
    """Ask for the publication of a draft as it is now; an older request is taken back.

    `rehearsal` says how its scripted cases came out, for who decides.

    :raises DraftNotOpen: it was published or given up
    :raises WordsNeeded: the note is missing or too long
    :raises NotRehearsed: its cases were not replayed
    :raises PublicationStale: its files are others than those of this hash
    :raises NothingToPublish: they are those of the newest version
    """
    draft = _locked(session, draft_id)
    versions.check_words(note)
    if rehearsal.is_left_out:
        raise NotRehearsed(draft=draft_id)
    if definitions.hash_of(drafts.files(session, draft_id)) != content_hash:
        raise PublicationStale(draft=draft_id)
    newest = versions.newest_of(session, draft.name)
    if newest is not None and newest.content_hash == content_hash:
        raise NothingToPublish(draft=draft_id)
    drafts.take_request_back(session, draft)
    asked = Publication(
        id=new_id(),
        draft_id=draft_id,
        content_hash=content_hash,
        note=note,
        dry_run=rehearsal.as_json(),
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

    :raises WordsNeeded: the reason is missing or too long
    :raises PublicationNotOpen: it was decided, or taken back
    :raises SecondPersonNeeded: she has a part in it herself
    """
    versions.check_words(reason)
    asked, draft = _open_request(session, publication_id)
    _check_second(session, asked, by)
    asked.reason, draft.state = reason, DraftState.OPEN
    _decide(asked, PublicationState.SENT_BACK, by=by, now=now)
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
    despite: str = "",
    needs_second: bool = True,
    checker: Checker = check_apart,
) -> ProcessDefinition:
    """Deploy what was asked for, in this transaction: version, files, people, audit.

    `seen_newest` is the id of the newest version that the page compared with; None: there was
    none. `despite` says why it is published although cases failed.

    :raises PublicationNotOpen: it was decided, or taken back
    :raises SecondPersonNeeded: she has a part in it herself
    :raises WordsNeeded: cases failed, and nothing says why it is published all the same
    :raises PublicationStale: the files have changed
    :raises NewestMovedOn: another version was deployed meanwhile; look at the comparison again
    :raises DefinitionRefused: the checker finds errors
    """
    asked, draft = _open_request(session, publication_id)
    if needs_second:
        _check_second(session, asked, by)
    had_second = may_decide(session, asked, by)
    tried = versions.rehearsed(Rehearsal.of_json(asked.dry_run), despite)
    files = drafts.files(session, draft.id)
    if definitions.hash_of(files) != asked.content_hash:
        raise PublicationStale(draft=draft.id)
    versions.hold_newest(session, draft.name, seen_newest)
    row = definitions.deploy(
        session,
        registry,
        name=draft.name,
        files=files,
        by=asked.asked_by,
        note=asked.note,
        now=now,
        checker=checker,
        approved_by=by if had_second else None,
    )
    asked.definition_id, draft.state = row.id, DraftState.PUBLISHED
    _decide(asked, PublicationState.PUBLISHED, by=by, now=now)
    people = {"asked_by": asked.asked_by, "had_second": had_second}
    versions.write_down(session, row, "deploy", Actor(by), **people, **tried)
    return row


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


def _check_second(session: Session, asked: Publication, officer_id: str) -> None:
    """Go on only with a second person.

    :raises SecondPersonNeeded: she has a part in it herself
    """
    if not may_decide(session, asked, officer_id):
        raise SecondPersonNeeded(publication=asked.id)


def _decide(asked: Publication, state: PublicationState, *, by: str, now: datetime) -> None:
    asked.state, asked.decided_by, asked.decided_at = state, by, now


def _locked(session: Session, draft_id: str) -> Draft:
    """The draft, which nobody else changes now.

    :raises DraftNotOpen: it was published or given up
    """
    draft = session.get(Draft, draft_id, with_for_update=True, populate_existing=True)
    if draft is None or draft.state not in drafts.GOING_ON:
        raise DraftNotOpen(id=draft_id)
    return draft


def _open_request(session: Session, publication_id: str) -> tuple[Publication, Draft]:
    """A request that waits, and its draft, which nobody else changes now.

    :raises PublicationNotOpen: it was decided, or taken back
    """
    asked = session.get(Publication, publication_id)
    if asked is None:
        raise PublicationNotFound(id=publication_id)
    try:
        draft = _locked(session, asked.draft_id)
    except DraftNotOpen:
        raise PublicationNotOpen(id=publication_id) from None
    session.refresh(asked)
    if asked.state is not PublicationState.ASKED:
        raise PublicationNotOpen(id=publication_id)
    return asked, draft
