"""Corrections: what a completed task had said, for the form in which it is corrected."""

from typing import Any

from sqlalchemy.orm import Session

from engine import instances
from engine.registry import Registry
from processes.complaint import record
from processes.permissions.case import Case
from processes.permissions.permission import Permission
from processes.permissions.rules import may
from processes.posts.identity import Identity


def answered(
    session: Session, registry: Registry, identity: Identity, case: Case, task_id: str
) -> dict[str, Any]:
    """The answers in force of a task, by name: the case's variables, and the task's own record.

    Who may not read the record gets its fields empty, and what she leaves empty stays as it was.
    """
    instance_id = case.complaint.instance_id or ""
    known = instances.variables(session, registry, instance_id)
    if may(Permission.SEE_RECORD, identity, case):
        for entry in record.entries(session, registry.keyring, instance_id):
            if entry.task_id == task_id and entry.revision == 0:
                known[entry.name] = entry.value
    return known
