"""Times of a day in FEEL: written, compared, reckoned with, read from forms."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.feel import compile_feel
from tests.engine.decisions.dmn import compiled, table

KOLKATA = ZoneInfo("Asia/Kolkata")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('time("10:30")', "10:30:00"),
        ('time("10:30:15")', "10:30:15"),
        ("time(10, 30, 0)", "10:30:00"),
        ('@"10:30:00"', "10:30:00"),
        ('time("10:30:00+05:30")', "10:30:00+05:30"),
        ('time("10:30").hour', 10),
        ('time("10:30").minute', 30),
        ('time("10:30") < time("10:31")', True),
        ('time("10:30") = time("10:30:00")', True),
        ('time("10:30") in [time("10:00")..time("11:00")]', True),
        ('time("10:30") - time("09:00")', timedelta(minutes=90)),
        ('time("23:00") + duration("PT2H")', "01:00:00"),
        ('time("01:00") - duration("PT2H")', "23:00:00"),
        ('duration("PT1H") + time("10:00")', "11:00:00"),
        ('time("10:30") < time("10:30:00+05:30")', None),
        ('time("10:30") + time("10:30")', None),
        ('time("10:30") = "10:30"', None),
        ("time(25, 0, 0)", None),
    ],
)
def test_a_time_computes_as_feel_says(text: str, expected: Any) -> None:
    if text == "time(25, 0, 0)":
        value = compile_feel("time(h, 0, 0)").evaluate({"h": 25})
    else:
        value = compile_feel(text).evaluate({})

    assert value == expected


def test_the_time_of_a_moment_is_that_of_the_zone() -> None:
    moment = datetime(2026, 5, 1, 6, 30, tzinfo=UTC)

    assert compile_feel("time(m)").evaluate({"m": moment}, zone=KOLKATA) == "12:00:00"
    assert compile_feel("time(now())").evaluate({}, now=moment, zone=KOLKATA) == "12:00:00"


def test_a_cell_may_hold_times() -> None:
    rows = [('< time("06:00"), >= time("22:00")', "true"), ("-", "false")]
    night = compiled(table("FIRST", rows, inputs=("time(at)",)))

    assert [night.evaluate({"at": at})["y"] for at in ("05:59", "06:00", "22:00")] == [
        True,
        False,
        True,
    ]


def test_a_column_of_times_reads_what_forms_give() -> None:
    rows = [('[time("10:00")..time("18:00")[', '"day"'), ("-", '"night"')]
    made = compiled(table("FIRST", rows, inputs=("at",), types=("time",)))

    assert made.evaluate({"at": "10:00"}) == {"y": "day"}
    assert made.evaluate({"at": "18:00"}) == {"y": "night"}
    assert made.evaluate({"at": "soon"}) == {"y": "night"}
