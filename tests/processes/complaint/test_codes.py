"""The call-back code and the phrase."""

from datetime import datetime, timedelta

import pytest

from models import Complaint
from models.encryption import Keyring
from models.types import new_id
from processes.complaint import codes, phrases


@pytest.fixture
def complaint(keyring: Keyring, now: datetime) -> Complaint:
    made = Complaint(id=new_id(), submission_key=new_id())
    codes.give_code(made, keyring, "123456", now=now)
    return made


def test_the_right_code_is_right_once(
    complaint: Complaint, keyring: Keyring, now: datetime
) -> None:
    first = codes.check_code(complaint, keyring, " १२३ 456 ", now=now)
    second = codes.check_code(complaint, keyring, "123456", now=now)

    assert (first.is_right, second.is_right) == (True, False)


def test_after_five_wrong_codes_the_right_one_is_refused_too(
    complaint: Complaint, keyring: Keyring, now: datetime
) -> None:
    left = [
        codes.check_code(complaint, keyring, f"00000{wrong}", now=now).tries_left
        for wrong in range(5)
    ]

    assert left == [4, 3, 2, 1, 0]
    assert not codes.check_code(complaint, keyring, "123456", now=now).is_right


def test_a_code_ends_after_72_hours(complaint: Complaint, keyring: Keyring, now: datetime) -> None:
    late = now + timedelta(hours=72)

    assert not codes.check_code(complaint, keyring, "123456", now=late).is_right


def test_the_code_of_one_complaint_does_not_fit_another(
    complaint: Complaint, keyring: Keyring, now: datetime
) -> None:
    other = Complaint(id=new_id())
    other.code_digest, other.code_valid_until = complaint.code_digest, complaint.code_valid_until
    other.code_tries = 0

    assert not codes.check_code(other, keyring, "123456", now=now).is_right


def test_a_code_is_found_after_the_keys_were_rotated(
    complaint: Complaint, keyring: Keyring, now: datetime
) -> None:
    rotated = Keyring([b"n" * 32, bytes(range(32))])

    assert codes.check_code(complaint, rotated, "123456", now=now).is_right


def test_a_submission_has_one_code_and_another_submission_another(keyring: Keyring) -> None:
    keys = [new_id() for _ in range(50)]

    made = [codes.first_code(keyring, key) for key in keys]

    assert made == [codes.first_code(keyring, key) for key in keys]
    assert len(set(made)) > 40
    assert all(len(code) == 6 and code.isdigit() for code in made)


def test_the_first_code_is_found_after_the_keys_were_rotated_and_until_a_try_is_made(
    complaint: Complaint, keyring: Keyring, now: datetime
) -> None:
    rotated = Keyring([b"n" * 32, bytes(range(32))])
    code = codes.first_code(keyring, complaint.submission_key)
    codes.give_code(complaint, keyring, code, now=now)

    assert codes.unspent_first_code(complaint, rotated) == code
    codes.check_code(complaint, rotated, "", now=now)
    assert codes.unspent_first_code(complaint, rotated) is None


def test_a_renewed_code_has_five_tries_and_72_hours_again(
    complaint: Complaint, keyring: Keyring, now: datetime
) -> None:
    for _ in range(5):
        codes.check_code(complaint, keyring, "000000", now=now)

    codes.renew(complaint, now=now + timedelta(hours=80))

    assert codes.check_code(complaint, keyring, "123456", now=now + timedelta(hours=81)).is_right


def test_a_phrase_is_two_different_words_in_both_languages() -> None:
    made = [phrases.new_phrase() for _ in range(100)]

    assert all(len(set(phrase.code.split())) == 2 for phrase in made)
    assert all(phrases.phrase(phrase.code) == phrase for phrase in made)
    assert len({phrase.hindi for phrase in made}) > 90
