"""Her copy: all that is hers of a complaint and of what runs beside it, in one piece."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from engine import audit
from engine.registry import SYSTEM, Registry
from models import Complaint, TaskStatus, Unit
from processes.complaint.dossier import Section, what_she_told
from processes.complaint.notices import NoticeNotFound, text_of
from processes.complaint.told_her import Line, lines_for_her
from processes.complaint.tracking import Tracking, track
from processes.runs import Run, run_of_complaint, runs_beside

#: The message by which the drawing learns that she takes one.
MESSAGE = "copy_taken"
#: Stands in a message where a code stood, which is nobody's to read twice.
_HIDDEN = "••••"


@dataclass(frozen=True)
class Chapter:
    """What she told in the complaint, or in something that ran beside it."""

    name: str  # of the drawing
    name_hi: str
    is_complaint: bool
    sections: Sequence[Section]


@dataclass(frozen=True)
class StepDone:
    """A step of somebody, from its opening to its end."""

    name: str
    name_hi: str
    role: str
    unit_name: str | None
    unit_name_hi: str | None
    opened_at: datetime
    closed_at: datetime | None  # None: it is open
    was_needed: bool  # False: the complaint went on without it


@dataclass(frozen=True)
class HerCopy:
    """Everything that the page of the copy shows."""

    tracking: Tracking
    chapters: Sequence[Chapter]
    lines: Sequence[Line]  # what officers wrote for her
    steps: Sequence[StepDone]
    texts: dict[str, dict[str, str]]  # of her messages, by notice and language


def her_copy(
    session: Session, registry: Registry, complaint: Complaint, *, now: datetime
) -> HerCopy:
    """All that is hers; the caller has opened her page by passphrase."""
    main = run_of_complaint(session, complaint)
    runs = [main, *reversed(runs_beside(session, complaint))]
    tracking = track(session, registry, complaint.id, now=now)
    steps = sorted(
        (step for run in runs for step in _steps(session, run)), key=lambda step: step.opened_at
    )
    return HerCopy(
        tracking=tracking,
        chapters=[
            Chapter(
                name=run.definition.outline.name,
                name_hi=run.definition.outline.name_hi,
                is_complaint=run is main,
                sections=sections,
            )
            for run in runs
            if (sections := what_she_told(session, registry, run))
        ],
        lines=lines_for_her(session, registry, complaint),
        steps=steps,
        texts={sent.notice: _texts(runs, sent.notice) for sent in tracking.messages},
    )


def note_copy(session: Session, complaint: Complaint, *, now: datetime) -> None:
    """Note in the audit that she takes a copy, where the drawing hears no message any more."""
    chain = complaint.instance_id or complaint.id
    audit.record(session, chain, "copy_taken_by_her", SYSTEM, now)


def _steps(session: Session, run: Run) -> Iterator[StepDone]:
    for task in run.tasks:
        element = run.element(task.element_id)
        unit = session.get(Unit, task.unit_id) if task.unit_id else None
        yield StepDone(
            name=element.name_for_her if element else task.element_id,
            name_hi=element.name_for_her_hi if element else task.element_id,
            role=task.role,
            unit_name=unit.full_name if unit else None,
            unit_name_hi=unit.full_name_hi if unit else None,
            opened_at=task.opened_at,
            closed_at=task.closed_at,
            was_needed=task.status is not TaskStatus.CANCELLED,
        )


def _texts(runs: Sequence[Run], notice: str) -> dict[str, str]:
    """A notice in both languages, as the drawings have it; empty if none does any more."""
    for run in runs:
        try:
            return {
                language: text_of(run.definition, notice, language).replace("{code}", _HIDDEN)
                for language in ("hi", "en")
            }
        except NoticeNotFound:
            continue
    return {}
