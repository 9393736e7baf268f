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

from engine.audit_chain import Head
from engine.exceptions import InstanceBusy, StaleInstance
from engine.prepared import Prepared
from engine.tables import INSTANCE, TASK
from models import InstanceStatus, TaskStatus

_INSTANCE_COLUMNS = (
    INSTANCE.c.id,
    INSTANCE.c.definition_id,
    INSTANCE.c.business_key,
    INSTANCE.c.status,
    INSTANCE.c.version,
    INSTANCE.c.state,
    INSTANCE.c.unit_id,
    INSTANCE.c.audit_number,
    INSTANCE.c.audit_link,
    INSTANCE.c.audit_seal,
)
_TAKE = Prepared(select(*_INSTANCE_COLUMNS).where(INSTANCE.c.id == bindparam("of_instance")))
_TAKE_WITH_TASK = Prepared(
    select(
        *_INSTANCE_COLUMNS,
        TASK.c.status.label("task_status"),
        TASK.c.assignee_id,
        TASK.c.element_id,
    )
    .select_from(TASK.join(INSTANCE, INSTANCE.c.id == TASK.c.instance_id))
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
_ALWAYS: dict[str, Any] = {
    "version": bindparam("to_version"),
    "state": bindparam("new_state"),
    "audit_number": bindparam("new_audit_number"),
    "audit_link": bindparam("new_audit_link"),
    "audit_seal": bindparam("new_audit_seal"),
}
_SELDOM: dict[str, Any] = {
    "status": bindparam("new_status"),
    "unit_id": bindparam("new_unit"),
    "ended_at": bindparam("new_ended_at"),
}
_STEP = Prepared(_OF_VERSION.values(_ALWAYS))
_STEP_AND_MORE = Prepared(_OF_VERSION.values(_ALWAYS | _SELDOM))
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
    lock_of_task(connection, task_id)
    return peek_of_task(connection, task_id)


def lock_of_task(connection: Connection, task_id: str) -> None:
    """Lock the instance of a task, if there is such a task.

    :raises InstanceBusy: somebody else has held the instance for too long
    """
    _lock(connection, _LOCK_OF_TASK, {"of_task": task_id})


def peek(connection: Connection, instance_id: str) -> Row | None:
    """Read an instance without locking it."""
    found = _TAKE.one(connection, {"of_instance": instance_id})
    return None if found is None else _row(connection, found)


def peek_of_task(connection: Connection, task_id: str) -> Row | None:
    """Read the instance of a task, and the task, without locking them."""
    found = _TAKE_WITH_TASK.one(connection, {"of_task": task_id})
    if found is None:
        return None
    return _row(connection, found, TaskRow(task_id, *found[10:]))


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
    head: Head,
    state: bytes,
    status: InstanceStatus,
    unit_id: str | None,
    now: datetime,
) -> None:
    """Write the new state over the version that was read, and the new head of its audit.

    :raises StaleInstance: the row has another version by now
    """
    values: dict[str, Any] = {
        "of_instance": row.id,
        "from_version": row.version,
        "to_version": row.version + 1,
        "new_state": state,
        "new_audit_number": head.number,
        "new_audit_link": head.link,
        "new_audit_seal": head.seal,
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
    instance_id, definition_id, business_key, status, version, state, unit_id, *head = found[:10]
    return Row(
        connection=connection,
        id=instance_id,
        definition_id=definition_id,
        business_key=business_key,
        status=status,
        version=version,
        state=state,
        unit_id=unit_id,
        head=Head(*head),
        task=task,
    )
