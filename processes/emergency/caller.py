"""Who calls for help, and what those who go are told of her."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from models import EmergencyAlert, EmergencyEnrolment
from models.encryption import Keyring
from processes.complaint import record
from processes.emergency import enrolment as enrolments
from processes.emergency.place import Place, place_of

#: Fields of the encrypted record that belong to an alert.
NAME, MOBILE, WHERE, TO_KNOW = "name", "mobile", "where", "to_know"
LATITUDE, LONGITUDE = "latitude", "longitude"


@dataclass(frozen=True)
class Caller:
    """What is known of who calls; all of it may be missing, and help is sent all the same."""

    mobile: str | None = field(default=None, repr=False)
    enrolment_id: str | None = None
    place: Place | None = field(default=None, repr=False)
    where: str = field(default="", repr=False)  # in words
    district_id: str | None = None
    name: str = field(default="", repr=False)
    unit_id: str | None = None  # whose alert it is where nobody is known to be near her
    is_kept_apart: bool = False  # no unit around her is asked by itself: one may be the accused's


def told_of(
    keyring: Keyring, enrolled: EmergencyEnrolment | None, caller: Caller
) -> dict[str, Any]:
    """What helps those who go: what she said just now goes before what she enrolled with."""
    known: dict[str, Any] = {}
    if enrolled is not None:
        details = enrolments.details_of(keyring, enrolled)
        first = details.places[0] if details.places else None
        known = {NAME: details.name, MOBILE: details.mobile, TO_KNOW: details.to_know}
        if caller.place is None and first is not None:
            known[WHERE] = first.address
            if first.place is not None:
                known[LATITUDE], known[LONGITUDE] = first.place.latitude, first.place.longitude
    return {**known, **told_by(caller)}


def told_by(caller: Caller) -> dict[str, Any]:
    """What she says in this call; an impossible place is left out."""
    told: dict[str, Any] = {
        NAME: caller.name,
        WHERE: caller.where.strip(),
        MOBILE: caller.mobile,
    }
    if caller.place is not None and caller.place.is_in_india:
        told |= {LATITUDE: caller.place.latitude, LONGITUDE: caller.place.longitude}
    return {name: value for name, value in told.items() if value not in (None, "")}


def where_she_is(session: Session, keyring: Keyring, alert: EmergencyAlert) -> Place | None:
    """The place she called from, or the first place of her enrolment."""
    return place_of(record.told(session, keyring, alert.instance_id, [LATITUDE, LONGITUDE]))
