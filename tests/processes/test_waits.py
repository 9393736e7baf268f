"""Waits: which elements wait for a message, and what leads to them."""

from processes.waits import Wait, waits_of
from tests.engine.drawing import boundary, definitions, element, end, process, start, timer, user
from tests.processes.drawings import files_of


def test_a_wait_is_known_with_what_leads_to_it() -> None:
    waits = waits_of(files_of("complaint"))

    assert waits["she_confirms_herself"].sources == {"what_comes_first"}


def test_a_timer_or_an_event_on_a_border_is_no_wait_for_a_message() -> None:
    files = files_of("complaint")

    waits = waits_of(files)

    assert not {wait for wait in waits if f'boundaryEvent id="{wait}"' in str(files)}
    assert all(wait.sources for wait in waits.values())


def test_a_wait_is_over_once_another_way_was_taken_or_its_box_is_left() -> None:
    waits = waits_of(files_of("complaint"))

    assert waits["she_confirms_herself"].left_by >= {"answer_time_over", "call_back"}
    assert "call_back" in waits["she_asks_to_resume"].left_by


def test_a_wait_in_a_drawing_that_is_called_is_over_with_the_call() -> None:
    message = element("messageEventDefinition", "m", messageRef="bell")
    waiting = element("intermediateCatchEvent", "wait", message)
    called = process("inner", start("is"), user("u"), waiting, end("ie"), flows="is -> u -> wait")
    calling = process(
        "toy",
        start("s"),
        element("callActivity", "call", calledElement="inner"),
        boundary("too_late", "call", timer("duration", "P1D")),
        boundary("beside", "call", timer("duration", "PT1H"), interrupting=False),
        end("e"),
        flows="s -> call -> e; too_late -> e; beside -> e",
    )

    found = waits_of({"toy.bpmn": definitions(calling, called)})

    assert found == {"wait": Wait(frozenset({"u"}), frozenset({"call", "too_late"}))}


def test_a_drawing_without_messages_has_none() -> None:
    assert waits_of({"forms/x.form": b"{}"}) == {}
