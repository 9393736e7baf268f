"""The links of the audit's chains: each holds the one before, and the head of a chain is sealed.

Links and seals are keyed: who can write into the database but has no key can neither change an
entry nor leave out the last ones.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from engine.exceptions import AuditRejected
from engine.registry import Actor
from models.encryption import Keyring

#: What the first link of a chain holds on to.
BEGINNING = "0" * 64


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of a chain, with the seal that says it is the last."""

    number: int = 0
    link: str = BEGINNING
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that follows a head, and the head that it makes."""

    values: dict[str, Any]  # of its row
    head: Head


def follow(
    keyring: Keyring,
    head: Head,
    *,
    chain: str,
    action: str,
    actor: Actor,
    now: datetime,
    facts: Mapping[str, Any],
) -> Entry:
    """The entry behind `head`, which the caller has read under the lock of the chain.

    :raises AuditRejected: this was not the head of the chain
    """
    if head.number and not is_sealed(keyring, chain, head):
        raise AuditRejected(chain=chain, number=head.number)
    values = {
        "chain": chain,
        "number": head.number + 1,
        "at": now,
        "action": action,
        "officer_id": actor.officer_id,
        "post_id": actor.post_id,
        "facts": facts,
    }
    key = keyring.audit_keys[0]
    link = _link(key, head.link, values)
    seal = _seal(key, chain, head.number + 1, link)
    return Entry({**values, "link": link}, Head(head.number + 1, link, seal))


def is_linked(keyring: Keyring, before: str, values: Mapping[str, Any]) -> bool:
    """Is the row's link the one that the portal made of the link before and the row's values?"""
    return any(_is_same(values["link"], _link(key, before, values)) for key in keyring.audit_keys)


def is_sealed(keyring: Keyring, chain: str, head: Head) -> bool:
    """Did the portal itself once call this the head of the chain?"""
    return any(
        _is_same(head.seal, _seal(key, chain, head.number, head.link)) for key in keyring.audit_keys
    )


def _is_same(stored: str, computed: str) -> bool:
    return hmac.compare_digest(stored.encode(), computed.encode())


def _link(key: bytes, before: str, values: Mapping[str, Any]) -> str:
    moment: datetime = values["at"]
    told = [
        before,
        values["chain"],
        values["number"],
        moment.astimezone(UTC).isoformat(),
        values["action"],
        values["officer_id"],
        values["post_id"],
        values["facts"],
    ]
    return hmac.digest(key, orjson.dumps(told, option=orjson.OPT_SORT_KEYS), "sha256").hex()


def _seal(key: bytes, chain: str, number: int, link: str) -> str:
    return hmac.digest(key, f"head\0{chain}\0{number}\0{link}".encode(), "sha256").hex()
