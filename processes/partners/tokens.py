"""Partners and their tokens: who may speak to the API, and for what."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import audit
from engine.registry import SYSTEM
from models import Partner
from models.encryption import Keyring
from models.types import new_id
from processes.exceptions import PartnerNotFound, PartnerRefused

#: What a token begins with, so that one that leaked is recognised wherever it lies.
PREFIX = "itsso_"
#: So often a minute a partner may ask, unless another number was agreed.
PER_MINUTE = 120
CHAIN = "partners"

_PURPOSE = "partner_token"
_LONGEST_NAME = 80


class Scope(StrEnum):
    """One thing a partner may be allowed to do."""

    READ = "read"
    """Read the proforma, the rights and the police's units."""

    SUBMIT = "submit"
    """Send a complaint in."""

    TRACK = "track"
    """Follow a complaint, with the number and passphrase that she typed in."""

    ALERT = "alert"
    """Raise an alert for a woman in danger, and find who is near."""

    CONFIRM = "confirm"
    """Bring the code by which a woman confirms her complaint herself."""


def admit(
    session: Session,
    keyring: Keyring,
    *,
    name: str,
    scopes: Collection[Scope],
    per_minute: int = PER_MINUTE,
    real_now: datetime,
) -> str:
    """Admit a partner and return its token, which is kept nowhere and shown this once.

    :raises PartnerRefused: the name is taken or empty, or there is no scope
    """
    name = " ".join(name.split())
    taken = session.scalars(select(Partner.id).where(Partner.name == name)).first()
    if not name or len(name) > _LONGEST_NAME or taken is not None:
        raise PartnerRefused("Give the partner a name that no other one has.")
    if not scopes or per_minute < 1:
        raise PartnerRefused("Give the partner at least one scope, and one request a minute.")
    token = _new_token()
    partner = Partner(
        id=new_id(),
        name=name,
        token_digest=keyring.digest(_PURPOSE, token),
        scopes=" ".join(sorted(set(scopes))),
        per_minute=per_minute,
        created_at=real_now,
    )
    session.add(partner)
    audit.record(
        session, CHAIN, "admitted", SYSTEM, real_now, partner=partner.id, scopes=partner.scopes
    )
    return token


def renew(session: Session, keyring: Keyring, *, name: str, real_now: datetime) -> str:
    """Give a partner another token; from then on its old one opens nothing.

    :raises PartnerNotFound: there is none of this name, or it was shut out
    """
    partner = _admitted(session, name)
    token = _new_token()
    partner.token_digest = keyring.digest(_PURPOSE, token)
    audit.record(session, CHAIN, "renewed", SYSTEM, real_now, partner=partner.id)
    return token


def shut_out(session: Session, *, name: str, real_now: datetime) -> None:
    """Let a partner's token open nothing from now on.

    :raises PartnerNotFound: there is none of this name, or it was shut out before
    """
    partner = _admitted(session, name)
    partner.revoked_at = real_now
    audit.record(session, CHAIN, "shut_out", SYSTEM, real_now, partner=partner.id)


def partner_of(session: Session, keyring: Keyring, token: str) -> Partner | None:
    """The partner that a token belongs to; None if it opens nothing."""
    return session.scalars(
        select(Partner).where(
            Partner.token_digest.in_(keyring.digests(_PURPOSE, token)),
            Partner.revoked_at.is_(None),
        )
    ).one_or_none()


def may(partner: Partner, scope: Scope) -> bool:
    """Whether this partner was given a scope."""
    return scope in partner.scopes.split()


def partners(session: Session) -> Sequence[Partner]:
    """Every partner, those shut out too."""
    return session.scalars(select(Partner).order_by(Partner.name)).all()


def _new_token() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def _admitted(session: Session, name: str) -> Partner:
    found = session.scalars(
        select(Partner).where(Partner.name == name, Partner.revoked_at.is_(None))
    ).one_or_none()
    if found is None:
        raise PartnerNotFound
    return found
