"""Simulations of toy drawings, whose queues are known from books."""

from statistics import fmean, stdev

import pytest

from processes.simulation import Result, Stopped
from processes.simulation.durations import Duration
from processes.simulation.setting import Observed
from tests.engine.drawing import drawing, element, end, exclusive, user
from tests.processes.scripted.toys import FILES as ENTRY
from tests.processes.scripted.toys import owner
from tests.processes.simulation.toys import INTERRUPTED, simulated

#: Student's t for five batches, at 95 percent.
_T4 = 2.776


def _figures(result: Result) -> dict[str, object]:
    """Everything found but what it cost."""
    found = result.as_json()
    return {key: value for key, value in found.items() if key not in ("wall_s", "cpu_s")}


def test_the_same_seed_gives_the_same_result_and_another_seed_another() -> None:
    work = {"median": "PT2H", "p90": "PT9H"}

    first, again, other = (simulated(work=work, seed=seed) for seed in (7, 7, 8))

    assert _figures(first) == _figures(again)
    assert first.notes.steps["stamp_form"].works_s != other.notes.steps["stamp_form"].works_s


def test_the_result_does_not_depend_on_the_number_of_processes() -> None:
    police = {"states": 3, "districts": 1, "circles": 1, "stations": 2}

    alone = simulated(police=police, processes=1)
    beside = simulated(police=police, processes=2)

    assert _figures(alone) == _figures(beside)
    assert alone.notes.steps["stamp_form"].waits_s == beside.notes.steps["stamp_form"].waits_s


def test_a_single_desk_waits_as_long_as_queueing_theory_says() -> None:
    # one person, an hour each, one arrival in 1.5 hours: M/D/1 at two thirds load
    days, load = 30, 2 / 3
    expected_s = 3600 * load / (2 * (1 - load))

    waits = [
        fmean(
            simulated(cases=round(days * 24 * load), days=days, seed=seed)
            .notes.steps["stamp_form"]
            .waits_s
        )
        for seed in range(5)
    ]

    half = _T4 * stdev(waits) / len(waits) ** 0.5
    assert fmean(waits) - half <= expected_s <= fmean(waits) + half
    assert half < expected_s / 2


def test_with_more_staff_nobody_waits_longer() -> None:
    few, more = (
        simulated(cases=100, days=10, staff=staff, work={"median": "PT3H"}) for staff in (2, 3)
    )

    pairs = zip(
        sorted(few.notes.steps["stamp_form"].waits_s, reverse=True),
        sorted(more.notes.steps["stamp_form"].waits_s, reverse=True),
        strict=False,
    )

    assert all(longer >= shorter for longer, shorter in pairs)
    assert sum(few.notes.steps["stamp_form"].waits_s) > sum(more.notes.steps["stamp_form"].waits_s)


def test_a_role_is_as_busy_as_its_work_makes_it() -> None:
    result = simulated(cases=48, days=10, work={"median": "PT2H"})

    assert result.busy_share("sho") == pytest.approx(48 * 2 / (10 * 24), abs=0.02)
    assert result.notes.loads["sho"].persons == 1


def test_only_cases_whose_limit_has_come_are_judged() -> None:
    result = simulated(cases=40, days=90)

    begun_in_time = sum(1 for each in result.notes.verdicts.values() if each != "not_yet")
    assert result.judged == begun_in_time
    assert 0 < result.judged < 40
    assert result.judged + result.not_yet == 40
    assert result.share is not None
    assert result.share.value == 1.0
    assert result.share.low < 1.0


def test_what_nobody_does_ends_by_its_timer() -> None:
    result = simulated(cases=10, days=200, work={"median": "PT1H", "p90": "PT1H", "never": 1})

    assert result.notes.steps["stamp_form"].works_s == []
    assert result.notes.steps["stamp_form"].cancelled == result.notes.ended > 0


def test_escalations_are_counted_by_what_and_before_whom() -> None:
    steps = {"write_entry": {"work": {"median": "P2D"}}}

    result = simulated(ENTRY, cases=5, days=60, steps=steps)

    assert result.notes.escalations[("entry_late", "superintendent")] == 5


def test_times_come_from_history_where_there_is_some() -> None:
    observed = Observed(works={"stamp_form": Duration(60.0, 60.0)}, samples={"stamp_form": 31})

    result = simulated(observed=observed)

    assert set(result.notes.steps["stamp_form"].works_s) == {60.0}
    assert result.source("stamp_form") == "history"


def test_progress_is_told_and_may_stop_everything() -> None:
    def stop(share: float) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        simulated(cases=200, progress=stop)


RECALLED = {"recalled": {"share": 1, "by": "outside", "after": {"median": "P2D"}}}


def test_what_is_said_in_between_reaches_the_cases_that_wait_for_it() -> None:
    slow = {"median": "P9D"}

    result = simulated(INTERRUPTED, cases=10, days=30, work=slow, staff=10, messages=RECALLED)

    begun_in_time = result.notes.sent["recalled"]
    assert 5 <= begun_in_time <= 10
    assert result.notes.steps["stamp_form"].cancelled == begun_in_time
    assert result.as_json()["messages"] == [
        {"name": "recalled", "sent": begun_in_time, "unsent": 0}
    ]


def test_what_comes_too_late_is_counted_and_changes_nothing() -> None:
    result = simulated(INTERRUPTED, cases=10, days=30, staff=10, messages=RECALLED)

    assert result.notes.sent["recalled"] == 0
    assert result.notes.unsent["recalled"] > 0
    assert result.notes.steps["stamp_form"].cancelled == 0
    assert result.notes.stuck == []


def test_a_message_is_said_of_as_many_cases_as_its_share() -> None:
    rare = {"recalled": {**RECALLED["recalled"], "share": 0.2}}

    result = simulated(INTERRUPTED, cases=200, days=60, staff=50, messages=rare)

    said = result.notes.sent["recalled"] + result.notes.unsent["recalled"]
    assert 20 <= said <= 60


def test_a_case_begins_by_a_message_with_what_comes_without_a_form() -> None:
    called = drawing(
        element("startEvent", "called", '<bpmn:messageEventDefinition messageRef="bell"/>'),
        exclusive("is_it_grave", default="is_it_grave_to_passed"),
        user("see_to_it", owner("sho", "station"), name="See to it"),
        end("seen_to"),
        end("passed"),
        flows="called -> is_it_grave -> passed; is_it_grave -> see_to_it: grave; "
        "see_to_it -> seen_to",
        beside='<bpmn:message id="bell" name="bell"/>',
    )
    weighed = [{"weight": 1, "with": {"grave": True}}, {"weight": 3, "with": {"grave": False}}]

    result = simulated(called, cases=100, days=50, staff=50, started_by="bell", start=weighed)

    assert result.notes.stuck == []
    assert result.notes.ended == 100
    assert 10 <= len(result.notes.steps["see_to_it"].works_s) <= 45
