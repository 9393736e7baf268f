"""The law of a case: two dates choose it, several offences share it, open questions are asked."""

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from engine import definitions
from engine.decisions import compile_decisions
from processes.complaint import offences
from tests.processes.complaint.law import NOW, ROOT, law_of, tables
from tests.processes.story import Story

DEVANAGARI = re.compile("[\u0900-\u097f]")

MAY_2024 = "2024-05-14"
TODAY = "2026-03-02"


def acts(law: dict[str, Any]) -> list[str]:
    return [f"{head['act']} {head['section']}" for head in law["charge_heads"]]


# --- two dates


@pytest.mark.parametrize(
    ("fir_on", "procedure", "cognizance"),
    [
        ("2024-06-14", "CrPC 1973", "BNSS 2023"),
        ("2024-06-30", "CrPC 1973", "BNSS 2023"),
        ("2024-07-01", "BNSS 2023", "BNSS 2023"),
        ("2024-07-03", "BNSS 2023", "BNSS 2023"),
    ],
)
def test_the_incident_chooses_the_penal_law_and_the_fir_the_procedure(
    fir_on: str, procedure: str, cognizance: str
) -> None:
    law = law_of("rape", "stalking", incident_on=MAY_2024, fir_on=fir_on)

    assert acts(law) == ["IPC 1860 376(1)", "IPC 1860 354D"]
    assert (law["procedure"], law["cognizance"]) == (procedure, cognizance)


def test_an_investigation_that_was_over_stays_with_the_old_procedure() -> None:
    law = law_of("rape", incident_on=MAY_2024, fir_on="2024-06-14", pending_on_1_july_2024="no")

    assert (law["procedure"], law["cognizance"]) == ("CrPC 1973", "CrPC 1973")


@pytest.mark.parametrize("where", ["fir_on", "listed_fir_on"])
def test_an_fir_from_elsewhere_keeps_its_day_when_it_is_recorded_here(where: str) -> None:
    known = {"offences": ["rape"], "incident_on": MAY_2024, where: "2024-06-14"}
    recorded = {"recorded_at": "2026-03-02T06:30:00+00:00"}

    law = offences.law_of_case(tables(), {**known, **recorded}, now=NOW)

    assert law["procedure"] == "CrPC 1973"


def test_an_incident_after_the_change_has_the_new_penal_law() -> None:
    law = law_of("rape", incident_on="2024-07-01", fir_on="2024-07-01")

    assert acts(law) == ["BNS 2023 64(1)"]
    assert law["procedure"] == "BNSS 2023"


def test_the_day_of_the_fir_is_a_day_in_india() -> None:
    variables = {"offences": ["rape"], "incident_on": MAY_2024}
    last_minute = {"recorded_at": "2024-06-30T18:29:00+00:00"}  # 23:59 in India
    first_minute = {"recorded_at": "2024-06-30T18:30:00+00:00"}

    before = offences.law_of_case(tables(), {**variables, **last_minute}, now=NOW)
    after = offences.law_of_case(tables(), {**variables, **first_minute}, now=NOW)

    assert (before["procedure"], after["procedure"]) == ("CrPC 1973", "BNSS 2023")


def test_until_it_is_recorded_the_day_of_the_fir_is_today() -> None:
    variables = {"offences": ["rape"], "incident_on": MAY_2024}

    in_june = offences.law_of_case(tables(), variables, now=datetime(2024, 6, 30, 12, tzinfo=UTC))
    in_july = offences.law_of_case(tables(), variables, now=datetime(2024, 6, 30, 19, tzinfo=UTC))

    assert (in_june["procedure"], in_july["procedure"]) == ("CrPC 1973", "BNSS 2023")


@pytest.mark.parametrize(
    ("code", "act", "section"),
    [
        ("pocso_penetrative", "POCSO 2012", "4 (def. 3)"),
        ("it_privacy", "IT Act 2000", "66E"),
        ("dowry_demand", "Dowry Prohibition Act 1961", "3, 4"),
        ("scst_overlay", "SC/ST (PoA) Act 1989", "3(1)(w), 3(2)(v), 3(2)(va)"),
        ("dv_civil", "PWDVA 2005", "12 (18-22)"),
        ("workplace_sh", "POSH Act 2013", "9, 11, 13"),
    ],
)
@pytest.mark.parametrize("incident_on", [MAY_2024, "2024-06-30", "2024-07-01", TODAY])
def test_a_special_act_holds_on_both_sides_of_the_change(
    code: str, act: str, section: str, incident_on: str
) -> None:
    found = offences.offence(tables(), code, incident_on=incident_on)

    assert (found.act, found.section) == (act, section)


# --- the two months


@pytest.mark.parametrize(
    ("codes", "incident_on", "fir_on", "answer", "by_law"),
    [
        (["rape"], "2024-07-02", TODAY, "law", True),
        (["stalking"], "2024-07-02", TODAY, "target", False),
        (["stalking", "rape"], "2024-07-02", TODAY, "law", True),
        (["scst_overlay", "hurt"], "2024-07-02", TODAY, "law", True),
        (["rape"], MAY_2024, "2024-07-03", "ask", True),  # applied until the legal desk answers
        (["rape"], MAY_2024, "2024-06-14", "law", True),
        (["rape"], "2018-03-01", "2018-04-20", "target", False),
        (["rape"], "2018-03-01", "2018-04-21", "law", True),
        (["attempt_rape"], TODAY, TODAY, "ask", True),
        (["pocso_penetrative"], MAY_2024, "2024-06-14", "ask", False),
        (["sex_by_deceit"], TODAY, TODAY, "target", False),
        ([], TODAY, TODAY, "target", False),
        (["rape"], "2024-07-02", "2024-06-30", "ask", False),  # not possible
    ],
)
def test_two_months_are_law_for_the_listed_offences(
    codes: list[str], incident_on: str, fir_on: str, answer: str, by_law: bool
) -> None:
    law = law_of(*codes, incident_on=incident_on, fir_on=fir_on)

    assert (law["sixty_day_limit"], law["two_months_by_law"]) == (answer, by_law)


@pytest.mark.parametrize(("answer", "by_law"), [("yes", True), ("no", False)])
def test_what_the_legal_desk_answers_decides_an_open_question(answer: str, by_law: bool) -> None:
    law = law_of("attempt_rape", incident_on=TODAY, fir_on=TODAY, sixty_day_limit_answer=answer)
    listed = law_of("rape", incident_on=TODAY, fir_on=TODAY, sixty_day_limit_answer="no")

    assert law["two_months_by_law"] is by_law
    assert listed["two_months_by_law"] is True


# --- several offences


@pytest.mark.parametrize(
    ("codes", "answers", "expected", "beside"),
    [
        (["hurt"], {}, "ncr", []),
        (["hurt", "threat"], {}, "ncr", []),
        (["hurt", "stalking"], {}, "fir", []),
        (["stalking"], {"other_jurisdiction": "yes"}, "zero_fir", []),
        (["hurt"], {"other_jurisdiction": "yes"}, "ncr", []),
        (["stalking"], {"enquiry_permission": "yes"}, "enquiry_14d", []),
        (["stalking", "rape"], {"enquiry_permission": "yes"}, "fir", []),
        (["stalking"], {"enquiry_permission": "yes", "other_jurisdiction": "yes"}, "zero_fir", []),
        (["cruelty_husband"], {}, "fir", []),
        (["cruelty_husband"], {"cognizable_answer": "no"}, "ncr", []),
        (["cruelty_husband", "rape"], {"cognizable_answer": "no"}, "fir", []),
        (["dv_civil"], {}, "dir", []),
        (["dv_civil", "cruelty_husband"], {}, "fir", ["dir"]),
        (["workplace_sh", "sexual_harassment"], {}, "fir", ["committee"]),
        (["police_refusal"], {}, "oversight", []),
        (["police_refusal", "rape"], {}, "fir", ["oversight"]),
        (["unheard_of"], {}, "legal_review", []),
        (["unheard_of", "rape"], {}, "fir", ["legal_review"]),
        (["unheard_of", "hurt"], {}, "legal_review", []),
        ([], {}, "legal_review", []),
    ],
)
def test_the_path_of_a_case_is_that_of_all_its_offences(
    codes: list[str], answers: dict[str, str], expected: str, beside: list[str]
) -> None:
    law = law_of(*codes, incident_on=TODAY, fir_on=TODAY, **answers)

    assert (law["register_as"], law["register_beside"]) == (expected, beside)


def test_one_cognizable_offence_makes_the_whole_case_so() -> None:
    alone = law_of("hurt", incident_on=TODAY, fir_on=TODAY)
    together = law_of("hurt", "rape", "cruelty_husband", incident_on=TODAY, fir_on=TODAY)

    assert (alone["cognizable"], together["cognizable"]) == ("no", "yes")


def test_the_strictest_rank_of_all_offences_investigates() -> None:
    codes = ["stalking", "it_privacy", "scst_overlay"]

    ranks = [
        law_of(*codes[:n], incident_on=TODAY, fir_on=TODAY)["strictest_rank"] for n in (1, 2, 3)
    ]
    asked_for = tables()["minimum_rank"].evaluate({"offences": codes})

    assert ranks == ["sub_inspector", "inspector", "deputy_superintendent"]
    assert asked_for == {"minimum_rank": ["inspector", "deputy_superintendent", "sub_inspector"]}


@pytest.mark.parametrize("name", ["medical", "woman_officer", "magistrate_statement", "cognizable"])
def test_a_certain_answer_comes_before_a_question_and_a_question_before_no(name: str) -> None:
    certain, open_, no = ("rape", "acid_attack", "threat")
    asked = {
        "medical": open_,
        "cognizable": "cruelty_husband",
        "woman_officer": "pocso_pornography",
    }
    question = asked.get(name, "unheard_of")

    def told(*codes: str) -> Any:
        return law_of(*codes, incident_on=TODAY, fir_on=TODAY)[name]

    assert told(no) == "no"
    assert told(no, question) == "ask"
    assert told(no, question, certain) == "yes"


@pytest.mark.parametrize(
    ("answers", "committee"),
    [
        ({}, "ask"),
        ({"workplace_size": "under_ten"}, "local"),
        ({"workplace_size": "ten_or_more", "employer_accused": "no"}, "internal"),
        ({"workplace_size": "ten_or_more", "employer_accused": "yes"}, "local"),
        ({"workplace_size": "ten_or_more"}, "ask"),
    ],
)
def test_the_workplace_decides_between_the_committees(
    answers: dict[str, str], committee: str
) -> None:
    law = law_of("workplace_sh", incident_on=TODAY, fir_on=TODAY, **answers)
    other = law_of("rape", incident_on=TODAY, fir_on=TODAY, **answers)

    assert (law["register_as"], law["committee"]) == ("committee", committee)
    assert other["committee"] == "none"


def test_all_offences_at_once_stay_within_the_budget_of_an_evaluation() -> None:
    codes = offences.all_codes(tables())
    unknown = [f"unheard_of_{n}" for n in range(60)]

    everything = law_of(*codes, incident_on=TODAY, fir_on=TODAY)
    nothing = law_of(*unknown, incident_on=TODAY, fir_on=TODAY)

    assert everything["register_as"] == "fir"
    assert everything["strictest_rank"] == "deputy_superintendent"
    assert nothing["register_as"] == "legal_review"
    assert nothing["medical"] == "ask"


# --- the tables that a case follows


def test_a_case_follows_the_tables_of_its_own_version(story: Story) -> None:
    story.submit()
    with story.sessions() as session:
        definition = definitions.load(session, definitions.latest(session, "complaint").id)

        followed = offences.tables_for(session, story.complaint)

        assert followed is offences.tables_of(session, definition)
        assert followed[offences.LAW].outputs[0] == "procedure"


def test_a_case_older_than_the_tables_follows_the_newest(session: Session, drawing: str) -> None:
    newest = definitions.load(session, drawing)

    older = replace(newest, parsed=replace(newest.parsed, decisions={}))

    followed = offences.tables_of(session, older)

    assert followed is newest.decisions


def test_a_row_is_signed_by_writing_into_its_last_cell() -> None:
    written = (ROOT / "bpmn" / "complaint" / "offences.dmn").read_text(encoding="utf-8")
    cell = '<outputEntry id="offence_rape_bns_out_5">\n          <text>""</text>'
    signature = "Directorate of Prosecution, 4 March 2027"
    signed = written.replace(cell, cell.replace('""', f'"{signature}"'))

    tables_then = {**tables(), **compile_decisions(signed.encode())}
    now, before = (
        offences.offence(tables_then, "rape", incident_on=day) for day in (TODAY, MAY_2024)
    )

    assert (now.is_signed, now.signed_by) == (True, signature)
    assert not before.is_signed


def test_what_the_law_leaves_open_is_annotated_in_hindi_too() -> None:
    asking = [
        (table.id, number)
        for table in tables()["law_of_case"].needs
        for number, rule in enumerate(table.rules, 1)
        if '"ask"' in rule.outputs and not DEVANAGARI.search(rule.note_hi)
    ]

    assert asking == []
    assert sum('"ask"' in rule.outputs for rule in tables()["cognizable"].rules) == 7


#: What stays as it is in Hindi: numbers, sections, and the names of laws in capital letters.
KEPT = re.compile(r"\d+(?:,\d+)*|\b[A-Z]{3,}\b")
#: Capital letters that are an English word.
ENGLISH = {"NOT", "UNSURE", "DEFAULT"}
HINDI_ANNOTATED = ("offences", "conflict", "custody", "triage")


@pytest.mark.parametrize("name", HINDI_ANNOTATED)
def test_an_annotation_says_the_same_law_in_hindi(name: str) -> None:
    written = (ROOT / "bpmn" / "complaint" / f"{name}.dmn").read_bytes()
    annotated = [
        rule for table in compile_decisions(written).values() for rule in table.rules if rule.note
    ]

    unlike = [
        rule.note
        for rule in annotated
        if not DEVANAGARI.search(rule.note_hi)
        or Counter(KEPT.findall(rule.note_hi))
        != Counter(each for each in KEPT.findall(rule.note) if each not in ENGLISH)
    ]

    assert annotated
    assert unlike == []
