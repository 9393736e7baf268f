"""Drafts: what designers change before it is published. Any file may stand in one, however broken.

Nothing here is parsed. Every change names the state of the file that its author has read (the
number of the save that wrote it), so that two designers never overwrite each other silently.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, literal, select, update
from sqlalchemy.orm import Session

from engine import new_drawing
from engine.definitions import latest
from engine.draft_limits import check_name, check_path, check_sizes
from engine.exceptions import (
    DefinitionNotFound,
    DraftConflict,
    DraftFileNotFound,
    DraftNotFound,
    DraftNotOpen,
)
from models import (
    DefinitionFile,
    Draft,
    DraftAuthor,
    DraftFile,
    DraftState,
    ProcessDefinition,
    Publication,
    PublicationState,
)
from models.types import new_id

#: A draft that may still be published.
GOING_ON = (DraftState.OPEN, DraftState.REQUESTED)


@dataclass(frozen=True)
class Listed:
    """A file of a draft without its content."""

    path: str
    size: int
    saves: int
    saved_by: str
    saved_at: datetime
    is_changed: bool  # differs from the version the draft began from, or is not in it


def begin(
    session: Session, *, name: str, by: str, now: datetime, base_id: str | None = None
) -> Draft:
    """Begin a draft with the files of a version of this process, by default the newest.

    :raises DefinitionNotFound: the process has no such version
    """
    base = session.get(ProcessDefinition, base_id) if base_id else latest(session, name)
    if base is None or base.name != name:
        raise DefinitionNotFound(id=base_id)
    draft = _begun(name, base_id=base.id, by=by, now=now)
    session.add(draft)
    session.flush()
    session.add_all(
        DraftFile(
            draft_id=draft.id, path=each.path, content=each.content, saved_by=by, saved_at=now
        )
        for each in session.scalars(
            select(DefinitionFile).where(DefinitionFile.definition_id == base.id)
        )
    )
    session.flush()
    return draft


def begin_new(
    session: Session,
    *,
    name: str,
    by: str,
    now: datetime,
    files: Mapping[str, bytes] | None = None,
) -> Draft:
    """Begin a draft of a process that was never drawn: with a start and an end, or these files.

    :raises DraftPathRefused: no process can be called so, or a file has no plain name
    :raises DraftTooLarge: the files are too many or too large
    """
    check_name(name)
    content = dict(files) if files else {f"{name}.bpmn": new_drawing.draw(name)}
    for path in content:
        check_path(path)
    check_sizes({path: len(text) for path, text in content.items()})
    draft = _begun(name, base_id=None, by=by, now=now)
    session.add(draft)
    session.flush()
    session.add_all(
        DraftFile(draft_id=draft.id, path=path, content=text, saved_by=by, saved_at=now)
        for path, text in content.items()
    )
    session.add(DraftAuthor(draft_id=draft.id, officer_id=by))
    session.flush()
    return draft


def find(session: Session, draft_id: str) -> Draft:
    """The draft with this id.

    :raises DraftNotFound: there is none
    """
    draft = session.get(Draft, draft_id)
    if draft is None:
        raise DraftNotFound(id=draft_id)
    return draft


def files(session: Session, draft_id: str) -> dict[str, bytes]:
    """All files of a draft by their path."""
    rows = session.execute(
        select(DraftFile.path, DraftFile.content)
        .where(DraftFile.draft_id == draft_id)
        .order_by(DraftFile.path)
    )
    return {row.path: row.content for row in rows}


def file(session: Session, draft_id: str, path: str) -> DraftFile:
    """One file of a draft.

    :raises DraftFileNotFound: it has none of this path
    """
    found = session.get(DraftFile, (draft_id, path))
    if found is None:
        raise DraftFileNotFound(draft=draft_id)
    return found


def listing(session: Session, draft: Draft) -> Sequence[Listed]:
    """The files of a draft in the order of their paths, without their contents."""
    base = (DefinitionFile.definition_id == draft.base_id) & (DefinitionFile.path == DraftFile.path)
    is_same: ColumnElement[bool] = DefinitionFile.content == DraftFile.content
    rows = session.execute(
        select(
            DraftFile.path,
            func.length(DraftFile.content).label("size"),
            DraftFile.saves,
            DraftFile.saved_by,
            DraftFile.saved_at,
            case((is_same, literal(False)), else_=literal(True)).label("is_changed"),
        )
        .outerjoin(DefinitionFile, base)
        .where(DraftFile.draft_id == draft.id)
        .order_by(DraftFile.path)
    )
    return [Listed(**row._mapping) for row in rows]


def save_file(
    session: Session,
    draft_id: str,
    path: str,
    content: bytes,
    *,
    read: int | None,
    by: str,
    now: datetime,
) -> DraftFile:
    """Write a file of which the author has read the state `read`; None adds a new file.

    Saving what stands there already changes nothing.

    :raises DraftConflict: another was quicker; it says who, when, and what stands there now
    :raises DraftNotOpen: the draft was published or given up
    :raises DraftPathRefused: no file may be called so
    :raises DraftTooLarge: the draft would hold too much
    """
    draft = _locked(session, draft_id)
    if read is None:
        check_path(path)
    found = _as_read(session, draft, path, read=read)
    if found is not None and found.content == content:
        return found
    sizes = _sizes(session, draft_id)
    check_sizes({**sizes, path: len(content)})
    _count(session, draft, by=by, now=now)
    if found is None:
        found = DraftFile(draft_id=draft_id, path=path)
        session.add(found)
    found.content, found.saves, found.saved_by, found.saved_at = content, draft.saves, by, now
    session.flush()
    return found


def rename_file(
    session: Session,
    draft_id: str,
    path: str,
    to: str,
    *,
    read: int,
    by: str,
    now: datetime,
) -> DraftFile:
    """Let a file have another path.

    :raises DraftConflict: another has changed it meanwhile, or a file of that name is there
    :raises DraftNotOpen: the draft was published or given up
    :raises DraftPathRefused: no file may be called so
    """
    content = file(session, draft_id, path).content
    added = save_file(session, draft_id, to, content, read=None, by=by, now=now)
    remove_file(session, draft_id, path, read=read, by=by, now=now)
    return added


def remove_file(
    session: Session, draft_id: str, path: str, *, read: int, by: str, now: datetime
) -> None:
    """Take a file out of the draft.

    :raises DraftConflict: another has changed it meanwhile
    :raises DraftNotOpen: the draft was published or given up
    """
    draft = _locked(session, draft_id)
    found = _as_read(session, draft, path, read=read)
    session.delete(found)
    _count(session, draft, by=by, now=now)
    session.flush()


def withdraw(session: Session, draft_id: str) -> Draft:
    """Give a draft up; it is kept, and changes no more.

    :raises DraftNotOpen: it was published or given up before
    """
    draft = _locked(session, draft_id)
    take_request_back(session, draft)
    draft.state = DraftState.WITHDRAWN
    session.flush()
    return draft


def take_request_back(session: Session, draft: Draft) -> None:
    """End the request for its publication, if there is one, undecided; the draft is open again."""
    if draft.state is DraftState.REQUESTED:
        session.execute(
            update(Publication)
            .where(Publication.draft_id == draft.id, Publication.state == PublicationState.ASKED)
            .values(state=PublicationState.WITHDRAWN)
        )
        draft.state = DraftState.OPEN


def authors(session: Session, draft_id: str) -> frozenset[str]:
    """The ids of all designers who have changed something in a draft."""
    return frozenset(
        session.scalars(select(DraftAuthor.officer_id).where(DraftAuthor.draft_id == draft_id))
    )


def _begun(name: str, *, base_id: str | None, by: str, now: datetime) -> Draft:
    return Draft(
        id=new_id(),
        name=name,
        base_id=base_id,
        state=DraftState.OPEN,
        created_by=by,
        created_at=now,
        saved_by=by,
        saved_at=now,
    )


def _locked(session: Session, draft_id: str) -> Draft:
    """The draft, which nobody else changes until the transaction ends."""
    draft = session.get(Draft, draft_id, with_for_update=True, populate_existing=True)
    if draft is None:
        raise DraftNotFound(id=draft_id)
    if draft.state not in GOING_ON:
        raise DraftNotOpen(id=draft_id)
    return draft


def _as_read(session: Session, draft: Draft, path: str, *, read: int | None) -> DraftFile | None:
    """The file, if it is in the state that its author has read; None: neither knows one."""
    found = session.get(DraftFile, (draft.id, path), populate_existing=True)
    if (None if found is None else found.saves) == read:
        return found
    if found is None:
        raise DraftConflict(by=draft.saved_by, at=draft.saved_at, content=None, saves=None)
    raise DraftConflict(
        by=found.saved_by, at=found.saved_at, content=found.content, saves=found.saves
    )


def _sizes(session: Session, draft_id: str) -> dict[str, int]:
    rows = session.execute(
        select(DraftFile.path, func.length(DraftFile.content).label("size")).where(
            DraftFile.draft_id == draft_id
        )
    )
    return {row.path: row.size for row in rows}


def _count(session: Session, draft: Draft, *, by: str, now: datetime) -> None:
    """Note that the draft changes; a request for its publication was for something else."""
    draft.saves += 1
    draft.saved_by, draft.saved_at = by, now
    take_request_back(session, draft)
    if session.get(DraftAuthor, (draft.id, by)) is None:
        session.add(DraftAuthor(draft_id=draft.id, officer_id=by))
