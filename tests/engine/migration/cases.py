"""Moving toy cases from one version of their drawing to the next, as an installation does."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from engine import instances, store
from engine.migration import dry_run, orders
from engine.migration.orders import Order, Progress
from engine.migration.reasons import Reason
from engine.migration.selection import Selection
from engine.registry import Actor
from models import (
    CaseMove,
    CustodyInterval,
    HistoryEvent,
    InstanceStatus,
    Job,
    JobKind,
    JobStatus,
    ProcessInstance,
    TaskStatus,
    UserTask,
)
from tests.engine.runtime import Portal

DESIGNER = Actor("designer", "desk")


def order(
    to: int = 2, *, since: int = 1, steps: Mapping[str, str] | None = None, **selection: Any
) -> Order:
    """From version 1 to version 2 of the toy, if not said otherwise."""
    return Order("toy", since, to, steps or {}, Selection(**selection), why="the law has changed")


def begin(portal: Portal, ordered: Order) -> str:
    """Begin a migration; nothing moves before the next work is done."""
    with portal.sessions.begin() as session:
        return orders.begin(session, ordered, actor=DESIGNER, now=portal.now)


def migrate(portal: Portal, ordered: Order | None = None) -> Progress:
    """Move the cases of an order, and say how many did; their rows say what their states say."""
    migration = begin(portal, ordered or order())
    portal.work()
    assert disagreements(portal) == []
    return progress(portal, migration)


def disagreements(portal: Portal) -> list[str]:
    """Cases whose rows of open tasks, timers or custody are not those of their state."""
    found = []
    with portal.sessions() as session:
        running = select(ProcessInstance.id).where(ProcessInstance.status == InstanceStatus.RUNNING)
        for case in session.scalars(running):
            row = store.peek(session.connection(), case)
            assert row is not None
            instance = instances.revive(
                session, portal.registry, row, actor=Actor(), now=portal.now
            )
            open_tasks = {
                token: task.task_spec.bpmn_id for token, task in instance.open_tasks().items()
            }
            waiting = {
                token: (task.task_spec.bpmn_id, task.task_spec.event_definition.due_at(task))
                for token, task in instance.waiting_timers().items()
            }
            tasks = select(UserTask).where(
                UserTask.instance_id == case, UserTask.status == TaskStatus.OPEN
            )
            if {task.id: task.element_id for task in session.scalars(tasks)} != open_tasks:
                found.append(f"{case}: tasks")
            jobs = session.scalars(
                select(Job).where(
                    Job.instance_id == case,
                    Job.kind == JobKind.TIMER,
                    Job.status.in_([JobStatus.WAITING, JobStatus.INCIDENT]),
                )
            ).all()
            if {job.token_id: job.element_id for job in jobs} != {
                token: element_id for token, (element_id, _) in waiting.items()
            } or any(
                job.due_at != waiting[str(job.token_id)][1] for job in jobs if not job.attempts
            ):
                found.append(f"{case}: timers")
            held = select(CustodyInterval.token_id).where(
                CustodyInterval.instance_id == case, CustodyInterval.to_at.is_(None)
            )
            elements = instance.definition.elements
            may_hold = {token for token, step in open_tasks.items() if elements[step].is_custodian}
            holders = list(session.scalars(held))
            if len(holders) != min(1, len(may_hold)) or not may_hold.issuperset(holders):
                found.append(f"{case}: custody")
    return found


def progress(portal: Portal, migration: str) -> Progress:
    with portal.sessions() as session:
        return orders.progress(session, migration)


def answers(portal: Portal, ordered: Order | None = None) -> list[dry_run.Answer]:
    """What a dry run says of each case."""
    with portal.sessions() as session:
        return list(dry_run.dry_run(session, portal.registry, ordered or order(), now=portal.now))


def refusals(portal: Portal, ordered: Order | None = None) -> list[tuple[str, str | None]]:
    """Why the only case stays: codes and elements, the same tried and done."""
    (tried,) = answers(portal, ordered)
    migration = begin(portal, ordered or order())
    portal.work()
    (done,) = reasons(portal, migration).values()
    assert [each.as_json() for each in tried.reasons] == [each.as_json() for each in done]
    return [(each.code, each.element_id) for each in done]


def reasons(portal: Portal, migration: str) -> dict[str, list[Reason]]:
    """Why cases stay, by case."""
    with portal.sessions() as session:
        found = session.scalars(select(CaseMove).where(CaseMove.migration_id == migration))
        return {row.instance_id: [Reason.of_json(each) for each in row.reasons] for row in found}


def row_of(portal: Portal, case: str) -> ProcessInstance:
    with portal.sessions() as session:
        return session.get_one(ProcessInstance, case)


def timers(portal: Portal, case: str) -> dict[str, Job]:
    """The timers that wait, by element."""
    found = [job for job in portal.waiting(case) if job.kind is JobKind.TIMER]
    return {str(job.element_id): job for job in found}


def history(portal: Portal, case: str) -> list[HistoryEvent]:
    with portal.sessions() as session:
        query = select(HistoryEvent).where(HistoryEvent.instance_id == case)
        return list(session.scalars(query.order_by(HistoryEvent.id)))
