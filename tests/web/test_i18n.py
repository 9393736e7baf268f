"""How days, times of day and spans are said in both languages."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from web.i18n import say_day, say_hour, say_moment, say_span


@pytest.mark.parametrize(("language", "said"), [("hi", "21 नवंबर 2026"), ("en", "21 November 2026")])
def test_a_day_is_said_as_people_write_it(app: Flask, language: str, said: str) -> None:
    with app.test_request_context(f"/?lang={language}"):
        assert say_day(date(2026, 11, 21)) == said


def test_a_moment_late_in_utc_is_already_tomorrow_in_india(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        assert say_day(datetime(2026, 11, 20, 20, 0, tzinfo=UTC)) == "21 November 2026"


@pytest.mark.parametrize(
    ("language", "utc_hour", "said"),
    [
        ("hi", 0, "सुबह 5:30 बजे"),
        ("hi", 6, "सुबह 11:30 बजे"),
        ("hi", 7, "दोपहर 12:30 बजे"),
        ("hi", 11, "शाम 4:30 बजे"),
        ("hi", 15, "रात 8:30 बजे"),
        ("hi", 19, "रात 12:30 बजे"),
        ("hi", 23, "सुबह 4:30 बजे"),
        ("en", 0, "5:30 in the morning"),
        ("en", 7, "12:30 in the afternoon"),
        ("en", 11, "4:30 in the afternoon"),
        ("en", 12, "5:30 in the evening"),
        ("en", 15, "8:30 in the evening"),
        ("en", 16, "9:30 at night"),
        ("en", 23, "4:30 at night"),
    ],
)
def test_the_hour_is_said_in_twelve_hours_with_its_part_of_the_day(
    app: Flask, language: str, utc_hour: int, said: str
) -> None:
    with app.test_request_context(f"/?lang={language}"):
        assert say_hour(datetime(2026, 11, 21, utc_hour, 0, tzinfo=UTC)) == said


def test_day_and_hour_together(app: Flask) -> None:
    with app.test_request_context("/?lang=hi"):
        said = say_moment(datetime(2026, 11, 21, 12, 0, tzinfo=UTC))

    assert said == "21 नवंबर 2026, शाम 5:30 बजे"


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(minutes=-3), "0 minutes"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(minutes=60), "1 hour"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(hours=48), "2 days"),
        (timedelta(days=61), "61 days"),
    ],
)
def test_a_span_is_said_in_its_largest_fitting_unit(app: Flask, span: timedelta, said: str) -> None:
    with app.test_request_context("/?lang=en"):
        assert say_span(span) == said
