"""Working days and hours: weekends, holidays and closing time, on the calendar of the place."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session, sessionmaker

from engine.elements.iso_time import NotATime
from engine.expressions import ExpressionFailed, ExpressionRefused, compile_expression
from engine.registry import WEEKDAYS
from engine.working_time import WorkCalendar, working_days_after, working_hours_after
from tests.engine.drawing import drawing, end, start, timer, user
from tests.engine.drawing import element as drawn
from tests.engine.runtime import Portal, registry_of

INDIA = ZoneInfo("Asia/Kolkata")
#: A Monday; the Friday before it is a holiday.
MONDAY = datetime(2026, 10, 5, 9, 30, tzinfo=INDIA)
HOLIDAY = date(2026, 10, 2)
OFFICE = WorkCalendar(
    works_on=lambda day: day.isoweekday() <= 5 and day != HOLIDAY, opens=time(10), closes=time(18)
)


def india(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=INDIA)


@pytest.mark.parametrize(
    ("moment", "count", "ends"),
    [
        ("2026-10-05T09:30", 1, "2026-10-06T18:00"),
        ("2026-10-05T23:59", 1, "2026-10-06T18:00"),
        ("2026-10-05T09:30", 4, "2026-10-09T18:00"),
        ("2026-10-05T09:30", 5, "2026-10-12T18:00"),  # over a weekend
        ("2026-10-01T12:00", 1, "2026-10-05T18:00"),  # over a holiday and a weekend
        ("2026-10-03T12:00", 1, "2026-10-05T18:00"),  # from a Saturday
    ],
)
def test_working_days_end_when_the_office_closes(moment: str, count: int, ends: str) -> None:
    assert working_days_after(india(moment), count, OFFICE, zone=INDIA) == india(ends)


@pytest.mark.parametrize(
    ("moment", "hours", "ends"),
    [
        ("2026-10-05T10:00", 2, "2026-10-05T12:00"),
        ("2026-10-05T08:00", 2, "2026-10-05T12:00"),  # before it opens
        ("2026-10-05T10:00", 8, "2026-10-05T18:00"),
        ("2026-10-05T17:00", 2, "2026-10-06T11:00"),  # over a night
        ("2026-10-05T19:00", 2, "2026-10-06T12:00"),  # after it has closed
        ("2026-10-01T17:30", 1, "2026-10-05T10:30"),  # over a holiday and a weekend
        ("2026-10-04T12:00", 16, "2026-10-06T18:00"),
    ],
)
def test_working_hours_pass_only_while_the_office_is_open(
    moment: str, hours: int, ends: str
) -> None:
    counted = working_hours_after(india(moment), hours * 3600, OFFICE, zone=INDIA)

    assert counted == india(ends)


def test_the_day_is_that_of_the_zone() -> None:
    monday_in_india = datetime(2026, 10, 4, 18, 31, tzinfo=UTC)

    assert working_days_after(monday_in_india, 1, OFFICE, zone=INDIA) == india("2026-10-06T18:00")


@pytest.mark.parametrize("count", [0, -1, 1_001])
def test_only_a_sensible_number_of_days_is_counted(count: int) -> None:
    with pytest.raises(NotATime):
        working_days_after(MONDAY, count, OFFICE, zone=INDIA)


@pytest.mark.parametrize(
    "count",
    [
        lambda never: working_days_after(MONDAY, 1, never, zone=INDIA),
        lambda never: working_hours_after(MONDAY, 60, never, zone=INDIA),
        lambda never: working_days_after(
            datetime(9999, 12, 31, tzinfo=INDIA), 1, OFFICE, zone=INDIA
        ),
        lambda never: working_hours_after(MONDAY, 10**9, OFFICE, zone=INDIA),
    ],
)
def test_a_calendar_without_end_is_no_time(count: Callable[[WorkCalendar], Any]) -> None:
    never = replace(OFFICE, works_on=lambda day: False)

    with pytest.raises(NotATime):
        count(never)


# --- in expressions


def value_of(text: str, **variables: Any) -> Any:
    return compile_expression(text).evaluate(
        variables, now=MONDAY, zone=INDIA, calendar=lambda: OFFICE
    )


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("working_days(3)", "2026-10-08T18:00"),
        ('working_days(1, "2026-10-01")', "2026-10-05T18:00"),
        ("working_days(n, told_at)", "2026-10-12T18:00"),
        ('working_hours("PT8H")', "2026-10-05T18:00"),
        ('working_hours("PT90M", told_at)', "2026-10-09T11:30"),
    ],
)
def test_an_expression_counts_working_time(text: str, ends: str) -> None:
    assert value_of(text, n=2, told_at="2026-10-08T23:00:00+05:30") == india(ends)


@pytest.mark.parametrize(
    "text",
    [
        "working_days(0)",
        "working_days(1.5)",
        "working_days(True)",
        'working_days("3")',
        "working_days(10 ** 9)",
        'working_days(1, "soon")',
        'working_hours("P1D")',
        'working_hours("P1M")',
        "working_hours(8)",
        'working_hours("PT80000H")',
    ],
)
def test_what_is_no_working_time_fails(text: str) -> None:
    with pytest.raises(ExpressionFailed):
        value_of(text)


def test_a_wrong_length_that_is_written_out_is_refused() -> None:
    with pytest.raises(ExpressionRefused):
        compile_expression('working_hours("8 hours")')


def test_without_a_calendar_no_working_time_is_known() -> None:
    with pytest.raises(ExpressionFailed) as failure:
        compile_expression("working_days(1)").evaluate({}, now=MONDAY, zone=INDIA)

    assert "calendar" in str(failure.value)


def test_an_expression_knows_the_functions_it_calls() -> None:
    assert compile_expression("working_days(len(rows), now())").calls == {
        "working_days",
        "len",
        "now",
    }


# --- in drawings


def test_a_due_date_and_a_timer_go_by_the_calendar_of_the_case(
    sessions: sessionmaker[Session],
) -> None:
    asked: list[str | None] = []

    def calendar_of(session: Session, unit_id: str | None) -> WorkCalendar:
        asked.append(unit_id)
        return OFFICE

    registry = replace(registry_of(), calendar_of=calendar_of)
    portal = Portal(sessions, MONDAY.astimezone(UTC), registry)
    portal.deploy(
        drawing(
            start("s"),
            user("answer", camunda__dueDate="working_days(2)"),
            drawn("intermediateCatchEvent", "wait", timer("date", "working_hours('PT12H')")),
            user("after"),
            end("e"),
            flows="s -> answer -> wait -> after -> e",
        )
    )

    instance_id = portal.start()
    due_at = portal.task(instance_id, "answer").due_at
    portal.do(instance_id, "answer")
    (waiting,) = portal.waiting(instance_id)
    portal.pass_time(days=1, hours=5)

    assert due_at == india("2026-10-07T18:00")
    assert waiting.due_at == india("2026-10-06T14:00")
    assert portal.open(instance_id) == ["after"]
    assert set(asked) == {None}


def test_a_step_without_a_program_sets_a_day_by_the_same_calendar(
    sessions: sessionmaker[Session],
) -> None:
    registry = replace(registry_of(), calendar_of=lambda session, unit_id: OFFICE)
    portal = Portal(sessions, MONDAY.astimezone(UTC), registry)
    portal.deploy(
        drawing(
            start("s"),
            drawn(
                "serviceTask",
                "promise",
                "<bpmn:extensionElements><camunda:properties><camunda:property "
                'name="set_promised_on" value="str(date(working_days(1)))"/>'
                "</camunda:properties></bpmn:extensionElements>",
                camunda__type="external",
                camunda__topic="set_variables",
            ),
            user("answer"),
            end("e"),
            flows="s -> promise -> answer -> e",
        )
    )

    instance_id = portal.start()

    assert portal.variables(instance_id) == {"promised_on": "2026-10-06"}


def test_an_installation_without_calendars_works_on_weekdays() -> None:
    assert [WEEKDAYS.works_on(date(2026, 10, 5 + n)) for n in range(7)] == [
        *([True] * 5),
        False,
        False,
    ]
