"""Versions: what every new version obeys, however it comes about, and going back to an older one.

Who deploys says why, how the scripted cases came out is known, and it stands in the audit.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import audit, definitions
from engine.check.apart import check_apart
from engine.definitions import Checker
from engine.exceptions import (
    DefinitionNotFound,
    NewestMovedOn,
    NothingToPublish,
    WordsNeeded,
)
from engine.registry import SYSTEM, Actor, Registry
from engine.rehearsal import Rehearsal
from models import DefinitionFile, ProcessDefinition
from models.locks import lock_name
from models.types import JsonObject

#: The chain of the audit in which versions stand.
CHAIN = "definitions"
#: So many characters a note or reason may have.
LONGEST = 400


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

    :raises WordsNeeded: the reason is missing or too long
    :raises DefinitionNotFound: there is no such version
    :raises NothingToPublish: its files are those of the newest version
    :raises NewestMovedOn: another version was deployed meanwhile
    :raises DefinitionRefused: it cannot run here any more
    """
    check_words(reason)
    old = session.get(ProcessDefinition, definition_id)
    if old is None:
        raise DefinitionNotFound(id=definition_id)
    newest = newest_of(session, old.name)
    if newest is not None and newest.content_hash == old.content_hash:
        raise NothingToPublish(definition=definition_id)
    hold_newest(session, old.name, seen_newest)
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
    write_down(session, row, "roll back", Actor(by), to_version=old.version, reason=reason)
    return row


def deploy(
    session: Session,
    registry: Registry,
    *,
    name: str,
    files: Mapping[str, bytes],
    note: str,
    account: str,
    rehearsal: Rehearsal,
    despite: str = "",
    now: datetime,
    checker: Checker = check_apart,
) -> ProcessDefinition:
    """Deploy without a request, as who works at the machine does; `account` is hers there.

    `despite` says why it is deployed although cases failed or were left out.

    :raises WordsNeeded: the note is missing or too long, or `despite` is where it is needed
    :raises NothingToPublish: these are the files of the newest version
    :raises DefinitionRefused: the checker finds errors
    """
    check_words(note)
    tried = rehearsed(rehearsal, despite)
    lock_name(session, CHAIN)
    newest = newest_of(session, name)
    if newest is not None and newest.content_hash == definitions.hash_of(files):
        raise NothingToPublish(name=name)
    row = definitions.deploy(
        session, registry, name=name, files=files, by=None, note=note, now=now, checker=checker
    )
    write_down(session, row, "deploy", SYSTEM, account=account, had_second=False, **tried)
    return row


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


def check_words(text: str) -> None:
    """Go on only with a note or reason that says something and can be kept.

    :raises WordsNeeded: it is missing or too long
    """
    if not text.strip() or len(text) > LONGEST:
        raise WordsNeeded


def rehearsed(rehearsal: Rehearsal, despite: str) -> JsonObject:
    """How the cases came out, for the audit.

    :raises WordsNeeded: cases failed or were left out, and nobody says why it is deployed
    """
    told: JsonObject = {"cases": rehearsal.cases, "cases_failed": len(rehearsal.failed)}
    if not rehearsal.needs_reason:
        return told
    check_words(despite)
    return {**told, "cases_left_out": rehearsal.is_left_out, "despite": despite}


def hold_newest(session: Session, name: str, seen: str | None) -> None:
    """Let nobody else deploy before this transaction ends.

    :raises NewestMovedOn: the newest version is not the one that was seen
    """
    lock_name(session, CHAIN)
    newest = newest_of(session, name)
    if (newest.id if newest else None) != seen:
        raise NewestMovedOn(name=name)


def write_down(
    session: Session, row: ProcessDefinition, action: str, actor: Actor, **facts: object
) -> None:
    """Put a deployment into the audit."""
    audit.record(
        session,
        CHAIN,
        action,
        actor,
        row.deployed_at,
        name=row.name,
        version=row.version,
        content_hash=row.content_hash,
        **facts,
    )
