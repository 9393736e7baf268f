"""Arrows: read from every drawing of a definition."""

from engine.arrows import arrows_of
from tests.engine.drawing import definitions, drawing, element, end, start, sub_process

NAME_HI = (
    "<bpmn:extensionElements><camunda:properties>"
    '<camunda:property name="name_hi" value="हाँ"/>'
    "</camunda:properties></bpmn:extensionElements>"
)


def test_an_arrow_says_what_it_joins() -> None:
    (arrow,) = arrows_of(drawing(start("s"), end("e"), flows="s -> e"))

    assert (arrow.id, arrow.source, arrow.target) == ("s_to_e", "s", "e")
    assert (arrow.name, arrow.name_hi) == ("", "")


def test_an_arrow_speaks_both_languages() -> None:
    flow = element("sequenceFlow", "yes", NAME_HI, sourceRef="s", targetRef="e", name="Yes")

    (arrow,) = arrows_of({"toy.bpmn": definitions(flow)})

    assert (arrow.name, arrow.name_hi) == ("Yes", "हाँ")


def test_the_arrows_of_boxes_and_of_other_files_count_too() -> None:
    box = sub_process("box", start("in"), end("out"), flows="in -> out")
    files = drawing(start("s"), box, end("e"), flows="s -> box -> e")
    beside = {"other.bpmn": drawing(start("a"), end("b"), flows="a -> b")["toy.bpmn"]}

    found = {arrow.id for arrow in arrows_of({**files, **beside, "table.dmn": b"no drawing"})}

    assert found == {"s_to_box", "box_to_e", "in_to_out", "a_to_b"}
