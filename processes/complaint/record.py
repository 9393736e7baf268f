"""The case record: what she told and what officers wrote, one encrypted row a field.

Answers of the proforma stand under their field's name. Answers of a task stand under the task's
id and the name, so that a step that comes round again overwrites nothing. What a document holds
stands in a row of its own beside it, so that pages list documents without reading them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import CaseField, ProcessInstance
from models.encryption import Keyring
from processes.complaint import record_rows
from processes.complaint.record_rows import BETWEEN, INSIDE, Stored

#: The variable that says under which key the words stand that came with a message.
SAID_KEY = "said_key"
#: Under which key the words stand that these were said after: the same thing once more.
JOINED = "joined"

_EARLIER = "~"
#: The key of a document's value under which a form brings what the document holds.
CONTENT = "content"


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
        _row(keyring, instance_id, stored, part, now, officer_id)
        for name, value in values.items()
        for stored, part in _parts(_stored_name(name, task_id), value)
    ]
    named = [_stored_name(name, task_id) for name in values]
    erased = [*named, *(name + INSIDE for name in named)]
    record_rows.erase(session, instance_id, erased)
    record_rows.write(session, rows)


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
    untouched = {e.name for e in kept if e.revision == 0 and _is_document(e.value)} & {
        name for name, value in values.items() if _is_document(value) and CONTENT not in value
    }  # a form that is shown again has the document's kind and size, and not what it holds
    in_force = {e.name: e.value for e in kept if e.revision == 0}
    values = {
        name: value
        for name, value in values.items()
        if name not in untouched and not (name in in_force and in_force[name] == value)
    }
    revisions = {
        name: max((e.revision for e in kept if e.name == name), default=0) for name in values
    }
    for entry in kept:
        if entry.revision == 0 and entry.name in values and entry.value != values[entry.name]:
            number = revisions[entry.name] + 1
            name = f"{_stored_name(entry.name, task_id)}{_EARLIER}{number}"
            value = entry.value
            if _is_document(value):
                held = content(session, keyring, instance_id, task_id or "", entry.name)
                value = {**value, CONTENT: held}
            rows = [
                _row(keyring, instance_id, stored, part, entry.written_at, entry.written_by)
                for stored, part in _parts(name, value)
            ]
            record_rows.write(session, rows)
    write(session, keyring, instance_id, values, now=now, task_id=task_id, officer_id=officer_id)


def entries(session: Session, keyring: Keyring, instance_id: str) -> list[Entry]:
    """The whole record in the order in which it was written; of documents kind and size only."""
    return [_entry(keyring, row) for row in record_rows.every(session, instance_id)]


def told(
    session: Session, keyring: Keyring, instance_id: str, names: Collection[str]
) -> dict[str, Any]:
    """Fields of the proforma, or kept by the portal itself, by name; missing ones are left out."""
    rows = record_rows.named(session, instance_id, names)
    return {row.name: _entry(keyring, row).value for row in rows}


def said_under(
    session: Session, keyring: Keyring, instance_id: str, key: str, names: Collection[str]
) -> dict[str, Any]:
    """What was written under this task, or this key of a message, by name; in force only."""
    stored = {_stored_name(name, key): name for name in names}
    rows = record_rows.named(session, instance_id, stored)
    return {stored[row.name]: _entry(keyring, row).value for row in rows}


def joined_to(session: Session, keyring: Keyring, instance_id: str, key: str) -> list[str]:
    """The keys of what was said after this and joined it, in order."""
    found = [_entry(keyring, row) for row in record_rows.called(session, instance_id, JOINED)]
    return [entry.task_id for entry in found if entry.value == key and entry.task_id]


def content(session: Session, keyring: Keyring, instance_id: str, key: str, name: str) -> str:
    """What a document holds, as the form brought it; empty where there is none.

    `key` is of the task or message that brought it.
    """
    stored = _stored_name(name, key)
    rows = {
        row.name: row for row in record_rows.named(session, instance_id, [stored, stored + INSIDE])
    }
    if stored + INSIDE in rows:
        return str(_value(keyring, rows[stored + INSIDE]))
    whole = _value(keyring, rows[stored]) if stored in rows else None  # as it was written once
    return str(whole.get(CONTENT, "")) if isinstance(whole, dict) else ""


def documents_held(session: Session, business_key: str) -> list[int]:
    """The size of every document in the records of this business key, read from no document.

    Replaced ones count too: they are kept.
    """
    query = (
        select(func.length(CaseField.value))
        .join(ProcessInstance, ProcessInstance.id == CaseField.instance_id)
        .where(ProcessInstance.business_key == business_key, CaseField.name.endswith(INSIDE))
    )
    return [stored * 3 // 4 for stored in session.scalars(query)]  # base64 writes four for three


def latest(session: Session, keyring: Keyring, instance_id: str, name: str) -> Any | None:
    """The value in force written last under this name, by whichever task; None if there is none."""
    rows = record_rows.called(session, instance_id, name)
    return _entry(keyring, rows[-1]).value if rows else None


def forget_everywhere(session: Session, instance_id: str, name: str) -> None:
    """Erase a field under whichever task it was written, such as a code that has been checked."""
    record_rows.forget(session, instance_id, name)


def _is_document(value: Any) -> bool:
    return isinstance(value, dict) and {"type", "bytes"} <= value.keys()


def _parts(stored: str, value: Any) -> list[tuple[str, Any]]:
    """A value as its rows have it: what a document holds apart from its kind and size."""
    if not _is_document(value) or CONTENT not in value:
        return [(stored, value)]
    bare = {key: each for key, each in value.items() if key != CONTENT}
    return [(stored, bare), (stored + INSIDE, value[CONTENT])]


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


def _entry(keyring: Keyring, row: Stored) -> Entry:
    value = _value(keyring, row)
    owner, _, rest = row.name.rpartition(BETWEEN)
    name, _, revision = rest.partition(_EARLIER)
    return Entry(name, owner or None, value, row.written_at, row.written_by, int(revision or 0))


def _value(keyring: Keyring, row: Stored) -> Any:
    return orjson.loads(keyring.decrypt(row.value, _place(row.instance_id, row.name)))


def _stored_name(name: str, task_id: str | None) -> str:
    return f"{task_id}{BETWEEN}{name}" if task_id else name


def _place(instance_id: str, name: str) -> str:
    return f"case_field:{instance_id}:{name}"
