"""How drawings are read; see engine/elements/flat_parser.py."""

from collections.abc import Callable

import pytest

from engine.elements import ElementRefused, parse
from tests.engine.drawing import (
    definitions,
    drawing,
    element,
    end,
    exclusive,
    process,
    script,
    start,
    sub_process,
    user,
)
from tests.engine.toy import PlainToy, Toy

Run = Callable[..., Toy]


def long_drawing(steps: int) -> dict[str, bytes]:
    names = [f"step{n}" for n in range(steps)]
    return drawing(
        start("s"),
        *(script(name, "n = n + 1") for name in names),
        end("e"),
        flows=" -> ".join(["s", *names, "e"]),
    )


def test_a_thousand_steps_in_a_row_are_read_and_run() -> None:
    toy = Toy(long_drawing(1000), n=0)

    assert toy.is_completed
    assert toy.data["n"] == 1000


def test_the_plain_library_cannot_read_them() -> None:
    with pytest.raises(Exception, match="recursion"):
        PlainToy(long_drawing(1000), n=0)


def test_flows_keep_the_order_of_the_file() -> None:
    files = drawing(
        *(start("s"), exclusive("x", "x_to_c"), user("a"), user("b"), user("c"), end("e")),
        flows="s -> x; x -> b: 1 > 2; x -> a: 1 > 2; x -> c; a -> e; b -> e; c -> e",
    )

    spec, _ = parse(files, "toy")

    assert spec.task_specs["x"]._outputs == ["b", "a", "c"]


def test_several_arrows_that_leave_a_step_are_all_taken(run: Run) -> None:
    files = drawing(
        *(start("s"), user("ask"), user("a"), user("b"), end("e")),
        flows="s -> ask; ask -> a; ask -> b; a -> e; b -> e",
    )
    toy = run(files)

    toy.complete("ask")
    assert toy.open == ["a", "b"]

    toy.complete("a")
    toy.complete("b")
    assert toy.is_completed


NO_END = drawing(start("s"), user("ask"), flows="s -> ask")


def test_a_step_that_no_arrow_leaves_ends_its_token(run: Run) -> None:
    toy = run(NO_END)

    toy.complete("ask", seen=1)

    assert toy.is_completed
    assert toy.data == {"seen": 1}


def test_the_plain_library_never_ends_there() -> None:
    toy = PlainToy(NO_END)

    toy.complete("ask")

    assert not toy.is_completed


def test_a_sub_process_needs_no_end_event(run: Run) -> None:
    inner = sub_process("sub", start("is"), user("ask"), flows="is -> ask")
    toy = run(drawing(start("s"), inner, user("after"), flows="s -> sub -> after"))

    toy.complete("ask")

    assert toy.open == ["after"]


def test_a_sub_process_has_exactly_one_start_event() -> None:
    inner = sub_process("sub", user("ask"), flows="")

    with pytest.raises(ElementRefused, match="exactly one start") as refusal:
        parse(drawing(start("s"), inner, flows="s -> sub"), "toy")

    assert refusal.value.id == "sub"


def test_an_arrow_into_a_sub_process_is_refused() -> None:
    inner = sub_process("sub", start("is"), user("ask"), flows="is -> ask")

    with pytest.raises(ElementRefused, match="border") as refusal:
        parse(drawing(start("s"), inner, user("a"), flows="s -> sub -> a -> ask"), "toy")

    assert refusal.value.id == "a"


def test_an_arrow_that_leads_to_nothing_is_refused() -> None:
    with pytest.raises(ElementRefused, match="leads to nothing"):
        parse(drawing(start("s"), user("a"), flows="s -> a -> nowhere"), "toy")


def test_a_condition_that_nobody_asks_is_refused() -> None:
    files = drawing(start("s"), user("a"), end("e"), flows="s -> a; a -> e: total > 5")

    with pytest.raises(ElementRefused, match="gateway") as refusal:
        parse(files, "toy")

    assert refusal.value.id == "a"


def test_an_arrow_of_a_choice_has_a_condition_or_is_the_default() -> None:
    files = drawing(
        *(start("s"), exclusive("x"), user("a"), end("e")),
        flows="s -> x; x -> a: n > 1; x -> e; a -> e",
    )

    with pytest.raises(ElementRefused, match="no condition") as refusal:
        parse(files, "toy")

    assert refusal.value.id == "x"


def test_a_process_without_a_start_event_is_refused() -> None:
    with pytest.raises(ElementRefused, match="no start event"):
        parse(drawing(user("a"), flows=""), "toy")


DECLARING = drawing(
    start("s"),
    user(
        "ask",
        '<bpmn:ioSpecification><bpmn:dataInput id="place"/><bpmn:dataOutput id="answer"/>'
        "<bpmn:inputSet><bpmn:dataInputRefs>place</bpmn:dataInputRefs></bpmn:inputSet>"
        "<bpmn:outputSet><bpmn:dataOutputRefs>answer</bpmn:dataOutputRefs></bpmn:outputSet>"
        "</bpmn:ioSpecification>",
    ),
    end("e"),
    flows="s -> ask -> e",
)


def test_what_a_step_declares_takes_no_other_variable_away(run: Run) -> None:
    toy = run(DECLARING, place="here", other=1)

    toy.complete("ask", answer=2)

    assert toy.data == {"place": "here", "other": 1, "answer": 2}


def test_the_plain_library_takes_them_away_for_good() -> None:
    toy = PlainToy(DECLARING, place="here", other=1)

    toy.complete("ask", answer=2)

    assert "other" not in toy.data


def test_a_called_process_may_be_named_by_zeebe(run: Run) -> None:
    call = element(
        "callActivity",
        "call",
        "<bpmn:extensionElements><zeebe:calledElement processId='called'/>"
        "</bpmn:extensionElements>",
    )
    calling = process("toy", start("s"), call, flows="s -> call")
    called = process("called", start("cs"), user("ask"), flows="cs -> ask")

    toy = run({"toy.bpmn": definitions(calling, called)})

    assert toy.open == ["ask"]
