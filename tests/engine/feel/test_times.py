"""Times of a day in FEEL: written, compared, reckoned with, read from forms."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.expressions import ExpressionFailed
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


@pytest.mark.parametrize(
    "text",
    [
        'date and time("2024-01-01T10:00:00")',
        'date and time("2024-01-01T04:30:00Z")',
        '@"2024-01-01T10:00:00"',
        "date and time(written)",
        'date and time(date("2024-01-01"), time("10:00"))',
        'date and time(@"2023-12-31T20:00:00Z", time("10:00"))',
        'date and time(date("2024-01-01"), time("04:30:00Z"))',
        'date and time(day, @"10:00:00")',
    ],
)
def test_a_moment_without_an_offset_is_the_hour_of_the_zone(text: str) -> None:
    variables = {"written": "2024-01-01T10:00:00", "day": date(2024, 1, 1)}

    moment = compile_feel(text).evaluate(variables, zone=KOLKATA)

    assert moment == datetime(2024, 1, 1, 4, 30, tzinfo=UTC)


def test_the_same_text_is_another_moment_in_another_zone() -> None:
    text = compile_feel('[date and time("2024-01-01T10:00"), time("10:00")][1]')

    assert text.evaluate({}, zone=UTC) - text.evaluate({}, zone=KOLKATA) == timedelta(
        hours=5, minutes=30
    )


@pytest.mark.parametrize(
    "text", ["date and time(1, time)", "date and time(day, day)", 'date and time("soon", n)']
)
def test_a_moment_of_what_is_no_day_and_time_is_null(text: str) -> None:
    assert compile_feel(text).evaluate({"day": date(2024, 1, 1)}, zone=KOLKATA) is None


def test_a_moment_without_an_offset_fails_where_no_zone_is_known() -> None:
    with pytest.raises(ExpressionFailed, match="no time zone is known"):
        compile_feel('date and time("2024-01-01T10:00:00")').evaluate({})


def test_a_cell_may_hold_moments_of_the_zone() -> None:
    rows = [
        ('< date and time("2024-07-01T00:00:00")', '"old"'),
        ('>= date and time(date("2024-07-01"), time(0, 0, 0))', '"new"'),
    ]
    made = compiled(table("UNIQUE", rows, inputs=("at",), types=("dateTime",)))

    laws = [
        made.evaluate({"at": at}, zone=KOLKATA)["y"]
        for at in ("2024-06-30T18:29:59Z", "2024-06-30T18:30:00Z", "2024-07-01T00:00:00")
    ]

    assert laws == ["old", "new", "new"]
