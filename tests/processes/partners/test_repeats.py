"""Repeated requests: one answer each, kept encrypted for a while."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from models import IdempotencyKey, Partner
from models.encryption import Keyring
from processes.exceptions import KeyUsedBefore
from processes.partners import repeats, tokens
from processes.partners.repeats import Answer, Request
from processes.partners.tokens import Scope

BODY = {"name": "Asha Devi", "what": ["stalking"]}
ANSWER = Answer(201, {"code": "482913"})


@pytest.fixture
def partner(session: Session, keyring: Keyring, now: datetime) -> Partner:
    token = tokens.admit(session, keyring, name="UP Cop", scopes=[Scope.SUBMIT], real_now=now)
    found = tokens.partner_of(session, keyring, token)
    assert found is not None
    return found


def asked(
    keyring: Keyring,
    partner: Partner,
    key: str = "key-1",
    at: str = "POST /complaints",
    **more: str,
) -> Request:
    return repeats.request(keyring, partner, key=key, asked=at, body={**BODY, **more})


def test_the_same_request_again_gets_the_same_answer(
    session: Session, keyring: Keyring, partner: Partner, now: datetime
) -> None:
    first = asked(keyring, partner)
    assert repeats.answered(session, keyring, first, real_now=now) is None

    repeats.keep(session, keyring, first, ANSWER, real_now=now)

    reordered = dict(reversed(BODY.items()))
    again = repeats.request(keyring, partner, key="key-1", asked="POST /complaints", body=reordered)
    later = now + timedelta(hours=24)
    assert repeats.answered(session, keyring, again, real_now=later) == ANSWER
    assert again.submission_key == first.submission_key


def test_a_request_from_before_a_new_encryption_key_gets_its_answer(
    session: Session, keyring: Keyring, partner: Partner, now: datetime
) -> None:
    repeats.keep(session, keyring, asked(keyring, partner), ANSWER, real_now=now)
    rotated = Keyring([bytes(reversed(range(32))), bytes(range(32))])

    again = repeats.answered(session, rotated, asked(rotated, partner), real_now=now)

    assert again == ANSWER
    with pytest.raises(KeyUsedBefore):
        repeats.answered(session, rotated, asked(rotated, partner, more="1"), real_now=now)


def test_the_same_key_for_something_else_is_refused(
    session: Session, keyring: Keyring, partner: Partner, now: datetime
) -> None:
    repeats.keep(session, keyring, asked(keyring, partner), ANSWER, real_now=now)

    for other in (asked(keyring, partner, more="1"), asked(keyring, partner, at="POST /alerts")):
        with pytest.raises(KeyUsedBefore):
            repeats.answered(session, keyring, other, real_now=now)


def test_partners_do_not_meet_in_each_others_keys(
    session: Session, keyring: Keyring, partner: Partner, now: datetime
) -> None:
    token = tokens.admit(session, keyring, name="Other", scopes=[Scope.SUBMIT], real_now=now)
    other = tokens.partner_of(session, keyring, token)
    assert other is not None
    repeats.keep(session, keyring, asked(keyring, partner), ANSWER, real_now=now)

    theirs = asked(keyring, other)

    assert repeats.answered(session, keyring, theirs, real_now=now) is None
    assert theirs.submission_key != asked(keyring, partner).submission_key


def test_an_answer_is_forgotten_after_three_days(
    session: Session, keyring: Keyring, partner: Partner, now: datetime
) -> None:
    repeats.keep(session, keyring, asked(keyring, partner), ANSWER, real_now=now)
    later = now + repeats.KEPT

    assert repeats.answered(session, keyring, asked(keyring, partner), real_now=later) is None
    repeats.keep(session, keyring, asked(keyring, partner, "key-2"), ANSWER, real_now=later)
    assert session.scalar(select(func.count()).select_from(IdempotencyKey)) == 1


def test_old_answers_go_when_new_ones_come(
    session: Session, keyring: Keyring, partner: Partner, now: datetime
) -> None:
    repeats.keep(session, keyring, asked(keyring, partner, "key-1"), ANSWER, real_now=now)

    much_later = now + repeats.KEPT + timedelta(seconds=1)
    repeats.keep(session, keyring, asked(keyring, partner, "key-2"), ANSWER, real_now=much_later)

    assert session.scalar(select(func.count()).select_from(IdempotencyKey)) == 1


def test_neither_the_answer_nor_the_request_can_be_read_in_the_database(
    session: Session, keyring: Keyring, partner: Partner, now: datetime, database: Engine
) -> None:
    repeats.keep(session, keyring, asked(keyring, partner), ANSWER, real_now=now)
    session.commit()

    with database.connect() as connection:
        stored = repr(connection.execute(text("SELECT * FROM idempotency_key")).all())
    assert "482913" not in stored
    assert "Asha" not in stored
    assert "key-1" not in stored
