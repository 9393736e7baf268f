"""Rows of a list: what is read however it is typed, and what is named and left out."""

import pytest

from engine import instances
from models.session import reading
from processes.complaint import record
from tests.processes.backlog.lists import List


def test_a_reference_is_the_same_however_it_is_typed(backlog: List) -> None:
    backlog.take(backlog.row("ab 7 / 2025"))

    assert backlog.take(backlog.row("AB7/2025")).known == 1


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"station": "NOWHERE"}, ("station", "unknown_station")),
        ({"station": ""}, ("station", "missing")),
        ({"reference": ""}, ("reference", "missing")),
        ({"reference": "x" * 81}, ("reference", "too_long")),
        ({"received_on": ""}, ("received_on", "missing")),
        ({"received_on": "soon"}, ("received_on", "no_day")),
        ({"received_on": "31-02-2025"}, ("received_on", "no_day")),
        ({"received_on": f"01-{'9' * 40}-2025"}, ("received_on", "no_day")),
        ({"received_on": "2027-01-01"}, ("received_on", "not_behind_us")),
        ({"received_on": "1925-01-01"}, ("received_on", "not_behind_us")),
        ({"what": "murder"}, ("what", "unknown_word")),
        ({"reference": "1\x07/2025"}, ("reference", "control_sign")),
    ],
)
def test_a_bad_row_is_named_and_the_good_ones_are_kept(
    backlog: List, facts: dict[str, str], fault: tuple[str, str]
) -> None:
    done = backlog.take(
        backlog.row("1/2025"), backlog.row("2/2025", **facts), backlog.row("3/2025")
    )

    assert (done.taken, done.refused) == (2, 1)
    assert done.faults == [{"row": 3, "column": fault[0], "code": fault[1]}]


def test_a_channel_that_needs_her_number_asks_for_it(backlog: List) -> None:
    row = backlog.row("1/2025", "2025-10-06", "Asha", "", "sms")

    assert backlog.take(row).faults == [{"row": 2, "column": "mobile", "code": "missing"}]


@pytest.mark.parametrize("typed", ["+91-98765-43210", "098765.43210", "९८७६५ ४३२१०"])
def test_a_mobile_of_a_list_is_read_as_on_the_pages(backlog: List, typed: str) -> None:
    backlog.take(backlog.row("1/2025", "2025-10-06", "Asha", typed))

    [complaint] = backlog.complaints()
    with reading(backlog.sessions) as session:
        told = record.told(
            session, backlog.registry.keyring, complaint.instance_id or "", ["mobile"]
        )
    assert told == {"mobile": "+919876543210"}


@pytest.mark.parametrize("typed", ["0512 234 5678", "98765 43210 / 98765 43211"])
def test_a_cell_that_is_no_one_mobile_is_named(backlog: List, typed: str) -> None:
    done = backlog.take(backlog.row("1/2025", "2025-10-06", "Asha", typed))

    assert done.faults == [{"row": 2, "column": "mobile", "code": "no_mobile"}]


def test_every_fault_of_a_row_is_told_at_once(backlog: List) -> None:
    row = backlog.row("1/2025", "soon", "Asha", "12", "pigeon", station="NOWHERE", what="murder")

    done = backlog.take(row)

    assert {fault["column"] for fault in done.faults} == {
        "station", "received_on", "what", "mobile", "safe_channel",
    }  # fmt: skip
    assert done.refused == 1


def test_a_list_brings_the_day_of_an_fir_and_names_one_that_cannot_be(backlog: List) -> None:
    headings = "station,reference,received_on,what,fir date"
    rows = [backlog.row("1", "2024-06-10", "14-06-2024"), backlog.row("2", "2024-06-10", "soon")]

    made = backlog.take(*rows, backlog.row("3", "2024-06-10", "2091-01-01"), headings=headings)

    (complaint,) = backlog.complaints()
    with reading(backlog.sessions) as session:
        known = instances.variables(session, backlog.registry, complaint.instance_id or "")
    assert known["listed_fir_on"] == "2024-06-14"
    assert made.faults == [
        {"row": 3, "column": "fir_on", "code": "no_day"},
        {"row": 4, "column": "fir_on", "code": "not_behind_us"},
    ]


def test_an_fir_of_the_same_day_is_taken_and_one_before_the_complaint_is_named(
    backlog: List,
) -> None:
    headings = "station,reference,received_on,what,fir date"
    rows = [
        backlog.row("1", "2024-06-10", "10-06-2024"),
        backlog.row("2", "2024-06-10", "09-06-2024"),
    ]

    made = backlog.take(*rows, headings=headings)

    assert (made.taken, made.refused) == (1, 1)
    assert made.faults == [{"row": 3, "column": "fir_on", "code": "before_received"}]


def test_a_row_that_stands_twice_in_a_list_is_taken_once(backlog: List) -> None:
    done = backlog.take(backlog.row("1/2025"), backlog.row("1/2025"))

    assert (done.taken, done.faults) == (
        1, [{"row": 3, "column": "reference", "code": "twice_in_list"}],
    )  # fmt: skip


def test_a_list_without_a_column_that_is_needed_is_refused_whole(backlog: List) -> None:
    done = backlog.take("UP-1,1/2025", headings="Station,Number")

    assert done.taken == 0
    assert {fault["column"] for fault in done.faults} == {"received_on", "what"}
    assert {fault["code"] for fault in done.faults} == {"no_such_column"}
