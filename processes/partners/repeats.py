"""Repeated requests: the same one again gets the same answer and changes nothing.

A partner gives each request that changes something a key of its own. A telephone in a poor network
sends it again until an answer arrives; whoever reuses a key for something else is told so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import IdempotencyKey, Partner
from models.encryption import Keyring
from models.locks import lock_name
from processes.exceptions import KeyUsedBefore

#: An answer is kept so long; after that its key is as good as new.
KEPT = timedelta(days=3)
#: So many old answers are forgotten whenever a new one is kept.
FORGOTTEN_AT_ONCE = 50


@dataclass(frozen=True)
class Answer:
    """What a partner was told."""

    status: int
    body: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Request:
    """A request that may come again: digests of its key and of all that it asks, newest first."""

    partner_id: str
    key_digests: tuple[str, ...]
    request_digests: tuple[str, ...]

    @property
    def submission_key(self) -> str:
        """A key for what the request makes, the same however often it comes."""
        return self.request_digests[0][:32]


def request(
    keyring: Keyring, partner: Partner, *, key: str, asked: str, body: Mapping[str, Any]
) -> Request:
    """A request by its key, by what is `asked` of the API, and by its body in whatever order."""
    written = orjson.dumps(body, option=orjson.OPT_SORT_KEYS).decode()
    return Request(
        partner.id,
        tuple(keyring.digests("idempotency_key", f"{partner.id}\0{key}")),
        tuple(keyring.digests("idempotency_request", f"{partner.id}\0{key}\0{asked}\0{written}")),
    )


def answered(
    session: Session, keyring: Keyring, asked: Request, *, real_now: datetime
) -> Answer | None:
    """What was answered to this request before; None if it is new.

    Whoever sends the same key at the same moment waits until the first has been answered.

    :raises KeyUsedBefore: the key was used for something else
    """
    lock_name(session, asked.key_digests[0])
    kept = session.scalars(
        select(IdempotencyKey).where(
            IdempotencyKey.partner_id == asked.partner_id,
            IdempotencyKey.key_digest.in_(asked.key_digests),
        )
    ).one_or_none()
    if kept is None:
        return None
    if kept.created_at + KEPT <= real_now:
        session.delete(kept)
        session.flush()
        return None
    if kept.request_digest not in asked.request_digests:
        raise KeyUsedBefore
    body = orjson.loads(keyring.decrypt(kept.answer, _place(kept)))
    return Answer(kept.status, body)


def keep(
    session: Session, keyring: Keyring, asked: Request, answer: Answer, *, real_now: datetime
) -> None:
    """Remember what was answered, encrypted, in the transaction of what the request changed."""
    kept = IdempotencyKey(
        partner_id=asked.partner_id,
        key_digest=asked.key_digests[0],
        request_digest=asked.request_digests[0],
        status=answer.status,
        created_at=real_now,
    )
    kept.answer = keyring.encrypt(orjson.dumps(answer.body), _place(kept))
    session.add(kept)
    session.flush()
    _forget(session, real_now - KEPT)


def _forget(session: Session, before: datetime) -> None:
    old = session.execute(
        select(IdempotencyKey.partner_id, IdempotencyKey.key_digest)
        .where(IdempotencyKey.created_at < before)
        .order_by(IdempotencyKey.created_at)
        .limit(FORGOTTEN_AT_ONCE)
    ).all()
    for partner_id, key_digest in old:
        session.execute(
            delete(IdempotencyKey).where(
                IdempotencyKey.partner_id == partner_id, IdempotencyKey.key_digest == key_digest
            )
        )


def _place(kept: IdempotencyKey) -> str:
    return f"idempotency_key:{kept.partner_id}:{kept.key_digest}:answer"
