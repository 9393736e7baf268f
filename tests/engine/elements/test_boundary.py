"""Boundary events: every kind, interrupting and not, on every kind of activity."""

from collections.abc import Callable
from typing import Any

import pytest
from SpiffWorkflow.bpmn.specs.event_definitions import (
    MessageEventDefinition,
    SignalEventDefinition,
)
from SpiffWorkflow.bpmn.util import BpmnEvent

from engine.elements.throwing import throw_error, throw_escalation
from tests.engine.drawing import (
    boundary,
    definitions,
    drawing,
    element,
    end,
    parallel,
    process,
    script,
    start,
    sub_process,
    timer,
    user,
)
from tests.engine.elements.event_toys import (
    BESIDE,
    ERROR,
    ESCALATION,
    MESSAGE,
    PARCEL,
    SIGNAL,
    due_times,
    message,
    open_tasks,
    signal,
    variables_of,
    wait,
)
from tests.engine.toy import PlainToy, Toy

Run = Callable[..., Toy]

MULTI = (
    "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality>"
    "</bpmn:multiInstanceLoopCharacteristics>"
)
SEQUENTIAL = MULTI.replace("LoopCharacteristics>", 'LoopCharacteristics isSequential="true">', 1)


def throw_late(toy: Toy) -> None:
    throw_escalation(open_tasks(toy, "work")[0], "LATE", {})
    toy.advance()


def throw_lost(toy: Toy) -> None:
    throw_error(open_tasks(toy, "work")[0], "LOST", {})
    toy.advance()


HAPPENINGS: dict[str, tuple[str, Callable[[Toy], object]]] = {
    "timer": (timer("duration", "PT2H"), lambda toy: wait(toy, hours=2)),
    "message": (MESSAGE, message),
    "signal": (SIGNAL, signal),
    "escalation": (ESCALATION, throw_late),
    "error": (ERROR, throw_lost),
}

SUB = sub_process("activity", start("s2"), user("work"), end("e2"), flows="s2 -> work -> e2")
ACTIVITIES: dict[str, str] = {
    "user task": user("work"),
    "sub-process": SUB,
    "call activity": element("callActivity", "activity", calledElement="called"),
    "multi-instance": user("work", MULTI),
    "sequential multi-instance": user("work", SEQUENTIAL),
    "multi-instance sub-process": sub_process(
        "activity", start("s2"), user("work"), end("e2"), flows="s2 -> work -> e2", loop=MULTI
    ),
}


def drawn(activity: str, definition: str, *, interrupting: bool) -> dict[str, bytes]:
    """The activity with one boundary event, after a step before and with a step behind."""
    name = "work" if "work" in ACTIVITIES[activity][:30] else "activity"
    toy = process(
        "toy",
        start("s"),
        ACTIVITIES[activity],
        boundary("event", name, definition, interrupting=interrupting),
        user("handle"),
        user("after"),
        end("e"),
        flows=f"s -> {name} -> after -> e; event -> handle -> e",
    )
    called = process("called", start("s3"), user("work"), end("e3"), flows="s3 -> work -> e3")
    return {"toy.bpmn": definitions(BESIDE, toy, called)}


@pytest.mark.parametrize("activity", ACTIVITIES)
@pytest.mark.parametrize("kind", HAPPENINGS)
def test_an_interrupting_event_ends_the_activity_and_the_handler_runs_instead(
    run: Run, kind: str, activity: str
) -> None:
    definition, happen = HAPPENINGS[kind]
    toy = run(drawn(activity, definition, interrupting=True))

    happen(toy)

    assert toy.open == ["handle"]
    assert toy.waiting == []
    toy.complete("handle")
    assert toy.is_completed


@pytest.mark.parametrize("activity", ACTIVITIES)
@pytest.mark.parametrize("kind", ["timer", "message", "signal", "escalation"])
def test_a_non_interrupting_event_lets_the_activity_go_on(
    run: Run, kind: str, activity: str
) -> None:
    definition, happen = HAPPENINGS[kind]
    toy = run(drawn(activity, definition, interrupting=False))
    before = toy.open

    happen(toy)

    assert toy.open == sorted([*before, "handle"])
    while "work" in toy.open:
        toy.complete("work")
    assert toy.open == ["after", "handle"]
    assert "event" not in toy.waiting
    toy.complete("handle")
    toy.complete("after")
    assert toy.is_completed


@pytest.mark.parametrize("activity", ACTIVITIES)
@pytest.mark.parametrize("kind", HAPPENINGS)
def test_an_event_that_never_occurs_is_withdrawn_with_its_activity(
    run: Run, kind: str, activity: str
) -> None:
    definition, _ = HAPPENINGS[kind]
    toy = run(drawn(activity, definition, interrupting=True))

    while "work" in toy.open:
        toy.complete("work")

    assert toy.open == ["after"]
    assert toy.waiting == []
    assert due_times(toy) == []
    toy.complete("after")
    assert toy.is_completed


@pytest.mark.parametrize("kind", ["message", "signal", "escalation"])
def test_a_non_interrupting_event_occurs_again_and_again_and_its_tokens_outlive_the_activity(
    run: Run, kind: str
) -> None:
    definition, happen = HAPPENINGS[kind]
    toy = run(drawn("user task", definition, interrupting=False))

    for _ in range(3):
        happen(toy)
    toy.complete("work")

    assert toy.open == ["after", "handle", "handle", "handle"]
    for name in ("handle", "after", "handle", "handle"):
        toy.complete(name)
    assert toy.is_completed


def test_the_library_takes_one_message_and_ignores_the_next() -> None:
    files = drawn("user task", MESSAGE, interrupting=False)
    plain = PlainToy(files)

    plain.workflow.catch(BpmnEvent(MessageEventDefinition("post"), {}))
    plain.workflow.do_engine_steps()
    plain.workflow.catch(BpmnEvent(MessageEventDefinition("post"), {}))
    plain.workflow.do_engine_steps()

    assert plain.open == ["handle", "work"]


def test_each_message_brings_its_own_variables_and_leaves_the_others_alone(run: Run) -> None:
    toy = run(drawn("user task", MESSAGE, interrupting=False), colour="white")

    message(toy, payload={"colour": "red"})
    message(toy, payload={"size": 2})

    assert variables_of(toy, "handle") == [{"colour": "red"}, {"colour": "white", "size": 2}]
    assert variables_of(toy, "work") == [{"colour": "white"}]


def test_reminders_repeat_until_the_task_is_done(run: Run) -> None:
    files = drawing(
        start("s"),
        user("sign"),
        boundary("day", "sign", timer("cycle", "R3/P1D"), interrupting=False),
        script("remind", "sent = 1"),
        end("e"),
        end("e2"),
        flows="s -> sign -> e; day -> remind -> e2",
    )
    toy = run(files)

    assert wait(toy, days=2) == 2
    assert wait(toy, days=5) == 1
    assert due_times(toy) == []
    toy.complete("sign")

    assert toy.log.count("remind") == 3
    assert toy.is_completed


def test_an_interrupting_cycle_interrupts_once(run: Run) -> None:
    toy = run(drawn("user task", timer("cycle", "R3/PT1H"), interrupting=True))

    fired = wait(toy, hours=5)

    assert fired == 1
    assert toy.open == ["handle"]


def test_an_interruption_leaves_released_tokens_alone_and_withdraws_the_other_events(
    run: Run,
) -> None:
    files = drawing(
        start("s"),
        user("work"),
        boundary("remind", "work", timer("cycle", "R/PT1H"), interrupting=False),
        boundary("post", "work", MESSAGE, interrupting=False),
        boundary("alarm", "work", SIGNAL),
        user("reminded"),
        user("read"),
        user("flee"),
        end("e"),
        flows="s -> work -> e; remind -> reminded -> e; post -> read -> e; alarm -> flee -> e",
        beside=BESIDE,
    )
    toy = run(files)

    wait(toy, hours=1)
    message(toy)
    signal(toy)

    assert toy.open == ["flee", "read", "reminded"]
    assert not message(toy)
    assert due_times(toy) == []
    for name in ("read", "flee", "reminded"):
        toy.complete(name)
    assert toy.is_completed


def test_two_interrupting_events_of_one_signal_let_only_the_first_through(run: Run) -> None:
    files = drawing(
        start("s"),
        user("work"),
        boundary("one", "work", SIGNAL),
        boundary("two", "work", SIGNAL),
        user("first"),
        user("second"),
        end("e"),
        flows="s -> work -> e; one -> first -> e; two -> second -> e",
        beside=BESIDE,
    )
    toy = run(files)

    assert signal(toy) == 1
    assert toy.open == ["first"]


def test_a_signal_may_interrupt_and_release_a_token_beside_at_once(run: Run) -> None:
    files = drawing(
        start("s"),
        user("work"),
        boundary("beside", "work", SIGNAL, interrupting=False),
        boundary("stop", "work", SIGNAL),
        user("note"),
        user("flee"),
        end("e"),
        flows="s -> work -> e; beside -> note -> e; stop -> flee -> e",
        beside=BESIDE,
    )
    toy = run(files)

    signal(toy)

    assert toy.open == ["flee", "note"]
    assert toy.waiting == []


def test_an_interruption_reaches_through_all_that_is_inside(run: Run) -> None:
    inner = sub_process(
        "inner",
        start("s3"),
        user("work"),
        boundary("tick", "work", timer("cycle", "R/PT1H"), interrupting=False),
        user("remind"),
        end("e3"),
        flows="s3 -> work -> e3; tick -> remind -> e3",
        loop=MULTI,
    )
    outer = sub_process(
        "outer",
        start("s2"),
        parallel("split"),
        inner,
        user("other"),
        end("e2"),
        flows="s2 -> split -> inner -> e2; split -> other -> e2",
    )
    files = drawing(
        start("s"),
        outer,
        boundary("stop", "outer", SIGNAL),
        end("e"),
        flows="s -> outer -> e; stop -> e",
        beside=BESIDE,
    )
    toy = run(files)
    wait(toy, hours=1)
    assert toy.open == ["other", "remind", "remind", "work", "work"]

    signal(toy)

    assert toy.is_completed
    assert toy.workflow.timers() == []


def test_a_reminder_path_may_lead_back_to_its_own_activity(run: Run) -> None:
    files = drawing(
        start("s"),
        user("work"),
        boundary("again", "work", MESSAGE),
        script("change", "n = n + 1"),
        end("e"),
        flows="s -> work -> e; again -> change -> work",
        beside=BESIDE,
    )
    toy = run(files, n=0)

    for _ in range(5):
        assert message(toy)
    toy.complete("work")

    assert toy.is_completed
    assert toy.data["n"] == 5


def test_a_token_beside_that_comes_to_a_task_of_its_own_does_not_end_the_events(run: Run) -> None:
    files = drawing(
        start("s"),
        user("work"),
        boundary("post", "work", MESSAGE, interrupting=False),
        user("read"),
        user("answer"),
        end("e"),
        flows="s -> work -> e; post -> read -> answer -> e",
        beside=BESIDE,
    )
    toy = run(files)

    message(toy)
    toy.complete("read")
    toy.complete("answer")

    assert message(toy)
    assert toy.open == ["read", "work"]


def test_rounds_of_messages_do_not_grow_the_instance(run: Run) -> None:
    files = drawing(
        start("s"),
        user("work"),
        boundary("post", "work", MESSAGE, interrupting=False),
        script("read", "seen = 1"),
        end("e"),
        end("e2"),
        flows="s -> work -> e; post -> read -> e2",
        beside=BESIDE,
    )
    toy = run(files)

    sizes: list[Any] = []
    for _ in range(20):
        message(toy)
        sizes.append(len(toy.workflow.tasks))
    toy.complete("work")

    assert toy.is_completed
    assert not toy.is_reloaded or sizes[19] == sizes[2]


def test_an_activity_with_two_messages_takes_each_by_its_name(run: Run) -> None:
    files = drawing(
        start("s"),
        user("work"),
        boundary("post", "work", MESSAGE),
        boundary("parcel", "work", PARCEL),
        user("read"),
        user("unpack"),
        end("e"),
        flows="s -> work -> e; post -> read -> e; parcel -> unpack -> e",
        beside=BESIDE,
    )
    toy = run(files)

    assert not message(toy, "letter")
    assert message(toy, "parcel")
    assert toy.open == ["unpack"]


@pytest.mark.parametrize("interrupting", [True, False])
def test_a_receive_task_may_have_events_of_its_own(run: Run, interrupting: bool) -> None:
    files = drawing(
        start("s"),
        element("receiveTask", "reply", messageRef="m"),
        boundary("late", "reply", timer("duration", "P1D"), interrupting=interrupting),
        user("remind"),
        user("read"),
        end("e"),
        flows="s -> reply -> read -> e; late -> remind -> e",
        beside=BESIDE,
    )
    answered, silent = run(files), run(files)

    assert message(answered)
    assert wait(silent, days=1) == 1

    assert (answered.open, answered.waiting) == (["read"], [])
    assert silent.open == ["remind"]
    assert message(silent) is not interrupting


def interrupted(inner: str) -> dict[str, bytes]:
    """A sub-process that a signal interrupts, with a user task "see" behind the signal."""
    return drawing(
        start("s"),
        inner,
        boundary("stop", "activity", SIGNAL),
        user("see"),
        end("e"),
        flows="s -> activity -> e; stop -> see -> e",
        beside=BESIDE,
    )


def test_what_an_interrupted_sub_process_has_done_is_done(run: Run) -> None:
    deep = sub_process(
        "deep", start("s3"), user("c"), user("d"), end("e3"), flows="s3 -> c -> d -> e3"
    )
    inner = sub_process(
        "activity",
        start("s2"),
        parallel("split"),
        user("a"),
        user("b"),
        deep,
        end("e2"),
        flows="s2 -> split -> a -> b -> e2; split -> deep -> e2",
    )
    toy = run(interrupted(inner), x=0, kept=True)

    toy.complete("a", x=1)
    toy.complete("c", y=2)
    signal(toy, payload={"z": 3})

    assert variables_of(toy, "see") == [{"x": 1, "y": 2, "z": 3, "kept": True}]


def test_the_library_forgets_what_an_interrupted_sub_process_has_done() -> None:
    inner = sub_process(
        "activity", start("s2"), user("a"), user("b"), end("e2"), flows="s2 -> a -> b -> e2"
    )
    plain = PlainToy(interrupted(inner), x=0)

    plain.complete("a", x=1)
    plain.workflow.catch(BpmnEvent(SignalEventDefinition("alarm")))
    plain.workflow.do_engine_steps()

    (see,) = plain.workflow.get_tasks(spec_name="see")
    assert see.data["x"] == 0


def test_an_event_beside_a_sub_process_starts_from_what_was_before_it(run: Run) -> None:
    inner = sub_process(
        "activity", start("s2"), user("a"), user("b"), end("e2"), flows="s2 -> a -> b -> e2"
    )
    files = drawing(
        start("s"),
        inner,
        boundary("note", "activity", SIGNAL, interrupting=False),
        user("see"),
        end("e"),
        flows="s -> activity -> e; note -> see -> e",
        beside=BESIDE,
    )
    toy = run(files, x=0)

    toy.complete("a", x=1)
    signal(toy)
    toy.complete("b", x=2)
    toy.complete("see", seen=True)

    assert toy.is_completed
    assert (toy.data["x"], toy.data["seen"]) == (2, True)


def test_a_called_process_that_is_interrupted_keeps_its_variables_to_itself(run: Run) -> None:
    called = process(
        "called", start("s3"), user("a"), user("b"), end("e3"), flows="s3 -> a -> b -> e3"
    )
    toy_process = process(
        "toy",
        start("s"),
        element("callActivity", "activity", calledElement="called"),
        boundary("stop", "activity", SIGNAL),
        user("see"),
        end("e"),
        flows="s -> activity -> e; stop -> see -> e",
    )
    toy = run({"toy.bpmn": definitions(BESIDE, toy_process, called)}, x=0)

    toy.complete("a", x=1)
    signal(toy)

    assert variables_of(toy, "see") == [{"x": 0}]
