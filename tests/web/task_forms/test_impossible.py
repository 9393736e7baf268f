"""Answers that cannot be: a finding at the form, with the field named and the remedy told."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from engine.forms import Field, Form, FormRefused, Kind, Option, parse_form, read_form
from engine.registry import KOLKATA
from processes.complaint.verdicts import verdict_of
from tests.processes.complaint.law import tables
from web.task_forms import PREFIX, TaskForm
from web.task_forms.conditions import is_broken

DRAWINGS = Path(__file__).parents[3] / "bpmn"
DAYS = frozenset({Kind.DATE, Kind.DATETIME})
OFFENCES = (
    Option("pocso_penetrative", "Against a child", "बच्ची के ख़िलाफ़"),
    Option("rape_under_16", "Of a girl under 16", "16 वर्ष से कम"),
    Option("rape_under_12", "Of a girl under 12", "12 वर्ष से कम"),
    Option("import_girl", "Of a girl under 21", "21 वर्ष से कम"),
    Option("stalking", "Stalking", "पीछा करना"),
)


@pytest.fixture(autouse=True)
def request_in_english(app: Flask) -> Iterator[None]:
    with app.test_request_context("/?lang=en"):
        yield


def filled(
    name: str,
    now: datetime,
    *,
    of: str = "complaint",
    language: str = "en",
    known: Mapping[str, Any] | None = None,
    **typed: Any,
) -> TaskForm:
    posted: MultiDict[str, Any] = MultiDict()
    for key, value in typed.items():
        posted.setlist(PREFIX + key, value if isinstance(value, list) else [value])
    form = read_form((DRAWINGS / of / "forms" / f"{name}.form").read_bytes())
    return TaskForm(
        form,
        verdict=lambda said: verdict_of(tables(), form, said, now=now),
        language=language,
        now=now,
        sources=lambda _source, _known: OFFENCES,
        values=known,
        known={"age_band": "18_plus", **(known or {})},
        posted=posted,
    )


def faults(form: TaskForm) -> Mapping[str, str]:
    form.validate()
    return {label: remedy for _, label, remedy in form.errors}


def registration(**typed: Any) -> dict[str, Any]:
    return {
        "incident_on": "2026-03-01",
        "offences": ["stalking"],
        "registered_as": "fir",
        "registration_number": "7/2026",
        "registration_text": "She was followed.",
        "recorded_by_woman": "yes",
        **typed,
    }


def test_a_possible_registration_has_no_fault(now: datetime) -> None:
    assert faults(filled("register_complaint", now, **registration())) == {}


def test_an_incident_in_the_future_is_named(now: datetime) -> None:
    found = faults(filled("register_complaint", now, **registration(incident_on="2026-03-20")))

    assert list(found) == ["Date of the incident"]
    assert "cannot lie after the day she complained" in found["Date of the incident"]


@pytest.mark.parametrize("known_as", ["submitted_at", "clock_starts_at"])
def test_an_incident_after_the_day_she_complained_is_named(now: datetime, known_as: str) -> None:
    known = {known_as: "2026-02-27T20:00:00+00:00"}  # the 28th in India

    on_that_day = registration(incident_on="2026-02-28")
    after_it = registration(incident_on="2026-03-01")

    assert faults(filled("register_complaint", now, known=known, **on_that_day)) == {}
    found = faults(filled("register_complaint", now, known=known, **after_it))
    assert list(found) == ["Date of the incident"]


@pytest.mark.parametrize(("before", "is_asked"), [(None, True), ("yes", True), ("no", False)])
def test_an_earlier_fir_is_asked_for_unless_she_said_there_was_none(
    now: datetime, before: str | None, is_asked: bool
) -> None:
    known = {"complained_before": before} if before else {}

    form = filled("register_complaint", now, known=known, **registration())

    assert ("fir_on" in form.asked_keys) == is_asked


def test_a_last_day_before_the_first_is_named(now: datetime) -> None:
    typed = registration(incident_until_on="2026-02-01")

    assert list(faults(filled("register_complaint", now, **typed))) == ["Last day, if it went on"]


def test_an_age_that_contradicts_the_offence_is_named(now: datetime) -> None:
    typed = registration(offences=["stalking", "pocso_penetrative"])

    found = faults(filled("register_complaint", now, **typed))

    assert list(found) == ["Offences"]
    assert "contradicts her age" in found["Offences"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("register_complaint", "offences"),
        ("propose_offences", "proposed_offences"),
        ("propose_final_opinion", "final_offences"),
    ],
)
def test_whoever_was_a_child_then_may_report_it_at_any_age(
    now: datetime, name: str, key: str
) -> None:
    typed = {key: ["pocso_penetrative"]}

    of_today = faults(filled(name, now, **typed))
    of_then = faults(filled(name, now, **typed, child_at_incident="true"))

    assert any("contradicts her age" in each for each in of_today.values())
    assert not any("contradicts her age" in each for each in of_then.values())


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("register_complaint", "offences"),
        ("propose_offences", "proposed_offences"),
        ("propose_final_opinion", "final_offences"),
    ],
)
@pytest.mark.parametrize(
    ("age_band", "offence", "is_right"),
    [
        ("18_plus", "rape_under_16", False),
        ("18_plus", "import_girl", True),
        ("16_17", "rape_under_16", False),
        ("16_17", "pocso_penetrative", True),
        ("12_15", "rape_under_12", False),
        ("12_15", "rape_under_16", True),
        ("under_12", "rape_under_12", True),
    ],
)
def test_an_offence_of_another_age_is_named_wherever_offences_are_chosen(
    now: datetime, name: str, key: str, age_band: str, offence: str, *, is_right: bool
) -> None:
    known = {"age_band": age_band}

    of_today = faults(filled(name, now, known=known, **{key: [offence]}))
    of_then = faults(filled(name, now, known=known, **{key: [offence], "child_at_incident": "on"}))

    assert any("contradicts her age" in each for each in of_today.values()) != is_right
    assert not any("contradicts her age" in each for each in of_then.values())


@pytest.mark.parametrize(("answer", "is_right"), [("agree", False), ("refuse", True)])
def test_nobody_agrees_to_an_offence_that_contradicts_an_age_corrected_since(
    now: datetime, answer: str, *, is_right: bool
) -> None:
    known = {"age_band": "18_plus", "proposed_offences": ["pocso_penetrative"]}

    found = faults(
        filled("decide_reclassification", now, known=known, reclassification_answer=answer)
    )

    assert ("Do you agree?" not in found) == is_right


@pytest.mark.parametrize(
    ("typed", "is_right"),
    [
        ({"correction_taken": "yes"}, False),
        ({"correction_taken": "yes", "was_younger_then": "on"}, True),
        ({"correction_taken": "no", "correction_reason": "The papers say otherwise."}, True),
    ],
)
def test_an_age_that_contradicts_an_offence_on_record_is_not_taken_over(
    now: datetime, typed: dict[str, str], *, is_right: bool
) -> None:
    known = {"age_band": "16_17", "right_age_band": "18_plus", "offences": ["pocso_penetrative"]}

    found = faults(filled("check_her_correction", now, known=known, **typed))

    assert ("Take it over into the record?" not in found) == is_right


@pytest.mark.parametrize(
    ("offences", "is_asked"), [(["stalking"], False), (None, False), (["pocso_penetrative"], True)]
)
def test_what_she_was_then_is_asked_only_where_an_offence_names_an_age(
    now: datetime, offences: list[str] | None, *, is_asked: bool
) -> None:
    known = {"age_band": "16_17", "right_age_band": "18_plus", "offences": offences}

    form = filled("check_her_correction", now, known=known)

    assert ("was_younger_then" in form.asked_keys) == is_asked


def test_the_remedy_is_told_in_hindi_too(now: datetime) -> None:
    typed = registration(incident_on="2026-03-20")

    found = faults(filled("register_complaint", now, language="hi", **typed))

    (remedy,) = found.values()
    assert list(found) == ["घटना की तारीख़"]
    assert remedy.startswith("घटना शिकायत के दिन के बाद की")


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


def test_an_opinion_with_an_offence_against_a_child_names_her_age(now: datetime) -> None:
    form = filled(
        "propose_final_opinion", now, outcome="charge_sheet", final_offences=["pocso_penetrative"]
    )

    assert "contradicts her age" in faults(form)["Offences"]


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


@pytest.mark.parametrize(
    ("age_band", "age", "is_right"),
    [
        ("under_12", "11", True),
        ("under_12", "12", False),
        ("12_15", "15", True),
        ("16_17", "18", False),
        ("18_plus", "18", True),
        ("18_plus", "17", False),
        ("18_plus", "", True),
    ],
)
def test_an_age_that_contradicts_her_age_band_is_named(
    now: datetime, age_band: str, age: str, is_right: bool
) -> None:
    found = faults(filled("proforma", now, age_band=age_band, age=age))

    assert ("Age in years" not in found) == is_right


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


def test_what_must_hold_needs_a_remedy() -> None:
    component = {"type": "number", "key": "it", "label": "It", "properties": {"must": "=it > 1"}}

    with pytest.raises(FormRefused, match="must_text"):
        parse_form({"id": "toy", "components": [component]})
