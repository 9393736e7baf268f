"""Errors go outward to one catcher, end what they leave, and bring what its scope changed."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from SpiffWorkflow.util.task import TaskState

from engine.elements.exceptions import BusinessError, UncaughtError
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
    ANY_ERROR,
    BESIDE,
    ERROR,
    OTHER_ERROR,
    catch,
    due_times,
    event_sub_process,
    open_tasks,
    variables_of,
)
from tests.engine.toy import PlainToy, Toy

Run = Callable[..., Toy]

MULTI = (
    "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3</bpmn:loopCardinality>"
    "</bpmn:multiInstanceLoopCharacteristics>"
)


def failing(scope: str = "sub", *, loop: str = "") -> str:
    """A sub-process that ends in an error after one user task."""
    return sub_process(
        scope,
        start(f"{scope}_s"),
        user("u"),
        end("fail", ERROR),
        flows=f"{scope}_s -> u -> fail",
        loop=loop,
    )


def caught_at(element_id: str, drawn: str) -> dict[str, bytes]:
    """Something between start and end whose error is caught at its border, and mended."""
    return drawing(
        start("s"),
        drawn,
        boundary("caught", element_id, ERROR),
        user("mend"),
        end("e"),
        flows=f"s -> {element_id} -> e; caught -> mend -> e",
        beside=BESIDE,
    )


def caught_near_or_far(near: str, far: str) -> dict[str, bytes]:
    """A sub-process in another one that fails, with what each of them catches."""
    outer = sub_process(
        "outer",
        start("s2"),
        failing(),
        boundary("near", "sub", near),
        user("mend_near"),
        end("e2"),
        flows="s2 -> sub -> e2; near -> mend_near -> e2",
    )
    return drawing(
        start("s"),
        outer,
        boundary("far", "outer", far),
        user("mend_far"),
        end("e"),
        flows="s -> outer -> e; far -> mend_far -> e",
        beside=BESIDE,
    )


def test_an_error_goes_to_the_boundary_event_and_the_normal_flow_is_not_taken(run: Run) -> None:
    files = drawing(
        start("s"),
        failing(),
        boundary("caught", "sub", ERROR),
        user("normal"),
        user("mend"),
        end("e"),
        flows="s -> sub -> normal -> e; caught -> mend -> e",
        beside=BESIDE,
    )
    toy = run(files)

    toy.complete("u", why="rain")

    assert toy.open == ["mend"]
    assert variables_of(toy, "mend") == [{"why": "rain"}]
    assert "fail" in toy.log
    toy.complete("mend")
    assert toy.is_completed


def test_the_innermost_catcher_takes_the_error_and_no_other(run: Run) -> None:
    toy = run(caught_near_or_far(ERROR, ERROR))

    toy.complete("u")

    assert toy.open == ["mend_near"]
    toy.complete("mend_near")
    assert toy.is_completed


def test_an_error_passes_scopes_that_catch_another_one(run: Run) -> None:
    toy = run(caught_near_or_far(OTHER_ERROR, ANY_ERROR))

    toy.complete("u")

    assert toy.open == ["mend_far"]


@pytest.mark.parametrize("order", [("any", "exact"), ("exact", "any")])
def test_an_exact_code_comes_before_a_catch_all(run: Run, order: tuple[str, str]) -> None:
    events = {"any": ANY_ERROR, "exact": ERROR}
    files = drawing(
        start("s"),
        failing(),
        *(boundary(name, "sub", events[name]) for name in order),
        user("mend_any"),
        user("mend_exact"),
        end("e"),
        flows="s -> sub -> e; any -> mend_any -> e; exact -> mend_exact -> e",
        beside=BESIDE,
    )
    toy = run(files)

    toy.complete("u")

    assert toy.open == ["mend_exact"]


def test_an_event_sub_process_of_the_scope_comes_before_the_boundary_event(run: Run) -> None:
    sub = sub_process(
        "sub",
        start("s2"),
        user("u"),
        end("fail", ERROR),
        event_sub_process(ERROR, interrupting=True),
        flows="s2 -> u -> fail",
    )
    toy = run(caught_at("sub", sub))

    toy.complete("u")

    assert toy.open == ["esp_handle"]
    toy.complete("esp_handle")
    assert toy.is_completed


def test_an_error_of_the_handler_itself_goes_on_to_the_boundary_event(run: Run) -> None:
    handler = sub_process(
        "esp", start("es", ERROR), end("again", ERROR), flows="es -> again", triggeredByEvent="true"
    )
    sub = sub_process(
        "sub", start("s2"), user("u"), end("fail", ERROR), handler, flows="s2 -> u -> fail"
    )
    toy = run(caught_at("sub", sub))

    toy.complete("u")

    assert toy.open == ["mend"]


def test_an_error_comes_out_of_a_called_process(run: Run) -> None:
    called = process("called", start("s3"), user("u"), end("fail", ERROR), flows="s3 -> u -> fail")
    toy_process = process(
        "toy",
        start("s"),
        element("callActivity", "call", calledElement="called"),
        boundary("caught", "call", ERROR),
        user("mend"),
        end("e"),
        flows="s -> call -> e; caught -> mend -> e",
    )
    toy = run({"toy.bpmn": definitions(BESIDE, toy_process, called)})

    toy.complete("u")

    assert toy.open == ["mend"]


def test_an_error_of_one_instance_ends_all_instances(run: Run) -> None:
    toy = run(caught_at("sub", failing(loop=MULTI)))
    assert toy.open == ["u", "u", "u"]

    toy.complete("u")

    assert toy.open == ["mend"]
    toy.complete("mend")
    assert toy.is_completed


def test_an_error_ends_the_other_branches_of_its_scope(run: Run) -> None:
    sub = sub_process(
        "sub",
        start("s2"),
        parallel("split"),
        user("u"),
        catch("later", timer("duration", "P1D")),
        end("fail", ERROR),
        end("e2"),
        flows="s2 -> split -> u -> fail; split -> later -> e2",
    )
    files = drawing(
        start("s"),
        sub,
        boundary("caught", "sub", ERROR),
        end("e"),
        end("e3"),
        flows="s -> sub -> e; caught -> e3",
        beside=BESIDE,
    )
    toy = run(files)

    toy.complete("u")

    assert toy.is_completed
    assert due_times(toy) == []


def test_an_error_nobody_catches_raises_and_leaves_its_task_in_error(run: Run) -> None:
    files = drawing(start("s"), failing(), end("e"), flows="s -> sub -> e", beside=BESIDE)
    toy = run(files)

    with pytest.raises(UncaughtError) as uncaught:
        toy.complete("u")

    assert (uncaught.value.code, uncaught.value.element_id) == ("LOST", "fail")
    (scope,) = toy.workflow.subprocesses.values()
    states = {task.task_spec.name: task._state for task in scope.tasks.values()}
    assert states["fail"] == TaskState.ERROR
    assert not toy.is_completed


def test_the_library_ends_the_process_as_if_nothing_had_happened() -> None:
    files = drawing(start("s"), failing(), end("e"), flows="s -> sub -> e", beside=BESIDE)
    plain = PlainToy(files)

    plain.complete("u")

    assert plain.is_completed


SERVICE = element("serviceTask", "serve", camunda__type="external", camunda__topic="serve")


def test_a_handler_may_fail_in_a_way_the_drawing_foresees() -> None:
    def fail(_: Any) -> Mapping[str, Any]:
        raise BusinessError("LOST", {"why": "rain"})

    files = drawing(
        start("s"),
        SERVICE,
        boundary("caught", "serve", ERROR),
        script("normal", "x = 1"),
        user("mend"),
        end("e"),
        flows="s -> serve -> normal -> e; caught -> mend -> e",
        beside=BESIDE,
    )
    toy = Toy(files, hooks={"service": fail}, n=1)

    assert variables_of(toy, "mend") == [{"n": 1, "why": "rain"}]
    assert "normal" not in toy.log
    toy.complete("mend")
    assert toy.is_completed


def test_a_handler_that_fails_otherwise_than_foreseen_is_an_uncaught_error() -> None:
    def fail(_: Any) -> Mapping[str, Any]:
        raise BusinessError("TORN")

    files = caught_at("serve", SERVICE)

    with pytest.raises(UncaughtError) as uncaught:
        Toy(files, hooks={"service": fail})

    assert (uncaught.value.code, uncaught.value.element_id) == ("TORN", "serve")


def test_an_error_thrown_for_an_open_task_changes_nothing_if_nobody_catches_it(run: Run) -> None:
    toy = run(drawing(start("s"), user("u"), end("e"), flows="s -> u -> e"))

    with pytest.raises(UncaughtError):
        throw_error(open_tasks(toy, "u")[0], "LOST", {})

    assert toy.open == ["u"]
    assert not throw_escalation(open_tasks(toy, "u")[0], "LATE", {})


def test_an_error_brings_what_its_scope_changed_and_no_stale_copy_of_the_rest(run: Run) -> None:
    files = drawing(
        start("s"),
        parallel("split"),
        failing(),
        user("v"),
        user("w"),
        end("e"),
        event_sub_process(ERROR, interrupting=True),
        flows="s -> split -> sub -> e; split -> v -> w -> e",
        beside=BESIDE,
    )
    toy = run(files, x=0, y=0)

    toy.complete("v", x=1)
    toy.complete("u", y=2)

    assert variables_of(toy, "esp_handle") == [{"x": 1, "y": 2}]
