"""What must hold of an installation at rest, whatever happened to its processes before."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import audit, store
from engine.instances import revive
from engine.registry import SYSTEM, Registry
from models import (
    EventKind,
    HistoryEvent,
    InstanceStatus,
    Job,
    JobKind,
    JobStatus,
    ProcessInstance,
    TaskStatus,
    UserTask,
)
from tests.engine.killed import BEGINNING, HELD, REMINDERS


def broken(session: Session, registry: Registry, log: Path) -> list[str]:
    """Everything that does not hold, in words."""
    return [
        *_lost_answers(session, registry, log),
        *_doubled_events(session),
        *_timers(session),
        *_disagreements(session, registry),
        *_deliveries(session, log),
        *(f"audit of {b.chain} breaks at {b.number}" for b in audit.verify(session)),
    ]


def _lost_answers(session: Session, registry: Registry, log: Path) -> Iterator[str]:
    """Every acknowledged answer is stored: in the task, in the history, and in the variables."""
    for task_id, answer in _lines(log, "stored"):
        task = session.get_one(UserTask, task_id)
        if task.status is not TaskStatus.COMPLETED:
            yield f"task {task_id} was acknowledged and is {task.status.name}"
        row = store.peek(session.connection(), task.instance_id)
        assert row is not None
        try:
            instance = revive(session, registry, row, actor=SYSTEM, now=BEGINNING, read_only=True)
        except Exception as error:
            yield f"state of {task.instance_id}: {type(error).__name__}"
            continue
        if instance.variables().get(f"answer_{task_id}") != int(answer):
            yield f"answer to {task_id} is not in the state"


def _doubled_events(session: Session) -> Iterator[str]:
    """No task is completed twice, no timer fires twice, no element is passed twice by a token."""
    seen = Counter(
        session.execute(
            select(HistoryEvent.kind, HistoryEvent.token_id).where(
                HistoryEvent.token_id.is_not(None)
            )
        ).all()
    )
    for (kind, token), count in seen.items():
        if count > 1:
            yield f"{kind.name} of {token} happened {count} times"


def _timers(session: Session) -> Iterator[str]:
    """A timer's job is done exactly if the timer has fired; held cases had all their reminders.

    A timer that fired in the step in which it arose never had a job.
    """
    fired = set(
        session.scalars(
            select(HistoryEvent.token_id).where(HistoryEvent.kind == EventKind.TIMER_FIRED)
        )
    )
    for job in session.scalars(select(Job).where(Job.kind == JobKind.TIMER)):
        if (job.token_id in fired) != (job.status is JobStatus.DONE):
            yield f"timer {job.token_id}: fired {job.token_id in fired}, {job.status.name}"
    held = session.scalars(
        select(ProcessInstance.id).where(ProcessInstance.business_key.like(f"{HELD}%"))
    )
    for case in held:
        count = len(
            session.scalars(
                select(HistoryEvent.id).where(
                    HistoryEvent.instance_id == case, HistoryEvent.kind == EventKind.TIMER_FIRED
                )
            ).all()
        )
        if count != REMINDERS:
            yield f"case {case} had {count} reminders instead of {REMINDERS}"


def _disagreements(session: Session, registry: Registry) -> Iterator[str]:
    """The rows of open tasks and waiting timers are those of the state, no more and no less."""
    for case in session.scalars(select(ProcessInstance)):
        tasks = set(
            session.scalars(
                select(UserTask.id).where(
                    UserTask.instance_id == case.id, UserTask.status == TaskStatus.OPEN
                )
            )
        )
        waiting = session.execute(
            select(Job.token_id, Job.due_at).where(
                Job.instance_id == case.id,
                Job.kind == JobKind.TIMER,
                Job.status == JobStatus.WAITING,
            )
        )
        timers = {row.token_id: row.due_at for row in waiting}
        row = store.peek(session.connection(), case.id)
        assert row is not None
        try:
            instance = revive(session, registry, row, actor=SYSTEM, now=BEGINNING, read_only=True)
        except Exception as error:
            yield f"state of {case.id}: {type(error).__name__}"
            continue
        if case.status is not InstanceStatus.RUNNING:
            if tasks or timers:
                yield f"case {case.id} has ended and still has {len(tasks)} tasks"
            continue
        if tasks != set(instance.open_tasks()):
            yield f"case {case.id}: rows of tasks and state disagree"
        due = {
            token: task.task_spec.event_definition.due_at(task)
            for token, task in instance.waiting_timers().items()
        }
        if timers != due:
            yield f"case {case.id}: rows of timers and state disagree"


def _deliveries(session: Session, log: Path) -> Iterator[str]:
    """Each service that ran has one delivery, and each delivery went out at least once."""
    ran = set(
        session.scalars(
            select(HistoryEvent.token_id).where(
                HistoryEvent.element_id == "notify", HistoryEvent.kind == EventKind.ELEMENT_DONE
            )
        )
    )
    jobs = session.scalars(select(Job).where(Job.kind == JobKind.DELIVERY)).all()
    ordered = Counter(job.payload["token"] for job in jobs)
    sent = {token for token, _ in _lines(log, "sent")}
    if ran != set(ordered) or any(count != 1 for count in ordered.values()):
        yield f"{len(ran)} services ran and {ordered.total()} deliveries were ordered"
    if sent != ran:
        yield f"{len(ran)} services ran and {len(sent)} deliveries were sent"


def _lines(log: Path, word: str) -> list[tuple[str, str]]:
    found = [line.split() for line in log.read_text().splitlines()]
    return [(parts[1], parts[2]) for parts in found if parts[0] == word]
