"""Reaching her: the channel she called safe, the address on it, and where she may be visited."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import phonenumbers
from sqlalchemy.orm import Session

from models import Complaint
from models.encryption import Keyring
from processes.complaint import record
from processes.notifications.messages import Recipient

#: Fields of the case record that the portal itself reads, by the names the forms give them.
MOBILE = "mobile"
EMAIL = "email"
NAME = "name"
HELPER = "helper_name"  # of who filled in the proforma for her
HELPER_RELATION = "helper_relation"
PHRASE = "caller_phrase"  # written by the intake, never by a form
ADDRESS = "current_address"
LANDMARK = "landmark"

NO_CHANNEL = "none"
#: The variable that says since when what another filed for her is hers alone.
TAKEN_OVER_AT = "taken_over_at"
_ADDRESS_OF = {"sms": MOBILE, "voice": MOBILE, "email": EMAIL}
_REGION = "IN"
_MOBILE_OF_INDIA = re.compile(r"\+91[6-9][0-9]{9}")
#: What a number is written with: digits of any script, a plus, and what stands between them.
_WRITTEN = re.compile(r"[\d\s+().\-\u2010-\u2015\u2212]+")
#: What telephones put around a number that is copied, and nobody sees.
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True)
class Contact:
    """How she may be called or visited, for who has to do that now."""

    name: str | None = field(repr=False)
    mobile: str | None = field(repr=False)
    phrase: str | None = field(repr=False)
    channel: str
    language: str
    helper: str | None = field(default=None, repr=False)  # who told it for her, and may answer
    address: str | None = field(default=None, repr=False)
    landmark: str | None = field(default=None, repr=False)  # a well-known place near it

    @property
    def may_be_called(self) -> bool:
        """Whether there is a telephone, and she has not said that none is safe."""
        return bool(self.mobile) and self.channel != NO_CHANNEL


def recipient(
    session: Session, keyring: Keyring, complaint: Complaint, *, channel: str | None = None
) -> Recipient | None:
    """Where a message to her may go; None if she has no safe channel, or gave no address on it.

    `channel` is another one that she called safe.
    """
    channel = channel or complaint.safe_channel
    field_name = _ADDRESS_OF.get(channel)
    if field_name is None or complaint.instance_id is None:
        return None
    address = record.told(session, keyring, complaint.instance_id, [field_name]).get(field_name)
    if not address:
        return None
    if field_name == MOBILE:
        address = normal_number(str(address)) or str(address)
    return Recipient(channel, str(address))


def contact(session: Session, keyring: Keyring, complaint: Complaint) -> Contact:
    """Name, number, address, phrase and helper; only behind the permission SEE_CONTACT."""
    wanted = [NAME, MOBILE, PHRASE, HELPER, HELPER_RELATION, ADDRESS, LANDMARK]
    told = record.told(session, keyring, complaint.instance_id or "", wanted)
    return Contact(
        name=told.get(NAME),
        mobile=told.get(MOBILE),
        phrase=told.get(PHRASE),
        channel=complaint.safe_channel,
        language=complaint.language,
        helper=", ".join(told[name] for name in (HELPER, HELPER_RELATION) if told.get(name))
        or None,
        address=told.get(ADDRESS),
        landmark=told.get(LANDMARK),
    )


def as_hers(found: Contact, known: Mapping[str, Any]) -> Contact:
    """Without who filed it for her, once the case's variables say that it is hers alone."""
    return replace(found, helper=None) if known.get(TAKEN_OVER_AT) else found


def phone_digest(keyring: Keyring, number: str | None) -> str | None:
    """The keyed digest by which complaints of one telephone are found; None without a number."""
    normal = normal_number(number) if number else None
    return keyring.digest("phone", normal) if normal else None


def normal_number(number: str) -> str | None:
    """A telephone number as the networks write it (+919876543210); None if it is none."""
    parsed = _parsed(number)
    if parsed is None:
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def mobile_number(number: str) -> str | None:
    """A mobile number of India as the networks write it; None if it is another, or none.

    It may be written in any usual way, but with nothing beside it: a second number, or a word when
    to call, would be lost.
    """
    written = _UNSEEN.sub("", number)
    normal = normal_number(written) if _WRITTEN.fullmatch(written) else None
    return normal if normal and _MOBILE_OF_INDIA.fullmatch(normal) else None


def readable_number(number: str) -> str:
    """A number as people read it out, +91 98765 43210; what is none stays as it is."""
    parsed = _parsed(number) if _WRITTEN.fullmatch(number) else None
    if parsed is None:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def dialled_number(number: str) -> str:
    """A number as a telephone dials it, +919876543210; of what is none, its digits."""
    return normal_number(number) or re.sub(r"[^0-9+]", "", number)


def _parsed(number: str) -> phonenumbers.PhoneNumber | None:
    try:
        parsed = phonenumbers.parse(number, _REGION)
    except phonenumbers.NumberParseException:
        return None
    return parsed if phonenumbers.is_possible_number(parsed) else None
