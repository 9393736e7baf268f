"""Which ways of registration the law leaves open: what the table refuses, and why."""

from typing import Any

import pytest

from engine.law import KOLKATA
from processes.complaint.offences import with_charge_heads
from tests.processes.complaint.law import NOW, tables

WAYS = ("fir", "zero_fir", "ncr", "dir", "committee", "enquiry_14d", "legal_review")


def said(*codes: str, way: str, **answers: Any) -> dict[str, Any]:
    """What the table says of one way for these offences."""
    known = {"offences": list(codes), "incident_on": "2026-03-01", "registered_as": way, **answers}
    table = tables()["way_refusal"]
    return table.evaluate(with_charge_heads(tables(), known), now=NOW, zone=KOLKATA)


def ways_open(*codes: str, **answers: Any) -> list[str]:
    """The ways left open; a zero FIR is tried with the reason that one has."""
    elsewhere = {way: "yes" if way == "zero_fir" else None for way in WAYS}
    return [
        way
        for way in WAYS
        if not said(*codes, way=way, **{"other_jurisdiction": elsewhere[way], **answers})[
            "way_refusal"
        ]
    ]


@pytest.mark.parametrize("codes", [["rape"], ["hurt", "rape"], ["dv_civil", "acid_attack"]])
def test_one_cognizable_offence_leaves_an_fir_a_zero_fir_and_the_legal_desk(
    codes: list[str],
) -> None:
    assert ways_open(*codes) == ["fir", "zero_fir", "legal_review"]


def test_what_is_not_cognizable_is_a_report_and_no_fir() -> None:
    assert ways_open("hurt", "threat") == ["ncr", "legal_review"]


@pytest.mark.parametrize(
    ("codes", "is_open"),
    [
        (["outrage_modesty"], True),
        (["outrage_modesty", "stalking"], True),
        (["outrage_modesty", "rape"], False),
        (["outrage_modesty", "hurt"], False),
        (["pocso_harassment"], False),
    ],
)
def test_an_enquiry_is_open_only_where_every_offence_lies_between_three_and_seven_years(
    codes: list[str], is_open: bool
) -> None:
    assert ("enquiry_14d" in ways_open(*codes)) is is_open


def test_there_is_no_enquiry_into_an_fir_from_before_july_2024() -> None:
    assert "enquiry_14d" not in ways_open("outrage_modesty", fir_on="2024-06-30")


def test_while_it_is_open_whether_it_is_cognizable_it_is_an_fir() -> None:
    assert ways_open("cruelty_husband") == ["fir", "zero_fir", "enquiry_14d", "legal_review"]


@pytest.mark.parametrize(
    ("code", "answer", "ways"),
    [
        ("cruelty_husband", "yes", ["fir", "zero_fir", "enquiry_14d", "legal_review"]),
        ("cruelty_husband", "no", ["ncr", "legal_review"]),
        ("dv_civil", "no", ["dir", "legal_review"]),
        ("dv_civil", "yes", ["fir", "zero_fir", "legal_review"]),
        ("workplace_sh", "no", ["committee", "legal_review"]),
    ],
)
def test_the_answer_at_the_form_decides_what_the_law_leaves_open(
    code: str, answer: str, ways: list[str]
) -> None:
    assert ways_open(code, cognizable_answer=answer) == ways


@pytest.mark.parametrize(
    ("code", "beside"), [("dv_civil", ["dir"]), ("workplace_sh", ["committee"])]
)
def test_orders_and_committees_stand_beside_an_fir(code: str, beside: list[str]) -> None:
    refused = said(code, "rape", way=beside[0])

    assert "beside it" in refused["way_refusal"]
    assert refused["way_refusal_hi"]


def test_a_zero_fir_asks_first_whether_it_happened_elsewhere() -> None:
    refused = said("rape", way="zero_fir")

    assert "Answer that question above first." in refused["way_refusal"]
    assert "दूसरे थाने" in refused["way_refusal_hi"]


def written_down(code: str, by_woman: str, **answers: Any) -> dict[str, Any]:
    """What the table says of who wrote it down."""
    known = {"offences": [code], "incident_on": "2026-03-01", "recorded_by_woman": by_woman}
    table = tables()["recorder_refusal"]
    return table.evaluate(with_charge_heads(tables(), {**known, **answers}), now=NOW, zone=KOLKATA)


def test_what_a_woman_officer_must_write_down_nobody_else_writes_down() -> None:
    refused = written_down("rape", "no")

    assert "BNSS 173(1)" in refused["recorder_refusal"]
    assert "महिला अधिकारी" in refused["recorder_refusal_hi"]


@pytest.mark.parametrize(
    ("code", "by_woman", "corrects", "is_asked"),
    [
        ("rape", "yes", None, False),
        ("hurt", "no", None, False),
        ("pocso_sexual_assault", "no", None, True),
        ("pocso_sexual_assault", "yes", None, False),
        ("rape", "no", {"recorded_by_woman": "yes"}, True),
    ],
)
def test_where_a_man_may_have_written_it_down_the_reason_is_asked(
    code: str, by_woman: str, corrects: dict[str, Any] | None, is_asked: bool
) -> None:
    found = written_down(code, by_woman, in_force=corrects)

    assert not found["recorder_refusal"]
    assert found["reason_owed"] is is_asked


def test_every_refusal_is_told_in_both_languages() -> None:
    texts = [rule.outputs[:2] for rule in tables()["way_refusal"].rules]

    assert all(bool(english) == bool(hindi) for english, hindi in texts)
    assert sum(bool(english) for english, _ in texts) == len(texts) - 1


@pytest.mark.parametrize(
    ("answer", "ways"),
    [
        (None, ["fir", "legal_review"]),
        ("no", ["fir", "legal_review"]),
        ("yes", ["zero_fir", "legal_review"]),
    ],
)
def test_where_it_happened_decides_between_an_fir_and_a_zero_fir(
    answer: str | None, ways: list[str]
) -> None:
    assert ways_open("rape", other_jurisdiction=answer) == ways


@pytest.mark.parametrize(
    ("size", "employer_accused", "right"),
    [
        ("ten_or_more", "no", "internal"),
        ("ten_or_more", "yes", "local"),
        ("under_ten", "no", "local"),
    ],
)
def test_only_the_committee_of_the_table_may_be_chosen(
    size: str, employer_accused: str, right: str
) -> None:
    known = {
        "offences": ["workplace_sh"],
        "incident_on": "2026-03-01",
        "workplace_size": size,
        "employer_accused": employer_accused,
    }

    refused = {
        choice: tables()["committee_refusal"].evaluate(
            with_charge_heads(tables(), {**known, "committee_choice": choice}),
            now=NOW,
            zone=KOLKATA,
        )["committee_refusal"]
        for choice in ("internal", "local")
    }

    assert [choice for choice, why in refused.items() if not why] == [right]


def test_an_enquiry_that_was_permitted_is_over_with_the_fir() -> None:
    known = {
        "offences": ["stalking"],
        "incident_on": "2026-03-01",
        "enquiry_permission": "yes",
    }

    ways = [
        tables()["register_as"].evaluate(
            with_charge_heads(tables(), {**known, "fir_at": fir_at}), now=NOW, zone=KOLKATA
        )["register_as"]
        for fir_at in (None, "2026-03-02T06:30:00+00:00")
    ]

    assert ways == ["enquiry_14d", "fir"]
