"""Enrolment: what a woman tells beforehand, so that one press is enough when it matters."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models import EmergencyAlert, EmergencyEnrolment, Level, Unit
from models.encryption import Keyring
from models.locks import lock_name
from models.types import new_id
from processes.complaint.attempts import Door
from processes.complaint.contact import mobile_number
from processes.emergency.exceptions import EnrolledAlready, MobileNotValid
from processes.emergency.place import Place, place_of
from processes.exceptions import DistrictUnknown
from processes.passwords import STRONG, Hasher

MOST_PLACES, MOST_CONTACTS = 3, 3
#: A telephone that nobody has verified in this time is forgotten.
UNVERIFIED = timedelta(days=7)
#: So many are forgotten at once at most; the next minute forgets more.
MOST_FORGOTTEN = 1_000
#: Where passphrases of enrolments are tried.
DOOR = Door("enrolment")


@dataclass(frozen=True)
class KnownPlace:
    """A place where she is often: its address in words, and its point if she gave it."""

    address: str = field(repr=False)
    place: Place | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Details:
    """What she told; encrypted wherever it is kept."""

    mobile: str = field(repr=False)
    name: str = field(default="", repr=False)
    places: tuple[KnownPlace, ...] = field(default=(), repr=False)  # the likeliest first
    contacts: tuple[str, ...] = field(default=(), repr=False)  # persons she trusts, in her words
    to_know: str = field(default="", repr=False)  # illness, children, weapons in the house


def enrol(
    session: Session,
    keyring: Keyring,
    details: Details,
    *,
    passphrase_hash: str,
    opened: str | None = None,
    district_id: str,
    language: str,
    now: datetime,
) -> EmergencyEnrolment:
    """Register a telephone, or change a registration.

    Her passphrase is hashed before the transaction begins: that takes long, and other writers
    would wait. `opened` is the id of the enrolment that it has opened (:func:`opened_with`).

    A number that was never verified may be another's, and keeps its owner out of nothing: the one
    before it lets the number go, and its browser may still verify it first.

    :raises MobileNotValid: the number is none that can be called
    :raises DistrictUnknown: it names no district the portal serves
    :raises EnrolledAlready: the telephone is registered, and her passphrase has not opened it
    """
    number = mobile_number(details.mobile)
    if number is None:
        raise MobileNotValid
    district = session.get(Unit, district_id)
    if district is None or district.level is not Level.DISTRICT:
        raise DistrictUnknown
    lock_name(session, keyring.digest("phone", number))
    known = of_mobile(session, keyring, number)
    if known is not None and known.id != opened:
        if known.verified_at is not None:
            raise EnrolledAlready
        _let_number_go(session, keyring, known)
        known = None
    enrolled = known or EmergencyEnrolment(
        id=new_id(),
        phone_digest=keyring.digest("phone", number),
        passphrase_hash=passphrase_hash,
        enrolled_at=now,
    )
    enrolled.district_id, enrolled.language, enrolled.changed_at = district.id, language, now
    enrolled.told = keyring.encrypt(_written(details, number), _place_in_table(enrolled.id))
    session.add(enrolled)
    session.flush()
    return enrolled


def opened_with(
    session: Session,
    keyring: Keyring,
    *,
    mobile: str,
    passphrase: str,
    hasher: Hasher = STRONG,
) -> EmergencyEnrolment | None:
    """The enrolment that this telephone and passphrase open; it takes as long where there is none.

    Whoever asks counts the failures at the :data:`DOOR`.
    """
    known = of_mobile(session, keyring, mobile)
    is_right = hasher.verify(known.passphrase_hash if known else None, passphrase)
    return known if is_right else None


def take_number(session: Session, keyring: Keyring, enrolled: EmergencyEnrolment) -> bool:
    """Whose code came back has the number; False where another has verified it before."""
    number = details_of(keyring, enrolled).mobile
    lock_name(session, keyring.digest("phone", number))
    other = of_mobile(session, keyring, number)
    if other is not None and other.id != enrolled.id:
        if other.verified_at is not None:
            return False
        _let_number_go(session, keyring, other)
    enrolled.phone_digest = keyring.digest("phone", number)
    session.flush()
    return True


def forget_unverified(session: Session, *, now: datetime) -> int:
    """Forget what was registered a week ago and never verified; how many.

    An alert that is open keeps what helps to find her; the closed ones stay without it.
    """
    open_alerts = select(EmergencyAlert.enrolment_id).where(
        EmergencyAlert.enrolment_id.is_not(None), EmergencyAlert.closed_at.is_(None)
    )
    found = session.scalars(
        select(EmergencyEnrolment.id)
        .where(
            EmergencyEnrolment.verified_at.is_(None),
            EmergencyEnrolment.visited_at.is_(None),
            EmergencyEnrolment.enrolled_at < now - UNVERIFIED,
            EmergencyEnrolment.id.not_in(open_alerts),
        )
        .order_by(EmergencyEnrolment.enrolled_at)
        .limit(MOST_FORGOTTEN)
    ).all()
    if found:
        session.execute(
            update(EmergencyAlert)
            .where(EmergencyAlert.enrolment_id.in_(found))
            .values(enrolment_id=None)
        )
        session.execute(delete(EmergencyEnrolment).where(EmergencyEnrolment.id.in_(found)))
    return len(found)


def withdraw(session: Session, keyring: Keyring, enrolled: EmergencyEnrolment) -> None:
    """Forget what she told and her browser's key; her alerts stay, without it."""
    enrolled.told = keyring.encrypt(_written(Details(mobile=""), ""), _place_in_table(enrolled.id))
    enrolled.device_digest = enrolled.code_digest = enrolled.verified_at = None
    enrolled.phone_digest = keyring.digest("phone", f"withdrawn {enrolled.id}")
    session.flush()


def remember_device(session: Session, keyring: Keyring, enrolled: EmergencyEnrolment) -> str:
    """A new secret for her browser, with which one press is enough; earlier ones end."""
    secret = secrets.token_urlsafe(32)
    enrolled.device_digest = keyring.digest("device", secret)
    session.flush()
    return secret


def of_device(session: Session, keyring: Keyring, secret: str | None) -> EmergencyEnrolment | None:
    """The enrolment whose browser this is."""
    if not secret:
        return None
    return session.scalars(
        select(EmergencyEnrolment).where(
            EmergencyEnrolment.device_digest.in_(keyring.digests("device", secret))
        )
    ).first()


def of_mobile(session: Session, keyring: Keyring, mobile: str | None) -> EmergencyEnrolment | None:
    """The enrolment of a telephone, however its number is written."""
    number = mobile_number(mobile) if mobile else None
    if number is None:
        return None
    return session.scalars(
        select(EmergencyEnrolment).where(
            EmergencyEnrolment.phone_digest.in_(keyring.digests("phone", number))
        )
    ).first()


def details_of(keyring: Keyring, enrolled: EmergencyEnrolment) -> Details:
    """What she told."""
    told: Mapping[str, Any] = orjson.loads(
        keyring.decrypt(enrolled.told, _place_in_table(enrolled.id))
    )
    places = tuple(
        KnownPlace(each["address"], place_of(each["place"] or {})) for each in told["places"]
    )
    return Details(
        mobile=told["mobile"],
        name=told["name"],
        places=places,
        contacts=tuple(told["contacts"]),
        to_know=told["to_know"],
    )


def _let_number_go(session: Session, keyring: Keyring, enrolled: EmergencyEnrolment) -> None:
    enrolled.phone_digest = keyring.digest("phone", f"not verified {enrolled.id}")
    session.flush()


def _written(details: Details, number: str) -> bytes:
    return orjson.dumps(
        {
            **asdict(details),
            "mobile": number,
            "places": [asdict(each) for each in details.places[:MOST_PLACES]],
            "contacts": list(details.contacts[:MOST_CONTACTS]),
        }
    )


def _place_in_table(enrolment_id: str) -> str:
    return f"emergency_enrolment:{enrolment_id}:told"
