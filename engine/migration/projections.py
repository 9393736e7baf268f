"""Projections: the rows of open tasks, timers and custody of a case that goes to another version.

Tasks keep id, claim, draft and due date. Where the new version gives a step to somebody else, the
task goes there and its claim lapses, as when a case changes jurisdiction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, case, select, update

from engine import custody, task_rows
from engine.definitions import Definition
from engine.drawing import Element
from engine.instance import Instance
from engine.job_rows import UNSETTLED
from engine.migration.rewriting import Rewritten
from engine.registry import Seat
from engine.saving import seat_of
from engine.tables import CUSTODY, JOB, TASK
from models import EventKind, JobKind, TaskStatus


@dataclass(frozen=True)
class Change:
    """An open task whose step is another one in the new version, or another's."""

    token: str
    old: Element
    new: Element
    seat: Seat | None  # where the new version puts it; None: its owner is the same


def changes(instance: Instance, source: Definition, rewritten: Rewritten) -> list[Change]:
    """What becomes of the open tasks; nothing is written."""
    found = []
    for token, task in instance.open_tasks().items():
        old = source.elements[rewritten.elements[token][0]]
        new = instance.definition.elements[task.task_spec.bpmn_id]
        if old.owner != new.owner or old.id != new.id or old.priority != new.priority:
            seat = seat_of(instance, task) if _owner(old) != _owner(new) else None
            found.append(Change(token, old, new, seat))
    return found


def _owner(element: Element) -> tuple[Any, ...]:
    return element.role, element.level, element.seat, element.holder_gender


def write(instance: Instance, found: list[Change], rewritten: Rewritten) -> None:
    """Let rows follow the new version, all but those that every step writes."""
    connection = instance.connection
    moved = {each.token: each.seat for each in found if each.seat is not None}
    moved = {token: seat for token, seat in moved.items() if not _sits(connection, token, seat)}
    for each in found:
        values: dict[str, Any] = {
            "element_id": each.new.id,
            "needs_woman": each.new.needs_woman,
            "priority": each.new.priority,
        }
        if each.token in moved:
            values |= _seated(moved[each.token])
        connection.execute(update(TASK).where(TASK.c.id == each.token).values(values))
    _rename_jobs(connection, instance.id, rewritten)
    if found:
        _pass_custody(instance, found, moved)


def _sits(connection: Connection, token: str, seat: Seat) -> bool:
    """Is the task there already?"""
    columns = (TASK.c.role, TASK.c.unit_id, TASK.c.post_id)
    row = connection.execute(select(*columns).where(TASK.c.id == token)).one()
    return tuple(row) == (seat.role, seat.unit_id, seat.post_id)


def _seated(seat: Seat) -> dict[str, Any]:
    return {
        "role": seat.role,
        "unit_id": seat.unit_id,
        "post_id": seat.post_id,
        "station_id": seat.station_id,
        "circle_id": seat.circle_id,
        "district_id": seat.district_id,
        "state_id": seat.state_id,
        "assignee_id": None,
        "claimed_at": None,
    }


def _rename_jobs(connection: Connection, instance_id: str, rewritten: Rewritten) -> None:
    """Timers and steps that failed are shown at their elements."""
    names: Mapping[str, str] = {old: new for old, new in rewritten.elements.values() if old != new}
    if not names:
        return
    connection.execute(
        update(JOB)
        .where(
            JOB.c.instance_id == instance_id,
            UNSETTLED,
            JOB.c.kind.in_([JobKind.TIMER, JobKind.ADVANCE]),
            JOB.c.element_id.in_(names),
        )
        .values(element_id=case(names, value=JOB.c.element_id, else_=JOB.c.element_id))
    )


def _pass_custody(instance: Instance, found: list[Change], moved: Mapping[str, Seat]) -> None:
    """Custody stays with whom it was, unless the new version gives the step to somebody else."""
    connection, now = instance.connection, instance.now
    holding = connection.scalar(
        select(CUSTODY.c.token_id).where(CUSTODY.c.instance_id == instance.id, custody.OPEN)
    )
    change = next((each for each in found if each.token == holding), None)
    if holding is not None and change is None:
        return
    if change is not None and change.new.is_custodian and change.token not in moved:
        if change.old.id != change.new.id:
            custody.carry_on(
                connection,
                instance_id=instance.id,
                token_id=change.token,
                element_id=change.new.id,
                now=now,
            )
        return
    if change is not None:
        custody.end(
            connection, instance_id=instance.id, token_id=change.token, done_by=None, now=now
        )
    _begin_custody(instance)


def close(instance: Instance, gone: Mapping[str, Element]) -> None:
    """Close open tasks whose steps were withdrawn; custody passes to those that are left."""
    connection, now = instance.connection, instance.now
    task_rows.close_all(
        connection,
        [
            task_rows.closed(token, TaskStatus.CANCELLED, officer_id=None, post_id=None, now=now)
            for token in gone
        ],
    )
    for token, element in gone.items():
        instance.happened(EventKind.TASK_CANCELLED, element_id=element.id, token_id=token)
        if element.custody_stays:
            custody.stay_no_longer(connection, instance_id=instance.id, now=now)
            _begin_custody(instance)
        elif custody.end(
            connection, instance_id=instance.id, token_id=token, done_by=None, now=now
        ):
            _begin_custody(instance)


def _begin_custody(instance: Instance) -> None:
    """Let the first open task that holds custody in the new version begin to hold it."""
    elements = instance.definition.elements
    for token, task in instance.open_tasks().items():
        element = elements[task.task_spec.bpmn_id]
        if element.is_custodian:
            seat = seat_of(instance, task)
            claimed_by = task_rows.assignee(instance.connection, token)
            custody.begin(
                instance.connection,
                instance_id=instance.id,
                token_id=token,
                element_id=element.id,
                seat=seat,
                officer_id=claimed_by or seat.officer_id,
                now=instance.now,
            )
            return
