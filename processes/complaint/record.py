"""The case record: what she told and what officers wrote, one encrypted row a field.

Answers of the proforma stand under their field's name. Answers of a task stand under the task's
id and the name, so that a step that comes round again overwrites nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.orm import Session

from models import CaseField
from models.encryption import Keyring

#: The variable that says under which key the words stand that came with a message.
SAID_KEY = "said_key"

_BETWEEN = ":"
_EARLIER = "~"


@dataclass(frozen=True)
class Entry:
    """One field of the record as it was written."""

    name: str  # as the form's file calls it
    task_id: str | None  # None: told in the proforma, or kept by the portal itself
    value: Any
    written_at: datetime
    written_by: str | None  # the officer; None: the complainant or the portal
    revision: int  # 0 is in force; 1, 2, ... are what a correction replaced


def write(
    session: Session,
    keyring: Keyring,
    instance_id: str,
    values: Mapping[str, Any],
    *,
    now: datetime,
    task_id: str | None = None,
    officer_id: str | None = None,
) -> None:
    """Put these fields into the record; an earlier value of the same task is replaced."""
    if not values:
        return
    rows = [
        _row(keyring, instance_id, _stored_name(name, task_id), value, now, officer_id)
        for name, value in values.items()
    ]
    _erase(session, instance_id, [row["name"] for row in rows])
    session.execute(insert(CaseField), rows)


def correct(
    session: Session,
    keyring: Keyring,
    instance_id: str,
    values: Mapping[str, Any],
    *,
    now: datetime,
    task_id: str | None,
    officer_id: str | None,
) -> None:
    """Replace answers of a task, keeping what they replace as earlier revisions.

    Without a task: answers of the proforma.
    """
    kept = [e for e in entries(session, keyring, instance_id) if e.task_id == task_id]
    revisions = {
        name: max((e.revision for e in kept if e.name == name), default=0) for name in values
    }
    for entry in kept:
        if entry.revision == 0 and entry.name in values and entry.value != values[entry.name]:
            number = revisions[entry.name] + 1
            name = f"{_stored_name(entry.name, task_id)}{_EARLIER}{number}"
            row = _row(keyring, instance_id, name, entry.value, entry.written_at, entry.written_by)
            session.execute(insert(CaseField), [row])
    write(session, keyring, instance_id, values, now=now, task_id=task_id, officer_id=officer_id)


def entries(session: Session, keyring: Keyring, instance_id: str) -> list[Entry]:
    """The whole record in the order in which it was written."""
    rows = session.scalars(
        select(CaseField)
        .where(CaseField.instance_id == instance_id)
        .order_by(CaseField.written_at, CaseField.name)
    )
    return [_entry(keyring, row) for row in rows]


def told(
    session: Session, keyring: Keyring, instance_id: str, names: Collection[str]
) -> dict[str, Any]:
    """Fields of the proforma, or kept by the portal itself, by name; missing ones are left out."""
    rows = session.scalars(
        select(CaseField).where(CaseField.instance_id == instance_id, CaseField.name.in_(names))
    )
    return {row.name: _entry(keyring, row).value for row in rows}


def said_under(
    session: Session, keyring: Keyring, instance_id: str, key: str, names: Collection[str]
) -> dict[str, Any]:
    """What was written under this task, or this key of a message, by name; in force only."""
    stored = {_stored_name(name, key): name for name in names}
    rows = session.scalars(
        select(CaseField).where(CaseField.instance_id == instance_id, CaseField.name.in_(stored))
    )
    return {stored[row.name]: _entry(keyring, row).value for row in rows}


def latest(session: Session, keyring: Keyring, instance_id: str, name: str) -> Any | None:
    """The value in force written last under this name, by whichever task; None if there is none."""
    rows = session.scalars(
        select(CaseField).where(CaseField.instance_id == instance_id, _is_called(name))
    ).all()
    if not rows:
        return None
    return _entry(keyring, max(rows, key=lambda row: (row.written_at, row.name))).value


def forget_everywhere(session: Session, instance_id: str, name: str) -> None:
    """Erase a field under whichever task it was written, such as a code that has been checked."""
    session.execute(
        delete(CaseField).where(CaseField.instance_id == instance_id, _is_called(name)),
        execution_options={"synchronize_session": False},
    )


def _is_called(name: str) -> ColumnElement[bool]:
    return (CaseField.name == name) | CaseField.name.endswith(_BETWEEN + name, autoescape=True)


def _erase(session: Session, instance_id: str, names: Collection[str]) -> None:
    session.execute(
        delete(CaseField).where(CaseField.instance_id == instance_id, CaseField.name.in_(names)),
        execution_options={"synchronize_session": False},
    )


def _row(
    keyring: Keyring,
    instance_id: str,
    name: str,
    value: Any,
    written_at: datetime,
    written_by: str | None,
) -> dict[str, Any]:
    return {
        "instance_id": instance_id,
        "name": name,
        "value": keyring.encrypt(orjson.dumps(value), _place(instance_id, name)),
        "written_at": written_at,
        "written_by": written_by,
    }


def _entry(keyring: Keyring, row: CaseField) -> Entry:
    value = orjson.loads(keyring.decrypt(row.value, _place(row.instance_id, row.name)))
    owner, _, rest = row.name.rpartition(_BETWEEN)
    name, _, revision = rest.partition(_EARLIER)
    return Entry(name, owner or None, value, row.written_at, row.written_by, int(revision or 0))


def _stored_name(name: str, task_id: str | None) -> str:
    return f"{task_id}{_BETWEEN}{name}" if task_id else name


def _place(instance_id: str, name: str) -> str:
    return f"case_field:{instance_id}:{name}"
