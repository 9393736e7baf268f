"""What can begin a process, as the engine reads it from the drawing."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.elements import parse
from engine.elements.exceptions import ElementRefused
from engine.elements.iso_time import Cycle, Duration, add
from engine.elements.start_events import ProcessStart, start_events
from tests.engine.drawing import drawing, end, start, timer, user
from tests.engine.elements.event_toys import BESIDE, MESSAGE, SIGNAL, event_sub_process
from tests.engine.toy import INDIA, Toy

FILES = drawing(
    start("plain"),
    start("by_post", MESSAGE),
    start("by_alarm", SIGNAL),
    start("weekly", timer("cycle", "R/P7D")),
    user("u"),
    end("e"),
    event_sub_process(MESSAGE, interrupting=False),
    flows="plain -> u -> e; by_post -> u; by_alarm -> u; weekly -> u",
    beside=BESIDE,
)


def test_all_ways_to_begin_are_told_apart_and_event_sub_processes_are_none_of_them() -> None:
    spec, _ = parse(FILES, "toy")

    assert start_events(spec) == [
        ProcessStart("plain", "none"),
        ProcessStart("by_post", "message", name="post"),
        ProcessStart("by_alarm", "signal", name="alarm"),
        ProcessStart("weekly", "timer", time=Cycle(None, None, Duration(0, 7, 0))),
    ]


def test_an_instance_begun_by_one_waits_for_no_other() -> None:
    for start_event in (None, "by_post", "by_alarm", "weekly"):
        toy = Toy(FILES, start_event=start_event)

        assert toy.open == ["u"]
        assert [w.element_id for w in toy.workflow.waiting_events()] == ["esp_start"]


IN_FORCE = datetime(2026, 1, 31, 6, 0, tzinfo=INDIA)


def begun_by(kind: str, text: str) -> ProcessStart:
    files = drawing(start("s", timer(kind, text)), user("u"), end("e"), flows="s -> u -> e")
    (found,) = start_events(parse(files, "toy")[0])
    return found


@pytest.mark.parametrize(
    ("kind", "text", "after", "due"),
    [
        ("date", "2026-05-01T10:00:00+05:30", IN_FORCE, datetime(2026, 5, 1, 10, tzinfo=INDIA)),
        ("date", "2026-01-01T10:00:00+05:30", IN_FORCE, None),
        ("duration", "P1D", IN_FORCE, IN_FORCE + timedelta(days=1)),
        ("duration", "P1D", IN_FORCE + timedelta(days=1), None),
        ("cycle", "R/P1D", IN_FORCE, IN_FORCE + timedelta(days=1)),
        ("cycle", "R/P1D", IN_FORCE + timedelta(days=400, hours=1), IN_FORCE + timedelta(days=401)),
        ("cycle", "R3/P1D", IN_FORCE + timedelta(days=2), IN_FORCE + timedelta(days=3)),
        ("cycle", "R3/P1D", IN_FORCE + timedelta(days=3), None),
        ("cycle", "R/P1M", IN_FORCE, datetime(2026, 2, 28, 6, tzinfo=INDIA)),
        (
            "cycle",
            "R2/2026-03-01T06:00:00+05:30/P1M",
            IN_FORCE,
            datetime(2026, 3, 1, 6, tzinfo=INDIA),
        ),
        (
            "cycle",
            "R2/2026-03-01T06:00:00+05:30/P1M",
            datetime(2026, 4, 1, 6, tzinfo=INDIA),
            None,
        ),
    ],
)
def test_a_timer_begins_instances_at_its_times(
    kind: str, text: str, after: datetime, due: datetime | None
) -> None:
    found = begun_by(kind, text).due_after(after, in_force_at=IN_FORCE, zone=INDIA)

    assert found == due


@given(st.integers(0, 3), st.integers(0, 40), st.integers(60, 10**6), st.integers(-(10**6), 10**8))
def test_no_occurrence_of_a_cycle_is_skipped(
    months: int, days: int, seconds: int, passed: int
) -> None:
    period = Duration(months, days, seconds)
    moment = IN_FORCE + timedelta(seconds=passed)

    due = ProcessStart("s", "timer", time=Cycle(None, None, period)).due_after(
        moment, in_force_at=IN_FORCE, zone=INDIA
    )

    assert due is not None
    assert due > moment
    earlier = [add(IN_FORCE, period, zone=INDIA, times=n) for n in range(1, 40)]
    assert not [each for each in earlier if moment < each < due]


def test_a_process_cannot_begin_at_a_time_that_only_a_case_would_know() -> None:
    with pytest.raises(ElementRefused):
        begun_by("duration", "length")
