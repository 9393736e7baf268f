"""Taking a list over: good rows with their own clock, nothing twice, no storm."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, text, update

from engine import definitions
from models import (
    Complaint,
    ComplaintStatus,
    Escalation,
    OutgoingMessage,
    TaskStatus,
    UserTask,
)
from models.session import reading
from processes.backlog import digests, taking
from processes.complaint import record
from processes.exceptions import BacklogNotOffered
from tests.processes.backlog.lists import HEADINGS, List

CLOCK = ("day_45", "day_52", "two_months_passed", "day_75", "day_90")


def test_a_row_becomes_a_complaint_at_its_station_with_its_own_clock(backlog: List) -> None:
    done = backlog.take(backlog.row("7/2025", "2025-10-06", "Asha Devi", "98765 43210"))

    (complaint,) = backlog.complaints()
    assert (done.taken, done.late, done.known, done.refused) == (1, 1, 0, 0)
    assert complaint.station_id == backlog.place.station.id
    assert complaint.status is ComplaintStatus.NUMBERED
    assert complaint.pending_since == datetime(2025, 10, 5, 18, 30, tzinfo=UTC)
    assert complaint.limit_at == datetime(2025, 12, 5, 18, 30, tzinfo=UTC)
    with reading(backlog.sessions) as session:
        told = record.told(
            session,
            backlog.registry.keyring,
            complaint.instance_id or "",
            ["earlier_number", "name", "mobile"],
        )
    assert (told["earlier_number"], told["name"]) == ("7/2025", "Asha Devi")


def test_the_station_has_it_to_register_at_once(backlog: List) -> None:
    backlog.take(backlog.row("7/2025"))

    with reading(backlog.sessions) as session:
        (task,) = session.scalars(select(UserTask).where(UserTask.status == TaskStatus.OPEN)).all()
    assert (task.element_id, task.unit_id) == ("register_complaint", backlog.place.station.id)
    assert task.due_at == backlog.now + timedelta(hours=24)


def test_what_is_late_already_escalates_at_once_in_order_and_once_a_post(backlog: List) -> None:
    rows = [backlog.row(f"{number}/2025", "2025-10-06") for number in range(1, 13)]
    backlog.take(*rows)

    backlog.wait(minutes=10)

    raised = [each for each in backlog.escalations() if each.reason in CLOCK]
    assert [each.reason for each in raised] == list(CLOCK)
    assert [each.cases for each in raised] == [12] * len(CLOCK)
    assert all(complaint.breached_at for complaint in backlog.complaints())


def test_what_is_not_yet_late_escalates_on_its_own_day(backlog: List) -> None:
    backlog.take(backlog.row("7/2026", "2026-02-16"))  # two weeks ago
    backlog.wait(minutes=10)
    before = [each.reason for each in backlog.escalations() if each.reason in CLOCK]

    backlog.wait(days=32)

    after = [each.reason for each in backlog.escalations() if each.reason in CLOCK]
    assert (before, after) == ([], ["day_45"])


def test_an_escalation_that_was_seen_is_not_reopened_by_another_list(backlog: List) -> None:
    backlog.take(backlog.row("1/2025"))
    backlog.wait(minutes=10)
    with backlog.sessions.begin() as session:
        session.execute(
            update(Escalation).values(acknowledged_at=backlog.now, acknowledged_by="1" * 32)
        )

    backlog.take(backlog.row("2/2025"))
    backlog.wait(minutes=10)

    breaches = [each for each in backlog.escalations() if each.reason == "two_months_passed"]
    assert [(each.cases, each.acknowledged_at is None) for each in breaches] == [
        (1, False), (1, True),
    ]  # fmt: skip


def test_nobody_is_written_to_on_a_telephone_that_the_list_does_not_call_safe(
    backlog: List,
) -> None:
    backlog.take(backlog.row("1/2025", "2025-10-06", "Asha", "9876543210"))
    backlog.wait(days=3)

    with reading(backlog.sessions) as session:
        assert session.scalar(select(func.count()).select_from(OutgoingMessage)) == 0


def test_the_same_list_twice_changes_nothing(backlog: List) -> None:
    rows = [backlog.row("7/2025"), backlog.row("8/2025")]
    backlog.take(*rows)
    before = [complaint.id for complaint in backlog.complaints()]

    again = backlog.take(*reversed(rows), backlog.row("9/2025"))

    assert (again.taken, again.known) == (1, 2)
    assert len(backlog.complaints()) == 3
    assert set(before) < {complaint.id for complaint in backlog.complaints()}


def test_headings_may_be_hindi(backlog: List) -> None:
    code = backlog.place.station.code

    done = backlog.take(
        f"{code},1/2025,06-10-2025,dowry", headings="थाना कोड,शिकायत संख्या,तारीख़,क्या हुआ"
    )

    assert done.taken == 1


def test_a_states_list_holds_no_station_of_another_state(backlog: List) -> None:
    other = backlog.place.other_district

    done = backlog.take(
        backlog.row("1/2025"),
        backlog.row("2/2025", station=backlog.place.other_station.code),
        within=other,
    )

    assert (done.taken, done.faults[0]["code"]) == (1, "unknown_station")


def test_nothing_that_stands_in_a_list_lies_open_in_the_database(
    backlog: List, database: Engine
) -> None:
    backlog.take(
        backlog.row("KNP-77/2025", "2025-10-06", "Asha Devi", "9876543210", "none", "He hit me"),
        backlog.row("KNP-78/2025", "soon", "Usha Rani"),
    )

    stored = ""
    with database.connect() as connection:
        for table in ("complaint", "case_field", "backlog_import", "backlog_entry", "job",
                      "process_instance", "history_event", "audit_entry"):  # fmt: skip
            stored += repr(connection.execute(text(f"SELECT * FROM {table}")).all())
    for personal in ("Asha", "Usha", "98765", "He hit me", "KNP-77", "KNP-78"):
        assert personal not in stored


def test_a_drawing_without_that_start_says_so(backlog: List, monkeypatch: Any) -> None:
    load = definitions.load

    class Without:
        def __init__(self, found: Any) -> None:
            self._found, self.outline = found, type("Outline", (), {"start_messages": {}})

        def __getattr__(self, name: str) -> Any:
            return getattr(self._found, name)

    monkeypatch.setattr(taking.definitions, "load", lambda *args: Without(load(*args)))

    with pytest.raises(BacklogNotOffered):
        backlog.take(backlog.row("1/2025"))


def test_a_digest_tells_each_unit_its_part(backlog: List) -> None:
    place = backlog.place
    backlog.take(
        backlog.row("1/2025"),
        backlog.row("2/2025", "2025-12-24"),
        backlog.row("3/2026", "2026-02-20"),
        backlog.row("1/2025", station=place.other_station.code),
    )

    with reading(backlog.sessions) as session:
        here = digests.digests(session, place.district, now=backlog.now)
        state = digests.digests(session, place.state, now=backlog.now)
        lists = digests.lists(session, within=None)

    assert [(each.cases, each.late, each.closed) for each in here] == [(3, 2, 0)]
    assert [(each.cases, each.late) for each in state] == [(4, 3)]
    assert here[0].oldest_at == datetime(2025, 10, 5, 18, 30, tzinfo=UTC)
    assert [(each.taken, each.late) for each in lists] == [(4, 3)]


def test_reading_a_list_is_audited(backlog: List) -> None:
    backlog.take(backlog.row("1/2025"))

    with reading(backlog.sessions) as session:
        actions = session.scalars(
            text("SELECT action FROM audit_entry WHERE chain = 'backlog'")
        ).all()
    assert actions == ["list_read"]


@pytest.mark.parametrize("word", ["yes", "हाँ"])
def test_a_complaint_about_police_goes_to_another_district_at_once(
    backlog: List, word: str
) -> None:
    headings = f"{HEADINGS.partition(',name')[0]},आरोपी पुलिस में"

    backlog.take(backlog.row("1", more=word), backlog.row("2", more="no"), headings=headings)

    with reading(backlog.sessions) as session:
        apart = select(Complaint).where(Complaint.is_conflicted)
        taken = session.scalars(apart).one()
        kept = session.scalars(select(Complaint).where(~Complaint.is_conflicted)).one()
        open_at = session.scalars(
            select(UserTask.unit_id).where(
                UserTask.instance_id == taken.instance_id, UserTask.status == TaskStatus.OPEN
            )
        ).all()
    assert set(open_at) == {taken.unit_id} == {backlog.place.state.id}
    assert kept.station_id == backlog.place.station.id


def test_a_word_about_police_that_nobody_knows_is_named_by_row_and_column(backlog: List) -> None:
    headings = f"{HEADINGS.partition(',name')[0]},accused_is_police"

    made = backlog.take(backlog.row("1", more="perhaps"), headings=headings)

    assert made.faults == [{"row": 2, "column": "accused_is_police", "code": "unknown_word"}]
    assert made.taken == 0
