"""Events: what waits around a step or a scope stays, goes, or begins to wait."""

from datetime import timedelta
from typing import Any

from models import InstanceStatus
from tests.engine.drawing import (
    boundary,
    drawing,
    element,
    end,
    start,
    sub_process,
    timer,
    user,
)
from tests.engine.migration.cases import migrate, order, refusals, timers
from tests.engine.runtime import Portal

MESSAGE = element("message", "letter", name="letter")
LETTER = '<bpmn:messageEventDefinition messageRef="letter"/>'


def beside(
    event: str = "", *, on: str = "work", name: str = "ring", **more: Any
) -> dict[str, bytes]:
    """Two steps, the first or the second with an event on it."""
    ringing = [boundary(name, on, event, **more), user("rung"), end("e2")] if event else []
    return drawing(
        start("s"),
        user("work"),
        user("next"),
        *ringing,
        end("e"),
        flows="s -> work -> next -> e" + (f"; {name} -> rung -> e2" if event else ""),
        beside=MESSAGE,
    )


def reminded(text: str) -> dict[str, bytes]:
    """A step with reminders."""
    return beside(timer("cycle", text), interrupting=False)


def test_a_cycle_goes_on_as_it_began(portal: Portal) -> None:
    portal.deploy(reminded("R5/P7D"))
    case = portal.start()
    portal.pass_time(days=8)
    portal.deploy(reminded("R5/P2D"))

    migrate(portal)
    first = timers(portal, case)["ring"].due_at
    portal.pass_time(days=6)

    assert first == portal.now
    assert portal.open(case) == ["work", "rung", "rung"]
    assert timers(portal, case)["ring"].due_at == portal.now + timedelta(days=7)


def test_a_deadline_that_became_a_cycle_rings_when_it_would_have_and_again(portal: Portal) -> None:
    portal.deploy(beside(timer("duration", "P3D"), interrupting=False))
    case = portal.start()
    portal.deploy(reminded("R3/P1D"))

    migrate(portal)
    for days in (3, 1, 1, 5):
        portal.pass_time(days=days)

    assert portal.open(case) == ["work", "rung", "rung", "rung"]
    assert timers(portal, case) == {}


def test_a_reminder_that_has_rung_does_not_ring_again_after_the_move(portal: Portal) -> None:
    portal.deploy(beside(timer("duration", "P3D"), interrupting=False))
    case = portal.start()
    portal.pass_time(days=4)
    portal.deploy(beside(timer("duration", "P9D"), interrupting=False))

    migrate(portal)

    assert timers(portal, case) == {}
    assert portal.open(case) == ["work", "rung"]


def test_an_event_on_another_step_now_is_refused(portal: Portal) -> None:
    portal.deploy(beside(timer("duration", "P3D")))
    case = portal.start()
    portal.deploy(beside(timer("duration", "P3D"), on="next"))

    assert refusals(portal) == [("boundary-moved", "ring")]
    assert list(timers(portal, case)) == ["ring"]


def test_a_deadline_that_became_a_message_is_withdrawn_and_the_message_taken(
    portal: Portal,
) -> None:
    portal.deploy(beside(timer("duration", "P3D")))
    case = portal.start()
    portal.deploy(beside(LETTER))

    migrate(portal)
    portal.pass_time(days=9)
    before = portal.open(case)
    portal.send("letter")

    assert before == ["work"]
    assert portal.open(case) == ["rung"]


def test_a_step_mapped_to_another_takes_that_ones_deadline(portal: Portal) -> None:
    portal.deploy(beside(timer("duration", "P9D")))
    case = portal.start()
    portal.pass_time(days=1)
    portal.deploy(
        drawing(
            start("s"),
            user("next"),
            boundary("soon", "next", timer("duration", "P1D")),
            end("e"),
            end("e2"),
            flows="s -> next -> e; soon -> e2",
        )
    )

    migrate(portal, order(steps={"work": "next"}))

    assert portal.open(case) == ["next"]
    waiting = timers(portal, case)
    assert {name: job.due_at for name, job in waiting.items()} == {
        "soon": portal.now + timedelta(days=1)
    }


def test_a_new_deadline_without_a_time_in_this_case_is_refused(portal: Portal) -> None:
    portal.deploy(beside())
    case = portal.start()
    portal.deploy(beside(timer("date", "after(recorded_at, 'P2M')")))

    assert refusals(portal) == [("timer-unreadable", "ring")]
    assert portal.open(case) == ["work"]


def test_a_new_deadline_counts_from_a_day_of_the_case(portal: Portal) -> None:
    portal.deploy(beside())
    case = portal.start(recorded_at=portal.now.isoformat())
    portal.pass_time(days=20)
    portal.deploy(beside(timer("date", "after(recorded_at, 'P30D')")))

    migrate(portal)

    assert timers(portal, case)["ring"].due_at == portal.now + timedelta(days=10)


def either(*events: str, waits: str = "") -> dict[str, bytes]:
    """An event-based gateway before these events; a timer named by its days, or the letter."""
    drawn = [
        element(
            "intermediateCatchEvent",
            name,
            LETTER if name == "letter_came" else timer("duration", f"P{name[4:]}D"),
        )
        for name in events
    ]
    arrows = "; ".join(f"either -> {name} -> merge" for name in events)
    return drawing(
        start("s"),
        element("eventBasedGateway", "either"),
        *drawn,
        element("exclusiveGateway", "merge"),
        user("work"),
        end("e"),
        flows=f"s -> either; {arrows}; merge -> work -> e",
        beside=MESSAGE,
    )


def test_the_first_of_several_events_still_wins_after_the_move(portal: Portal) -> None:
    portal.deploy(either("day_2", "day_5", "letter_came"))
    case = portal.start()
    portal.deploy(either("day_2", "day_3", "letter_came"))

    migrate(portal)
    waiting = {name: job.due_at - portal.now for name, job in timers(portal, case).items()}
    portal.send("letter")

    assert waiting == {"day_2": timedelta(days=2), "day_3": timedelta(days=3)}
    assert portal.open(case) == ["work"]
    assert timers(portal, case) == {}


def test_an_alternative_that_went_and_came_back_ends_with_the_others(portal: Portal) -> None:
    portal.deploy(either("day_2", "day_5"))
    case = portal.start()
    portal.deploy(
        drawing(
            start("s"),
            element("intermediateCatchEvent", "day_2", timer("duration", "P2D")),
            user("work"),
            end("e"),
            flows="s -> day_2 -> work -> e",
        )
    )
    alone = migrate(portal)
    left = list(timers(portal, case))
    portal.deploy(either("day_2", "day_5"))

    again = migrate(portal, order(3, since=2))
    waiting = sorted(timers(portal, case))
    portal.pass_time(days=2)

    assert (alone.moved, left) == (1, ["day_2"])
    assert (again.moved, waiting) == (1, ["day_2", "day_5"])
    assert portal.open(case) == ["work"]
    assert timers(portal, case) == {}


def test_a_case_of_whose_events_none_is_left_stays(portal: Portal) -> None:
    portal.deploy(either("day_2", "day_5"))
    case = portal.start()
    portal.deploy(either("day_3", "day_4"))

    assert refusals(portal) == [("step-gone", "day_2"), ("step-gone", "day_5")]
    assert sorted(timers(portal, case)) == ["day_2", "day_5"]


def listening(days: int, *, name: str = "watch", interrupting: str = "false") -> dict[str, bytes]:
    """A step, and an event sub-process of the whole process."""
    watch = sub_process(
        name,
        start(f"{name}_due", timer("duration", f"P{days}D"), isInterrupting=interrupting),
        user("look"),
        end(f"{name}_end"),
        flows=f"{name}_due -> look -> {name}_end",
        triggeredByEvent="true",
    )
    return drawing(
        start("s"), user("work"), user("next"), watch, end("e"), flows="s -> work -> next -> e"
    )


def test_the_clock_of_an_event_sub_process_runs_on(portal: Portal) -> None:
    portal.deploy(listening(10))
    case = portal.start()
    portal.pass_time(days=4)
    portal.deploy(listening(20))

    migrate(portal)
    due = timers(portal, case)["watch_due"].due_at
    portal.pass_time(days=6)

    assert due == portal.now
    assert portal.open(case) == ["work", "look"]


def test_a_new_event_sub_process_listens_from_now(portal: Portal) -> None:
    portal.deploy(beside())
    case = portal.start(old="value")
    portal.do(case, "work", new="value")
    portal.deploy(listening(10, interrupting="true"))

    migrate(portal)
    portal.pass_time(days=10)

    assert portal.open(case) == ["look"]
    assert portal.variables(case) == {"old": "value", "new": "value"}
    portal.do(case, "look")
    assert portal.status(case) is InstanceStatus.COMPLETED


def test_an_event_sub_process_that_is_gone_listens_no_more(portal: Portal) -> None:
    portal.deploy(listening(10))
    case = portal.start()
    portal.deploy(beside())

    migrate(portal)

    assert timers(portal, case) == {}
    portal.do(case, "work")
    portal.do(case, "next")
    assert portal.status(case) is InstanceStatus.COMPLETED


def test_a_handler_at_work_goes_on_at_its_step(portal: Portal) -> None:
    portal.deploy(listening(10))
    case = portal.start()
    portal.pass_time(days=11)
    portal.deploy(listening(20))

    done = migrate(portal)
    for step in ("look", "work", "next"):
        portal.do(case, step)

    assert done.moved == 1
    assert portal.status(case) is InstanceStatus.COMPLETED
