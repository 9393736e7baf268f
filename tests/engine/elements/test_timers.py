"""Timers: what may be written, when they are due, what they cost while they wait."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.util.task import TaskState

from engine.elements.exceptions import ElementRefused, TimerFailed
from tests.engine.drawing import boundary, drawing, end, parallel, start, timer, user
from tests.engine.elements.event_toys import catch, due_times, wait
from tests.engine.toy import INDIA, PlainToy, Toy

Run = Callable[..., Toy]

LAST_OF_JANUARY = datetime(2026, 1, 31, 9, 0, tzinfo=INDIA)


def waiting_for(kind: str, text: str) -> dict[str, bytes]:
    """A process that waits for one timer."""
    return drawing(
        start("s"),
        catch("c", timer(kind, text)),
        user("u"),
        end("e"),
        flows="s -> c -> u -> e",
    )


@pytest.mark.parametrize("text", ["PT2H", '"PT2H"', "'PT2H'", "length", '"PT" + "2H"'])
def test_a_duration_may_stand_bare_in_quotes_or_as_an_expression(run: Run, text: str) -> None:
    toy = run(waiting_for("duration", text), now=LAST_OF_JANUARY, length="PT2H")

    assert due_times(toy) == [("c", "2026-01-31T11:00:00+05:30")]
    assert wait(toy, hours=1, minutes=59) == 0
    assert wait(toy, minutes=1) == 1
    assert toy.open == ["u"]


@pytest.mark.parametrize(
    ("kind", "text", "due"),
    [
        ("duration", "P1M", "2026-02-28T09:00:00+05:30"),
        ("duration", "P1MT1H", "2026-02-28T10:00:00+05:30"),
        ("date", "2026-05-01T10:00:00+05:30", "2026-05-01T10:00:00+05:30"),
        ("date", "2026-05-01T04:30:00Z", "2026-05-01T10:00:00+05:30"),
        ("date", "moment", "2026-05-01T10:00:00+05:30"),
        ("date", "moment_text", "2026-05-01T10:00:00+05:30"),
        ("date", "day", "2026-05-01T00:00:00+05:30"),
        ("date", "day_text", "2026-05-01T00:00:00+05:30"),
        ("cycle", "R3/P1M", "2026-02-28T09:00:00+05:30"),
        ("cycle", "R3/2026-05-01T10:00:00+05:30/P1M", "2026-05-01T10:00:00+05:30"),
    ],
)
def test_the_due_time_is_counted_on_the_calendar_of_the_law(
    run: Run, kind: str, text: str, due: str
) -> None:
    toy = run(
        waiting_for(kind, text),
        now=LAST_OF_JANUARY.astimezone(UTC),
        moment=datetime(2026, 5, 1, 4, 30, tzinfo=UTC),
        moment_text="2026-05-01T04:30:00Z",
        day=date(2026, 5, 1),
        day_text="2026-05-01",
    )

    assert due_times(toy) == [("c", due)]


def test_two_months_count_from_the_date_of_the_record_not_from_the_token(run: Run) -> None:
    files = drawing(
        start("s"),
        user("register"),
        user("investigate"),
        boundary("breach", "investigate", timer("date", "statutory_end"), interrupting=False),
        user("explain"),
        end("e"),
        flows="s -> register -> investigate -> e; breach -> explain -> e",
    )
    toy = run(files, now=LAST_OF_JANUARY, statutory_end="2026-01-15T00:00:00+05:30")

    wait(toy, days=20)
    toy.complete("register")
    backlog = wait(toy)

    assert backlog == 1
    assert toy.open == ["explain", "investigate"]


def test_a_monthly_cycle_never_drifts_where_the_library_adds_seconds(run: Run) -> None:
    files = drawing(
        start("s"),
        user("a"),
        boundary("b", "a", timer("cycle", '"R4/P1M"'), interrupting=False),
        end("e"),
        end("e2"),
        flows="s -> a -> e; b -> e2",
    )
    toy = run(files, now=LAST_OF_JANUARY)
    plain = PlainToy(files)

    days = []
    while pending := due_times(toy):
        days.append(pending[0][1][:10])
        wait(toy, seconds=(toy.workflow.timers()[0][0] - toy.workflow.now).total_seconds())

    assert days == ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]
    (waiting,) = plain.workflow.event_manager.tasks.values()
    assert isinstance(waiting.internal_data["event_value"]["duration"], float)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("duration", "-PT1H"),
        ("duration", "PT-1H"),
        ("duration", "P0.5D"),
        ("duration", "PT0S"),
        ("duration", "pt1h"),
        ("duration", "P"),
        ("duration", ""),
        ("duration", "2026-05-01T10:00:00Z"),
        ("duration", '"one hour"'),
        ("date", "2026-05-01T10:00:00"),
        ("date", "2026-05-01"),
        ("date", "P2M"),
        ("date", '"tomorrow"'),
        ("cycle", "R0/PT1H"),
        ("cycle", "R/PT0S"),
        ("cycle", "R3/-P1D"),
        ("cycle", "P1D"),
        ("cycle", "R3/PT1H/2026-05-01T10:00:00Z"),
    ],
)
def test_a_literal_no_timer_can_follow_is_refused_when_the_drawing_is_read(
    kind: str, text: str
) -> None:
    with pytest.raises(ElementRefused) as refusal:
        Toy(waiting_for(kind, text))

    assert refusal.value.tag == "intermediateCatchEvent" or "timer" in str(refusal.value)


def test_a_timer_with_two_times_is_refused() -> None:
    both = timer("date", "2026-05-01T10:00:00Z").replace(
        "</bpmn:timerEventDefinition>",
        "<bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>",
    )
    files = drawing(start("s"), catch("c", both), end("e"), flows="s -> c -> e")

    with pytest.raises(ElementRefused):
        Toy(files)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("duration", "-PT1H"),
        ("duration", 5),
        ("duration", None),
        ("date", "2026-05-01T10:00:00"),
        ("date", datetime(2026, 5, 1)),  # noqa: DTZ001 - this is what must be refused
        ("date", 20260501),
        ("cycle", "often"),
    ],
)
def test_a_value_that_is_no_time_fails_its_step_once_and_harms_no_other(
    kind: str, value: Any
) -> None:
    files = drawing(
        start("s"),
        parallel("split"),
        catch("c", timer(kind, "value")),
        user("u"),
        end("e"),
        end("e2"),
        flows="s -> split -> c -> e; split -> u -> e2",
    )

    with pytest.raises(TimerFailed) as failure:
        Toy(files, value=value)

    assert "timer of c" in str(failure.value)
    assert str(value) == "None" or str(value) not in str(failure.value)


def test_after_a_timer_has_failed_the_other_branches_go_on(run_mode: str) -> None:
    files = drawing(
        start("s"),
        user("first"),
        parallel("split"),
        catch("c", timer("duration", "value")),
        user("u"),
        end("e"),
        end("e2"),
        flows="s -> first -> split -> c -> e; split -> u -> e2",
    )
    toy = Toy(files, is_reloaded=run_mode == "reloaded", value="never")

    with pytest.raises(TimerFailed):
        toy.complete("first")
    toy.advance()
    toy.complete("u")

    failed = [t for t in toy.workflow.tasks.values() if t._state == TaskState.ERROR]
    assert [task.task_spec.name for task in failed] == ["c"]
    assert toy.open == []
    assert toy.workflow.timers() == []


def test_a_boundary_timer_that_fails_does_not_interrupt_its_activity() -> None:
    files = drawing(
        start("s"),
        user("first"),
        user("a"),
        boundary("b", "a", timer("duration", "value")),
        user("h"),
        end("e"),
        flows="s -> first -> a -> e; b -> h -> e",
    )
    toy = Toy(files, value="never")

    with pytest.raises(TimerFailed):
        toy.complete("first")
    toy.advance()

    assert toy.open == ["a"]


class CountingEngine(PythonScriptEngine):  # type: ignore[misc]
    """Counts what is evaluated."""

    evaluated = 0

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> Any:
        type(self).evaluated += 1
        return super().evaluate(task, expression, external_context)


def test_a_waiting_timer_is_evaluated_once_and_costs_the_other_steps_nothing() -> None:
    files = drawing(
        start("s"),
        parallel("split"),
        catch("c", timer("duration", "length")),
        user("a"),
        user("b"),
        user("d"),
        end("e"),
        end("e2"),
        flows="s -> split -> c -> e; split -> a -> b -> d -> e2",
    )
    toy = Toy(files, length="P2M")
    (waiting,) = toy.workflow.event_manager.tasks.values()
    seen = (waiting.last_state_change, dict(waiting.internal_data), waiting.data)
    toy.workflow.script_engine = CountingEngine()
    updates: list[Any] = []
    waiting.task_spec._update = updates.append

    for name in ("a", "b", "d"):
        toy.complete(name)
        wait(toy, days=1)
    del waiting.task_spec._update

    assert CountingEngine.evaluated == 0
    assert updates == []
    assert seen == (waiting.last_state_change, dict(waiting.internal_data), waiting.data)
    assert list(waiting.internal_data) == ["event_value"]


def test_the_library_evaluates_and_merges_for_a_waiting_timer_at_every_step() -> None:
    files = drawing(
        start("s"),
        parallel("split"),
        catch("c", timer("duration", '"P2M"')),
        user("a"),
        end("e"),
        end("e2"),
        flows="s -> split -> c -> e; split -> a -> e2",
    )
    plain = PlainToy(files)
    (waiting,) = plain.workflow.event_manager.tasks.values()
    updates: list[Any] = []
    waiting.task_spec._update = updates.append

    plain.complete("a")

    assert len(updates) > 1
