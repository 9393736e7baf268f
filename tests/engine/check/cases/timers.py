"""Drawings for the rules about times."""

from tests.engine.check.toys import (
    WORKING_DAYS,
    Case,
    caught,
    drawn,
    one,
    properties,
    service,
    task,
    two_tasks,
    waiting_by_law,
)
from tests.engine.drawing import start, timer, user

CASES: list[Case] = [
    (
        "timer-without-time",
        one(caught("<bpmn:timerEventDefinition/>")),
        one(caught(timer("duration", "PT1H"))),
    ),
    ("timer-without-time", one(caught(timer("duration", " "))), one(caught(timer("date", "day")))),
    (
        "timer-with-two-times",
        one(
            caught(
                "<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration>"
                "<bpmn:timeCycle>R/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition>"
            )
        ),
        one(caught(timer("cycle", "R1/PT1H"))),
    ),
    (
        "timer-refused",
        one(caught(timer("duration", "P0.5Y"))),
        one(caught(timer("duration", "P6M"))),
    ),
    (
        "timer-refused",
        one(caught(timer("date", "2026-05-01T10:00"))),
        one(caught(timer("date", "2026-05-01T10:00+05:30"))),
    ),
    (
        "timer-refused",
        one(caught(timer("date", "after(day 'P2M')"))),
        one(caught(timer("date", "after(day, 'P2M')"))),
    ),
    (
        "timer-refused",
        one(caught(timer("cycle", "R0/PT1H"))),
        one(caught(timer("cycle", '"R3/P7D"'))),
    ),
    (
        "timer-start-not-fixed",
        drawn(start("s", timer("date", "day")), service(), flows="s -> x"),
        drawn(start("s", timer("cycle", "R/P1D")), service(), flows="s -> x"),
    ),
    ("due-date-missing", two_tasks("P1D", ""), two_tasks("P1D", "P2D")),
    ("due-date-missing", two_tasks("P1D", " "), two_tasks("", "")),
    ("due-date-refused", one(task(camunda__dueDate="P1X")), one(task(camunda__dueDate="P1D"))),
    (
        "due-date-refused",
        one(task(camunda__dueDate="${day}")),
        one(task(camunda__dueDate="after(day, 'PT20H')")),
    ),
    (
        "due-date-refused",
        one(task(camunda__dueDate="2026-99-01")),
        one(task(camunda__dueDate="2026-05-01")),
    ),
    (
        "working-time-by-law",
        one(user("x", properties(deadline="statutory"), **WORKING_DAYS)),
        one(user("x", properties(deadline="target"), **WORKING_DAYS)),
    ),
    (
        "working-time-by-law",
        one(waiting_by_law("working_hours('PT8H')")),
        one(waiting_by_law("after(now(), 'P2M')")),
    ),
]
