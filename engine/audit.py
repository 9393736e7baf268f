"""The audit: who did what, in chains whose every link holds the one before.

There is one chain for each instance, and one for each word the caller chooses for what belongs to
no instance. An entry that was changed, left out or put in between shows when the chain is verified.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, insert, select, text
from sqlalchemy.orm import Session

from engine.prepared import Prepared
from engine.registry import Actor
from engine.tables import AUDIT, INSTANCE

#: What the first link of a chain holds on to.
BEGINNING = "0" * 64

_INSERT = Prepared(
    insert(AUDIT),
    *("chain", "number", "at", "action", "officer_id", "post_id", "facts", "link"),
)
_HEAD = (
    select(AUDIT.c.number, AUDIT.c.link)
    .where(AUDIT.c.chain == bindparam("of_chain"))
    .order_by(AUDIT.c.number.desc())
    .limit(1)
)


@dataclass(frozen=True)
class Head:
    """The last link of a chain."""

    number: int = 0
    link: str = BEGINNING


@dataclass(frozen=True)
class Break:
    """A place where a chain does not hold."""

    chain: str
    number: int
    reason: str  # gap, link


def append(
    connection: Connection,
    head: Head,
    *,
    chain: str,
    action: str,
    actor: Actor,
    now: datetime,
    facts: Mapping[str, Any],
) -> Head:
    """Add an entry behind `head`, which the caller has read under the lock of the chain."""
    number = head.number + 1
    entry = {
        "chain": chain,
        "number": number,
        "at": now,
        "action": action,
        "officer_id": actor.officer_id,
        "post_id": actor.post_id,
        "facts": facts,
    }
    link = _link(head.link, entry)
    _INSERT.run(connection, {**entry, "link": link})
    return Head(number, link)


def record(
    session: Session, chain: str, action: str, actor: Actor, now: datetime, **facts: Any
) -> None:
    """Add an entry to a chain: an instance's id, or a word such as "postings".

    Inside a step use `Step.note`: the step writes one entry itself when it ends.
    """
    connection = session.connection()
    lock(connection, chain)
    append(
        connection,
        head_of(connection, chain),
        chain=chain,
        action=action,
        actor=actor,
        now=now,
        facts=facts,
    )


def lock(connection: Connection, chain: str) -> None:
    """Let nobody else add to this chain until the transaction ends."""
    if connection.dialect.name != "postgresql":
        return  # BEGIN IMMEDIATE holds the whole database
    locked = connection.execute(
        select(INSTANCE.c.id).where(INSTANCE.c.id == chain).with_for_update()
    ).one_or_none()
    if locked is None:
        connection.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended(:chain, 0))"), {"chain": chain}
        )


def head_of(connection: Connection, chain: str) -> Head:
    """The last link of a chain."""
    found = connection.execute(_HEAD, {"of_chain": chain}).one_or_none()
    return Head() if found is None else Head(found.number, found.link)


def verify(session: Session, chain: str | None = None) -> list[Break]:
    """Look through one chain or all of them for changed, missing or inserted entries.

    Entries cut off at the end show too: every version of an instance's state has one.
    """
    entries, instances = select(AUDIT), select(INSTANCE.c.id, INSTANCE.c.version)
    if chain is not None:
        entries = entries.where(AUDIT.c.chain == chain)
        instances = instances.where(INSTANCE.c.id == chain)
    breaks: list[Break] = []
    versions: dict[str, int] = {}
    current, head = "", Head()
    ordered = entries.order_by(AUDIT.c.chain, AUDIT.c.number)
    for row in session.execute(ordered.execution_options(yield_per=1000)):
        entry = dict(row._mapping)
        link = entry.pop("link")
        if entry["chain"] != current:
            current, head = entry["chain"], Head()
        if entry["number"] != head.number + 1:
            breaks.append(Break(entry["chain"], entry["number"], "gap"))
        elif link != _link(head.link, entry):
            breaks.append(Break(entry["chain"], entry["number"], "link"))
        head = Head(entry["number"], link)
        versions[current] = entry["facts"].get("version", versions.get(current, 0))
    breaks += [
        Break(instance_id, versions.get(instance_id, 0), "gap")
        for instance_id, version in session.execute(instances)
        if versions.get(instance_id, 0) != version
    ]
    return breaks


def _link(before: str, entry: Mapping[str, Any]) -> str:
    moment: datetime = entry["at"]
    told = [
        before,
        entry["chain"],
        entry["number"],
        moment.astimezone(UTC).isoformat(),
        entry["action"],
        entry["officer_id"],
        entry["post_id"],
        entry["facts"],
    ]
    return hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()
