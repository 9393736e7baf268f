"""Answers that cannot be: a finding at the form, with the field named and the remedy told."""

from datetime import datetime

import pytest

from engine.forms import FormRefused, parse_form
from tests.web.task_forms.filling import faults, filled, registration

pytestmark = pytest.mark.usefixtures("request_in_english")


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


def test_an_opinion_with_an_offence_against_a_child_names_her_age(now: datetime) -> None:
    form = filled(
        "propose_final_opinion", now, outcome="charge_sheet", final_offences=["pocso_penetrative"]
    )

    assert "contradicts her age" in faults(form)["Offences"]


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


def test_what_must_hold_needs_a_remedy() -> None:
    component = {"type": "number", "key": "it", "label": "It", "properties": {"must": "=it > 1"}}

    with pytest.raises(FormRefused, match="must_text"):
        parse_form({"id": "toy", "components": [component]})
