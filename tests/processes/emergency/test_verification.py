"""A telephone is verified by a code that comes back in time."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.registry import Registry
from models import EmergencyEnrolment, OutgoingMessage
from processes.emergency import enrolment, verification
from processes.emergency.enrolment import Details
from processes.notifications.messages import body_of
from tests.processes.drawings import deploy_drawing
from tests.processes.place import Place


@pytest.fixture
def enrolled(
    session: Session, registry: Registry, place: Place, now: datetime
) -> EmergencyEnrolment:
    return enrolment.enrol(
        session,
        registry.keyring,
        Details(mobile="98765 43210"),
        passphrase_hash="-",
        district_id=place.district.id,
        language="en",
        now=now,
    )


def send(session: Session, registry: Registry, to: EmergencyEnrolment, now: datetime) -> str:
    """Send a code; what the message says is digits."""
    assert verification.send_code(session, registry, to, now=now, real_now=now)
    newest = session.scalars(
        select(OutgoingMessage).order_by(OutgoingMessage.queued_at.desc()).limit(1)
    ).one()
    text = body_of(registry.keyring, newest) or ""
    return "".join(sign for sign in text if sign.isdigit())


@pytest.mark.parametrize(("minutes", "is_right"), [(29, True), (30, False)])
def test_a_code_works_for_half_an_hour(
    session: Session,
    registry: Registry,
    enrolled: EmergencyEnrolment,
    now: datetime,
    minutes: int,
    is_right: bool,
) -> None:
    deploy_drawing(session, registry, now, "emergency")
    code, at = send(session, registry, enrolled, now), now + timedelta(minutes=minutes)

    found = verification.confirm(session, registry.keyring, enrolled.id, code, now=at, real_now=at)

    assert found is is_right
    assert enrolled.verified_at == (at if is_right else None)


def test_digits_of_devanagari_are_taken(
    session: Session, registry: Registry, enrolled: EmergencyEnrolment, now: datetime
) -> None:
    deploy_drawing(session, registry, now, "emergency")
    code = send(session, registry, enrolled, now)

    typed = code.translate(str.maketrans("0123456789", "०१२३४५६७८९"))
    found = verification.confirm(
        session, registry.keyring, enrolled.id, typed, now=now, real_now=now
    )

    assert found


def test_new_codes_do_not_give_new_guesses_without_end(
    session: Session, registry: Registry, enrolled: EmergencyEnrolment, now: datetime
) -> None:
    deploy_drawing(session, registry, now, "emergency")
    for number in range(3):
        at = now + timedelta(hours=number)
        code = send(session, registry, enrolled, at)
        for _ in range(verification.TRIES - 1):
            assert not verification.confirm(
                session, registry.keyring, enrolled.id, "x", now=at, real_now=at
            )

    found = verification.confirm(session, registry.keyring, enrolled.id, code, now=at, real_now=at)

    assert not found
    assert enrolled.code_tries < verification.TRIES


def test_an_older_drawing_without_the_text_sends_no_code_and_breaks_nothing(
    session: Session,
    registry: Registry,
    enrolled: EmergencyEnrolment,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    deploy_drawing(session, registry, now, "emergency")
    monkeypatch.setattr(verification, "NOTICE", "of_a_later_drawing")

    is_sent = verification.send_code(session, registry, enrolled, now=now, real_now=now)

    assert not is_sent
    assert enrolled.code_digest is None


def test_who_withdraws_is_verified_no_more(
    session: Session, registry: Registry, enrolled: EmergencyEnrolment, now: datetime
) -> None:
    deploy_drawing(session, registry, now, "emergency")
    code = send(session, registry, enrolled, now)
    verification.confirm(session, registry.keyring, enrolled.id, code, now=now, real_now=now)

    enrolment.withdraw(session, registry.keyring, enrolled)

    assert enrolled.verified_at is None
