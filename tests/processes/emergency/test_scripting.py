"""Cases of *emergency*: how a call begins, and which units can be sent."""

import pytest

from engine.check import check
from engine.registry import Registry
from processes.complaint.answers import Answers
from processes.emergency.scripting import SCRIPTING
from processes.scripted import Asked, Reading, Report, replay
from tests.processes.drawings import files_of

ASKED = "steps:\n  - expect: {open: [accept_alert, accept_alert, accept_alert]}\n"


def take_answers(asked: Asked) -> Reading:
    """No form: what the case says is taken as it is."""
    return Reading(asked.values, Answers(variables=asked.values))


def replayed(registry: Registry, start: str, steps: str = ASKED) -> Report:
    text = f"tells: A toy.\ntells_hi: एक खिलौना।\nstart: {start}\n{steps}"
    return replay(
        registry,
        "emergency",
        files=files_of("emergency"),
        others={},
        cases={"cases/toy.yaml": text.encode()},
        adapter=SCRIPTING,
        read_form=take_answers,
        checker=check,
    )


@pytest.mark.parametrize("start", ["{near: next_station}", "{mobile: '98765 43210'}", "{}"])
def test_a_call_reaches_the_units_around_it(registry: Registry, start: str) -> None:
    report = replayed(registry, start)

    assert report.faults == []


def test_the_nearest_units_are_asked(registry: Registry) -> None:
    seats = ("next_station\n    seat: 1", "next_station\n    seat: 2", "home_station\n    seat: 2")
    accepted = "".join(
        f"  - complete: accept_alert\n    by: patrol_unit\n    at: {seat}\n"
        "    with: {unit_answer: going}\n"
        for seat in seats
    )
    steps = f"steps:\n{accepted}  - expect: {{open: [reach_her, reach_her, reach_her]}}\n"

    report = replayed(registry, "{near: next_station}", steps)

    assert report.faults == []


def test_a_drill_and_an_earlier_call_may_be_told(registry: Registry) -> None:
    drill = replayed(registry, "{drill: true}", "steps:\n  - expect: {variables: {is_drill: true}}")
    again = replayed(registry, "{mobile: '98765 43210', called_before: true}")

    assert (drill.faults, again.faults) == ([], [])


@pytest.mark.parametrize("start", ["{near: nowhere}", "{colour: red}"])
def test_a_call_that_says_something_else_is_told(registry: Registry, start: str) -> None:
    report = replayed(registry, start)

    assert [fault.kind for fault in report.faults] == ["cannot-begin"]
    assert "home_station" in report.faults[0].message
