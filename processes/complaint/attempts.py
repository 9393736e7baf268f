"""Attempts at a secret: counted under a keyed digest, so that guessing comes to a stop.

These limits run in real time, also where a demonstration moves the clock of the cases. Whoever
calls must commit after a failure too, or the failure is not counted.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Attempt
from models.encryption import Keyring


class Limit:
    """At most so many attempts at one subject in each of these windows."""

    def __init__(self, door: str, *windows: tuple[int, timedelta]) -> None:
        self.door = door
        self._windows = windows

    def is_reached(
        self, session: Session, keyring: Keyring, subject: str, *, real_now: datetime
    ) -> bool:
        """Whether one more attempt is one too many."""
        digests = keyring.digests(self._purpose, subject)
        return any(
            self._count(session, digests, real_now - window) >= most
            for most, window in self._windows
        )

    def count(
        self, session: Session, keyring: Keyring, subject: str, *, real_now: datetime
    ) -> None:
        """Write one attempt down."""
        digest = keyring.digest(self._purpose, subject)
        session.add(Attempt(door=self.door, subject=digest, at=real_now))
        session.flush()

    @property
    def _purpose(self) -> str:
        return f"attempt:{self.door}"

    def _count(self, session: Session, digests: list[str], since: datetime) -> int:
        count = session.scalar(
            select(func.count())
            .select_from(Attempt)
            .where(Attempt.door == self.door, Attempt.subject.in_(digests), Attempt.at > since)
        )
        return count or 0


_QUARTER = timedelta(minutes=15)
_DAY = timedelta(days=1)

SIGN_IN = Limit("sign_in", (5, _QUARTER), (20, _DAY))
PASSPHRASE = Limit("track", (5, _QUARTER), (20, _DAY))
#: Ten wrong one-time codes a complaint and day: a guess succeeds once in 100,000 days.
ONE_TIME_CODE = Limit("code", (10, _DAY))
#: Wrong codes of everybody together: one guess at each of many telephones is noticed too.
CODES_OF_ALL = Limit("codes_of_all", (300, _QUARTER))
EVERYBODY = "everybody"
#: Codes she asks for, so that nobody can flood her telephone.
CODE_ASKED = Limit("code_asked", (3, _QUARTER))
RECOVERY_ASKED = Limit("recovery_asked", (3, _DAY))
