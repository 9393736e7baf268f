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

#: The name under which a form finds, in a correction and only there, the answers in force.
IN_FORCE = "in_force"


def correctable(identity: Identity, run: Run) -> list[UserTask]:
    """The tasks of a run not ended that she may correct: of every step the last one completed.

    What an earlier round of a step had set, the last round has set anew.
    """
    if not run.is_running:
        return []
    closed = sorted(run.closed_tasks, key=lambda task: (str(task.closed_at), task.id))
    last: Mapping[str, UserTask] = {task.element_id: task for task in closed}
    return [
        task
        for task in last.values()
        # a step of a version that the case has left asks nothing any more
        if task.element_id in run.definition.elements
        and may(Permission.CORRECT_TASK, identity, task)
    ]


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


def to_show(form: Form, in_force: Mapping[str, Any]) -> dict[str, Any]:
    """The answers in force that a correction begins with: some questions are asked anew."""
    anew = {question.key for question in form.inputs() if question.asked_anew}
    return {key: value for key, value in in_force.items() if key not in anew}


def known_to(
    form: Form, variables: Mapping[str, Any], in_force: Mapping[str, Any]
) -> dict[str, Any]:
    """What the conditions of a form may read in a correction: the codes in force as `in_force`.

    So a form refuses what can no longer be changed.
    """
    codes = {question.key for question in form.inputs() if question.record is None}
    held = {key: value for key, value in in_force.items() if key in codes}
    return {**variables, IN_FORCE: held}


def _askable(fields: tuple[Field, ...], *, sees_record: bool) -> list[Field]:
    found = []
    for field in fields:
        if field.kind is Kind.GROUP:
            inner = _askable(field.fields, sees_record=sees_record)
            found.append(replace(field, fields=tuple(inner)))
        elif not field.readonly and (sees_record or not field.record):
            found.append(field)
    return found
