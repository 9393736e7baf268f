"""Alerts: a call for help becomes one running case, however often and from where it arrives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import messages
from engine.exceptions import MessageNotExpected
from engine.registry import SYSTEM, Registry
from models import AlertStatus, EmergencyAlert, EmergencyEnrolment, Level, Unit
from models.encryption import Keyring
from models.locks import lock_name
from models.types import new_id
from processes.complaint.contact import normal_number
from processes.emergency import enrolment as enrolments
from processes.emergency.alert_case import PROCESS, keep, lay_at, sent_before, start_case
from processes.emergency.caller import Caller, told_by, told_of, where_she_is
from processes.emergency.place import place_of
from processes.emergency.responses import MOST_NEAR
from processes.emergency.search import Candidate, nearest
from processes.exceptions import NotVisible
from processes.posts.units import first_station

#: While an alert stands so, calling again is the same call.
_SEARCHING = (AlertStatus.RAISED, AlertStatus.COMING)
#: Where the network says who calls; elsewhere somebody has typed a number.
_TOLD_BY_NETWORK = frozenset({"sms", "voice"})


@dataclass(frozen=True)
class Alerted:
    """What came of a call for help."""

    alert_id: str
    is_new: bool  # False: she had called already, and this call belongs to the same alert


def alert(
    session: Session,
    registry: Registry,
    caller: Caller,
    *,
    channel: str,
    submission_key: str,
    language: str,
    now: datetime,
) -> Alerted:
    """Send help: the units have their tasks as soon as the caller's transaction is committed.

    The same submission key again changes nothing. Calling again from the same telephone while
    units are being asked belongs to the same alert and only tells where she is now; if nobody knew
    that, the units near her are asked at once. `channel` is
    web, api, sms, voice or complaint.
    """
    before = sent_before(session, submission_key)
    if before is not None:
        return Alerted(before.id, is_new=False)
    keyring = registry.keyring
    enrolled = _enrolment_of(session, keyring, caller)
    digests = _digests(keyring, enrolled, caller.mobile)
    for digest in digests[:1]:
        lock_name(session, f"alert:{digest}")
    running = _running(session, digests)
    if running is not None and _is_same_call(session, registry, running, now=now):
        keep(session, keyring, running, told_by(caller), now=now)
        if running.station_id is None and not caller.is_kept_apart:
            _place(session, registry, running, caller, now=now)
        return Alerted(running.id, is_new=False)
    told = told_of(keyring, enrolled, caller)
    made = EmergencyAlert(
        id=new_id(),
        instance_id=new_id(),
        submission_key=submission_key,
        enrolment_id=enrolled.id if enrolled else None,
        phone_digest=digests[0] if digests else None,
        channel=channel,
        language=language,
        raised_at=now,
    )
    place = None if caller.is_kept_apart else place_of(told)
    around = nearest(session, made, place, enough=MOST_NEAR, now=now) if place else []
    district_id = caller.district_id or (enrolled.district_id if enrolled else None)
    own = session.get(Unit, caller.unit_id) if caller.unit_id else None
    lay_at(made, own if own and not around else _unit_of(session, around, district_id))
    start_case(
        session, registry, made, told, around, is_verified=_is_verified(enrolled, caller, channel)
    )
    return Alerted(made.id, is_new=True)


def she_is_safe(session: Session, registry: Registry, alert_id: str, *, now: datetime) -> None:
    """She says that she is safe: the units stand down and a woman calls her to be sure.

    If somebody is with her already, it is only noted; again, it changes nothing.

    :raises NotVisible: there is no such alert
    """
    alert = session.get(EmergencyAlert, alert_id)
    if alert is None:
        raise NotVisible
    alert.safe_at = alert.safe_at or now
    session.flush()
    try:
        messages.deliver(
            session, registry, process=PROCESS, business_key=alert_id, name="she_is_safe",
            variables={}, actor=SYSTEM, now=now,
        )  # fmt: skip
    except MessageNotExpected:
        return


def _enrolment_of(session: Session, keyring: Keyring, caller: Caller) -> EmergencyEnrolment | None:
    if caller.enrolment_id is not None:
        return session.get(EmergencyEnrolment, caller.enrolment_id)
    return enrolments.of_mobile(session, keyring, caller.mobile)


def _is_verified(enrolled: EmergencyEnrolment | None, caller: Caller, channel: str) -> bool:
    """Whether the number is known to be right: a network told it, or a code came back from it."""
    is_told = caller.mobile is not None and channel in _TOLD_BY_NETWORK
    return is_told or bool(enrolled and enrolled.verified_at)


def _digests(
    keyring: Keyring, enrolled: EmergencyEnrolment | None, mobile: str | None
) -> list[str]:
    """The telephone's digests under every key, the one to store first."""
    number = normal_number(mobile) if mobile else None
    if number is None:
        return [enrolled.phone_digest] if enrolled else []
    return keyring.digests("phone", number)


def _running(session: Session, digests: list[str]) -> EmergencyAlert | None:
    if not digests:
        return None
    return session.scalars(
        select(EmergencyAlert)
        .where(EmergencyAlert.phone_digest.in_(digests), EmergencyAlert.closed_at.is_(None))
        .order_by(EmergencyAlert.raised_at.desc())
        .limit(1)
    ).first()


def _is_same_call(
    session: Session, registry: Registry, running: EmergencyAlert, *, now: datetime
) -> bool:
    """Whether calling again belongs to a running alert; "I am safe" is taken back by it."""
    if running.status in _SEARCHING:
        return True
    if running.status is not AlertStatus.SAFE:
        return False
    try:
        messages.deliver(
            session, registry, process=PROCESS, business_key=running.id, name="help_wanted_again",
            variables={}, actor=SYSTEM, now=now,
        )  # fmt: skip
    except MessageNotExpected:
        return False
    return True


def _place(
    session: Session, registry: Registry, running: EmergencyAlert, caller: Caller, *, now: datetime
) -> None:
    """Turn an alert that lay with the State to those near her, once she has said where she is."""
    place = where_she_is(session, registry.keyring, running)
    around = nearest(session, running, place, enough=MOST_NEAR, now=now) if place else []
    unit = _unit_of(session, around, caller.district_id)
    if unit.district_id is None:
        return
    lay_at(running, unit)
    session.flush()
    try:
        messages.deliver(
            session, registry, process=PROCESS, business_key=running.id, name="place_told",
            variables={}, actor=SYSTEM, now=now,
        )  # fmt: skip
    except MessageNotExpected:
        return


def _unit_of(session: Session, around: Sequence[Candidate], district_id: str | None) -> Unit:
    """Whose alert it is: the nearest unit's station, else her district's first, else the State."""
    if around:
        return session.get_one(Unit, around[0].station_id)
    district = session.get(Unit, district_id) if district_id else None
    if district is not None:
        return first_station(session, district.id) or district
    return session.scalars(
        select(Unit).where(Unit.level == Level.STATE).order_by(Unit.code).limit(1)
    ).one()
