"""Event sub-processes: armed with their scope, interrupting it or running beside it."""

from collections.abc import Callable

import pytest
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.util import BpmnEvent

from engine.elements import new_workflow, parse
from engine.elements.exceptions import ElementRefused
from tests.engine.drawing import (
    drawing,
    end,
    parallel,
    script,
    start,
    sub_process,
    timer,
    user,
)
from tests.engine.elements.event_toys import (
    ANY_ERROR,
    BESIDE,
    ERROR,
    ESCALATION,
    MESSAGE,
    SIGNAL,
    due_times,
    event_sub_process,
    message,
    signal,
    throw,
    variables_of,
    wait,
)
from tests.engine.toy import INDIA, NOON, PlainToy, Toy

Run = Callable[..., Toy]

HAPPENINGS: dict[str, tuple[str, Callable[[Toy], object]]] = {
    "timer": (timer("duration", "PT2H"), lambda toy: wait(toy, hours=2)),
    "message": (MESSAGE, message),
    "signal": (SIGNAL, signal),
}


def in_process(handler: str) -> dict[str, bytes]:
    return drawing(
        start("s"),
        user("a"),
        user("b"),
        end("e"),
        handler,
        flows="s -> a -> b -> e",
        beside=BESIDE,
    )


def in_sub_process(handler: str) -> dict[str, bytes]:
    scope = sub_process(
        "scope", start("s"), user("a"), user("b"), end("e"), handler, flows="s -> a -> b -> e"
    )
    return drawing(
        start("s0"),
        scope,
        script("after", "reached = True"),
        end("e0"),
        flows="s0 -> scope -> after -> e0",
        beside=BESIDE,
    )


@pytest.mark.parametrize("place", [in_process, in_sub_process])
@pytest.mark.parametrize("kind", HAPPENINGS)
def test_an_interrupting_one_runs_instead_of_the_rest_of_its_scope(
    run: Run, kind: str, place: Callable[[str], dict[str, bytes]]
) -> None:
    definition, happen = HAPPENINGS[kind]
    toy = run(place(event_sub_process(definition, interrupting=True)))
    toy.complete("a", x=5)

    happen(toy)

    assert toy.open == ["esp_handle"]
    assert variables_of(toy, "esp_handle") == [{"x": 5}]
    toy.complete("esp_handle", y=6)
    assert toy.is_completed
    assert (toy.data["x"], toy.data["y"]) == (5, 6)
    assert toy.workflow.timers() == []


@pytest.mark.parametrize("place", [in_process, in_sub_process])
@pytest.mark.parametrize("kind", HAPPENINGS)
def test_a_non_interrupting_one_runs_beside_and_keeps_the_scope_open(
    run: Run, kind: str, place: Callable[[str], dict[str, bytes]]
) -> None:
    definition, happen = HAPPENINGS[kind]
    toy = run(place(event_sub_process(definition, interrupting=False)))
    toy.complete("a", x=5)

    happen(toy)

    assert toy.open == ["b", "esp_handle"]
    toy.complete("b")
    assert not toy.is_completed
    toy.complete("esp_handle")
    assert toy.is_completed


@pytest.mark.parametrize("place", [in_process, in_sub_process])
@pytest.mark.parametrize("interrupting", [True, False])
@pytest.mark.parametrize("kind", HAPPENINGS)
def test_one_that_is_never_triggered_does_not_hold_its_scope(
    run: Run, kind: str, interrupting: bool, place: Callable[[str], dict[str, bytes]]
) -> None:
    definition, _ = HAPPENINGS[kind]
    toy = run(place(event_sub_process(definition, interrupting=interrupting)))

    toy.complete("a")
    toy.complete("b")

    assert toy.is_completed
    assert due_times(toy) == []
    assert not message(toy)


def test_the_library_never_ends_a_scope_with_a_timer_that_is_never_due() -> None:
    plain = PlainToy(in_process(event_sub_process(timer("duration", '"PT2H"'), interrupting=True)))

    plain.complete("a")
    plain.complete("b")

    assert not plain.is_completed


@pytest.mark.parametrize("interrupting", [True, False])
def test_the_shared_spec_is_the_same_after_a_trigger_and_a_second_instance_unharmed(
    interrupting: bool,
) -> None:
    files = in_process(event_sub_process(MESSAGE, interrupting=interrupting))
    spec, subprocess_specs = parse(files, "toy")
    connections = {name: list(s._outputs) for name, s in spec.task_specs.items()}

    first, second = (
        new_workflow(spec, subprocess_specs, script_engine=None, now=NOON, zone=INDIA)
        for _ in range(2)
    )
    first.do_engine_steps()
    assert first.take_message("post")
    first.do_engine_steps()
    second.do_engine_steps()

    assert {name: list(s._outputs) for name, s in spec.task_specs.items()} == connections
    open_names = [t.task_spec.name for t in second.tasks.values() if t._state == 16]
    assert open_names == ["a"]
    assert second.subprocesses == {}


def test_the_library_changes_the_shared_spec_at_the_first_trigger() -> None:
    plain = PlainToy(in_process(event_sub_process(MESSAGE, interrupting=False)))
    before = list(plain.workflow.spec.start._outputs)

    plain.workflow.catch(BpmnEvent(MessageEventDefinition("post"), {}))

    assert plain.workflow.spec.start._outputs != before


def test_one_beside_runs_once_for_every_occurrence(run: Run) -> None:
    toy = run(in_process(event_sub_process(MESSAGE, interrupting=False)))

    for number in range(3):
        assert message(toy, payload={"number": number})

    assert toy.open == ["a", "esp_handle", "esp_handle", "esp_handle"]
    numbers = [v["number"] for v in variables_of(toy, "esp_handle")]
    assert numbers == [0, 1, 2]
    for name in ("esp_handle", "a", "esp_handle", "b", "esp_handle"):
        assert not toy.is_completed
        toy.complete(name)
    assert toy.is_completed


def test_a_cycle_beside_the_whole_process_reminds_until_it_ends(run: Run) -> None:
    handler = sub_process(
        "esp",
        start("es", timer("cycle", "R/P7D"), isInterrupting="false"),
        script("look", "looked = True"),
        end("ee"),
        flows="es -> look -> ee",
        triggeredByEvent="true",
    )
    toy = run(in_process(handler))

    assert wait(toy, days=29) == 4
    toy.complete("a")
    toy.complete("b")

    assert toy.log.count("look") == 4
    assert toy.is_completed


def test_a_handler_that_ends_last_does_not_set_back_what_its_scope_changed(run: Run) -> None:
    toy = run(in_process(event_sub_process(MESSAGE, interrupting=False)), state="new", n=0)

    toy.complete("a", state="begun", n=1)
    message(toy)
    toy.complete("b", state="done")
    toy.complete("esp_handle", n=2)

    assert toy.is_completed
    assert (toy.data["state"], toy.data["n"]) == ("done", 2)


@pytest.mark.parametrize("interrupting", [True, False])
def test_an_escalation_from_an_inner_scope_reaches_it(run: Run, interrupting: bool) -> None:
    inner = sub_process(
        "inner",
        start("s2"),
        user("u"),
        throw("late", ESCALATION),
        user("v"),
        end("e2"),
        flows="s2 -> u -> late -> v -> e2",
    )
    files = drawing(
        start("s"),
        inner,
        end("e"),
        event_sub_process(ESCALATION, interrupting=interrupting),
        flows="s -> inner -> e",
        beside=BESIDE,
    )
    toy = run(files)

    toy.complete("u", x=1)

    assert toy.open == (["esp_handle"] if interrupting else ["esp_handle", "v"])
    if not interrupting:
        toy.complete("v")
    toy.complete("esp_handle")
    assert toy.is_completed


@pytest.mark.parametrize("definition", [ERROR, ANY_ERROR])
def test_an_error_in_its_own_scope_reaches_it(run: Run, definition: str) -> None:
    files = drawing(
        start("s"),
        parallel("split"),
        user("u"),
        user("v"),
        end("fail", ERROR),
        end("e"),
        event_sub_process(definition, interrupting=True),
        flows="s -> split -> u -> fail; split -> v -> e",
        beside=BESIDE,
    )
    toy = run(files)

    toy.complete("u", why="lost")

    assert toy.open == ["esp_handle"]
    assert variables_of(toy, "esp_handle")[0]["why"] == "lost"
    toy.complete("esp_handle")
    assert toy.is_completed
    assert toy.data["why"] == "lost"


def test_an_escalation_thrown_by_the_handler_itself_does_not_start_it_again(run: Run) -> None:
    handler = sub_process(
        "esp",
        start("es", ESCALATION, isInterrupting="false"),
        script("note", "n = n + 1"),
        throw("further", ESCALATION),
        end("ee"),
        flows="es -> note -> further -> ee",
        triggeredByEvent="true",
    )
    files = drawing(
        start("s"),
        throw("late", ESCALATION),
        user("u"),
        end("e"),
        handler,
        flows="s -> late -> u -> e",
        beside=BESIDE,
    )
    toy = run(files, n=0)

    assert toy.log.count("note") == 1
    toy.complete("u")
    assert toy.is_completed
    assert toy.data["n"] == 1


def test_the_drawn_start_event_is_passed_once(run: Run) -> None:
    toy = run(in_process(event_sub_process(MESSAGE, interrupting=True)))

    message(toy)

    assert toy.log.count("esp_start") == 1


def test_two_in_one_scope_are_told_apart(run: Run) -> None:
    files = drawing(
        start("s"),
        user("a"),
        end("e"),
        event_sub_process(MESSAGE, interrupting=False, element_id="post"),
        event_sub_process(SIGNAL, interrupting=True, element_id="alarm"),
        flows="s -> a -> e",
        beside=BESIDE,
    )
    toy = run(files)

    message(toy)
    assert toy.open == ["a", "post_handle"]
    signal(toy)

    assert toy.open == ["alarm_handle"]
    assert toy.waiting == []


def test_one_inside_another_is_armed_when_the_outer_one_runs(run: Run) -> None:
    handler = sub_process(
        "outer",
        start("os", MESSAGE, isInterrupting="true"),
        user("handle"),
        end("oe"),
        event_sub_process(SIGNAL, interrupting=True, element_id="inner"),
        flows="os -> handle -> oe",
        triggeredByEvent="true",
    )
    toy = run(in_process(handler))

    assert signal(toy) == 0
    message(toy)
    assert signal(toy) == 1

    assert toy.open == ["inner_handle"]
    toy.complete("inner_handle")
    assert toy.is_completed


def test_waiting_events_name_the_drawn_start_event(run: Run) -> None:
    toy = run(in_process(event_sub_process(MESSAGE, interrupting=True)))

    (waiting,) = toy.workflow.waiting_events()

    assert (waiting.element_id, waiting.kind, waiting.name) == ("esp_start", "message", "post")


@pytest.mark.parametrize(
    ("handler", "flows"),
    [
        (event_sub_process("", interrupting=True), "s -> a -> e"),
        (event_sub_process(ERROR, interrupting=False), "s -> a -> e"),
        (event_sub_process(MESSAGE, interrupting=True), "s -> a -> esp -> e"),
        (
            sub_process(
                "esp",
                start("es", MESSAGE),
                start("es2", SIGNAL),
                end("ee"),
                flows="es -> ee; es2 -> ee",
                triggeredByEvent="true",
            ),
            "s -> a -> e",
        ),
    ],
    ids=["nothing starts it", "error beside", "an arrow leads to it", "two start events"],
)
def test_one_that_cannot_run_is_refused(handler: str, flows: str) -> None:
    files = drawing(start("s"), user("a"), end("e"), handler, flows=flows, beside=BESIDE)

    with pytest.raises((ElementRefused, ValidationException)):
        Toy(files)


def test_an_event_sub_process_in_every_instance_of_a_loop_belongs_to_that_instance(
    run: Run,
) -> None:
    loop = (
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality>"
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    scope = sub_process(
        "scope",
        start("s2"),
        user("a"),
        end("e2"),
        event_sub_process(MESSAGE, interrupting=True),
        flows="s2 -> a -> e2",
        loop=loop,
    )
    files = drawing(start("s"), scope, end("e"), flows="s -> scope -> e", beside=BESIDE)
    toy = run(files)

    message(toy)

    assert toy.open == ["a", "esp_handle"]
    toy.complete("a")
    toy.complete("esp_handle")
    assert toy.is_completed
