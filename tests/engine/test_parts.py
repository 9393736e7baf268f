"""Parts: which file draws which process, and which step calls it."""

from engine.drawing import read_drawing
from tests.engine.drawing import definitions, element, end, process, start, user

ZEEBE = (
    '<bpmn:extensionElements><zeebe:calledElement xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'
    ' processId="second"/></bpmn:extensionElements>'
)
CALLS = (
    element("callActivity", "call", calledElement="first"),
    element("callActivity", "call_too", ZEEBE),
)
FILES = {
    "toy.bpmn": definitions(
        process("toy", start("s"), *CALLS, end("e"), flows="s -> call -> call_too -> e")
    ),
    "called.bpmn": definitions(
        process("first", start("fs"), user("ask"), end("fe"), flows="fs -> ask -> fe"),
        process("second", start("ss"), end("se"), flows="ss -> se"),
    ),
    "notes.txt": b"no drawing",
}


def test_a_drawing_knows_the_file_and_the_steps_of_each_process() -> None:
    parts = read_drawing(FILES, "toy").parts

    assert {name: part.path for name, part in parts.items()} == {
        "toy": "toy.bpmn",
        "first": "called.bpmn",
        "second": "called.bpmn",
    }
    assert "ask" in parts["first"].element_ids
    assert "ask" not in parts["second"].element_ids


def test_a_drawing_knows_which_step_calls_which_process() -> None:
    parts = read_drawing(FILES, "toy").parts

    assert parts["toy"].calls == {"call": "first", "call_too": "second"}
    assert parts["first"].calls == {}
