"""The door to what she registered: number and passphrase open it, and who guesses shuts it."""

from models.session import reading
from processes.complaint.contact import mobile_number
from processes.emergency import enrolment
from web import asked_from, clock, database
from web.portal import portal


def opened(mobile: str, passphrase: str) -> str | None:
    """The enrolment that number and passphrase open, asked before any row is locked."""
    with reading(portal().sessions) as reader:
        known = enrolment.opened_with(
            reader, portal().registry.keyring, mobile=mobile, passphrase=passphrase
        )
        return known.id if known else None


def is_shut(mobile: str) -> bool:
    """Whether too many have guessed at this number, or from where the request comes."""
    return enrolment.DOOR.is_shut(
        database.session(),
        portal().registry.keyring,
        mobile_number(mobile) or "",
        place=asked_from.place(),
        real_now=clock.real_now(),
    )


def count(mobile: str) -> None:
    """Count a failure; the caller commits it."""
    enrolment.DOOR.count(
        database.session(),
        portal().registry.keyring,
        mobile_number(mobile) or "",
        place=asked_from.place(),
        real_now=clock.real_now(),
    )
