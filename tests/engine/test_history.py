"""History: every step of a case in its order, with who did it."""

from engine import history
from models import EventKind
from tests.engine.drawing import boundary, drawing, end, exclusive, script, start, timer, user
from tests.engine.runtime import Portal

CASE = drawing(
    start("s"),
    user("work"),
    boundary("remind", "work", timer("duration", "PT1H"), interrupting=False),
    script("count", "reminders = 1"),
    exclusive("enough", default="enough_to_e"),
    user("more"),
    end("e"),
    end("e2"),
    flows="s -> work -> enough -> e; enough -> more: False; more -> e; remind -> count -> e2",
)


def told(portal: Portal, case: str) -> list[tuple[EventKind, str | None]]:
    with portal.sessions() as session:
        return [(e.kind, e.element_id) for e in history.timeline(session, case)]


def test_the_timeline_tells_everything_in_order(portal: Portal) -> None:
    portal.deploy(CASE)
    case = portal.start()
    portal.pass_time(hours=1)

    portal.do(case, "work", officer="asha")

    assert told(portal, case) == [
        (EventKind.STARTED, None),
        (EventKind.ELEMENT_DONE, "s"),
        (EventKind.TASK_OPENED, "work"),
        (EventKind.TIMER_FIRED, "remind"),
        (EventKind.ELEMENT_DONE, "count"),
        (EventKind.ELEMENT_DONE, "e2"),
        (EventKind.TASK_COMPLETED, "work"),
        (EventKind.ELEMENT_DONE, "enough"),
        (EventKind.ELEMENT_DONE, "e"),
        (EventKind.ENDED, None),
    ]


def test_the_timeline_names_the_officer_and_the_moment(portal: Portal) -> None:
    portal.deploy(CASE)
    case = portal.start()
    portal.pass_time(minutes=10)

    portal.do(case, "work", officer="asha")

    with portal.sessions() as session:
        events = history.timeline(session, case)
    done = next(e for e in events if e.kind is EventKind.TASK_COMPLETED)
    assert (done.officer_id, done.at) == ("asha", portal.now)
    assert events[0].officer_id is None


def test_a_task_that_is_taken_away_is_cancelled_in_the_timeline(portal: Portal) -> None:
    portal.deploy(
        drawing(
            start("s"),
            user("work"),
            boundary("late", "work", timer("duration", "PT1H")),
            user("explain"),
            end("e"),
            end("e2"),
            flows="s -> work -> e; late -> explain -> e2",
        )
    )
    case = portal.start()

    portal.pass_time(hours=1)

    assert (EventKind.TASK_CANCELLED, "work") in told(portal, case)
    assert (EventKind.TASK_OPENED, "explain") in told(portal, case)
