"""What officers wrote for her to read: on her page, behind her passphrase."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import instances
from engine.forms import CHOICES, Field
from engine.registry import Registry
from models import Complaint, EventKind, HistoryEvent
from processes.complaint import notices, record
from processes.complaint.answers import form_of
from processes.complaint.contact import recipient
from processes.notifications import messages
from processes.runs import Run, run_of_complaint, runs_beside


@dataclass(frozen=True)
class Line:
    """One answer of an officer, with its field for label and options."""

    asked: Field
    value: Any = field(repr=False)
    corrected_at: datetime | None = None  # when it was changed after she could read it

    def said(self, language: str) -> str:
        """The answer in words."""
        if self.asked.kind in CHOICES:
            chosen = [option for option in self.asked.options if option.value == self.value]
            return ", ".join(
                option.label_hi if language == "hi" else option.label for option in chosen
            )
        return str(self.value)


def lines_for_her(session: Session, registry: Registry, complaint: Complaint) -> list[Line]:
    """The answers that the drawings' forms mark as written for her, in the order of time.

    They are hers to read once the step that marks them is done: the outcome when it was read over
    to her, not when it was proposed.
    """
    runs = [run_of_complaint(session, complaint), *runs_beside(session, complaint)]
    return [line for run in runs for line in _lines(session, registry, run)]


def tell_of_correction(
    session: Session,
    registry: Registry,
    complaint: Complaint,
    before: list[Line],
    *,
    now: datetime,
) -> None:
    """Tell her that there is news on her page, if something that she could read is another now.

    `before` is what :func:`lines_for_her` gave until then. What it was stands on her page alone.
    """
    after = lines_for_her(session, registry, complaint)
    if [(line.asked.key, line.value) for line in after] == [
        (line.asked.key, line.value) for line in before
    ]:
        return
    to = recipient(session, registry.keyring, complaint)
    instance_id, kind = complaint.instance_id or "", notices.NEWS
    if to is None or messages.is_waiting(
        session, registry.keyring, recipient=to, kind=kind, instance_id=instance_id
    ):
        return
    messages.queue(
        session,
        registry.keyring,
        recipient=to,
        kind=kind,
        body=notices.text_of(
            run_of_complaint(session, complaint).definition, kind, complaint.language
        ),
        now=now,
        instance_id=instance_id,
    )


def _lines(session: Session, registry: Registry, run: Run) -> list[Line]:
    closed = sorted(run.closed_tasks, key=lambda task: task.closed_at or run.started_at)
    done = [(run.drawn_in(task.element_id), run.element(task.element_id)) for task in closed]
    asked: dict[str, Field] = {}
    readable_at: dict[str, datetime] = {}
    for task, (drawn, element) in zip(closed, done, strict=True):
        inputs = form_of(drawn, element.form).inputs() if element is not None else ()
        for question in inputs:
            if question.for_her:
                asked[question.key] = question
                readable_at.setdefault(question.key, task.closed_at or run.started_at)
    if not asked:
        return []
    variables = instances.variables(session, registry, run.instance_id)
    corrected = _corrected(session, registry, run.instance_id)
    found = []
    for question in asked.values():
        value = (
            record.latest(session, registry.keyring, run.instance_id, question.record)
            if question.record
            else variables.get(question.key)
        )
        if value not in (None, "", []):
            at = corrected.get((question.record is not None, question.record or question.key))
            is_news = at is not None and at > readable_at[question.key]
            found.append(Line(question, value, at if is_news else None))
    return found


def _corrected(
    session: Session, registry: Registry, instance_id: str
) -> dict[tuple[bool, str], datetime]:
    """When answers were corrected last: those of the record, and codes, by name."""
    events = session.scalars(
        select(HistoryEvent)
        .where(HistoryEvent.instance_id == instance_id, HistoryEvent.kind == EventKind.CORRECTED)
        .order_by(HistoryEvent.id)
    ).all()
    if not events:
        return {}
    found: dict[tuple[bool, str], datetime] = {}
    for event in events:
        found |= {(False, name): event.at for name in (event.facts or {}).get("changed", ())}
    entries = record.entries(session, registry.keyring, instance_id)
    earlier = {(entry.task_id, entry.name) for entry in entries if entry.revision}
    for entry in entries:
        if entry.revision == 0 and (entry.task_id, entry.name) in earlier:
            found[True, entry.name] = entry.written_at
    return found
