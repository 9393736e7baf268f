"""What stands out in an inbox and what is folded."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from processes.complaint.inbox import InboxRow
from web.office.folding import fold

NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
ROW = InboxRow(
    task_id="0",
    element_id="write_diary_entry",
    name="Write the diary entry",
    name_hi="केस डायरी लिखें",
    role="investigating_officer",
    process="Complaint",
    process_hi="शिकायत",
    number="7K3Q",
    complaint_id="1",
    unit_name="Sitara Chowk",
    unit_name_hi="सितारा चौक",
    urgency=2,
    opened_at=NOW,
    due_at=NOW + timedelta(days=3),
    due_is_law=False,
    is_late=False,
    case_limit_at=None,
    is_mine=False,
    has_draft=False,
    is_conflicted=False,
)


def alike(count: int) -> list[InboxRow]:
    """So many rows of one step, one after the other."""
    return [replace(ROW, task_id=f"a{n}", due_at=NOW + timedelta(days=3 + n)) for n in range(count)]


def test_equal_steps_that_can_wait_are_folded_in_their_order() -> None:
    rows = alike(3)

    found = fold(rows, now=NOW)

    assert (list(found.shown), [list(each) for each in found.folds]) == ([], [rows])


def test_two_equal_steps_stay_where_they_are() -> None:
    rows = [*alike(2), replace(ROW, task_id="b", element_id="give_copy")]

    found = fold(rows, now=NOW)

    assert (list(found.shown), list(found.folds)) == (rows, [])


def test_what_is_late_due_soon_begun_or_urgent_is_never_folded() -> None:
    late = replace(ROW, task_id="late", due_at=NOW - timedelta(hours=1), is_late=True)
    soon = replace(ROW, task_id="soon", due_at=NOW + timedelta(hours=23))
    begun = replace(ROW, task_id="begun", has_draft=True)
    urgent = replace(ROW, task_id="urgent", urgency=0, number=None)
    rows = alike(3)

    found = fold([late, soon, begun, urgent, *rows], now=NOW)

    assert [row.task_id for row in found.shown] == ["late", "soon", "begun", "urgent"]
    assert [list(each) for each in found.folds] == [rows]


def test_what_has_no_date_is_folded_too() -> None:
    rows = [replace(row, due_at=None) for row in alike(4)]

    assert [list(each) for each in fold(rows, now=NOW).folds] == [rows]
