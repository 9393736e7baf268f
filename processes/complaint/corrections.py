"""Corrections: which completed tasks can be corrected, and what they had said."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from engine import instances
from engine.forms import Field, Form, Kind
from engine.registry import Registry
from models import UserTask
from processes.complaint import record
from processes.permissions.permission import Permission
from processes.permissions.rules import may
from processes.posts.identity import Identity
from processes.runs import Run


def correctable(identity: Identity, run: Run) -> list[UserTask]:
    """The tasks of a run not ended that she may correct: of every step the last one completed.

    What an earlier round of a step had set, the last round has set anew.
    """
    if not run.is_running:
        return []
    closed = sorted(run.closed_tasks, key=lambda task: (str(task.closed_at), task.id))
    last: Mapping[str, UserTask] = {task.element_id: task for task in closed}
    return [task for task in last.values() if may(Permission.CORRECT_TASK, identity, task)]


def form_to_correct(form: Form, *, sees_record: bool) -> Form:
    """The questions that may be corrected: who may not read the record cannot rewrite it."""
    return replace(form, fields=tuple(_askable(form.fields, sees_record=sees_record)))


def answered(session: Session, registry: Registry, task: UserTask, form: Form) -> dict[str, Any]:
    """The answers in force of a task, by the keys of its form."""
    instance_id = task.instance_id
    known = instances.variables(session, registry, instance_id)
    told = {
        entry.name: entry.value
        for entry in record.entries(session, registry.keyring, instance_id)
        if entry.task_id == task.id and entry.revision == 0
    }
    return {
        question.key: told.get(question.record) if question.record else known.get(question.key)
        for question in form.inputs()
    }


def _askable(fields: tuple[Field, ...], *, sees_record: bool) -> list[Field]:
    found = []
    for field in fields:
        if field.kind is Kind.GROUP:
            inner = _askable(field.fields, sees_record=sees_record)
            found.append(replace(field, fields=tuple(inner)))
        elif not field.readonly and (sees_record or not field.record):
            found.append(field)
    return found
