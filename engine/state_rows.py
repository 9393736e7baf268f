"""A workflow as rows, and rows as a workflow: the content of the state, without spec and history.

    [scopes, ids, waiting events, outward correlations]

A scope is `[row of its parent task, its rows, data, success, completed, correlations]`; the first is
the instance itself, sub-processes follow, outer ones first. A row is

    [row above, spec, state, order, triggered, internal data, changed, removed]

Rows are numbered through all scopes. Variables are what differs from the row above, where that one
has any, or else from the last row that has; so what branches share is stored once. `order` replaces
the times of the last change: only their order is ever read, and a clock set back cannot disturb it.
Values are shared by reference after loading, as they are in a running workflow: none is ever edited.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
from SpiffWorkflow.util.task import TaskState

from engine.elements import empty_workflow, kit
from engine.exceptions import EventsNotTaken
from engine.pruning import Kept, needed, open_scopes
from engine.state_json import check

Row = list[Any]
Task = Any
Scope = Any


def write_rows(workflow: Scope) -> list[Any]:
    """Describe all of an instance that later steps need.

    :raises EventsNotTaken: events thrown outward are still in the workflow; they would be lost
    :raises ValueNotStorable: a variable holds something else than JSON or a date
    """
    if workflow.bpmn_events:
        raise EventsNotTaken(count=len(workflow.bpmn_events))
    writer = _Writer()
    scopes = [writer.scope(workflow, -1)]
    scopes.extend(
        writer.scope(scope, writer.numbers[scope.parent_task_id]) for scope in open_scopes(workflow)
    )
    numbers = writer.numbers
    waiting = [numbers[i] for i in workflow.event_manager.tasks if i in numbers]
    ids = b64encode(b"".join(task_id.bytes for task_id in numbers)).decode()
    return [scopes, ids, waiting]


class _Writer:
    """Numbers the rows through all scopes and finds what their variables differ from."""

    def __init__(self) -> None:
        self.numbers: dict[UUID, int] = {}
        self.last: Mapping[str, Any] = {}  # variables of the last row that has any

    def scope(self, scope: Scope, parent_row: int) -> list[Any]:
        kept = needed(scope)
        first = len(self.numbers)
        changes = sorted(range(len(kept)), key=lambda n: kept[n].task.last_state_change)
        order = [0] * len(kept)
        for place, n in enumerate(changes):
            order[n] = place
        rows = [self.row(each, kept, first, place) for each, place in zip(kept, order, strict=True)]
        check(scope.data)
        return [parent_row, rows, scope.data, scope.success, scope.completed, scope.correlations]

    def row(self, each: Kept, kept: list[Kept], first: int, place: int) -> Row:
        task, parent, is_whole = each
        self.numbers[task.id] = len(self.numbers)
        above = first + parent if parent >= 0 else -1
        row: Row = [above, task.task_spec.name, task._state, place, int(task.triggered), 0, 0, 0]
        if is_whole:
            row[5] = task.internal_data or 0
            if task.data:
                up = kept[parent] if parent >= 0 else None
                base = up.task.data if up and up.is_whole and up.task.data else self.last
                row[6], row[7] = _difference(base, task.data)
                self.last = task.data
        return row


def _difference(base: Mapping[str, Any], data: dict[str, Any]) -> tuple[Any, Any]:
    """What is to be set and what to be removed, to make these variables from the base."""
    changed = {
        name: value
        for name, value in data.items()
        if name not in base or not _same(base[name], value)
    }
    check(changed)
    removed = [name for name in base if name not in data]
    return changed, removed or 0


def _same(old: Any, new: Any) -> bool:
    """Equal and written alike: Python takes 1, 1.0 and True for equal."""
    if old is new:
        return True
    if type(old) is not type(new) or old != new:
        return False
    return type(new) not in (list, dict) or _text(old) == _text(new)


def _text(value: Any) -> bytes:
    return orjson.dumps(value, default=repr)


def read_rows(
    content: list[Any],
    spec: Any,
    subprocess_specs: Mapping[str, Any],
    *,
    script_engine: Any,
    now: datetime,
    zone: ZoneInfo,
) -> Scope:
    """Stand an instance up again as :func:`write_rows` found it, without what it does not need."""
    scopes, ids, waiting = content
    workflow = empty_workflow(
        spec,
        subprocess_specs,
        script_engine=script_engine,
        now=now,
        zone=zone,
    )
    reader = _Reader(b64decode(ids))
    reader.fill(workflow, scopes[0])
    for described in scopes[1:]:
        parent = reader.tasks[described[0]]
        scope = kit().subworkflow_class(
            workflow.subprocess_specs[parent.task_spec.spec],
            parent_task_id=parent.id,
            top_workflow=workflow,
            deserializing=True,
        )
        workflow.subprocesses[parent.id] = scope
        reader.fill(scope, described)
    for number in waiting:
        workflow.event_manager.add_task(reader.tasks[number])
    return workflow


class _Reader:
    """Makes tasks of rows, numbered through all scopes."""

    def __init__(self, ids: bytes) -> None:
        self.ids = ids
        self.tasks: list[Task] = []
        self.last: dict[str, Any] = {}
        self.task_class = kit().task_class

    def fill(self, scope: Scope, described: list[Any]) -> None:
        _, rows, scope.data, scope.success, scope.completed, scope.correlations = described
        first = len(self.tasks)
        for row in rows:
            self.tasks.append(self.task(scope, row))
        scope.task_tree = self.tasks[first]
        scope.last_task = None

    def task(self, scope: Scope, row: Row) -> Task:
        above, name, state, order, triggered, internal, changed, removed = row
        at = 16 * len(self.tasks)
        parent = self.tasks[above] if above >= 0 else None
        task = self.task_class(
            scope,
            scope.spec.task_specs[name],
            parent,
            state,
            UUID(bytes=self.ids[at : at + 16]),
        )
        task.last_state_change = float(order)
        task.triggered = bool(triggered)
        task.internal_data = internal or {}
        if changed != 0:
            base = parent.data if parent and parent.data else self.last
            data = dict(base)
            for name in removed or ():
                del data[name]
            data.update(changed)
            task.data = self.last = data
        return task
