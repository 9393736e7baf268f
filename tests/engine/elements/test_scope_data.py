"""What the tokens of a running scope hold together, as an event sub-process of it sees it."""

from collections.abc import Callable
from typing import Any

import pytest

from engine.elements.scope_data import running_scope, scope_variables
from tests.engine.drawing import (
    boundary,
    definitions,
    drawing,
    element,
    end,
    parallel,
    process,
    start,
    sub_process,
    user,
)
from tests.engine.elements.event_toys import (
    BESIDE,
    DECLARES_ANSWER,
    MESSAGE,
    PARCEL,
    event_sub_process,
    message,
    variables_of,
)
from tests.engine.toy import Toy

Run = Callable[..., Toy]


def read(toy: Toy) -> dict[str, Any]:
    """What the instance holds now, called processes included."""
    return scope_variables(toy.workflow, toy.workflow.data, running_scope)


def test_what_a_sub_process_did_last_counts_before_what_began_beside_it_earlier(run: Run) -> None:
    inner = sub_process(
        "inner", start("s2"), user("u"), user("v"), end("e2"), flows="s2 -> u -> v -> e2"
    )
    files = drawing(
        start("s"),
        inner,
        end("e"),
        boundary("beside", "inner", PARCEL, interrupting=False),
        user("w"),
        end("e3"),
        event_sub_process(MESSAGE, interrupting=False),
        flows="s -> inner -> e; beside -> w -> e3",
        beside=BESIDE,
    )
    toy = run(files, state="new")

    message(toy, "parcel", {"state": "begun"})
    toy.complete("u", state="done")
    message(toy)

    assert variables_of(toy, "w") == [{"state": "begun"}]
    assert variables_of(toy, "esp_handle") == [{"state": "done"}]


def test_a_branch_that_took_its_change_back_counts_before_one_that_parted_until_then(
    run: Run,
) -> None:
    files = drawing(
        start("s"),
        user("park"),
        parallel("split"),
        user("resume"),
        user("remind"),
        user("work"),
        end("e"),
        end("e2"),
        event_sub_process(MESSAGE, interrupting=False),
        flows="s -> park -> split -> resume -> work -> e; split -> remind -> e2",
        beside=BESIDE,
    )
    toy = run(files, parked=False)

    toy.complete("park", parked=True)
    toy.complete("resume", parked=False)
    message(toy)

    assert variables_of(toy, "remind") == [{"parked": True}]
    assert variables_of(toy, "esp_handle") == [{"parked": False}]


@pytest.mark.parametrize("ends", [True, False])
def test_a_box_beside_does_not_hide_what_its_scope_changed_since_it_began(
    run: Run, ends: bool
) -> None:
    handler = sub_process(
        "box",
        start("bs", MESSAGE, isInterrupting="false"),
        user("look"),
        user("note"),
        end("be"),
        flows="bs -> look -> note -> be",
        triggeredByEvent="true",
    )
    steps = start("s"), user("a"), user("b"), end("e")
    toy = run(drawing(*steps, handler, flows="s -> a -> b -> e", beside=BESIDE), state="new", n=0)

    message(toy)
    toy.complete("a", state="begun")
    toy.complete("look", n=1)
    if ends:
        toy.complete("note", n=2)

    assert read(toy) == {"state": "begun", "n": 2 if ends else 1}


@pytest.mark.parametrize("loop", ["multiInstance", "standard"])
def test_a_loop_holds_what_its_instances_do(run: Run, loop: str) -> None:
    times = {
        "multiInstance": "<bpmn:loopCardinality>2</bpmn:loopCardinality>",
        "standard": "<bpmn:loopCondition>n &lt; 9</bpmn:loopCondition>",
    }
    again = f"<bpmn:{loop}LoopCharacteristics>{times[loop]}</bpmn:{loop}LoopCharacteristics>"
    inner = sub_process(
        "inner",
        start("s2"),
        user("u"),
        user("v"),
        end("e2"),
        flows="s2 -> u -> v -> e2",
        loop=again,
    )
    toy = run(drawing(start("s"), inner, end("e"), flows="s -> inner -> e"), n=0, m=0)

    toy.complete("u", n=1)

    assert read(toy) == {"n": 1, "m": 0}


@pytest.mark.parametrize(
    ("contract", "held"),
    [
        ("", {"place": "here", "answer": "yes", "scratch": 1}),
        (DECLARES_ANSWER, {"place": "here", "answer": "yes"}),
    ],
    ids=["all", "declared"],
)
def test_a_called_process_is_read_as_far_as_it_will_tell(
    run: Run, contract: str, held: dict[str, Any]
) -> None:
    calls = element("callActivity", "call", calledElement="called")
    steps = start("s"), calls, end("e"), event_sub_process(MESSAGE, interrupting=False)
    calling = process("toy", *steps, flows="s -> call -> e")
    called = process(
        "called",
        contract,
        *(start("cs"), user("u"), user("v"), end("ce")),
        flows="cs -> u -> v -> ce",
    )
    toy = run({"a.bpmn": definitions(calling, called, BESIDE)}, place="here")

    toy.complete("u", answer="yes", scratch=1)
    message(toy)

    assert read(toy) == held
    assert variables_of(toy, "esp_handle") == [{"place": "here"}]
