"""Guessing comes to a stop, and nobody is shut out by who only knows her name or number."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from models import Attempt
from models.encryption import Keyring
from processes.complaint import attempts
from processes.complaint.attempts import Door, Limit

HERS, ANOTHER = "192.0.2.1", "198.51.100.7"
AT_ONCE = 15

DOOR = Door("test")
LIMIT = Limit("test_limit", (5, timedelta(minutes=15)))


def fail(session: Session, keyring: Keyring, now: datetime, *, place: str, times: int = 1) -> None:
    for _ in range(times):
        DOOR.count(session, keyring, "sho", place=place, real_now=now)


def shut(
    session: Session, keyring: Keyring, now: datetime, *, place: str, is_known: bool = False
) -> bool:
    return DOOR.is_shut(session, keyring, "sho", place=place, is_known=is_known, real_now=now)


def many_places(session: Session, keyring: Keyring, now: datetime, places: int) -> None:
    for number in range(places):
        fail(session, keyring, now, place=f"203.0.113.{number}")


def test_five_failures_shut_the_door_for_one_place_and_for_no_other(
    session: Session, keyring: Keyring, now: datetime
) -> None:
    fail(session, keyring, now, place=ANOTHER, times=5)

    assert shut(session, keyring, now, place=ANOTHER)
    assert not shut(session, keyring, now, place=HERS)
    assert not shut(session, keyring, now + timedelta(minutes=15), place=ANOTHER)


def test_twenty_failures_a_day_shut_it_for_one_place_until_the_next(
    session: Session, keyring: Keyring, now: datetime
) -> None:
    for quarter in range(4):
        moment = now + quarter * timedelta(minutes=16)
        fail(session, keyring, moment, place=ANOTHER, times=5)

    assert shut(session, keyring, now + timedelta(hours=12), place=ANOTHER)
    assert not shut(session, keyring, now + timedelta(hours=26), place=ANOTHER)


@pytest.mark.parametrize(
    ("failures", "seconds"), [(20, 1), (21, 2), (25, 32), (30, 900), (100, 900)]
)
def test_failures_from_many_places_slow_everybody_down_and_ever_more(
    session: Session, keyring: Keyring, now: datetime, failures: int, seconds: int
) -> None:
    many_places(session, keyring, now, failures)

    just_before = now + timedelta(seconds=seconds - 0.5)

    assert shut(session, keyring, just_before, place=HERS)
    assert not shut(session, keyring, now + timedelta(seconds=seconds), place=HERS)


def test_nineteen_failures_from_many_places_slow_nobody_down(
    session: Session, keyring: Keyring, now: datetime
) -> None:
    many_places(session, keyring, now, 19)

    assert not shut(session, keyring, now, place=HERS)


def test_who_comes_from_a_known_place_does_not_wait_for_others(
    session: Session, keyring: Keyring, now: datetime
) -> None:
    many_places(session, keyring, now, 100)

    assert not shut(session, keyring, now, place="device:1", is_known=True)
    fail(session, keyring, now, place="device:1", times=5)
    assert shut(session, keyring, now, place="device:1", is_known=True)


def test_however_many_places_are_used_few_guesses_a_day_are_judged(
    session: Session, keyring: Keyring, now: datetime
) -> None:
    judged = 0
    for second in range(0, 24 * 3600, 20):
        moment, place = now + timedelta(seconds=second), f"10.0.{second // 250}.{second % 250}"
        if not shut(session, keyring, moment, place=place):
            fail(session, keyring, moment, place=place)
            judged += 1

    assert judged < 125


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        (None, ""),
        ("unix socket", "unix socket"),
    ],
)
def test_a_household_of_the_sixth_version_is_one_place(address: str | None, place: str) -> None:
    assert attempts.network(address) == place


def at_once(sessions: sessionmaker[Session], guess: Callable[[Session, int], bool]) -> list[bool]:
    """What becomes of many guesses sent at the same moment."""
    together = Barrier(AT_ONCE)

    def one(number: int) -> bool:
        together.wait()
        with sessions.begin() as session:
            return guess(session, number)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def test_of_many_guesses_sent_at_once_five_are_judged(
    sessions: sessionmaker[Session], keyring: Keyring, now: datetime
) -> None:
    def guess(session: Session, _number: int) -> bool:
        if shut(session, keyring, now, place=ANOTHER):
            return False
        fail(session, keyring, now, place=ANOTHER)
        return True

    assert at_once(sessions, guess).count(True) == 5


def test_of_many_codes_asked_for_at_once_the_limit_lets_five_through(
    sessions: sessionmaker[Session], keyring: Keyring, now: datetime
) -> None:
    def ask(session: Session, _number: int) -> bool:
        if LIMIT.is_reached(session, keyring, "number", real_now=now):
            return False
        LIMIT.count(session, keyring, "number", real_now=now)
        return True

    assert at_once(sessions, ask).count(True) == 5


def test_attempts_are_forgotten_once_no_limit_asks_about_them_a_batch_at_a_time(
    session: Session, keyring: Keyring, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "BATCH", 3)
    fail(session, keyring, now - attempts.KEPT, place=HERS, times=2)
    fail(session, keyring, now - attempts.KEPT + timedelta(seconds=1), place=HERS, times=20)
    was_shut = shut(session, keyring, now, place=HERS)

    forgotten = [attempts.forget_old(session, real_now=now) for _ in range(3)]

    assert forgotten == [3, 1, 0]
    assert session.scalar(select(func.count()).select_from(Attempt)) == 40
    assert was_shut
    assert shut(session, keyring, now, place=HERS)


def test_no_limit_may_look_further_back_than_attempts_are_kept() -> None:
    with pytest.raises(ValueError, match="further back"):
        Limit("slow", (5, attempts.KEPT + timedelta(seconds=1)))
