"""Why a case could not go on, in words for a designer: which expression, and what it lacked."""

import re

import pytest

from processes.scripted.fault import Fault
from processes.stops import words_of_stop
from tests.engine.drawing import drawing, element, end, start, timer, user
from tests.processes.scripted.toys import owner, replayed

CASE = "start: {}\nsteps:\n  - {complete: ask, by: sho}\n  - expect: {ended: true}"


def fault_after(step: str, flows: str) -> Fault:
    """What a case says that stopped behind its first step."""
    asking = user("ask", owner("sho", "station"))
    files = drawing(start("begins"), asking, step, end("ends"), flows=f"begins -> ask -> {flows}")
    (fault,) = replayed({"toy": CASE}, files=files).faults
    return fault


def test_the_expression_and_what_it_lacked_are_named_in_both_languages() -> None:
    waits = '<bpmn:intermediateCatchEvent id="wait" name="Wait">%s</bpmn:intermediateCatchEvent>'

    fault = fault_after(waits % timer("date", "after(day_of_birth, 'P1D')"), "wait -> ends")

    assert "“Wait”" in fault.message
    assert "the variable 'day_of_birth' has no value" in fault.message
    assert "चर 'day_of_birth' का कोई मान नहीं है" in fault.message_hi
    assert "Failed" not in fault.message + fault.message_hi


def test_a_gateway_without_a_way_out_says_so() -> None:
    asks = element("exclusiveGateway", "which", name="Which?") + end("other")

    fault = fault_after(asks, "which; which -> ends: 1 > 2; which -> other: 2 > 3")

    assert fault.message == (
        "The drawing stopped at “Which?”: none of its conditions is true, and it has no default "
        "arrow."
    )
    assert re.search("[\u0900-\u097f]", fault.message_hi)


@pytest.mark.parametrize(
    ("reason", "english", "hindi"),
    [
        (
            "ExpressionFailed in “age > 17”: the variable 'age' has no value",
            "“age > 17” cannot be computed: the variable 'age' has no value",
            "“age > 17” की गणना नहीं हो सकती: चर 'age' का कोई मान नहीं है",
        ),
        (
            "ExpressionFailed: a division by zero",
            "something in it cannot be computed: a division by zero",
            "इसमें कुछ की गणना नहीं हो सकती: शून्य से भाग",
        ),
        ("KeyError", "the portal could not do it (KeyError)", "पोर्टल यह नहीं कर सका (KeyError)"),
        ("", "the portal could not do it ()", "पोर्टल यह नहीं कर सका ()"),
    ],
)
def test_what_the_engine_has_noted_becomes_a_sentence(
    reason: str, english: str, hindi: str
) -> None:
    assert words_of_stop(reason) == (english, hindi)
