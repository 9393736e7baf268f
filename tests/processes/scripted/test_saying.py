"""Messages that a case sends as a given person, from the page of the complaint."""

import pytest

from engine.check import check
from engine.registry import Registry
from processes.complaint.answers import Answers
from processes.complaint.scripting import SCRIPTING
from processes.scripted import Asked, Reading, Report, replay
from tests.processes.drawings import files_of

TAKEN_OVER = """tells: A toy.
tells_hi: एक खिलौना।
started_by: backlog_imported
start: {station: home_station, reference: 1/2026, received_on: <today-9>, what: dowry}
steps:
"""
WITH = "with: {pressure_by: family}"


def take_answers(asked: Asked) -> Reading:
    """A form that takes what it is given, but no pressure by nobody."""
    findings = {"pressure_by": "Say who."} if asked.values.get("pressure_by") == "nobody" else {}
    return Reading(asked.values, Answers(variables=asked.values), findings=findings)


def replayed(registry: Registry, *steps: str) -> Report:
    text = TAKEN_OVER + "".join(f"  - {step}\n" for step in steps)
    return replay(
        registry,
        "complaint",
        files=files_of("complaint"),
        others={},
        cases={"cases/toy.yaml": text.encode()},
        adapter=SCRIPTING,
        read_form=take_answers,
        checker=check,
    )


def test_whom_it_concerns_says_it_and_others_are_not_offered_it(registry: Registry) -> None:
    report = replayed(
        registry,
        "{refuse_message: pressure_reported, by: sho}",
        "{refuse_message: pressure_reported, by: woman_recorder, at: next_station}",
        "expect: {not_passed: [any_pressure_said]}",
        f"{{message: pressure_reported, by: complainant, {WITH}}}",
        f"{{message: pressure_reported, by: woman_recorder, {WITH}}}",
        "expect: {passed: [any_pressure_said]}",
    )

    assert report.faults == []


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        (f"{{message: pressure_reported, by: sho, {WITH}}}", "refused"),
        (f"{{refuse_message: pressure_reported, by: complainant, {WITH}}}", "not-refused"),
        ("{refuse_message: presure_reported, by: sho}", "key-unknown"),
        ("{refuse_message: pressure_reported, by: nobody}", "nobody"),
        (
            "{message: pressure_reported, by: complainant, with: {pressure_by: nobody}}",
            "field-refused",
        ),
        ("{message: pressure_reported, by: complainant, to: appeal}", "key-unknown"),
    ],
)
def test_what_goes_wrong_in_saying_is_told(registry: Registry, step: str, kind: str) -> None:
    report = replayed(registry, step, "expect: {open: []}")

    assert [(fault.kind, fault.line, fault.step) for fault in report.faults] == [(kind, 6, 1)]
