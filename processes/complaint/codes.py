"""The call-back code: six digits sent to her telephone, asked for once by the caller.

It serves one purpose, confirming that the call reached her. It is never a login.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from models import Complaint
from models.encryption import Keyring

VALID = timedelta(hours=72)
TRIES = 5
DIGITS = 6

_PURPOSE = "call_back_code"
_FIRST = "first_code"
_DEVANAGARI_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")


@dataclass(frozen=True)
class Heard:
    """What became of a code the caller heard."""

    is_right: bool
    tries_left: int


def new_code() -> str:
    """Six random digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def first_code(keyring: Keyring, submission_key: str) -> str:
    """The code that belongs to one submission, the same however often its form arrives.

    It is derived, so it need not be kept until it is sent; without our keys nobody can derive it.
    """
    return _derived(keyring.digest(_FIRST, submission_key))


def unspent_first_code(complaint: Complaint, keyring: Keyring) -> str | None:
    """The submission's code, if it is still the valid one and no try was made; else None.

    It is found under older keys too.
    """
    if complaint.code_tries:
        return None
    derived = (_derived(digest) for digest in keyring.digests(_FIRST, complaint.submission_key))
    return next((code for code in derived if is_valid_code(complaint, keyring, code)), None)


def is_valid_code(complaint: Complaint, keyring: Keyring, code: str) -> bool:
    """Whether this code is the complaint's present one; counts no try."""
    return complaint.code_digest in keyring.digests(_PURPOSE, _bound(complaint, code))


def give_code(complaint: Complaint, keyring: Keyring, code: str, *, now: datetime) -> None:
    """Make `code` the one code that is valid for this complaint, for 72 hours and five tries."""
    complaint.code_digest = _digest(keyring, complaint, code)
    complaint.code_valid_until = now + VALID
    complaint.code_tries = 0


def renew(complaint: Complaint, *, now: datetime) -> None:
    """Give the code she has another 72 hours and five tries, for who cannot be sent a new one."""
    complaint.code_valid_until = now + VALID
    complaint.code_tries = 0


def is_live(complaint: Complaint, *, now: datetime) -> bool:
    """Whether the code she has still works: not used, not too old, not tried out."""
    return (
        complaint.code_digest is not None
        and complaint.code_valid_until is not None
        and now < complaint.code_valid_until
        and complaint.code_tries < TRIES
    )


def prolong(complaint: Complaint, *, now: datetime) -> None:
    """Let the code she has hold for another 72 hours, with the tries that are left."""
    complaint.code_valid_until = now + VALID


def plain_digits(text: str) -> str:
    """The text with digits of Devanagari in the script of the telephone's keys."""
    return text.translate(_DEVANAGARI_DIGITS)


def check_code(complaint: Complaint, keyring: Keyring, heard: str, *, now: datetime) -> Heard:
    """Compare what the caller heard with her code, and count the try.

    A right code is used up. An expired, used or worn-out code is as wrong as a mistyped one, and
    the work done is the same.
    """
    typed = "".join(plain_digits(heard).split())
    stored = complaint.code_digest or ""
    matches = [
        hmac.compare_digest(stored, digest)
        for digest in keyring.digests(_PURPOSE, _bound(complaint, typed))
    ]
    is_right = any(matches) and is_live(complaint, now=now)
    if is_right:
        complaint.code_digest = None
    elif complaint.code_tries < TRIES:
        complaint.code_tries += 1
    return Heard(is_right, TRIES - complaint.code_tries)


def _derived(digest: str) -> str:
    return f"{int(digest, 16) % 10**DIGITS:0{DIGITS}}"


def _digest(keyring: Keyring, complaint: Complaint, code: str) -> str:
    return keyring.digest(_PURPOSE, _bound(complaint, code))


def _bound(complaint: Complaint, code: str) -> str:
    return f"{complaint.id}:{code}"
