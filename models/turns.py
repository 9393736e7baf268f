"""Turns: threads of one process write to SQLite one after the other, each woken by the last.

SQLite itself lets whoever finds the database locked sleep and look again, up to a tenth of a
second at a time: of fifty who come at once, the last waited twice as long as all the work took.
"""

from collections.abc import Callable
from functools import wraps
from threading import Lock
from types import ModuleType
from typing import Any


def taking_turns(driver: ModuleType, *, wait_s: float) -> type[Any]:
    """The driver's class of connections, whose writers take turns.

    Its transactions begin by `begin`. Writers of other processes are waited for by SQLite. Who
    waits in vain is told what SQLite tells.
    """
    turn = Lock()

    def passing_on(act: Callable[..., Any]) -> Callable[..., None]:
        """The same, and behind it the next may write unless the transaction goes on."""

        @wraps(act)
        def done(connection: Any, *given: Any) -> None:
            try:
                act(connection, *given)
            finally:
                if connection.has_turn and not _is_writing(driver, connection):
                    connection.has_turn = False
                    turn.release()

        return done

    class Connection(driver.Connection):  # type: ignore[misc, name-defined]
        has_turn = False
        commit = passing_on(driver.Connection.commit)
        rollback = passing_on(driver.Connection.rollback)
        close = passing_on(driver.Connection.close)

        @passing_on
        def begin(self, mode: str) -> None:
            """Begin a transaction; any but a `DEFERRED` one waits for its turn to write."""
            if mode != "DEFERRED":
                if not turn.acquire(timeout=wait_s):
                    raise driver.OperationalError("database is locked")
                self.has_turn = True
            self.execute(f"BEGIN {mode}")

    return Connection


def _is_writing(driver: ModuleType, connection: Any) -> bool:
    """Whether a connection is in its transaction still; one that is closed is in none."""
    try:
        return bool(connection.in_transaction)
    except driver.ProgrammingError:
        return False
