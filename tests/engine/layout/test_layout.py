"""Drawings without places get them: every element its own, arrows from end to end."""

from collections.abc import Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from engine.layout import LayoutRefused, lay_out
from engine.layout.columns import columns
from engine.xml import local_name
from tests.engine.drawing import definitions, element, end, process, start, user
from tests.pace import within

ROOT = Path(__file__).parents[3]
DIALECTS = sorted((ROOT / "tests" / "engine" / "check" / "dialects").glob("*.bpmn"))
OURS = sorted((ROOT / "bpmn").glob("*/*.bpmn"))
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"

Box = tuple[float, float, float, float]  # left, top, right, bottom


def without_places(content: bytes) -> bytes:
    root = etree.fromstring(content)
    for diagram in root.findall(f"{DI}BPMNDiagram"):
        root.remove(diagram)
    return etree.tostring(root)


def boxes(root: Any) -> Mapping[str, Box]:
    found = {}
    for shape in root.iter(f"{DI}BPMNShape"):
        at = shape[0]
        x, y, width, height = (float(at.get(each)) for each in ("x", "y", "width", "height"))
        found[shape.get("bpmnElement")] = (x, y, x + width, y + height)
    return found


def lines(root: Any) -> Mapping[str, list[tuple[float, float]]]:
    return {
        edge.get("bpmnElement"): [
            (float(each.get("x")), float(each.get("y"))) for each in edge.iter("{*}waypoint")
        ]
        for edge in root.iter(f"{DI}BPMNEdge")
    }


def named(root: Any, *endings: str) -> Mapping[str, Any]:
    return {
        each.get("id"): each
        for each in root.iter("{*}*")
        if each.get("id") and local_name(each).endswith(endings) and DI not in each.tag
    }


def steps(root: Any) -> Mapping[str, Any]:
    return named(root, "Task", "task", "Event", "Gateway", "callActivity", "subProcess")


def touches(point: tuple[float, float], box: Box) -> bool:
    (x, y), (left, top, right, bottom) = point, box
    return left - 1 <= x <= right + 1 and top - 1 <= y <= bottom + 1


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("path", [*DIALECTS, *OURS], ids=lambda path: path.stem)
def test_every_element_gets_a_place_of_its_own(path: Path) -> None:
    root = etree.fromstring(lay_out(without_places(path.read_bytes())))
    places, arrows = boxes(root), lines(root)
    drawn = steps(root)
    apart = [
        (each, other)
        for each, other in combinations(drawn, 2)
        if drawn[each].getparent() is drawn[other].getparent()
        and not {"boundaryEvent"} & {local_name(drawn[each]), local_name(drawn[other])}
        and overlap(places[each], places[other])
    ]

    assert set(drawn) <= set(places)
    assert apart == []
    for flow_id, flow in named(root, "sequenceFlow").items():
        assert touches(arrows[flow_id][0], places[flow.get("sourceRef")])
        assert touches(arrows[flow_id][-1], places[flow.get("targetRef")])


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_a_step_lies_in_its_lane(path: Path) -> None:
    root = etree.fromstring(lay_out(without_places(path.read_bytes())))
    places = boxes(root)
    lanes = {
        each: [reference.text for reference in lane.findall("{*}flowNodeRef")]
        for each, lane in named(root, "lane").items()
    }
    inside = {each.get("id"): each.getparent() for each in steps(root).values()}
    on_borders = named(root, "boundaryEvent")

    for lane, its in lanes.items():
        left, top, right, bottom = places[lane]
        for step in its:
            if local_name(inside[step]) == "process" and step not in on_borders:
                box = places[step]
                assert left <= box[0] < box[2] <= right, step
                assert top <= box[1] < box[3] <= bottom, step


def test_what_the_drawing_says_stays_as_it_was() -> None:
    content = without_places(OURS[0].read_bytes())
    before = etree.fromstring(content)
    after = etree.fromstring(lay_out(content))

    laid_out = etree.fromstring(without_places(etree.tostring(after)))

    blanks = etree.XMLParser(remove_blank_text=True)
    assert etree.tostring(etree.fromstring(etree.tostring(laid_out), blanks)) == etree.tostring(
        etree.fromstring(etree.tostring(before), blanks)
    )


def test_ways_back_do_not_push_a_step_to_the_right() -> None:
    arrows = {"a": ["b"], "b": ["c", "a"], "c": ["b", "d"], "d": ["d"]}

    assert columns(list("abcd"), arrows) == {"a": 0, "b": 1, "c": 2, "d": 3}
    assert columns([], {}) == {}


def test_a_drawing_of_loose_and_broken_parts_is_laid_out() -> None:
    loose = element("boundaryEvent", "loose", attachedToRef="nobody")
    on_itself = element("boundaryEvent", "on_itself", attachedToRef="on_itself")
    on_another = element("boundaryEvent", "on_another", attachedToRef="loose")
    events = loose + on_itself + on_another
    flows = "s -> x; on_itself -> e; on_another -> e"
    toy = process("toy", start("s"), user("x"), events, end("e"), flows=flows)

    root = etree.fromstring(lay_out(definitions(toy)))

    assert set(boxes(root)) == {"s", "x", "loose", "on_itself", "on_another", "e"}
    assert len(lines(root)) == 3


def test_a_row_of_thousands_is_laid_out_at_once() -> None:
    names = [f"t{number}" for number in range(2_000)]
    row = process("toy", *map(user, names), flows=" -> ".join(names))

    with within(seconds=3):
        root = etree.fromstring(lay_out(definitions(row)))

    assert len({top for _, top, _, _ in boxes(root).values()}) == 1


def test_what_is_no_drawing_or_too_large_is_refused() -> None:
    crowd = "".join(user(f"t{number}") for number in range(5_001))

    for content in (b"", b"<a", b"<a/>", definitions(process("toy", crowd, flows=""))):
        with pytest.raises(LayoutRefused):
            lay_out(content)
