"""Days that cannot be: every day a form asks for lies between two others, and says so."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from engine.forms import Field, Form, Kind, read_form
from engine.law import KOLKATA
from tests.web.task_forms.filling import DRAWINGS, faults, filled
from web.task_forms import PREFIX
from web.task_forms.conditions import is_broken

pytestmark = pytest.mark.usefixtures("request_in_english")
DAYS = frozenset({Kind.DATE, Kind.DATETIME})


@pytest.mark.parametrize(
    ("key", "day"), [("diary_done_on", "2026-12-01"), ("next_action_on", "2026-01-01")]
)
def test_a_diary_of_tomorrow_and_a_plan_for_yesterday_are_named(
    now: datetime, key: str, day: str
) -> None:
    typed = {
        "diary_action": "witness",
        "diary_done_on": "2026-03-01",
        "diary_text": "Spoke with the driver.",
        "next_action": "evidence",
        "next_action_on": "2026-05-01",
        key: day,
    }

    form = filled("write_diary_entry", now, **typed)

    assert not form.validate()
    assert [anchor for anchor, _, _ in form.errors] == [f"{PREFIX}{key}"]


@pytest.mark.parametrize(
    ("of", "name", "key", "day"),
    [
        ("complaint", "proforma", "earlier_on", "2026-12-01"),
        ("complaint", "take_over_review", "state_review_next_on", "2026-01-01"),
        ("complaint", "offer_medical", "examined_at", "2026-12-01"),
        ("complaint", "offer_medical", "medical_sent_at", "2026-12-01T10:00"),
        ("complaint", "offer_medical", "exam_began_at", "2026-12-01T10:00"),
        ("appeal", "decide_on_appeal", "direction_due_on", "2026-01-01"),
        ("handover", "accept_case", "next_action_on", "2026-01-01"),
        ("handover", "accept_case_above", "next_action_on", "2026-01-01"),
    ],
)
def test_a_day_that_cannot_be_is_named(
    now: datetime, of: str, name: str, key: str, day: str
) -> None:
    shown = {
        "complained_before": "yes",
        "medical_consent": "yes",
        "accept_answer": "accept",
        "decision": "upheld",
        "direction": "register",
    }

    form = filled(name, now, of=of, **{**shown, key: day})

    form.validate()
    (remedy,) = [remedy for anchor, _, remedy in form.errors if anchor == f"{PREFIX}{key}"]
    assert "today" in remedy or "now" in remedy or "future" in remedy


@pytest.mark.parametrize(
    ("name", "key", "after"),
    [
        ("report_remand", "first_remand_on", "incident_on"),
        ("write_diary_entry", "diary_done_on", "incident_on"),
        ("offer_medical", "examined_at", "incident_on"),
        ("record_statement", "statement_taken_on", "incident_on"),
        ("record_court_day", "appeared_on", "incident_on"),
        ("record_court_day", "further_ordered_on", "forwarded_on"),
        ("carry_out_decision", "carried_out_on", "appeal_decided_at"),
        ("forward_report", "forwarded_on", "read_out_on"),
        ("read_out_outcome", "read_out_on", "opinion_at"),
        ("give_copy", "copy_given_on", "recorded_at"),
        ("give_copy", "copy_given_on", "fir_on"),
        ("give_copy", "copy_given_on", "listed_fir_on"),
        ("record_at_home", "home_recorded_on", "clock_starts_at"),
        ("record_medical_report", "medical_report_on", "examined_at"),
        ("record_hearing", "first_hearing_on", "application_on"),
        ("record_order", "order_on", "first_hearing_on"),
        ("record_committee_report", "committee_report_on", "forwarded_to_committee_on"),
        ("record_compensation", "compensation_decided_on", "applied_on"),
        ("record_interim_relief", "interim_relief_on", "legal_services_told_on"),
        ("give_her_the_papers", "papers_given_on", "appeared_on"),
        ("file_supplementary_report", "supplementary_on", "further_ordered_on"),
    ],
)
@pytest.mark.parametrize(
    ("day", "is_right"), [("2026-02-28", False), ("2026-03-01", True)], ids=["before", "on the day"]
)
def test_a_day_before_what_it_follows_is_named(
    now: datetime, name: str, key: str, after: str, day: str, *, is_right: bool
) -> None:
    shown = {"medical_consent": "yes", "court_result": "appeared"}
    if key == "further_ordered_on":
        shown["court_result"] = "further"

    form = filled(name, now, known={after: "2026-03-01"}, **{**shown, key: day})

    form.validate()
    assert (f"{PREFIX}{key}" not in [anchor for anchor, _, _ in form.errors]) == is_right


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("hear_child", "child_heard_on"),
        ("inform_child_welfare", "committee_told_on"),
        ("inform_child_welfare", "special_court_told_on"),
        ("inform_legal_services", "legal_services_told_on"),
        ("record_statement", "statement_taken_on"),
    ],
)
@pytest.mark.parametrize(
    ("earlier", "first_right"),
    [
        ({}, "2026-03-01"),
        ({"earlier_on": "2026-02-20"}, "2026-02-20"),
        ({"listed_fir_on": "2026-02-21"}, "2026-02-21"),
        ({"earlier_on": "2026-02-20", "fir_on": "2026-02-22"}, "2026-02-20"),
        ({"earlier_on": "2026-01-05"}, "2026-02-10"),
    ],
    ids=["here", "elsewhere", "an FIR of a list", "an FIR later", "of another incident"],
)
def test_an_act_of_the_police_before_she_complained_is_named(
    now: datetime, name: str, key: str, earlier: Mapping[str, str], first_right: str
) -> None:
    known = {"incident_on": "2026-02-10", "submitted_at": "2026-03-01T04:00:00+00:00", **earlier}
    days = [date.fromisoformat(first_right) + timedelta(days=n) for n in (-1, 0)]

    forms = [
        filled(name, now, known=known, child_heard="heard", **{key: day.isoformat()})
        for day in days
    ]

    for form in forms:
        form.validate()
    named = [f"{PREFIX}{key}" in [anchor for anchor, _, _ in form.errors] for form in forms]
    assert named == [True, False]


@pytest.mark.parametrize(
    ("name", "key", "after"),
    [
        ("file_supplementary_report", "supplementary_on", "diary_done_on"),
        ("write_diary_entry", "diary_done_on", "incident_on"),
    ],
)
def test_a_day_of_a_reopened_case_before_what_it_follows_is_named(
    now: datetime, name: str, key: str, after: str
) -> None:
    form = filled(name, now, of="reopening", known={after: "2026-03-01"}, **{key: "2026-02-28"})

    form.validate()

    assert f"{PREFIX}{key}" in [anchor for anchor, _, _ in form.errors]


@pytest.mark.parametrize(
    ("of", "name", "key", "last"),
    [
        ("complaint", "record_court_day", "next_hearing_on", "2031-03-02"),
        ("complaint", "record_filing", "next_hearing_on", "2031-03-02"),
        ("complaint", "ask_for_extension", "more_time_until_on", "2027-03-02"),
        ("complaint", "state_cause_and_new_date", "new_date_on", "2026-08-29"),
        ("complaint", "request_statement", "statement_day", "2026-05-31"),
        ("complaint", "take_over_review", "state_review_next_on", "2026-05-31"),
        ("complaint", "write_diary_entry", "next_action_on", "2026-05-31"),
        ("reopening", "write_diary_entry", "next_action_on", "2026-05-31"),
        ("handover", "accept_case", "next_action_on", "2026-05-31"),
        ("handover", "accept_case_above", "next_action_on", "2026-05-31"),
        ("appeal", "decide_on_appeal", "direction_due_on", "2026-05-31"),
    ],
)
def test_a_day_that_lies_too_far_ahead_is_named(
    now: datetime, of: str, name: str, key: str, last: str
) -> None:
    shown = {
        "court_result": "next_date",
        "accept_answer": "accept",
        "decision": "upheld",
        "more_time": "given",
    }
    too_late = (date.fromisoformat(last) + timedelta(days=1)).isoformat()

    on_the_last = filled(name, now, of=of, **{**shown, key: last})
    after_it = filled(name, now, of=of, **{**shown, key: too_late})

    on_the_last.validate()
    after_it.validate()
    assert f"{PREFIX}{key}" not in [anchor for anchor, _, _ in on_the_last.errors]
    (remedy,) = [told for anchor, _, told in after_it.errors if anchor == f"{PREFIX}{key}"]
    assert "within" in remedy


def test_where_no_incident_is_known_a_day_is_held_against_nobody(now: datetime) -> None:
    form = filled("report_remand", now, first_remand_on="2026-02-28", custody_days_said="table")

    assert form.validate()


def test_a_complaint_of_a_lifetime_ago_is_named(now: datetime) -> None:
    form = filled("proforma", now, complained_before="yes", earlier_on="1990-05-05")

    assert "thirty years" in faults(form)["On which day did you complain?"]


@pytest.mark.parametrize("day", ["05-05-1900", "05-05-1990", "05-05-2500"])
@pytest.mark.parametrize(("language", "bounds"), [("en", "thirty years"), ("hi", "तीस साल")])
def test_a_year_far_off_is_told_by_the_bounds_of_its_own_field(
    app: Flask, now: datetime, day: str, language: str, bounds: str
) -> None:
    with app.test_request_context(f"/?lang={language}"):
        form = filled("proforma", now, language=language, complained_before="yes", earlier_on=day)
        form.validate()

    (told,) = [told for anchor, _, told in form.errors if anchor == f"{PREFIX}earlier_on"]
    assert bounds in told


def test_an_examination_that_ends_before_it_begins_is_named(now: datetime) -> None:
    form = filled(
        "offer_medical",
        now,
        medical_consent="yes",
        hospital="District hospital",
        examined_at="2026-03-01",
        exam_began_at="2026-03-01T11:00",
        exam_ended_at="2026-03-01T10:30",
    )

    assert list(faults(form)) == ["When it ended"]


@pytest.mark.parametrize("known_days", ["all", "none"])
def test_every_day_that_a_form_asks_for_lies_between_two_others(
    now: datetime, known_days: str
) -> None:
    today = now.astimezone(KOLKATA).date()
    unbounded = []

    for where, form, field in every_day():
        known = {
            key: today.isoformat() for key in _names_in(form, is_case_known=known_days == "all")
        }
        early, late = date(1907, 1, 1), date(2199, 12, 31)
        if not _is_refused(field, early, known, now):
            unbounded.append(f"{where}: nothing before it")
        if not _is_refused(field, late, known, now):
            unbounded.append(f"{where}: nothing after it")
        if all(_is_refused(field, today + timedelta(days=n), known, now) for n in (0, 1)):
            unbounded.append(f"{where}: no day at all")

    assert unbounded == []


def test_the_reference_of_days_lists_every_day_that_a_form_asks_for() -> None:
    lines = (DRAWINGS.parent / "docs" / "reference" / "days.md").read_text().splitlines()

    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| `")]

    assert all(len(row) == 4 for row in rows)
    listed = [f"{form}: {day}".replace("`", "") for form, day, _, _ in rows]
    assert sorted(listed) == sorted(where for where, _, _ in every_day())


def every_day() -> list[tuple[str, Form, Field]]:
    """Every field of every form that takes a day, those in repeating groups too."""
    return [
        (f"{path.parent.parent.name}/{path.stem}: {field.key}", form, field)
        for path in sorted(DRAWINGS.glob("*/forms/*.form"))
        for form in [read_form(path.read_bytes())]
        for asked in form.inputs()
        for field in [asked, *asked.fields]
        if field.kind in DAYS and not field.readonly
    ]


def _names_in(form: Form, *, is_case_known: bool) -> set[str]:
    """What a condition may find: the days of its own form, and those that the case knows."""
    own = {field.key for field in form.inputs() if field.kind in DAYS}
    conditions = " ".join(field.must or "" for field in form.inputs())
    return own | (set(re.findall(r"\b[a-z_]+_(?:on|at)\b", conditions)) if is_case_known else set())


def _is_refused(field: Field, day: date, known: Mapping[str, Any], now: datetime) -> bool:
    typed = f"{day}T09:00+05:30" if field.kind is Kind.DATETIME else day.isoformat()
    return field.must is not None and is_broken(field.must, {**known, field.key: typed}, now=now)
