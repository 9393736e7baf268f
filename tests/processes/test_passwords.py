"""Passwords and passphrases."""

import unicodedata

import pytest

from processes.exceptions import PassphraseTooLong, PassphraseTooShort
from tests.processes.place import QUICK

PHRASE = "नदी के पार आम का पेड़"


def test_a_passphrase_is_recognised_however_it_was_composed() -> None:
    stored = QUICK.hash(PHRASE)

    retyped = f"  {unicodedata.normalize('NFD', PHRASE)} ".replace(" ", "  ")

    assert QUICK.verify(stored, retyped)
    assert not QUICK.verify(stored, PHRASE + "ा")


def test_with_nothing_stored_every_passphrase_is_wrong() -> None:
    assert not QUICK.verify(None, "nobody's passphrase")


def test_a_damaged_hash_is_wrong_and_no_error() -> None:
    assert not QUICK.verify("not a hash", PHRASE)


def test_too_short_and_too_long_passphrases_are_refused() -> None:
    with pytest.raises(PassphraseTooShort):
        QUICK.hash("  seven77  ")
    with pytest.raises(PassphraseTooLong):
        QUICK.hash("x" * 201)
