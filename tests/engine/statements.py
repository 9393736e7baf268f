"""Counts what a piece of work asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, event

from engine import prepared


@dataclass
class Counted:
    """Statements, without the BEGIN and COMMIT around them, and commits."""

    statements: list[str] = field(default_factory=list)
    commits: int = 0


@contextmanager
def counted(database: Engine) -> Iterator[Counted]:
    """Count the statements and commits of everything inside the block.

    Prepared statements run on the driver's cursor, so they are counted where they do.
    """
    seen = Counted()

    def executed(_connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
            seen.statements.append(statement)

    def committed(_connection: Connection) -> None:
        seen.commits += 1

    plain = prepared._execute

    def prepared_executed(
        connection: Connection, compiled: Any, given: Any, many: bool = False
    ) -> Any:
        seen.statements.append(compiled.text)
        return plain(connection, compiled, given, many)

    event.listen(database, "before_cursor_execute", executed)
    event.listen(database, "commit", committed)
    prepared._execute = prepared_executed
    try:
        yield seen
    finally:
        prepared._execute = plain
        event.remove(database, "before_cursor_execute", executed)
        event.remove(database, "commit", committed)
