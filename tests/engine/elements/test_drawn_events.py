"""Which event may stand where: what cannot run is refused when the drawing is read."""

import pytest
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException

from engine.elements.exceptions import ElementRefused
from tests.engine.drawing import boundary, drawing, element, end, start, sub_process, timer, user
from tests.engine.elements.event_toys import (
    ANY_ERROR,
    BESIDE,
    ERROR,
    ESCALATION,
    MESSAGE,
    SIGNAL,
    TERMINATE,
    catch,
    event_sub_process,
    throw,
)
from tests.engine.toy import PlainToy, Toy

LINK = '<bpmn:linkEventDefinition name="there"/>'
COMPENSATION = "<bpmn:compensateEventDefinition/>"
CANCEL = "<bpmn:cancelEventDefinition/>"
CONDITION = (
    "<bpmn:conditionalEventDefinition><bpmn:condition>x</bpmn:condition>"
    "</bpmn:conditionalEventDefinition>"
)
REFERENCE = "<bpmn:eventDefinitionRef>other</bpmn:eventDefinitionRef>"
TIMER = timer("duration", "PT1H")


def with_catch(definition: str) -> dict[str, bytes]:
    return drawing(start("s"), catch("x", definition), end("e"), flows="s -> x -> e", beside=BESIDE)


def with_throw(definition: str) -> dict[str, bytes]:
    return drawing(start("s"), throw("x", definition), end("e"), flows="s -> x -> e", beside=BESIDE)


def with_end(definition: str) -> dict[str, bytes]:
    return drawing(start("s"), end("x", definition), flows="s -> x", beside=BESIDE)


def with_start(definition: str) -> dict[str, bytes]:
    return drawing(start("x", definition), end("e"), flows="x -> e", beside=BESIDE)


def with_boundary(definition: str, *, interrupting: bool = True) -> dict[str, bytes]:
    return drawing(
        start("s"),
        user("u"),
        boundary("x", "u", definition, interrupting=interrupting),
        end("e"),
        end("e2"),
        flows="s -> u -> e; x -> e2",
        beside=BESIDE,
    )


def with_inner_start(definition: str) -> dict[str, bytes]:
    inner = sub_process("sub", start("x", definition), end("e2"), flows="x -> e2")
    return drawing(start("s"), inner, end("e"), flows="s -> sub -> e", beside=BESIDE)


def with_handler(definition: str) -> dict[str, bytes]:
    handler = event_sub_process(definition, interrupting=True)
    return drawing(start("s"), user("u"), end("e"), handler, flows="s -> u -> e", beside=BESIDE)


REFUSED = [
    *((with_catch, d) for d in ("", LINK, COMPENSATION, CANCEL, CONDITION, ERROR, TERMINATE)),
    *((with_throw, d) for d in (LINK, COMPENSATION, CANCEL, CONDITION, ERROR, TIMER)),
    *((with_end, d) for d in (LINK, COMPENSATION, CANCEL, CONDITION, TIMER, REFERENCE)),
    *((with_start, d) for d in (LINK, COMPENSATION, CONDITION, ERROR, ESCALATION)),
    *((with_boundary, d) for d in ("", LINK, COMPENSATION, CANCEL, CONDITION, TERMINATE)),
    *((with_inner_start, d) for d in (MESSAGE, TIMER, SIGNAL, ERROR)),
    *((with_handler, d) for d in ("", CONDITION, COMPENSATION)),
]


@pytest.mark.parametrize(("place", "definition"), REFUSED)
def test_an_event_that_does_not_run_in_its_place_is_refused(place, definition: str) -> None:
    with pytest.raises(ElementRefused) as refusal:
        Toy(place(definition))

    assert refusal.value.reason


@pytest.mark.parametrize(
    "files", [with_throw(LINK), with_throw(COMPENSATION), with_end(COMPENSATION), with_end(LINK)]
)
def test_the_library_takes_links_and_compensation_for_events_that_do_nothing(
    files: dict[str, bytes],
) -> None:
    plain = PlainToy(files)

    assert plain.is_completed


RUNNING = [
    *((with_catch, d) for d in (MESSAGE, SIGNAL, TIMER)),
    *((with_throw, d) for d in ("", MESSAGE, SIGNAL, ESCALATION)),
    *((with_end, d) for d in ("", MESSAGE, SIGNAL, ESCALATION, TERMINATE)),
    *((with_start, d) for d in ("", MESSAGE, SIGNAL, TIMER)),
    *((with_boundary, d) for d in (MESSAGE, SIGNAL, TIMER, ERROR, ANY_ERROR, ESCALATION)),
    *((with_inner_start, d) for d in ("",)),
    *((with_handler, d) for d in (MESSAGE, SIGNAL, TIMER, ERROR, ANY_ERROR, ESCALATION)),
]


@pytest.mark.parametrize(("place", "definition"), RUNNING)
def test_an_event_that_runs_in_its_place_is_read(place, definition: str) -> None:
    toy = Toy(place(definition), start_event="x" if place is with_start else None)

    assert toy.is_completed or toy.open or toy.waiting


@pytest.mark.parametrize("place", [with_catch, with_boundary, with_handler])
def test_several_definitions_on_one_event_are_refused(place) -> None:
    with pytest.raises(ElementRefused, match="several"):
        Toy(place(MESSAGE + SIGNAL))


@pytest.mark.parametrize(
    "definition",
    [
        "<bpmn:messageEventDefinition/>",
        '<bpmn:messageEventDefinition messageRef="nowhere"/>',
        "<bpmn:signalEventDefinition/>",
        '<bpmn:signalEventDefinition signalRef="nowhere"/>',
        '<bpmn:signalEventDefinition signalRef="m"/>',
        '<bpmn:signalEventDefinition signalRef="mute"/>',
    ],
)
def test_an_event_that_refers_to_nothing_is_refused(definition: str) -> None:
    files = drawing(
        start("s"),
        catch("x", definition),
        end("e"),
        flows="s -> x -> e",
        beside=BESIDE + '<bpmn:signal id="mute"/>',
    )

    with pytest.raises(ElementRefused):
        Toy(files)


@pytest.mark.parametrize(
    "definition",
    [
        "<bpmn:errorEventDefinition/>",
        '<bpmn:errorEventDefinition errorRef="nowhere"/>',
        '<bpmn:errorEventDefinition errorRef="codeless"/>',
        "<bpmn:escalationEventDefinition/>",
    ],
)
def test_whoever_throws_must_say_what(definition: str) -> None:
    files = drawing(
        start("s"),
        end("x", definition),
        flows="s -> x",
        beside=BESIDE + '<bpmn:error id="codeless" name="Some error"/>',
    )

    with pytest.raises(ElementRefused):
        Toy(files)


def test_an_error_cannot_be_caught_beside_the_activity_it_ends() -> None:
    with pytest.raises(ElementRefused, match="non-interrupting"):
        Toy(with_boundary(ERROR, interrupting=False))


@pytest.mark.parametrize("attributes", [{}, {"messageRef": "nowhere"}])
def test_a_receive_task_without_a_message_is_refused(attributes: dict[str, str]) -> None:
    files = drawing(
        start("s"),
        element("receiveTask", "x", **attributes),
        end("e"),
        flows="s -> x -> e",
        beside=BESIDE,
    )

    with pytest.raises(ElementRefused):
        Toy(files)


def test_the_library_passes_a_receive_task_without_a_message_at_once() -> None:
    plain = PlainToy(
        drawing(start("s"), element("receiveTask", "x"), end("e"), flows="s -> x -> e")
    )

    assert plain.is_completed


def test_a_refusal_names_the_element_and_what_to_draw_instead() -> None:
    with pytest.raises(ValidationException) as refusal:
        Toy(with_throw(LINK))

    assert refusal.value.id == "x"
    assert "draw" in str(refusal.value)
