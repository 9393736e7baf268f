"""An enrolment that nobody verified goes after a week, and never keeps its number from anybody."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.registry import Registry
from models import EmergencyEnrolment
from processes.emergency import enrolment
from processes.emergency.enrolment import Details
from tests.processes.place import Place

COUNT = select(func.count()).select_from(EmergencyEnrolment)


@pytest.fixture
def enrolled(
    session: Session, registry: Registry, place: Place, now: datetime
) -> EmergencyEnrolment:
    return enrol(session, registry, place, now)


def enrol(session: Session, registry: Registry, place: Place, now: datetime) -> EmergencyEnrolment:
    return enrolment.enrol(
        session,
        registry.keyring,
        Details(mobile="98765 43210"),
        passphrase_hash="-",
        district_id=place.district.id,
        language="en",
        now=now,
    )


def test_what_nobody_verified_is_forgotten_after_seven_days(
    session: Session, enrolled: EmergencyEnrolment, now: datetime
) -> None:
    week = timedelta(days=7)

    on_the_day = enrolment.forget_unverified(session, now=now + week)
    after_it = enrolment.forget_unverified(session, now=now + week + timedelta(seconds=1))

    assert (on_the_day, after_it) == (0, 1)
    assert session.scalar(COUNT) == 0


def test_no_more_are_forgotten_at_once_than_one_statement_takes(
    session: Session,
    registry: Registry,
    place: Place,
    enrolled: EmergencyEnrolment,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    enrol(session, registry, place, now)
    monkeypatch.setattr(enrolment, "MOST_FORGOTTEN", 1)

    rounds = [enrolment.forget_unverified(session, now=now + timedelta(days=8)) for _ in range(3)]

    assert rounds == [1, 1, 0]
    assert session.scalar(COUNT) == 0


def test_a_verified_one_stays(
    session: Session, enrolled: EmergencyEnrolment, now: datetime
) -> None:
    enrolled.verified_at = now

    forgotten = enrolment.forget_unverified(session, now=now + timedelta(days=400))

    assert forgotten == 0
    assert session.scalar(COUNT) == 1


def test_who_let_a_number_go_may_still_verify_it_first(
    session: Session,
    registry: Registry,
    place: Place,
    enrolled: EmergencyEnrolment,
    now: datetime,
) -> None:
    second = enrol(session, registry, place, now)

    has_it = enrolment.take_number(session, registry.keyring, enrolled)
    enrolled.verified_at = now

    assert has_it
    assert enrolment.of_mobile(session, registry.keyring, "98765 43210") is enrolled
    assert not enrolment.take_number(session, registry.keyring, second)
