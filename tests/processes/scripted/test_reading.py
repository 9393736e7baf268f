"""Reading cases: a typo is told at its line, never passed over."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.drawing import read_drawing
from processes.scripted.case import MOST_CASES, Case
from processes.scripted.fault import Fault
from processes.scripted.reading import read_cases
from tests.processes.scripted.toys import FILES, case

TOY = read_drawing(FILES, "toy").elements


def read(text: bytes) -> tuple[list[Case], list[Fault]]:
    return read_cases({"cases/toy.yaml": text}, TOY)


def fault_of(text: str) -> Fault:
    """What is wrong with a case that is given without its first two lines."""
    cases, faults = read(case(text))
    assert cases == []
    return faults[0]


def test_a_case_is_named_as_its_file_and_says_what_it_tells() -> None:
    (made,), faults = read(
        case(
            """
            begins: 2026-05-04T10:00
            start: {keep: true}
            steps:
              - expect: {open: []}
            """
        )
    )

    assert faults == []
    assert (made.name, made.tells, made.tells_hi) == ("toy", "A toy.", "एक खिलौना।")
    assert made.begins_at == datetime(2026, 5, 4, 4, 30, tzinfo=UTC)
    assert made.start == {"keep": True}


def test_a_step_may_be_called_by_its_name() -> None:
    (made,), _ = read(
        case(
            """
            start: {}
            steps:
              - refuse: Write the entry
                by: sho
                because: not_open
            """
        )
    )

    assert made.steps[0].subject == "write_entry"


@pytest.mark.parametrize(
    ("step", "kind", "said"),
    [
        ("- compleet: write_entry", "key-unknown", "compleet"),
        ("- {complete: write_entry, bye: sho}", "key-unknown", "bye"),
        ("- complete: write_entry", "key-missing", "by"),
        ("- {complete: wite_entry, by: sho}", "step-misspelt", "write_entry"),
        ("- {complete: [write_entry], by: sho}", "wrong-shape", "complete"),
        ("- {complete: write_entry, by: sho, seat: two}", "wrong-shape", "seat"),
        ("- {complete: write_entry, by: sho, with: [keep]}", "wrong-shape", "with"),
        ("- {refuse: write_entry, by: sho}", "key-missing", "because"),
        ("- {refuse: write_entry, by: sho, because: whatever}", "wrong-shape", "not_theirs"),
        ("- {refuse: write_entry, by: sho, because: []}", "wrong-shape", "because"),
        ("- advance: 20 hours", "wrong-shape", "PT20H"),
        ("- advance: P9Y", "wrong-shape", "P9Y"),
        ("- advance: 2026-13-01", "wrong-shape", "2026-13-01"),
        ("- advance: 0001-01-01", "wrong-shape", "0001-01-01"),
        ("- advance: 9999-12-31T23:59", "wrong-shape", "9999-12-31"),
        ("- expect: {}", "key-missing", "open"),
        ("- expect: {opened: []}", "key-unknown", "opened"),
        ("- expect: {open: [nowhere]}", "step-unknown", "nowhere"),
        ("- expect: {open: write_entry}", "wrong-shape", "open"),
        ("- expect: {due: {write_entry: soon}}", "wrong-shape", "soon"),
        ("- expect: {ended: maybe}", "wrong-shape", "ended"),
        ("- expect: {said_to_her: {a: b}}", "wrong-shape", "said_to_her"),
        ("- just words", "key-unknown", "complete"),
    ],
)
def test_a_wrong_step_is_told_with_its_line_and_number(step: str, kind: str, said: str) -> None:
    fault = fault_of(f"start: {{}}\nsteps:\n  - advance: PT1H\n  {step}\n  - expect: {{open: []}}")

    assert fault.kind == kind
    assert (fault.line, fault.step) == (6, 2)
    assert said in fault.message
    assert fault.message_hi


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("steps:\n  - expect: {open: []}", "key-missing"),
        ("start: {}\nafter: other\nsteps:\n  - expect: {open: []}", "key-missing"),
        ("start: {}\nsteps: none", "wrong-shape"),
        ("start: {}\nbegins: soon\nsteps:\n  - expect: {open: []}", "wrong-shape"),
        ("after: a\nbegins: 2026-03-02\nsteps:\n  - expect: {open: []}", "key-unknown"),
        ("start: {}\nstep: []", "key-unknown"),
        ("start: {}\nsteps:\n  - advance: PT1H", "nothing-expected"),
    ],
)
def test_a_wrong_case_is_told(text: str, kind: str) -> None:
    assert fault_of(text).kind == kind


def test_both_languages_are_asked_for() -> None:
    _, faults = read(b"tells: A toy.\nstart: {}\nsteps:\n  - expect: {open: []}\n")

    assert [(fault.kind, fault.facts["key"]) for fault in faults] == [("key-missing", "tells_hi")]


def test_one_unreadable_file_does_not_hide_the_others() -> None:
    good = case("start: {}\nsteps:\n  - expect: {open: []}")

    cases, faults = read_cases({"cases/a.yaml": b"[", "cases/b.yaml": good}, TOY)

    assert [made.name for made in cases] == ["b"]
    assert [(fault.file, fault.kind) for fault in faults] == [("cases/a.yaml", "unreadable")]


def test_only_files_of_the_cases_folder_are_cases() -> None:
    cases, faults = read_cases({"forms/a.yaml": b"[", "cases/notes.txt": b"["}, TOY)

    assert (cases, faults) == ([], [])


def test_more_cases_than_anybody_reads_are_refused() -> None:
    good = case("start: {}\nsteps:\n  - expect: {open: []}")
    many = {f"cases/{number:04}.yaml": good for number in range(MOST_CASES + 1)}

    cases, faults = read_cases(many, TOY)

    assert len(cases) == MOST_CASES
    assert [fault.file for fault in faults] == [f"cases/{MOST_CASES:04}.yaml"]


_words = st.one_of(
    st.sampled_from(
        [
            "tells",
            "tells_hi",
            "start",
            "after",
            "begins",
            "steps",
            "complete",
            "refuse",
            "by",
            "with",
            "because",
            "advance",
            "expect",
            "open",
            "due",
            "ended",
            "write_entry",
            "P1D",
            "PT0S",
            "2026-03-02",
            "true",
            "1",
            "<today>",
            "not_theirs",
        ]
    ),
    st.text(max_size=8),
)
_values = st.recursive(
    _words | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_words, inner, max_size=4),
    max_leaves=20,
)


@given(_values)
def test_whatever_a_file_holds_is_a_case_or_a_fault(value: object) -> None:
    text = json.dumps(value).encode()

    cases, faults = read_cases({"cases/toy.yaml": text}, TOY)

    assert len(cases) + len(faults) == 1


@given(st.binary(max_size=200))
def test_whatever_bytes_a_file_holds_is_a_case_or_a_fault(content: bytes) -> None:
    cases, faults = read_cases({"cases/toy.yaml": content}, TOY)

    assert len(cases) + len(faults) == 1


@given(_values)
def test_whatever_stands_in_a_step_is_a_case_or_a_fault(value: object) -> None:
    step = {"complete": "write_entry", "by": "sho", "with": value}
    steps = [value, step, {"expect": value}, {"expect": {"due": value, "open": value}}]
    case_with = [
        {"tells": "a", "tells_hi": "b", "start": {}, "steps": [each, {"expect": {"ended": True}}]}
        for each in steps
    ]

    results = [read_cases({"cases/toy.yaml": json.dumps(each).encode()}, TOY) for each in case_with]

    assert all(len(cases) + len(faults) == 1 for cases, faults in results)


def test_two_cases_in_two_folders_cannot_have_one_name() -> None:
    text = case(
        """
        start: {}
        steps:
          - expect: {open: []}
        """
    )

    cases, (fault,) = read_cases({"cases/early/toy.yaml": text, "cases/late/toy.yaml": text}, TOY)

    assert [each.file for each in cases] == ["cases/early/toy.yaml"]
    assert (fault.kind, fault.file) == ("name-taken", "cases/late/toy.yaml")
    assert "cases/early/toy.yaml" in fault.message
    assert "cases/early/toy.yaml" in fault.message_hi
