"""Accepted warnings: they stand with a reason until their element changes."""

import pytest

from engine import definitions
from engine.check import Finding, Severity, check
from engine.check.accepting import FILE, accept, accepted, take_back
from tests.engine.check.toys import KNOWN, TABLE, Files, one, task

VACANT = one(task(camunda__candidateGroups="legal_desk"))
REASON = "The desk is set up next month"


def vacant(files: Files) -> Finding:
    """The warning that nobody here has the role."""
    return next(each for each in check(files, KNOWN) if each.rule == "role-vacant")


def standing(files: Files) -> Files:
    """The same files with that warning accepted."""
    return {**files, FILE: accept(files, vacant(files), REASON, marks=())}


def redrawn(old: str, new: str) -> Files:
    """What was accepted, beside a drawing that has changed."""
    files = standing(VACANT)
    assert old.encode() in files["toy.bpmn"]
    return {**files, "toy.bpmn": files["toy.bpmn"].replace(old.encode(), new.encode())}


def test_an_accepted_warning_says_why_it_stands() -> None:
    files = standing(VACANT)

    finding = vacant(files)

    assert (finding.severity, finding.accepted, finding.is_open) == (
        Severity.WARNING,
        REASON,
        False,
    )
    assert REASON in str(finding)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('id="x"', 'name="Advise" id="x"'),
        ('"legal_desk"></bpmn:userTask>', '"legal_desk"><bpmn:documentation/></bpmn:userTask>'),
    ],
)
def test_it_comes_back_when_its_element_changes(old: str, new: str) -> None:
    files = redrawn(old, new)

    assert vacant(files).is_open


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<bpmn:startEvent id="s">', '<bpmn:startEvent id="s" name="Begun">'),
        (
            '<bpmn:userTask id="x" camunda:formKey="f.form" camunda:candidateGroups="legal_desk">',
            '\n  <bpmn:userTask camunda:candidateGroups="legal_desk" camunda:formKey="f.form" '
            'id="x">\n  ',
        ),
    ],
)
def test_it_stands_while_others_change_or_the_editor_writes_it_otherwise(
    old: str, new: str
) -> None:
    files = redrawn(old, new)

    assert vacant(files).accepted == REASON


def test_a_warning_about_a_table_stands_until_the_table_changes() -> None:
    overlapping = {**VACANT, "t.dmn": (TABLE % "1").replace("COLLECT", "FIRST").encode()}
    finding = next(each for each in check(overlapping, KNOWN) if each.rule == "decision-gap")
    files = {**overlapping, FILE: accept(overlapping, finding, REASON, marks=())}
    changed = {**files, "t.dmn": files["t.dmn"].replace(b"<text>1</text>", b"<text>2</text>", 1)}

    kept, back = (
        next(each for each in check(these, KNOWN) if each.rule == "decision-gap")
        for these in (files, changed)
    )

    assert kept.accepted == REASON
    assert back.is_open


def test_an_error_cannot_be_accepted() -> None:
    errors = check({"toy.bpmn": b"<broken"}, KNOWN)

    assert {each.severity for each in errors} == {Severity.ERROR}
    assert {each.mark for each in errors} == {None}


def test_what_no_longer_holds_is_left_out_when_the_next_one_is_accepted() -> None:
    files = redrawn('id="x"', 'name="Advise" id="x"')
    finding = vacant(files)

    content = accept(files, finding, "Still so", marks={finding.mark})

    assert [each.reason for each in accepted({FILE: content})] == ["Still so"]


def test_it_can_be_accepted_no_more() -> None:
    files = standing(VACANT)
    mark = vacant(files).mark
    assert mark is not None

    after = {**files, FILE: take_back(files, mark)}

    assert vacant(after).is_open
    assert accepted(after) == []


@pytest.mark.parametrize(
    "content", [b"", b"[", b"{}", b"[1, null, {}]", b"\xff", b"[" * 100_000, b'[{"mark": []}]']
)
def test_whatever_the_file_holds_nothing_breaks(content: bytes) -> None:
    files = {**VACANT, FILE: content}

    assert accepted(files) == []
    assert vacant(files).is_open
    assert definitions.parse("toy", files).name == "toy"
