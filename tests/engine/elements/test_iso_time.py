"""ISO 8601 texts of timers, and their meaning on the calendar of Asia/Kolkata."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition

from engine.elements.iso_time import (
    Cycle,
    Duration,
    NotATime,
    add,
    after,
    moment_of,
    parse_cycle,
    parse_duration,
    parse_moment,
)

INDIA = ZoneInfo("Asia/Kolkata")
NEW_YORK = ZoneInfo("America/New_York")

moments = st.datetimes(
    min_value=datetime(1990, 1, 1),  # noqa: DTZ001 - hypothesis wants these without a zone
    max_value=datetime(2090, 1, 1),  # noqa: DTZ001
    timezones=st.just(INDIA),
)
durations = st.builds(
    Duration,
    months=st.integers(0, 600),
    days=st.integers(0, 4000),
    seconds=st.integers(0, 10**7),
)


@pytest.mark.parametrize(
    ("text", "months", "days", "seconds"),
    [
        ("PT20H", 0, 0, 72000),
        ("P2M", 2, 0, 0),
        ("P1Y2M3DT4H5M6S", 14, 3, 14706),
        ("P2W", 0, 14, 0),
        (" P7D ", 0, 7, 0),
        ("PT90M", 0, 0, 5400),
    ],
)
def test_a_duration_is_read_in_its_three_units(text: str, months: int, days: int, seconds: int):
    assert parse_duration(text) == Duration(months, days, seconds)


@pytest.mark.parametrize(
    "text",
    [
        "-PT1H",
        "PT-1H",
        "P-1D",
        "P0.5Y",
        "P1.5D",
        "PT1,5H",
        "P",
        "PT",
        "P1DT",
        "PT0S",
        "P0D",
        "P1H",
        "P1W2D",
        "p3d",
        "1D",
        "P1D2M",
        "PT1S1M",
        "P999999999999Y",
        "P102Y",
        "P١D",
        "20H",
        "PT20",
        "P2M/P1D",
        "",
        "P 2M",
        "P2M\nP1D",
    ],
)
def test_a_duration_that_is_not_positive_and_whole_is_refused(text: str):
    with pytest.raises(NotATime):
        parse_duration(text)


def test_the_library_lets_half_a_year_through_and_takes_it_for_six_calendar_months():
    parsed = TimerEventDefinition.parse_iso_duration("P0.5Y")

    assert parsed == {"years": 0.5}
    with pytest.raises(NotATime):
        parse_duration("P0.5Y")


def test_two_months_from_december_end_in_february_where_the_library_says_march():
    recorded_at = datetime(2025, 12, 31, 10, tzinfo=INDIA)

    ours = after(recorded_at, "P2M", zone=INDIA)
    theirs = recorded_at + TimerEventDefinition.get_timedelta_from_start({"months": 2}, recorded_at)

    assert ours == datetime(2026, 2, 28, 10, tzinfo=INDIA)
    assert theirs == datetime(2026, 3, 3, 10, tzinfo=INDIA)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
    ],
)
def test_a_month_without_that_day_ends_on_its_last(start: date, months: int, end: date):
    begin = moment_of(start, zone=INDIA)

    assert add(begin, Duration(months, 0, 0), zone=INDIA).date() == end


def test_a_month_is_counted_where_the_law_counts_and_not_in_utc():
    just_after_midnight_in_india = datetime(2026, 1, 30, 19, 0, tzinfo=UTC)

    due = add(just_after_midnight_in_india, Duration(1, 0, 0), zone=INDIA)

    assert due == datetime(2026, 2, 28, 0, 30, tzinfo=INDIA)


def test_a_day_keeps_the_hour_of_the_clock_over_a_change_to_summer_time():
    day_before = datetime(2026, 3, 7, 12, tzinfo=NEW_YORK)

    by_the_calendar = add(day_before, Duration(0, 1, 0), zone=NEW_YORK)
    by_the_clock = add(day_before, Duration(0, 0, 86400), zone=NEW_YORK)

    assert by_the_calendar.hour == 12
    assert by_the_clock.hour == 13


@given(moments, st.integers(1, 600), st.integers(1, 60))
def test_occurrences_of_a_monthly_cycle_never_drift(start: datetime, months: int, times: int):
    if start.year * 12 + months * times > 9990 * 12:
        return

    due = add(start, Duration(months, 0, 0), zone=INDIA, times=times)

    total = start.year * 12 + start.month - 1 + months * times
    assert (due.year, due.month) == (total // 12, total % 12 + 1)
    assert due.day == min(start.day, monthrange(due.year, due.month)[1])
    assert due.time() == start.time()


@given(moments, durations)
def test_the_end_comes_after_the_beginning_and_later_starts_end_no_earlier(
    start: datetime, duration: Duration
):
    if duration == Duration(0, 0, 0):
        return

    due = add(start, duration, zone=INDIA)

    assert due > start
    assert add(start + timedelta(days=1), duration, zone=INDIA) >= due


@given(moments, st.integers(1, 4000), st.integers(0, 10**7))
def test_days_and_seconds_are_exact_where_there_is_no_summer_time(
    start: datetime, days: int, seconds: int
):
    due = add(start, Duration(0, days, seconds), zone=INDIA)

    assert due - start == timedelta(days=days, seconds=seconds)


@given(st.integers(0, 8), st.integers(0, 11), st.integers(0, 300), st.integers(0, 23))
def test_a_duration_written_out_is_read_back(years: int, months: int, days: int, hours: int):
    if not any((years, months, days, hours)):
        return
    text = f"P{years}Y{months}M{days}D" + (f"T{hours}H" if hours else "")

    assert parse_duration(text) == Duration(years * 12 + months, days, hours * 3600)


@given(st.text(max_size=30))
def test_no_text_at_all_gives_anything_but_a_time_or_a_refusal(text: str):
    for read in (parse_duration, parse_moment, parse_cycle):
        try:
            found: object = read(text)
        except NotATime:
            found = None

        assert found is None or isinstance(found, Duration | datetime | Cycle)


def test_a_refusal_does_not_repeat_the_text_which_may_be_personal():
    for read in (parse_duration, parse_moment, parse_cycle):
        with pytest.raises(NotATime) as refusal:
            read("Kamla, 9876543210")

        assert "Kamla" not in str(refusal.value)


def test_a_date_with_an_offset_is_a_moment():
    same = datetime(2026, 5, 1, 4, 30, tzinfo=UTC)

    assert parse_moment("2026-05-01T10:00:00+05:30") == same
    assert parse_moment("2026-05-01T10:00+05:30") == same
    assert parse_moment("2026-05-01T04:30:00Z") == same
    assert parse_moment("2026-05-01T04:30:00.000Z") == same


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-01T10:00:00",
        "2026-05-01",
        "2026-02-30T10:00:00Z",
        "2026-W05-1",
        "20260501T100000Z",
        "2026-05-01 10:00:00Z",
        "PT5M",
        "",
    ],
)
def test_a_date_that_names_no_moment_is_refused(text: str):
    with pytest.raises(NotATime):
        parse_moment(text)


def test_a_date_of_the_record_may_be_a_moment_a_day_or_either_as_text():
    morning = datetime(2026, 5, 1, 10, tzinfo=INDIA)
    midnight = datetime(2026, 5, 1, tzinfo=INDIA)

    assert moment_of(morning, zone=INDIA) == morning
    assert moment_of(morning.isoformat(), zone=INDIA) == morning
    assert moment_of(date(2026, 5, 1), zone=INDIA) == midnight
    assert moment_of("2026-05-01", zone=INDIA) == midnight
    assert after("2026-05-01", "P2M", zone=INDIA) == datetime(2026, 7, 1, tzinfo=INDIA)


@pytest.mark.parametrize(
    "value",
    [
        datetime(2026, 5, 1),  # noqa: DTZ001 - this is what must be refused
        "2026-05-01T10:00:00",
        5,
        None,
        True,
        [],
        "2026-13-01",
    ],
)
def test_a_value_that_is_no_moment_is_refused(value: object):
    with pytest.raises(NotATime):
        moment_of(value, zone=INDIA)


def test_a_repetition_has_a_count_a_start_and_a_period():
    start = datetime(2026, 5, 1, 10, tzinfo=INDIA)

    assert parse_cycle("R3/P7D") == Cycle(3, None, Duration(0, 7, 0))
    assert parse_cycle("R/PT12H") == Cycle(None, None, Duration(0, 0, 43200))
    assert parse_cycle(f"R5/{start.isoformat()}/P1M") == Cycle(5, start, Duration(1, 0, 0))


@pytest.mark.parametrize(
    "text",
    [
        "R0/PT1H",
        "R-1/PT1H",
        "R/PT0S",
        "R/PT59S",
        "R3/-P1D",
        "R999999/P1D",
        "R2/P1M/2026-03-31T00:00:00Z",
        "R3/2026-01-01T00:00:00/P1D",
        "R3/2026-01-01/2026-01-02",
        "0 0 * * *",
        "3/P7D",
        "R3",
        "",
    ],
)
def test_a_repetition_that_never_ends_up_anywhere_is_refused(text: str):
    with pytest.raises(NotATime):
        parse_cycle(text)


def test_a_timer_beyond_the_calendar_is_refused_not_an_overflow():
    with pytest.raises(NotATime):
        add(datetime(9999, 1, 1, tzinfo=INDIA), Duration(24, 0, 0), zone=INDIA)
    with pytest.raises(NotATime):
        add(datetime(9999, 12, 31, 23, tzinfo=INDIA), Duration(0, 5, 0), zone=INDIA)
