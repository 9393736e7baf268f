"""Cases of *complaint*: how they begin, and that they learn her code."""

import pytest

from engine.check import check
from engine.registry import Registry
from processes.complaint.answers import Answers
from processes.complaint.scripting import SCRIPTING
from processes.scripted import Asked, Reading, Report, replay
from tests.processes.drawings import files_of

PROFORMA = """
start:
  danger_now: true
  age_band: 18_plus
  what: [molestation]
  district: <home_district>
  safe_channel: {channel}
  mobile: "+919876543210"
"""
CALLED = """
  - complete: call_her
    by: verification_caller
    with: {call_result: reached, code_heard: <call_back_code>}
  - expect: {open: [read_out_number]}
"""
CALL_AGAIN = """
  - complete: decide_next_contact
    by: verification_supervisor
    with: {next_contact: call_again}
"""
LIST = """
started_by: {message}
start: {{station: {station}, reference: 1/2026, received_on: <today-9>, what: dowry}}
steps:
  - expect: {{open: [register_complaint]}}
"""


def take_answers(asked: Asked) -> Reading:
    """No form: what the case says is taken as it is, what was heard for the record."""
    heard = {key: value for key, value in asked.values.items() if key == "code_heard"}
    rest = {key: value for key, value in asked.values.items() if key not in heard}
    return Reading(asked.values, Answers(variables=rest, record=heard))


def replayed(registry: Registry, text: str) -> Report:
    return replay(
        registry,
        "complaint",
        files=files_of("complaint"),
        others={},
        cases={"cases/toy.yaml": f"tells: A toy.\ntells_hi: एक खिलौना।\n{text}".encode()},
        adapter=SCRIPTING,
        read_form=take_answers,
        checker=check,
    )


def test_a_case_knows_the_code_that_was_sent_to_her(registry: Registry) -> None:
    said = "steps:\n  - expect: {said_to_her: [call_back_code]}"

    report = replayed(registry, PROFORMA.format(channel="sms") + said + CALLED)

    assert report.faults == []


def test_a_case_knows_the_code_that_she_was_shown(registry: Registry) -> None:
    said = "steps:\n  - expect: {said_to_her: []}"

    report = replayed(registry, PROFORMA.format(channel="none") + said + CALL_AGAIN + CALLED)

    assert report.faults == []


def test_a_complaint_may_be_taken_over_from_a_list(registry: Registry) -> None:
    report = replayed(registry, LIST.format(message="backlog_imported", station="home_station"))

    assert report.faults == []


@pytest.mark.parametrize(
    ("message", "station", "reason"),
    [
        ("backlog_imported", "nowhere", "the list is refused: station (unknown_station)"),
        ("hello", "home_station", "no complaint is started by the message hello"),
    ],
)
def test_what_begins_no_complaint_is_told(
    registry: Registry, message: str, station: str, reason: str
) -> None:
    report = replayed(registry, LIST.format(message=message, station=station))

    assert [(fault.kind, fault.step) for fault in report.faults] == [("cannot-begin", None)]
    assert reason in report.faults[0].message
