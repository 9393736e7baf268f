"""The forms of the complaint: what they ask, and where the answers go."""

from pathlib import Path

import pytest

from engine.forms import read_form
from tests.eighteen_points import EIGHTEEN_POINTS
from tests.processes.complaint_files import FORMS, every_field, form

OPTION_SOURCES = {
    "states",
    "districts",
    "stations",
    "io_seats",
    "io_seats_of_district",
    "offences",
    "stations_elsewhere",
    "districts_anywhere",
    "stations_anywhere",
    "stations_of_district",
    "ways_of_speaking",
}


def test_the_proforma_asks_all_eighteen_points() -> None:
    asked = {field.key for field in form("proforma.form").inputs()}

    assert len(EIGHTEEN_POINTS) == 18
    assert asked >= EIGHTEEN_POINTS


def test_the_proforma_insists_on_little() -> None:
    insisted = {
        field.key
        for field in form("proforma.form").inputs()
        if field.limits.required and not field.hide
    }

    assert insisted == {"district", "what", "age_band", "safe_channel"}


def test_whether_she_is_in_danger_is_the_first_question() -> None:
    first = next(form("proforma.form").inputs())

    assert first.key == "danger_now"
    assert first.record is None


def test_the_proforma_is_a_sequence_of_pages() -> None:
    proforma = form("proforma.form")

    assert proforma.pages == proforma.fields
    assert len(proforma.pages) == 8


def test_caste_and_religion_say_why_they_are_asked_and_may_be_skipped() -> None:
    asked = {field.key: field for field in form("proforma.form").inputs()}

    for key in ("caste", "religion"):
        assert "Optional. One purpose only:" in asked[key].description
        assert not asked[key].limits.required


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_whatever_is_told_or_personal_goes_to_the_encrypted_record(path: Path) -> None:
    fields = list(read_form(path.read_bytes()).inputs())

    open_text = [
        field.key
        for field in fields
        if (field.kind in ("textfield", "textarea") or field.personal) and not field.record
    ]

    assert fields
    assert open_text == []


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_choice_has_options_or_names_their_source(path: Path) -> None:
    choices = [
        field
        for field in every_field(read_form(path.read_bytes()).fields)
        if field.kind in ("select", "radio", "checklist")
    ]

    empty = [field.key for field in choices if not field.options and not field.options_from]

    assert empty == []
    assert {field.options_from for field in choices if field.options_from} <= OPTION_SOURCES


def test_a_key_means_the_same_in_every_form() -> None:
    places: dict[str, set[str | None]] = {}
    for path in FORMS:
        for field in read_form(path.read_bytes()).inputs():
            places.setdefault(field.key, set()).add(field.record)

    torn = {key for key, records in places.items() if len(records) > 1}

    assert torn == set()
