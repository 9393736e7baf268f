"""Timers as rows: fired once, in order, caught up after an outage, withdrawn with their task."""

from datetime import timedelta

from engine import history
from models import EventKind, InstanceStatus, JobKind, JobStatus
from tests.engine.drawing import boundary, drawing, end, script, start, timer, user
from tests.engine.runtime import Portal

WITH_REMINDERS = drawing(
    start("s"),
    user("work"),
    boundary("remind", "work", timer("cycle", "R3/P1D"), interrupting=False),
    script("count", "reminders = get('reminders', 0) + 1"),
    boundary("late", "work", timer("duration", "P10D")),
    user("explain"),
    end("e"),
    end("e2"),
    end("e3"),
    flows="s -> work -> e; remind -> count -> e2; late -> explain -> e3",
)


def fired(portal: Portal, case: str) -> list[str | None]:
    with portal.sessions() as session:
        return [
            e.element_id for e in history.timeline(session, case) if e.kind is EventKind.TIMER_FIRED
        ]


def test_a_waiting_timer_is_a_row_with_its_due_time(portal: Portal) -> None:
    portal.deploy(WITH_REMINDERS)

    case = portal.start()

    waiting = {job.element_id: job for job in portal.waiting(case)}
    assert waiting.keys() == {"remind", "late"}
    assert waiting["late"].kind is JobKind.TIMER
    assert waiting["late"].due_at == portal.now + timedelta(days=10)


def test_a_timer_fires_once_when_it_is_due(portal: Portal) -> None:
    portal.deploy(WITH_REMINDERS)
    case = portal.start()

    assert portal.pass_time(hours=23) == 0
    assert portal.pass_time(hours=1) == 1
    assert portal.work() == 0

    assert fired(portal, case) == ["remind"]
    assert portal.open(case) == ["work"]


def test_several_cycles_are_caught_up_in_order_after_an_outage(portal: Portal) -> None:
    portal.deploy(WITH_REMINDERS)
    case = portal.start()

    portal.pass_time(days=30)

    assert fired(portal, case) == ["remind", "remind", "remind", "late"]
    assert portal.open(case) == ["explain"]
    assert portal.waiting(case) == []


def test_a_timer_is_withdrawn_with_its_task(portal: Portal) -> None:
    portal.deploy(WITH_REMINDERS)
    case = portal.start()

    portal.do(case, "work")

    assert portal.status(case) is InstanceStatus.COMPLETED
    assert {job.status for job in portal.jobs(case)} == {JobStatus.CANCELLED}
    assert portal.pass_time(days=30) == 0
    assert fired(portal, case) == []


def test_what_a_timer_starts_counts_from_the_moment_it_is_done(portal: Portal) -> None:
    portal.deploy(
        drawing(
            start("s"),
            user("work"),
            boundary("late", "work", timer("duration", "P1D")),
            user("explain", camunda__dueDate="P2D"),
            end("e"),
            end("e2"),
            flows="s -> work -> e; late -> explain -> e2",
        )
    )
    case = portal.start()

    portal.pass_time(days=3)

    assert portal.task(case, "explain").due_at == portal.now + timedelta(days=2)
