"""The rows of user tasks: opened, closed and moved together with the state of their instance."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, literal_column, select, update

from engine.prepared import Prepared
from engine.tables import TASK
from models import TaskStatus

_INSERT = Prepared(
    insert(TASK),
    "id",
    "instance_id",
    "element_id",
    "role",
    "status",
    "unit_id",
    "post_id",
    "station_id",
    "circle_id",
    "district_id",
    "state_id",
    "needs_woman",
    "priority",
    "opened_at",
    "due_at",
    "due_is_law",
)
_CLOSE = Prepared(
    update(TASK)
    .where(TASK.c.id == bindparam("of_task"))
    .values(
        status=bindparam("closed_as"),
        closed_at=bindparam("closing_at"),
        closed_by=bindparam("closing_officer"),
        closed_post_id=bindparam("closing_post"),
        draft=literal_column("NULL"),
    )
)
_ASSIGNEE = Prepared(select(TASK.c.assignee_id).where(TASK.c.id == bindparam("of_task")))
_MOVE = Prepared(
    update(TASK)
    .where(TASK.c.id == bindparam("of_task"))
    .values(
        role=bindparam("to_role"),
        unit_id=bindparam("to_unit"),
        post_id=bindparam("to_post"),
        station_id=bindparam("to_station"),
        circle_id=bindparam("to_circle"),
        district_id=bindparam("to_district"),
        state_id=bindparam("to_state"),
        assignee_id=literal_column("NULL"),
        claimed_at=literal_column("NULL"),
    )
)


def insert_all(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Insert open tasks."""
    _INSERT.run_all(connection, rows)


def close_all(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Close tasks; see :func:`closed`."""
    _CLOSE.run_all(connection, rows)


def closed(
    task_id: str,
    status: TaskStatus,
    *,
    officer_id: str | None,
    post_id: str | None,
    now: datetime,
) -> dict[str, Any]:
    """The values that close a task."""
    return {
        "of_task": task_id,
        "closed_as": status,
        "closing_at": now,
        "closing_officer": officer_id,
        "closing_post": post_id,
    }


def assignee(connection: Connection, task_id: str) -> str | None:
    """The officer who has claimed a task."""
    found = _ASSIGNEE.one(connection, {"of_task": task_id})
    return None if found is None else found[0]


def set_due(connection: Connection, task_id: str, due_at: datetime | None, *, is_law: bool) -> None:
    """Let an open task be due at another moment."""
    connection.execute(
        update(TASK).where(TASK.c.id == task_id).values(due_at=due_at, due_is_law=is_law)
    )


def move_all(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Give open tasks to other seats; claims lapse."""
    _MOVE.run_all(connection, rows)
