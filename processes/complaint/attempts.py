"""Attempts at a secret: counted under a keyed digest, so that guessing comes to a stop.

Whoever only knows a name or a number must not be able to shut its owner out. So the tight bound
is on one subject from one place; from all places together a subject is only slowed down.

These limits run in real time, also where a demonstration moves the clock of the cases. Whoever
calls must commit after a failure too, or the failure is not counted. Asking holds a lock on the
subject until then: of many guesses sent at once, each is judged knowing those before it.
"""

import ipaddress
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from models import Attempt
from models.encryption import Keyring
from models.locks import lock_name

_QUARTER = timedelta(minutes=15)
_DAY = timedelta(days=1)
#: The longest window of any limit; nobody asks about an older attempt.
KEPT = _DAY
#: So many old attempts are forgotten at a time.
BATCH = 5_000


class Limit:
    """At most so many attempts at one subject in each of these windows.

    `is_exact` makes those who ask at the same moment wait for each other.

    :raises ValueError: a window reaches further back than attempts are kept
    """

    def __init__(self, door: str, *windows: tuple[int, timedelta], is_exact: bool = True) -> None:
        if any(window > KEPT for _, window in windows):
            raise ValueError(f"{door} looks further back than {KEPT}")
        self.door = door
        self._windows = windows
        self._is_exact = is_exact

    def is_reached(
        self, session: Session, keyring: Keyring, subject: str, *, real_now: datetime
    ) -> bool:
        """Whether one more attempt is one too many."""
        digests = _digests(keyring, self.door, subject)
        if self._is_exact:
            lock_name(session, digests[0])
        return any(
            _failures(session, self.door, digests, real_now - window)[0] >= most
            for most, window in self._windows
        )

    def count(
        self, session: Session, keyring: Keyring, subject: str, *, real_now: datetime
    ) -> None:
        """Write one attempt down."""
        digest = _digests(keyring, self.door, subject)[0]
        session.add(Attempt(door=self.door, subject=digest, at=real_now))
        session.flush()


class Door:
    """A door that opens to a secret a person chose: a password or passphrase.

    From one place at most five failures in a quarter of an hour and twenty a day. After twenty
    failures a day from all places together, every further one doubles the wait before the next is
    judged, up to a quarter of an hour: about 125 guesses a day, however many places they come from.
    """

    #: Failures of a day, from all places together, before the door slows down.
    FREE = 20
    LONGEST_WAIT = timedelta(minutes=15)

    def __init__(self, name: str) -> None:
        self.name = name
        self._here = Limit(f"{name}_here", (5, _QUARTER), (20, _DAY), is_exact=False)

    def is_shut(
        self,
        session: Session,
        keyring: Keyring,
        subject: str,
        *,
        place: str,
        real_now: datetime,
        is_known: bool = False,
    ) -> bool:
        """Whether an attempt made now is not judged at all.

        `place` is where it comes from (see :func:`network`). From a place that `is_known` to be
        the owner's own, failures made elsewhere do not count.
        """
        digests = _digests(keyring, self.name, subject)
        lock_name(session, digests[0])
        from_here = self._here.is_reached(session, keyring, _at(subject, place), real_now=real_now)
        failures, last_at = _failures(session, self.name, digests, real_now - _DAY)
        is_slowed = last_at is not None and real_now < last_at + self._wait(failures)
        return from_here or (is_slowed and not is_known)

    def count(
        self, session: Session, keyring: Keyring, subject: str, *, place: str, real_now: datetime
    ) -> None:
        """Write one failure down."""
        self._here.count(session, keyring, _at(subject, place), real_now=real_now)
        digest = _digests(keyring, self.name, subject)[0]
        session.add(Attempt(door=self.name, subject=digest, at=real_now))
        session.flush()

    def _wait(self, failures: int) -> timedelta:
        if failures < self.FREE:
            return timedelta(0)
        doublings = min(failures - self.FREE, 10)
        return min(timedelta(seconds=2**doublings), self.LONGEST_WAIT)


def forget_old(session: Session, *, real_now: datetime) -> int:
    """Delete the oldest attempts that no limit asks about any more, a batch of them; how many.

    They are found by their numbers, which grow with time, so that this needs no index of its own.
    """
    oldest = select(Attempt.id).order_by(Attempt.id).limit(BATCH)
    gone = session.connection().execute(
        delete(Attempt).where(
            Attempt.id.in_(oldest.scalar_subquery()), Attempt.at <= real_now - KEPT
        )
    )
    return gone.rowcount


def network(address: str | None) -> str:
    """The place an address stands for: a whole /64 is one household's in the sixth version."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return address or ""
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, 64), strict=False))


def _at(subject: str, place: str) -> str:
    return f"{subject}\0{place}"


def _digests(keyring: Keyring, door: str, subject: str) -> list[str]:
    return keyring.digests(f"attempt:{door}", subject)


def _failures(
    session: Session, door: str, digests: list[str], since: datetime
) -> tuple[int, datetime | None]:
    """How many there were since then, and when the last one was."""
    count, last_at = session.execute(
        select(func.count(), func.max(Attempt.at)).where(
            Attempt.door == door, Attempt.subject.in_(digests), Attempt.at > since
        )
    ).one()
    return count, last_at


SIGN_IN = Door("sign_in")
PASSPHRASE = Door("track")
#: Ten wrong one-time codes a complaint and day: a guess succeeds once in 100,000 days.
ONE_TIME_CODE = Limit("code", (10, _DAY))
#: Wrong codes of everybody together: one guess at each of many telephones is noticed too.
CODES_OF_ALL = Limit("codes_of_all", (300, _QUARTER), is_exact=False)
EVERYBODY = "everybody"
#: Codes she asks for, so that nobody can flood her telephone.
CODE_ASKED = Limit("code_asked", (3, _QUARTER))
#: Guesses at the code by which she confirms herself, at one telephone and day.
SELF_CONFIRMED = Limit("self_confirmed", (10, _DAY))
RECOVERY_ASKED = Limit("recovery_asked", (3, _DAY))
