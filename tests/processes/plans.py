"""How a database means to answer what a piece of code asks of it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.orm import Session


def plan_of(session: Session, ask: Callable[[], object], *, containing: str) -> str:
    """The plan of the first statement of `ask` that contains this text.

    PostgreSQL reads a small table in full whatever indexes there are, unless it is told not to.
    """
    connection = session.connection()
    asked: list[tuple[str, Any]] = []

    def listen(_connection: Any, _cursor: Any, sql: str, values: Any, *_rest: Any) -> None:
        if containing in sql:
            asked.append((sql, values))

    event.listen(connection, "before_cursor_execute", listen)
    try:
        ask()
    finally:
        event.remove(connection, "before_cursor_execute", listen)
    sql, values = asked[0]
    explain = "EXPLAIN QUERY PLAN"
    if connection.dialect.name == "postgresql":
        session.execute(text("SET LOCAL enable_seqscan = off"))
        explain = "EXPLAIN"
    return "\n".join(str(row) for row in connection.exec_driver_sql(f"{explain} {sql}", values))
