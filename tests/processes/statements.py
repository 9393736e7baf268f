"""What a piece of work asks the database, for tests that two pieces ask the same."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.orm import Session, sessionmaker


@contextmanager
def statements(sessions: sessionmaker[Session]) -> Iterator[list[str]]:
    """The SQL texts that run inside the block, in order."""
    engine = sessions.kw["bind"]
    asked: list[str] = []

    def listen(_connection: object, _cursor: object, sql: str, *_rest: object) -> None:
        asked.append(sql)

    event.listen(engine, "before_cursor_execute", listen)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", listen)
