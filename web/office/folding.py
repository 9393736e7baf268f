"""What stands out in an inbox, and what is folded: one step of many complaints, not due yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from processes.complaint.inbox import InboxRow
from web.folding import folded

#: What is due within this time is not folded.
SOON = timedelta(hours=24)


@dataclass(frozen=True)
class Folded:
    """The rows of one page of an inbox, each in exactly one place; all by due time."""

    shown: Sequence[InboxRow]
    folds: Sequence[Sequence[InboxRow]]  # each of one step, the soonest due first


def fold(rows: Sequence[InboxRow], *, now: datetime) -> Folded:
    """Fold equal steps away, but for what is late, due soon, urgent or begun."""
    quiet = [row for row in rows if not _stands_out(row, now)]
    groups = folded(quiet, lambda row: (row.process, row.element_id))
    folds = [each for each in groups if len(each) > 1]
    away = {row.task_id for each in folds for row in each}
    return Folded([row for row in rows if row.task_id not in away], folds)


def _stands_out(row: InboxRow, now: datetime) -> bool:
    is_soon = row.due_at is not None and row.due_at < now + SOON
    return is_soon or row.has_draft or row.calls_at_once
