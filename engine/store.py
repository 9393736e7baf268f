"""The store: takes an instance from its rows, and writes everything one step has changed.

All of it goes through SQLAlchemy Core with prepared statements: this is what every step costs. The
rows of open tasks and waiting timers are never read back; what the state held before the step is
compared with what it holds after.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select, update
from sqlalchemy.exc import OperationalError

from engine.audit import Head
from engine.exceptions import InstanceBusy, StaleInstance
from engine.prepared import Prepared
from engine.tables import AUDIT, INSTANCE, TASK
from models import InstanceStatus, TaskStatus

_LINK = AUDIT.alias("newest_entry")
_NEWEST = (
    select(AUDIT.c.number)
    .where(AUDIT.c.chain == INSTANCE.c.id)
    .order_by(AUDIT.c.number.desc())
    .limit(1)
    .correlate(INSTANCE)
    .scalar_subquery()
)
_INSTANCE_COLUMNS = (
    INSTANCE.c.id,
    INSTANCE.c.definition_id,
    INSTANCE.c.business_key,
    INSTANCE.c.status,
    INSTANCE.c.version,
    INSTANCE.c.state,
    INSTANCE.c.unit_id,
    _LINK.c.number,
    _LINK.c.link,
)
_WITH_LINK = INSTANCE.outerjoin(
    _LINK, (_LINK.c.chain == INSTANCE.c.id) & (_LINK.c.number == _NEWEST)
)
_TAKE = Prepared(
    select(*_INSTANCE_COLUMNS)
    .select_from(_WITH_LINK)
    .where(INSTANCE.c.id == bindparam("of_instance"))
)
_TAKE_WITH_TASK = Prepared(
    select(
        *_INSTANCE_COLUMNS,
        TASK.c.status.label("task_status"),
        TASK.c.assignee_id,
        TASK.c.element_id,
        TASK.c.opened_at,
    )
    .select_from(TASK.join(INSTANCE, INSTANCE.c.id == TASK.c.instance_id))
    .outerjoin(_LINK, (_LINK.c.chain == INSTANCE.c.id) & (_LINK.c.number == _NEWEST))
    .where(TASK.c.id == bindparam("of_task"))
)
_LOCK = select(INSTANCE.c.id).where(INSTANCE.c.id == bindparam("of_instance")).with_for_update()
_LOCK_OR_SKIP = (
    select(INSTANCE.c.id)
    .where(INSTANCE.c.id == bindparam("of_instance"))
    .with_for_update(skip_locked=True)
)
_LOCK_OF_TASK = (
    select(INSTANCE.c.id)
    .where(
        INSTANCE.c.id
        == select(TASK.c.instance_id).where(TASK.c.id == bindparam("of_task")).scalar_subquery()
    )
    .with_for_update()
)
_INSERT_INSTANCE = insert(INSTANCE)
_OF_VERSION = update(INSTANCE).where(
    INSTANCE.c.id == bindparam("of_instance"), INSTANCE.c.version == bindparam("from_version")
)
# what seldom changes is left out of the usual step: it stands in the conditions of indexes
_STEP = Prepared(_OF_VERSION.values(version=bindparam("to_version"), state=bindparam("new_state")))
_STEP_AND_MORE = Prepared(
    _OF_VERSION.values(
        version=bindparam("to_version"),
        state=bindparam("new_state"),
        status=bindparam("new_status"),
        unit_id=bindparam("new_unit"),
        ended_at=bindparam("new_ended_at"),
    )
)
LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's code for a lock that was waited for in vain


@dataclass(frozen=True, slots=True)
class Row:
    """An instance as it stands in its row, locked; with the task that was asked for, if any."""

    connection: Connection  # that holds the lock
    id: str
    definition_id: str
    business_key: str
    status: InstanceStatus
    version: int
    state: bytes
    unit_id: str | None
    head: Head
    task: "TaskRow | None" = None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """What must be known of a task before anybody touches it."""

    id: str
    status: TaskStatus
    assignee_id: str | None
    element_id: str
    opened_at: datetime


def take(connection: Connection, instance_id: str) -> Row | None:
    """Lock an instance and read it; None if there is no such instance.

    :raises InstanceBusy: somebody else has held it for too long
    """
    _lock(connection, _LOCK, {"of_instance": instance_id})
    return peek(connection, instance_id)


def take_or_skip(connection: Connection, instance_id: str) -> Row | None:
    """Like :func:`take`, but None as well if somebody else holds the instance just now."""
    if connection.dialect.name == "postgresql":
        locked = connection.execute(_LOCK_OR_SKIP, {"of_instance": instance_id}).one_or_none()
        if locked is None:
            return None
    return peek(connection, instance_id)


def take_of_task(connection: Connection, task_id: str) -> Row | None:
    """Lock the instance of a task and read both; None if there is no such task.

    :raises InstanceBusy: somebody else has held the instance for too long
    """
    _lock(connection, _LOCK_OF_TASK, {"of_task": task_id})
    return peek_of_task(connection, task_id)


def peek(connection: Connection, instance_id: str) -> Row | None:
    """Read an instance without locking it."""
    found = _TAKE.one(connection, {"of_instance": instance_id})
    return None if found is None else _row(connection, found)


def peek_of_task(connection: Connection, task_id: str) -> Row | None:
    """Read the instance of a task, and the task, without locking them."""
    found = _TAKE_WITH_TASK.one(connection, {"of_task": task_id})
    if found is None:
        return None
    return _row(connection, found, TaskRow(task_id, found[9], found[10], found[11], found[12]))


def insert_instance(
    connection: Connection,
    *,
    instance_id: str,
    definition_id: str,
    business_key: str,
    unit_id: str | None,
    now: datetime,
) -> Row:
    """Write the row of a new instance before its first step, so that other rows may refer to it."""
    connection.execute(
        _INSERT_INSTANCE,
        {
            "id": instance_id,
            "definition_id": definition_id,
            "business_key": business_key,
            "status": InstanceStatus.RUNNING,
            "version": 0,
            "state": b"",
            "unit_id": unit_id,
            "started_at": now,
        },
    )
    return Row(
        connection=connection,
        id=instance_id,
        definition_id=definition_id,
        business_key=business_key,
        status=InstanceStatus.RUNNING,
        version=0,
        state=b"",
        unit_id=unit_id,
        head=Head(),
    )


def update_instance(
    connection: Connection,
    row: Row,
    *,
    state: bytes,
    status: InstanceStatus,
    unit_id: str | None,
    now: datetime,
) -> None:
    """Write the new state over the version that was read.

    :raises StaleInstance: the row has another version by now
    """
    values: dict[str, Any] = {
        "of_instance": row.id,
        "from_version": row.version,
        "to_version": row.version + 1,
        "new_state": state,
    }
    if status is InstanceStatus.RUNNING and unit_id == row.unit_id:
        written = _STEP.run(connection, values)
    else:
        ended_at = None if status is InstanceStatus.RUNNING else now
        values |= {"new_status": status, "new_unit": unit_id, "new_ended_at": ended_at}
        written = _STEP_AND_MORE.run(connection, values)
    if written != 1:
        raise StaleInstance(instance=row.id, version=row.version)


def _lock(connection: Connection, statement: Select[Any], values: dict[str, str]) -> None:
    if connection.dialect.name != "postgresql":
        return  # BEGIN IMMEDIATE holds the whole database
    try:
        connection.execute(statement, values)
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) == LOCK_NOT_AVAILABLE:
            raise InstanceBusy(**values) from error
        raise


def _row(connection: Connection, found: Sequence[Any], task: TaskRow | None = None) -> Row:
    instance_id, definition_id, business_key, status, version, state, unit_id, number, link = found[
        :9
    ]
    return Row(
        connection=connection,
        id=instance_id,
        definition_id=definition_id,
        business_key=business_key,
        status=status,
        version=version,
        state=state,
        unit_id=unit_id,
        head=Head() if number is None else Head(number, link),
        task=task,
    )
