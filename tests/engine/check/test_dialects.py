"""What common editors export is read whatever it holds, and what cannot run is named."""

from pathlib import Path

import pytest

from engine.check import Finding, Severity, check
from engine.check.fixing import apply_fix
from engine.drawing import read_drawing
from tests.engine.check.toys import KNOWN, Files, form

DIALECTS = Path(__file__).parent / "dialects"
PROCESSES = {
    "bpmn_io": "Process_1",
    "camunda_7": "stolen_vehicle",
    "camunda_8": "Process_8",
    "signavio": "sid-4",
}

FOUND = {
    "bpmn_io": {
        ("not-executable", "Process_1"),
        ("condition-missing", "ExclusiveGateway_15hu1pt"),
        ("default-missing", "ExclusiveGateway_15hu1pt"),
        ("timer-without-time", "Wait_1"),
        ("task-plain", "Task_1hcentk"),
    },
    "camunda_7": {
        ("due-date-refused", "write_down"),
        ("extension-refused", "write_down"),
        ("timer-refused", "late"),
        ("condition-refused", "Flow_yes"),
        ("condition-refused", "Flow_no"),
        ("default-missing", "Gateway_1"),
        ("topic-missing", "tell"),
        ("language-unknown", "count"),
    },
    "camunda_8": {
        ("extension-refused", "write_down"),
        ("condition-refused", "Flow_yes"),
        ("timer-refused", "wait"),
        ("called-unknown", "call"),
    },
    "signavio": {
        ("not-executable", "sid-4"),
        ("not-executable", "sid-6"),
        ("start-missing", "sid-6"),
        ("task-plain", "sid-12"),
        ("element-refused", "sid-11"),
        ("condition-ignored", "sid-21"),
        ("form-missing", "sid-13"),
        ("role-unknown", "sid-13"),
        ("event-refused", "sid-14"),
    },
}


def files_of(name: str) -> Files:
    return {
        f"{name}.bpmn": (DIALECTS / f"{name}.bpmn").read_bytes(),
        "forms/f.form": form(),
    }


def findings(files: Files) -> list[Finding]:
    return check(files, KNOWN)


@pytest.mark.parametrize("name", PROCESSES)
def test_an_export_is_read_and_what_cannot_run_is_named(name: str) -> None:
    found = findings(files_of(name))

    assert {(each.rule, each.element) for each in found} == FOUND[name]
    assert all(each.line for each in found)


@pytest.mark.parametrize("name", PROCESSES)
def test_the_elements_of_an_export_are_known(name: str) -> None:
    drawing = read_drawing(files_of(name), PROCESSES[name])

    assert len(drawing.elements) >= 5


@pytest.mark.parametrize("name", PROCESSES)
def test_the_fixes_of_an_export_can_be_applied_one_after_the_other(name: str) -> None:
    files = files_of(name)
    before = findings(files)
    rounds = 0

    while offered := [each for each in findings(files) if each.fix]:
        files = apply_fix(files, offered[0])
        rounds += 1
        assert rounds <= len(before)

    assert rounds > 0
    assert len(findings(files)) <= len(before) - rounds


def test_white_space_around_a_reference_of_a_lane_loses_no_owner() -> None:
    drawing = read_drawing(files_of("camunda_7"), "stolen_vehicle")

    assert drawing.elements["write_down"].role == "sho"


def test_an_export_of_camunda_8_runs_once_its_few_findings_are_mended() -> None:
    files = files_of("camunda_8")
    text = files["camunda_8.bpmn"].decode()
    mapping = text[text.index("<zeebe:ioMapping>") : text.index("</zeebe:ioMapping>")]
    call = text[text.index("<bpmn:callActivity") : text.index("</bpmn:callActivity>")]
    text = text.replace(f"{mapping}</zeebe:ioMapping>", "")
    passed = call.replace("bpmn:callActivity", "bpmn:intermediateThrowEvent").replace(
        call[call.index("<bpmn:extensionElements>") : call.index("<bpmn:incoming>")], ""
    )
    files["camunda_8.bpmn"] = text.replace(
        f"{call}</bpmn:callActivity>", f"{passed}</bpmn:intermediateThrowEvent>"
    ).encode()

    for finding in findings(files):
        files = apply_fix(files, finding)

    assert [str(each) for each in findings(files) if each.severity is Severity.ERROR] == []
