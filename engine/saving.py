"""What a step writes, all in one transaction: state, tasks, jobs, history, custody, audit."""

from datetime import datetime
from typing import Any

from engine import audit, custody, history, job_rows, store, task_rows
from engine.audit_chain import follow
from engine.drawing import Element
from engine.elements.iso_time import NotATime
from engine.exceptions import TooManyTasks
from engine.expressions import ExpressionFailed
from engine.instance import Instance
from engine.iso_due import due_moment
from engine.registry import AssignRequest, Seat
from engine.runner import failure
from engine.state import Identity, StateCodec
from models import EventKind, InstanceStatus, JobKind, JobStatus, TaskStatus
from models.session import keyring_of

MAX_OPEN_TASKS = 5_000


def save(instance: Instance, codec: StateCodec) -> None:
    """Write everything this step has changed.

    :raises StaleInstance: somebody else moved the instance meanwhile
    :raises StateTooLarge: it holds more data than an instance may
    :raises TooManyTasks: it has more open steps than an instance may
    :raises AuditRejected: the head of its audit was tampered with
    """
    status = _status(instance)
    state = codec.dump(
        instance.workflow,
        Identity(instance.definition.content_hash, instance.id, instance.row.version + 1),
    )
    entry = follow(
        keyring_of(instance.session),
        instance.row.head,
        chain=instance.id,
        action=instance.action,
        actor=instance.actor,
        now=instance.now,
        facts={"version": instance.row.version + 1, **instance.audit_facts},
    )
    store.update_instance(
        instance.connection,
        instance.row,
        head=entry.head,
        state=state,
        status=status,
        unit_id=instance.unit_id,
        now=instance.now,
    )
    _write_tasks(instance)
    _write_jobs(instance)
    if status is InstanceStatus.COMPLETED:
        instance.happened(EventKind.ENDED)
    if status is not InstanceStatus.RUNNING:
        job_rows.close_all(instance.connection, instance.id, instance.now)
    history.write(instance.connection, instance.events)
    audit.write(instance.connection, entry)


def _status(instance: Instance) -> InstanceStatus:
    if instance.cancelled:
        return InstanceStatus.CANCELLED
    return InstanceStatus.COMPLETED if instance.workflow.completed else InstanceStatus.RUNNING


def _write_tasks(instance: Instance) -> None:
    """Close and open rows of tasks so that they are those the state offers."""
    before, after = instance.tasks_before, instance.open_tasks()
    if len(after) > MAX_OPEN_TASKS:
        raise TooManyTasks(instance=instance.id, tasks=len(after))
    gone = [token for token in before if token not in after]
    opened = {token: task for token, task in after.items() if token not in before}
    _close(instance, gone)
    seats = {token: seat_of(instance, task) for token, task in opened.items()}
    task_rows.insert_all(
        instance.connection, [_task_row(instance, opened[t], seat) for t, seat in seats.items()]
    )
    for token, task in opened.items():
        instance.happened(EventKind.TASK_OPENED, element_id=task.task_spec.bpmn_id, token_id=token)
    kept = {token: after[token] for token in before if token in after}
    if instance.unit_id == instance.row.unit_id:
        kept = {token: task for token, task in kept.items() if token in instance.reseated}
    if kept:
        seats |= _reassign(instance, kept)
    _pass_custody(instance, gone=gone, after=after, seats=seats)


def _close(instance: Instance, gone: list[str]) -> None:
    rows = []
    for token in gone:
        is_completed = token in instance.completed
        rows.append(
            task_rows.closed(
                token,
                TaskStatus.COMPLETED if is_completed else TaskStatus.CANCELLED,
                officer_id=instance.actor.officer_id if is_completed else None,
                post_id=instance.actor.post_id if is_completed else None,
                now=instance.now,
            )
        )
        if not is_completed:
            instance.happened(
                EventKind.TASK_CANCELLED,
                element_id=instance.tasks_before[token].task_spec.bpmn_id,
                token_id=token,
            )
    task_rows.close_all(instance.connection, rows)


def _element(instance: Instance, task: Any) -> Element:
    return instance.definition.elements[task.task_spec.bpmn_id]


def seat_of(instance: Instance, task: Any) -> Seat:
    """Ask the process where a task goes."""
    element = _element(instance, task)
    seat = task.data.get(element.seat) if element.seat else None
    return instance.process.assign(
        instance.session,
        AssignRequest(
            role=element.role or "",
            level=element.level,
            unit_id=instance.unit_id,
            post_id=seat,
            needs_woman=element.needs_woman,
            now=instance.now,
            or_else=element.owner.or_else,
            instance_id=instance.id,
        ),
    )


def _task_row(instance: Instance, task: Any, seat: Seat) -> dict[str, Any]:
    element = _element(instance, task)
    return {
        "id": task.id,
        "instance_id": instance.id,
        "element_id": element.id,
        "role": seat.role,
        "status": TaskStatus.OPEN,
        "unit_id": seat.unit_id,
        "post_id": seat.post_id,
        "station_id": seat.station_id,
        "circle_id": seat.circle_id,
        "district_id": seat.district_id,
        "state_id": seat.state_id,
        "needs_woman": element.needs_woman,
        "priority": element.priority,
        "opened_at": instance.now,
        "due_at": _due_at(instance, element, task),
        "due_is_law": element.is_due_by_law(task.data),
    }


def _due_at(instance: Instance, element: Element, task: Any) -> datetime | None:
    if element.due is None:
        return None
    try:
        return due_moment(
            element.due,
            task.data,
            now=instance.now,
            zone=instance.registry.zone,
            calendar=instance.calendar,
        )
    except (NotATime, ExpressionFailed) as error:
        instance.current = task
        raise failure(instance, error) from error


def _reassign(instance: Instance, kept: dict[str, Any]) -> dict[str, Seat]:
    """The case has moved to another unit, or a seat was corrected: open tasks go to new seats."""
    seats = {token: seat_of(instance, task) for token, task in kept.items()}
    task_rows.move_all(
        instance.connection,
        [
            {
                "of_task": token,
                "to_role": seat.role,
                "to_unit": seat.unit_id,
                "to_post": seat.post_id,
                "to_station": seat.station_id,
                "to_circle": seat.circle_id,
                "to_district": seat.district_id,
                "to_state": seat.state_id,
            }
            for token, seat in seats.items()
        ],
    )
    return seats


def _pass_custody(
    instance: Instance, *, gone: list[str], after: dict[str, Any], seats: dict[str, Seat]
) -> None:
    """Close the interval whose task is gone or has moved, and begin that of the next holder."""
    held = [t for t, task in instance.tasks_before.items() if _element(instance, task).is_custodian]
    moved = [token for token in held if token in after and token in seats]
    is_free = not held
    for token in [t for t in held if t in gone or t in moved]:
        is_free |= custody.end(
            instance.connection,
            instance_id=instance.id,
            token_id=token,
            done_by=instance.actor.officer_id if token in instance.completed else None,
            now=instance.now,
        )
    if _custody_stays(instance, after):
        return
    waiting = [token for token, task in after.items() if _element(instance, task).is_custodian]
    if not is_free or not waiting:
        return
    token = waiting[0]
    seat = seats.get(token)
    claimed_by = None
    if seat is None:  # open for a while already, so somebody may have claimed it
        seat = seat_of(instance, after[token])
        claimed_by = task_rows.assignee(instance.connection, token)
    custody.begin(
        instance.connection,
        instance_id=instance.id,
        token_id=token,
        element_id=after[token].task_spec.bpmn_id,
        seat=seat,
        officer_id=claimed_by or seat.officer_id,
        now=instance.now,
    )


def _custody_stays(instance: Instance, after: dict[str, Any]) -> bool:
    """Whether a step is open during which it stays with whom it was; once it is not, that ends."""
    connection, now = instance.connection, instance.now
    staying = {
        token: element.id
        for token, task in after.items()
        if (element := _element(instance, task)).custody_stays
    }
    before = instance.tasks_before
    stayed = any(_element(instance, task).custody_stays for task in before.values())
    for token in staying.keys() - before.keys():
        custody.stay(connection, instance_id=instance.id, element_id=staying[token], now=now)
    if stayed and not staying:
        custody.stay_no_longer(connection, instance_id=instance.id, now=now)
    return bool(staying)


def _write_jobs(instance: Instance) -> None:
    """Close and open rows of timers so that they are those the state waits for."""
    before, after = instance.timers_before, instance.waiting_timers()
    closed = {
        token: instance.settled.get(token, JobStatus.CANCELLED)
        for token in before
        if token not in after
    }
    if closed:
        job_rows.withdraw_timers(instance.connection, instance.id, closed, instance.now)
    for token in instance.moved_timers & after.keys():
        due_at = after[token].task_spec.event_definition.due_at(after[token])
        job_rows.move_timer(instance.connection, instance.id, token, due_at)
    rows = [
        job_rows.row(
            kind=JobKind.TIMER,
            due_at=task.task_spec.event_definition.due_at(task),
            now=instance.now,
            instance_id=instance.id,
            token_id=token,
            element_id=task.task_spec.bpmn_id,
        )
        for token, task in after.items()
        if token not in before
    ]
    rows += instance.jobs
    if rows:
        job_rows.add_all(instance.connection, rows)
