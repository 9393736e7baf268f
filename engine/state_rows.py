"""A workflow as rows, and rows as a workflow: the content of the state, without spec and history.

    [scopes, ids, rows of armed events]

A scope is `[row of its step, its rows, data, success, completed]`; the first is the instance
itself, sub-processes follow, outer ones first. Rows are numbered through all scopes. A row is

    [row above, spec, state, order, triggered, internal data, changed, removed]

`changed` and `removed` say how the task's variables differ from those of the row above, where that
one has any, or else from the last row that has; so what branches share is stored once. `order`
stands for the time of the last change: only the order of changes is ever read, so a clock that was
set back does no harm. After loading tasks share values by reference, as in a running workflow:
nothing edits a value in place.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from engine.elements import empty_workflow, kit
from engine.exceptions import EventsNotTaken
from engine.pruning import Kept, OpenScope, needed, open_scopes
from engine.state_json import check

Row = list[Any]
Task = Any
Scope = Any


def write_rows(workflow: Scope) -> list[Any]:
    """Describe all of an instance that later steps need.

    :raises EventsNotTaken: something thrown outward still stands in the workflow; it would be lost
    :raises ValueNotStorable: a variable holds something else than JSON or a date
    """
    thrown = len(workflow.thrown_signals) + len(workflow.thrown_messages)
    if thrown:
        raise EventsNotTaken(count=thrown)
    scopes = open_scopes(workflow)
    writer = _Writer([needed(each.scope) for each in scopes])
    described = [writer.scope(each) for each in scopes]
    numbers = writer.numbers
    ids = b64encode(bytes.fromhex("".join([task.id for task in numbers]))).decode()
    armed = [numbers[task] for task in workflow.event_manager.tasks.values() if task in numbers]
    return [described, ids, armed]


class _Writer:
    """Numbers the rows through all scopes and finds what their variables differ from."""

    def __init__(self, kept: list[list[Kept]]) -> None:
        self.kept = iter(kept)
        tasks = [each.task for scope in kept for each in scope]
        self.numbers: dict[Task, int] = {task: number for number, task in enumerate(tasks)}
        tasks.sort(key=lambda task: task.last_state_change)
        self.order: dict[Task, int] = {task: place for place, task in enumerate(tasks)}
        self.last: Mapping[str, Any] = {}  # the variables of the last row that has any

    def scope(self, open_scope: OpenScope) -> list[Any]:
        scope, step = open_scope
        kept = next(self.kept)
        first = self.numbers[kept[0].task]
        rows = [self.row(each, kept, first) for each in kept]
        step_row = -1 if step is None else self.numbers[step]
        check(scope.data)
        return [step_row, rows, scope.data, scope.success, scope.completed]

    def row(self, each: Kept, kept: list[Kept], first: int) -> Row:
        task, parent, is_whole = each
        above = -1 if parent < 0 else first + parent
        name, order = task.task_spec.name, self.order[task]
        row: Row = [above, name, task._state, order, int(task.triggered), 0, 0, 0]
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
    subprocess_specs: dict[str, Any],
    *,
    script_engine: Any,
    now: datetime,
    zone: ZoneInfo,
) -> Scope:
    """Stand an instance up again, as :func:`write_rows` described it."""
    scopes, ids, armed = content
    workflow = empty_workflow(
        spec,
        subprocess_specs,
        script_engine=script_engine,
        now=now,
        zone=zone,
    )
    reader = _Reader(b64decode(ids).hex())
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
    for number in armed:
        workflow.event_manager.add_task(reader.tasks[number])
    return workflow


class _Reader:
    """Makes tasks of rows, numbered through all scopes."""

    def __init__(self, ids: str) -> None:
        self.ids = ids
        self.tasks: list[Task] = []
        self.last: dict[str, Any] = {}
        self.task_class = kit().task_class

    def fill(self, scope: Scope, described: list[Any]) -> None:
        _, rows, scope.data, scope.success, scope.completed = described
        first = len(self.tasks)
        for row in rows:
            self.tasks.append(self.task(scope, row))
        scope.task_tree = self.tasks[first]
        scope.last_task = None

    def task(self, scope: Scope, row: Row) -> Task:
        above, name, state, order, triggered, internal, changed, removed = row
        at = 32 * len(self.tasks)
        parent = self.tasks[above] if above >= 0 else None
        task = self.task_class(
            scope,
            scope.spec.task_specs[name],
            parent,
            state,
            self.ids[at : at + 32],
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
