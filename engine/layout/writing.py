"""Lays a drawing out and writes the picture into its file."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from engine.conventions import BPMN
from engine.layout.lanes import HEAD, Lanes
from engine.layout.picture import Bounds, Line, Picture, Shape
from engine.layout.scope import EDGE, draw_scope
from engine.xml import XmlRefused, parse_xml

#: A larger drawing would be no picture that anybody could read.
MOST_ELEMENTS = 5_000
_DI = "http://www.omg.org/spec/BPMN/20100524/DI"
_DC = "http://www.omg.org/spec/DD/20100524/DC"
_WAY = "http://www.omg.org/spec/DD/20100524/DI"
_BETWEEN = 60.0
_EMPTY_POOL = (600.0, 60.0)
_TIES = ("association", "dataInputAssociation", "dataOutputAssociation", "messageFlow")


class LayoutRefused(Exception):
    """The file is no drawing, or one that is too large to be shown."""


def lay_out(content: bytes) -> bytes:
    """The same drawing with a place for every element; places that it had are given up.

    :raises LayoutRefused: it is no drawing, or too large
    """
    try:
        root = parse_xml(content).getroot()
    except XmlRefused as refused:
        raise LayoutRefused(str(refused)) from None
    if root.tag != f"{BPMN}definitions":
        raise LayoutRefused("not BPMN")
    if sum(1 for each in root.iter(f"{BPMN}*") if each.get("id")) > MOST_ELEMENTS:
        raise LayoutRefused("too large")
    for old in list(root.iterchildren(f"{{{_DI}}}BPMNDiagram")):
        root.remove(old)
    for number, (plane, picture) in enumerate(_pictures(root), 1):
        root.append(_diagram(number, plane, picture))
    etree.indent(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written + b"\n"


def _pictures(root: Any) -> Iterator[tuple[str, Picture]]:
    """One for the collaboration with all its pools, else one for each process."""
    processes = {each.get("id"): each for each in root.iterchildren(f"{BPMN}process")}
    collaboration = root.find(f"{BPMN}collaboration")
    if collaboration is not None and collaboration.get("id"):
        picture = Picture()
        drawn = set()
        for pool in collaboration.iterchildren(f"{BPMN}participant"):
            process = processes.get((pool.get("processRef") or "").rpartition(":")[2])
            _draw_pool(picture, pool, process)
            drawn.add(process.get("id") if process is not None else None)
        _tie(picture, root)
        yield collaboration.get("id"), picture
        processes = {i: each for i, each in processes.items() if i not in drawn}
    for process_id, process in processes.items():
        picture = Picture()
        picture.take(_draw_process(process), 160, 80)
        _tie(picture, process)
        yield process_id or "", picture


def _draw_process(process: Any) -> Picture:
    lanes = Lanes.of_process(process)
    inner = draw_scope(process, lanes)
    whole = Picture(width=inner.width + lanes.depth, height=inner.height)
    whole.shapes += lanes.shapes(whole.width)
    whole.take(inner, lanes.depth, 0)
    return whole


def _draw_pool(picture: Picture, pool: Any, process: Any) -> None:
    top = picture.height + (_BETWEEN if picture.shapes else EDGE)
    inner = _draw_process(process) if process is not None else Picture()
    width, height = inner.width + HEAD, inner.height
    if process is None:
        width, height = _EMPTY_POOL
    if pool.get("id"):
        bounds = Bounds(160, top, width, height)
        picture.shapes.append(Shape(pool.get("id"), bounds, is_horizontal=True))
    picture.take(inner, 160 + HEAD, top)
    picture.height = top + height


def _tie(picture: Picture, within: Any) -> None:
    """Straight lines for what ties two elements together and is no arrow."""
    places = {shape.element: shape.bounds for shape in picture.shapes}
    for tie in within.iter(*(f"{BPMN}{name}" for name in _TIES)):
        one = _end(tie, "sourceRef") or _parent(tie)
        other = _end(tie, "targetRef") or _parent(tie)
        if tie.get("id") and one in places and other in places:
            picture.lines.append(Line(tie.get("id"), _straight(places[one], places[other])))


def _end(tie: Any, name: str) -> str | None:
    child = tie.find(f"{BPMN}{name}")
    said = tie.get(name) or (child.text if child is not None else None)
    return said.strip() if said else None


def _parent(tie: Any) -> str | None:
    parent = tie.getparent()
    return parent.get("id") if parent is not None else None


def _straight(one: Bounds, other: Bounds) -> tuple[tuple[float, float], tuple[float, float]]:
    """From the border of one to the border of the other, up or down."""
    is_above = one.middle[1] <= other.middle[1]
    begin = one.middle[0], one.y + one.height if is_above else one.y
    return begin, (other.middle[0], other.y if is_above else other.y + other.height)


def _diagram(number: int, plane_of: str, picture: Picture) -> Any:
    names = {"bpmndi": _DI, "dc": _DC, "di": _WAY}
    diagram = etree.Element(f"{{{_DI}}}BPMNDiagram", nsmap=names, id=f"laid_out_{number}")
    plane = etree.SubElement(
        diagram, f"{{{_DI}}}BPMNPlane", id=f"laid_out_plane_{number}", bpmnElement=plane_of
    )
    for shape in picture.shapes:
        made = _part(plane, "BPMNShape", shape.element)
        if shape.is_horizontal:
            made.set("isHorizontal", "true")
        if shape.is_expanded is not None:
            made.set("isExpanded", "true")
        _bounds(made, shape.bounds)
        _label(made, shape.label)
    for line in picture.lines:
        made = _part(plane, "BPMNEdge", line.element)
        for x, y in line.points:
            etree.SubElement(made, f"{{{_WAY}}}waypoint", x=f"{x:g}", y=f"{y:g}")
        _label(made, line.label)
    return diagram


def _part(plane: Any, kind: str, element: str) -> Any:
    return etree.SubElement(plane, f"{{{_DI}}}{kind}", id=f"{element}_di", bpmnElement=element)


def _bounds(part: Any, bounds: Bounds) -> None:
    numbers = {"x": bounds.x, "y": bounds.y, "width": bounds.width, "height": bounds.height}
    said = {name: f"{number:g}" for name, number in numbers.items()}
    etree.SubElement(part, f"{{{_DC}}}Bounds", **said)


def _label(part: Any, bounds: Bounds | None) -> None:
    if bounds is not None:
        _bounds(etree.SubElement(part, f"{{{_DI}}}BPMNLabel"), bounds)
