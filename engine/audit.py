"""The audit: who did what, in chains whose every link holds the one before.

There is one chain for each instance, and one for each word the caller chooses for what belongs to
no instance. The head of an instance's chain stands in the instance's row, the head of any other in
a row of `audit_head`; both are sealed and written in the transaction of the entry. So an entry that
was changed, left out, put in between or cut off at the end shows when the chain is verified, and so
does a chain that was computed anew without the key.

What the database alone cannot show is a state it once had: a chain and its head, both put back from
an old copy or gone altogether. Heads that were written down elsewhere show that too.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.orm import Session

from engine.audit_chain import Entry, Head, follow
from engine.audit_check import Break, heads, verify
from engine.prepared import Prepared
from engine.registry import Actor
from engine.tables import AUDIT, AUDIT_HEAD, INSTANCE
from models.locks import lock_name
from models.session import keyring_of

__all__ = ["Break", "append", "heads", "record", "verify", "write"]

_INSERT = Prepared(
    insert(AUDIT),
    *("chain", "number", "at", "action", "officer_id", "post_id", "facts", "link"),
)
_HEAD_OF_INSTANCE = (
    select(INSTANCE.c.audit_number, INSTANCE.c.audit_link, INSTANCE.c.audit_seal)
    .where(INSTANCE.c.id == bindparam("of_chain"))
    .with_for_update()
)
_HEAD_OF_WORD = select(AUDIT_HEAD.c.number, AUDIT_HEAD.c.link, AUDIT_HEAD.c.seal).where(
    AUDIT_HEAD.c.chain == bindparam("of_chain")
)
_KEEP_IN_INSTANCE = Prepared(
    update(INSTANCE)
    .where(INSTANCE.c.id == bindparam("of_instance"))
    .values(
        audit_number=bindparam("new_number"),
        audit_link=bindparam("new_link"),
        audit_seal=bindparam("new_seal"),
    )
)


def write(connection: Connection, entry: Entry) -> None:
    """Insert an entry; whoever calls this keeps its head in the instance's row."""
    _INSERT.run(connection, entry.values)


def append(
    session: Session,
    head: Head,
    *,
    instance_id: str,
    action: str,
    actor: Actor,
    now: datetime,
    facts: Mapping[str, Any],
) -> None:
    """Add an entry to an instance's chain between two steps; the caller has locked and read it.

    :raises AuditRejected: `head` is not genuine
    """
    entry = follow(
        keyring_of(session),
        head,
        chain=instance_id,
        action=action,
        actor=actor,
        now=now,
        facts=facts,
    )
    connection = session.connection()
    write(connection, entry)
    _KEEP_IN_INSTANCE.run(
        connection,
        {
            "of_instance": instance_id,
            "new_number": entry.head.number,
            "new_link": entry.head.link,
            "new_seal": entry.head.seal,
        },
    )


def record(
    session: Session, chain: str, action: str, actor: Actor, now: datetime, **facts: Any
) -> None:
    """Add an entry to a chain: an instance's id, or a word such as "postings".

    Inside a step use `Step.note`: the step writes one entry itself when it ends.

    :raises AuditRejected: the head of the chain was tampered with
    """
    told: dict[str, Any] = {"action": action, "actor": actor, "now": now, "facts": facts}
    connection = session.connection()
    of_instance = connection.execute(_HEAD_OF_INSTANCE, {"of_chain": chain}).one_or_none()
    if of_instance is not None:
        append(session, Head(*of_instance), instance_id=chain, **told)
        return
    lock_name(session, chain)
    found = connection.execute(_HEAD_OF_WORD, {"of_chain": chain}).one_or_none()
    head = Head() if found is None else Head(*found)
    entry = follow(keyring_of(session), head, chain=chain, **told)
    write(connection, entry)
    values = {"number": entry.head.number, "link": entry.head.link, "seal": entry.head.seal}
    if found is None:
        connection.execute(insert(AUDIT_HEAD).values(chain=chain, **values))
    else:
        connection.execute(update(AUDIT_HEAD).where(AUDIT_HEAD.c.chain == chain).values(values))
