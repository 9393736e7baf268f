"""With her: when nobody else had her complaint, and it was hers to act."""

from collections.abc import Iterator
from datetime import datetime

from engine.custody import Interval
from processes.complaint.her_steps import COMPLAINANT
from processes.runs import Run

Stretch = tuple[datetime, datetime]


def with_her(run: Run, taken: list[Stretch], *, until: datetime) -> list[Interval]:
    """The stretches that a run lay with her, of those that are over; nobody's two at once.

    `taken` are those that others had it; hers are added.
    """
    found = []
    for task in run.tasks:
        if task.role != COMPLAINANT:
            continue
        ended_at = min(task.closed_at or until, until)
        for from_at, to_at in list(_left(task.opened_at, ended_at, taken)):
            if task.closed_at is None and to_at == until:
                continue  # it waits for her still
            taken.append((from_at, to_at))
            found.append(
                Interval(
                    element_id=task.element_id,
                    role=COMPLAINANT,
                    unit_id=None,
                    post_id=None,
                    officer_id=None,
                    from_at=from_at,
                    to_at=to_at,
                    is_open=False,
                )
            )
    return found


def _left(from_at: datetime, to_at: datetime, taken: list[Stretch]) -> Iterator[Stretch]:
    """What the stretches that are taken leave of this one."""
    for begin, end in sorted(taken):
        if from_at >= to_at:
            return
        if from_at < begin:
            yield from_at, min(begin, to_at)
        from_at = max(from_at, end)
    if from_at < to_at:
        yield from_at, to_at
