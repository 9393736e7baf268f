"""Queueing messages: one row with the encrypted text, one delivery job, in the caller's step."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from engine import job_rows
from engine.prepared import Prepared
from models import JobKind, MessageStatus, OutgoingMessage
from models.encryption import Keyring
from models.locks import lock_name
from models.types import new_id

#: How a delivery job says that this module's messages are meant.
DELIVER = "message"

#: So many paced messages go to one address in this time.
PACED, PACE = 3, timedelta(minutes=15)
#: How far back, and at how many of them, the next free turn is looked for.
_LOOKED_BACK, _LOOKED_AT = timedelta(days=1), 300

_FIELD = re.compile(r"\{([a-z_]+)\}")

_WAITING = Prepared(
    select(OutgoingMessage.address_digest).where(
        OutgoingMessage.instance_id == bindparam("of_instance"),
        OutgoingMessage.kind == bindparam("of_kind"),
        OutgoingMessage.status == MessageStatus.QUEUED,
    )
)


@dataclass(frozen=True)
class Recipient:
    """Where a message goes: a channel (sms, voice, email) and an address on it."""

    channel: str
    address: str = field(repr=False)


def fill_in(text: str, fields: Mapping[str, str]) -> str:
    """A notice's text with its `{field}` places filled.

    :raises KeyError: the text names a field that was not given
    """
    return _FIELD.sub(lambda place: fields[place.group(1)], text)


def queue(
    session: Session,
    keyring: Keyring,
    *,
    recipient: Recipient,
    kind: str,
    body: str,
    now: datetime,
    instance_id: str | None = None,
    expires_at: datetime | None = None,
    is_paced: bool = False,
) -> OutgoingMessage:
    """Let a worker send this message as soon as the caller's transaction is committed.

    `kind` is the notice's name. A message that is not out by `expires_at` is never sent: a code
    that no longer works would only frighten. Of what `is_paced`, three of a kind go to an address
    in a quarter of an hour and the others wait their turn, so that nobody floods a telephone.
    """
    due_at = _next_slot(session, keyring, recipient.address, kind, now) if is_paced else now
    message_id = new_id()
    message = OutgoingMessage(
        id=message_id,
        instance_id=instance_id,
        channel=recipient.channel,
        kind=kind,
        address_digest=keyring.digest("address", recipient.address),
        address=keyring.encrypt_text(recipient.address, _place(message_id, "address")),
        body=keyring.encrypt_text(body, _place(message_id, "body")),
        queued_at=now,
        expires_at=expires_at,
    )
    session.add(message)
    session.flush()
    job = job_rows.row(
        kind=JobKind.DELIVERY,
        due_at=due_at,
        now=now,
        payload={"deliver": DELIVER, "message_id": message_id},
    )
    job_rows.add_all(session.connection(), [job])
    return message


def is_waiting(
    session: Session, keyring: Keyring, *, recipient: Recipient, kind: str, instance_id: str
) -> bool:
    """Whether this notice of a case has yet to leave for the address."""
    waiting = _WAITING.all(session.connection(), {"of_instance": instance_id, "of_kind": kind})
    digests = keyring.digests("address", recipient.address)
    return any(digest in digests for (digest,) in waiting)


def address_of(keyring: Keyring, message: OutgoingMessage) -> str | None:
    """Where the message goes; None once it has been wiped."""
    if message.address is None:
        return None
    return keyring.decrypt_text(message.address, _place(message.id, "address"))


def body_of(keyring: Keyring, message: OutgoingMessage) -> str | None:
    """What the message says; None once it has been wiped."""
    if message.body is None:
        return None
    return keyring.decrypt_text(message.body, _place(message.id, "body"))


def _place(message_id: str, column: str) -> str:
    return f"outgoing_message:{message_id}:{column}"


def _next_slot(
    session: Session, keyring: Keyring, address: str, kind: str, now: datetime
) -> datetime:
    """When one more message of this kind may go to an address, behind those that wait already."""
    digests = keyring.digests("address", address)
    lock_name(session, digests[0])
    newest = session.scalars(
        select(OutgoingMessage.queued_at)
        .where(
            OutgoingMessage.address_digest.in_(digests),
            OutgoingMessage.queued_at > now - _LOOKED_BACK,
            OutgoingMessage.kind == kind,
        )
        .order_by(OutgoingMessage.queued_at.desc())
        .limit(_LOOKED_AT)
    )
    slots: list[datetime] = []
    for asked_at in [*reversed(newest.all()), now]:
        is_free = len(slots) < PACED
        slots.append(asked_at if is_free else max(asked_at, slots[-PACED] + PACE))
    return slots[-1]
