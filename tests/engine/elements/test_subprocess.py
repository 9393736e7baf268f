"""Sub-processes and called processes; see engine/elements/subprocess.py."""

from collections.abc import Callable

import pytest

from engine.elements import ElementRefused, parse
from engine.elements.exceptions import CallTooDeep
from tests.engine.drawing import (
    definitions,
    drawing,
    element,
    end,
    exclusive,
    parallel,
    process,
    script,
    start,
    sub_process,
    user,
)
from tests.engine.elements.event_toys import DECLARES_ANSWER
from tests.engine.toy import Toy

Run = Callable[..., Toy]


def test_a_sub_process_runs_inside_and_hands_its_variables_on(run: Run) -> None:
    inner = sub_process("sub", start("is"), user("ask"), end("ie"), flows="is -> ask -> ie")
    files = drawing(start("s"), inner, user("after"), end("e"), flows="s -> sub -> after -> e")
    toy = run(files, place="here")
    assert toy.open == ["ask"]

    toy.complete("ask", answer=1)
    toy.complete("after")

    assert toy.data == {"place": "here", "answer": 1}


def test_a_sub_process_ends_with_the_last_of_its_tokens(run: Run) -> None:
    inner = sub_process(
        "sub",
        *(start("is"), parallel("split"), user("a"), user("b"), end("ie1"), end("ie2")),
        flows="is -> split -> a -> ie1; split -> b -> ie2",
    )
    toy = run(drawing(start("s"), inner, user("after"), end("e"), flows="s -> sub -> after -> e"))

    toy.complete("b", y=1)
    assert toy.open == ["a"]

    toy.complete("a", x=1)
    assert toy.open == ["after"]
    toy.complete("after")
    assert toy.data == {"x": 1, "y": 1}


def test_a_sub_process_in_a_loop_begins_anew_in_every_round(run: Run) -> None:
    inner = sub_process("sub", start("is"), user("ask"), end("ie"), flows="is -> ask -> ie")
    files = drawing(
        *(start("s"), exclusive("again"), inner, exclusive("ok", "ok_to_e"), end("e")),
        flows="s -> again -> sub -> ok -> e; ok -> again: rework",
    )
    toy = run(files)
    for _ in range(3):
        toy.complete("ask", rework=True)
        assert toy.open == ["ask"]

    toy.complete("ask", rework=False)

    assert toy.is_completed


CALLED = process("called", start("cs"), user("ask"), end("ce"), flows="cs -> ask -> ce")
CALLING = process(
    "toy",
    *(start("s"), element("callActivity", "call", calledElement="called"), end("e")),
    flows="s -> call -> e",
)


def test_a_call_activity_runs_a_process_of_another_file(run: Run) -> None:
    files = {"toy.bpmn": definitions(CALLING), "called.bpmn": definitions(CALLED)}
    toy = run(files, place="here")
    assert toy.open == ["ask"]

    toy.complete("ask", answer=1)

    assert toy.data == {"place": "here", "answer": 1}


def test_a_called_process_may_declare_what_goes_in_and_out(run: Run) -> None:
    called = process(
        "called",
        DECLARES_ANSWER,
        *(start("cs"), script("look", "answer = place; scratch = 1"), end("ce")),
        flows="cs -> look -> ce",
    )

    toy = run({"a.bpmn": definitions(CALLING, called)}, place="here", secret="not inside")

    assert toy.data == {"place": "here", "secret": "not inside", "answer": "here"}


def test_a_call_of_nothing_is_refused() -> None:
    with pytest.raises(ElementRefused, match="called"):
        parse({"toy.bpmn": definitions(CALLING)}, "toy")
    files = drawing(start("s"), element("callActivity", "call"), end("e"), flows="s -> call -> e")
    with pytest.raises(ElementRefused, match="calledElement"):
        parse(files, "toy")


def test_a_process_that_calls_itself_without_end_is_stopped() -> None:
    files = drawing(
        *(start("s"), element("callActivity", "call", calledElement="toy"), end("e")),
        flows="s -> call -> e",
    )

    with pytest.raises(CallTooDeep):
        Toy(files)


def test_a_process_may_call_itself_within_bounds(run: Run) -> None:
    files = drawing(
        *(start("s"), script("count", "depth = depth + 1"), exclusive("x", "x_to_e")),
        *(element("callActivity", "call", calledElement="toy"), end("e")),
        flows="s -> count -> x -> e; x -> call: depth &lt; 5; call -> e".replace("&lt;", "<"),
    )

    toy = run(files, depth=0)

    assert toy.is_completed
    assert toy.data["depth"] == 5


def test_what_a_sub_process_is_given_is_not_copied(run_mode: str) -> None:
    """Values are shared, for none is ever edited."""
    inner = sub_process("sub", start("is"), user("ask"), end("ie"), flows="is -> ask -> ie")
    big = ["page"] * 100

    toy = Toy(drawing(start("s"), inner, end("e"), flows="s -> sub -> e"), big=big)

    (task,) = (task for task in toy.tasks() if task.task_spec.name == "ask")
    assert task.data["big"] is big
