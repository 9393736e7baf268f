"""The law's tables agree with the sheet, row by row and in both directions."""

import re
from datetime import date, timedelta

import pytest

from engine.feel import compile_feel
from engine.law import KOLKATA
from processes.complaint.offences import LEGAL_REVIEW, all_codes, offence
from tests.processes.complaint.law import Row, code_of, incident_of, law_of_row, sheet, tables

#: Columns of the sheet that one table of the same kind answers.
COLUMNS = {
    "cognizable": "cognizable",
    "bailable": "bailable",
    "woman_officer_fir": "woman_officer",
    "woman_officer_statement": "woman_officer_statement",
    "magistrate_statement": "magistrate_statement",
    "medical_24h": "medical",
    "free_treatment": "free_treatment",
    "identity_protected": "identity_protected",
    "in_camera": "in_camera",
    "forensic_visit": "forensic_visit",
    "preliminary_enquiry_14d": "preliminary_enquiry",
    "refusal_to_register_punishable": "refusal_punishable",
}
PATHS = {
    "FIR": "fir",
    "NCR+MAGISTRATE": "ncr",
    "DIR_FORM_I+MAGISTRATE": "dir",
    "IC_OR_LC": "committee",
    "OVERSIGHT": "oversight",
    "LEGAL_REVIEW": "legal_review",
}
RANKS = {
    "": "sub_inspector",
    "state rule (SI unless raised)": "sub_inspector",
    "Inspector (IT Act s.78)": "inspector",
    "Special police officer, not below Inspector (s.13)": "inspector",
    "DySP/ACP (Rule 7)": "deputy_superintendent",
}
OF_LAW = [row for row in sheet() if row["code"] != "*"]
every_row = pytest.mark.parametrize(
    "row", sheet(), ids=lambda row: f"{row['code']}-{row['act'].split()[0]}"
)
every_offence = pytest.mark.parametrize(
    "row", OF_LAW, ids=lambda row: f"{row['code']}-{row['act'].split()[0]}"
)


def said(cell: str) -> str:
    """Anything but a plain Y or N is a condition, and the form asks."""
    if cell == "only if FIR from 2024-07-01":
        return "yes"  # the tables know the day of the FIR; the rows are asked with one of 2026
    return {"Y": "yes", "N": "no"}.get(cell, "ask")


@every_row
def test_the_tables_answer_as_the_row_does(row: Row) -> None:
    law = law_of_row(row)

    assert {column: law[name] for column, name in COLUMNS.items()} == {
        column: said(row[column]) for column in COLUMNS
    }


@every_row
def test_two_months_are_law_as_the_sheet_says_for_either_day_of_the_fir(row: Row) -> None:
    told = {"Y": "law", "N": "target"}

    since = law_of_row(row, fir_on="2024-07-01")["sixty_day_limit"]
    before = law_of_row(row, fir_on="2024-06-30")["sixty_day_limit"]

    assert since == told.get(row["limit60_if_fir_from_2024_07_01"], "ask")
    assert before == told.get(row["limit60_if_fir_before_2024_07_01"], "ask")


@every_row
def test_a_case_is_registered_as_its_only_offence_says(row: Row) -> None:
    law = law_of_row(row)

    assert law["register_as"] == PATHS[row["register_as"]]
    assert law["register_beside"] == []
    assert law["strictest_rank"] == RANKS[row["min_io_rank"]]
    assert str(law["custody_limit_days"] or "") == row["custody_limit_days"]


@every_offence
def test_the_act_of_a_row_holds_from_its_first_day_to_its_last(row: Row) -> None:
    first = date.fromisoformat(row["incident_from"]) if row["incident_from"] else date(1950, 1, 1)
    last = date.fromisoformat(row["incident_to"]) if row["incident_to"] else date(2090, 1, 1)

    on_first, on_last = (
        offence(tables(), code_of(row), incident_on=day.isoformat()) for day in (first, last)
    )

    assert (on_first.act, on_first.section) == (row["act"], row["section"])
    assert (on_last.act, on_last.section) == (row["act"], row["section"])


@every_offence
def test_on_the_day_before_and_after_a_row_another_law_holds(row: Row) -> None:
    days = []
    if row["incident_from"]:
        days.append(date.fromisoformat(row["incident_from"]) - timedelta(days=1))
    if row["incident_to"]:
        days.append(date.fromisoformat(row["incident_to"]) + timedelta(days=1))

    outside = [offence(tables(), code_of(row), incident_on=day.isoformat()) for day in days]

    expected = {
        other["act"]
        for other in OF_LAW
        if other["code"] == row["code"]
        for day in days
        if (other["incident_from"] or "0") <= day.isoformat() <= (other["incident_to"] or "9")
    }
    assert {found.act for found in outside} - {""} == expected
    assert all(found.row == LEGAL_REVIEW for found in outside if not found.act)
    assert row["act"] not in {found.act for found in outside}


@every_offence
def test_an_incident_that_began_under_one_law_and_ended_under_another_is_reviewed(row: Row) -> None:
    found = offence(
        tables(), code_of(row), incident_on="2024-06-30", incident_until_on="2024-07-01"
    )

    straddles = row["act"] in ("IPC 1860", "BNS 2023")
    assert (found.row == LEGAL_REVIEW) is straddles


@every_offence
def test_an_offence_has_the_names_of_the_sheet(row: Row) -> None:
    found = offence(tables(), code_of(row), incident_on=incident_of(row))
    named = tables()["offence_names"].evaluate({"offence": code_of(row)})

    assert (found.name, found.name_hi) == (row["name_en"], row["name_hi"])
    assert (found.victim, named["category"]) == (row["victim"], row["category"])


@every_row
def test_confidence_punishment_and_words_stand_beside_a_section(row: Row) -> None:
    found = offence(tables(), code_of(row), incident_on=incident_of(row))
    rules = tables()["offences_by_incident_date"].rules
    (note,) = [rule.note for rule in rules if rule.outputs[2] == f'"{found.row}"']

    assert f"Confidence: {row['confidence']}." in note
    assert row["note"] in note
    assert row["punishment"] in note


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (row, column)
        for row in OF_LAW
        for column in COLUMNS
        if len(row[column]) > 3 and not row[column].startswith("only if")
    ],
    ids=lambda each: each if isinstance(each, str) else each["code"],
)
def test_the_words_of_a_cell_are_kept_beside_its_answer(row: Row, column: str) -> None:
    notes = [
        rule.note
        for rule in tables()[COLUMNS[column]].rules
        if rule.outputs == ('"ask"',) and f'"{code_of(row)}"' in rule.inputs[0]
    ]

    assert any(row[column] in note for note in notes)


def test_the_condition_of_a_cognizable_offence_is_kept_beside_it() -> None:
    conditions = {
        code_of(row): row["cognizable_condition"] for row in OF_LAW if row["cognizable_condition"]
    }

    rules = tables()["cognizable"].rules

    for code, condition in conditions.items():
        assert any(
            condition.rstrip(".") in rule.note for rule in rules if f'"{code}"' in rule.inputs[0]
        )


# --- from the tables back to the sheet


def test_every_section_of_the_table_is_in_the_sheet_once() -> None:
    rules = tables()["offences_by_incident_date"].rules

    written = [tuple(texts(rule.inputs[0] + "," + ",".join(rule.outputs[:2]))) for rule in rules]

    sheet_says = [(code_of(row), row["act"], row["section"]) for row in OF_LAW]
    assert sorted(written[:-1]) == sorted(sheet_says)
    assert rules[-1].inputs == ("-", "-", "-")
    assert sorted(all_codes(tables())) == sorted({code for code, _, _ in sheet_says})


@pytest.mark.parametrize("name", sorted(tables()))
def test_no_table_names_an_offence_that_the_sheet_lacks(name: str) -> None:
    codes = {code_of(row) for row in OF_LAW}

    named = {
        text
        for rule in tables()[name].rules
        for cell in rule.inputs
        if " code in (" in cell
        for text in texts(cell)
    }

    assert named - codes == set()


@pytest.mark.parametrize("column", COLUMNS)
def test_every_offence_that_a_table_names_has_that_answer_in_the_sheet(column: str) -> None:
    answers: dict[str, set[str]] = {}
    for row in OF_LAW:
        answers.setdefault(code_of(row), set()).add(said(row[column]))

    named = [
        (code, texts(rule.outputs[0])[0])
        for rule in tables()[COLUMNS[column]].rules
        if not rule.inputs[0].startswith("(")
        for code in texts(rule.inputs[0])
    ]

    assert all(answer in answers[code] for code, answer in named)
    assert named


def test_nothing_is_signed_that_nobody_has_signed() -> None:
    rules = tables()["offences_by_incident_date"].rules

    signatures = {compile_feel(rule.outputs[4]).evaluate({}) for rule in rules}

    assert signatures == {""}


def texts(cell: str) -> list[str]:
    """The texts that are written out in a cell."""
    return re.findall(r'"([^"]*)"', cell)


@pytest.mark.parametrize(
    ("age_band", "victims"),
    [
        (None, set()),
        ("under_12", set()),
        ("12_15", {"girl_under_12"}),
        ("16_17", {"girl_under_12", "girl_under_16"}),
        ("18_plus", {"girl_under_12", "girl_under_16", "girl_under_18"}),
    ],
)
def test_her_age_contradicts_the_offences_against_younger_girls(
    age_band: str | None, victims: set[str]
) -> None:
    of_sheet = {code_of(row) for row in OF_LAW if row["victim"] in victims}

    said = tables()["offences_against_age"].evaluate({"age_band": age_band}, zone=KOLKATA)

    # the earlier law of importing a girl names twenty-one years, so no age here contradicts it
    assert set(said["offences_against_age"]) == of_sheet - {"import_girl"}
