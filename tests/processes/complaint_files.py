"""The files of the complaint, and what is drawn in them."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from engine.forms import Field, Form, read_form
from engine.xml import parse_xml
from tests.processes.picture import BPMN, BPMNDI, DC, DI, FLOW_NODES, Box

FOLDER = Path(__file__).parents[2] / "bpmn" / "complaint"
FORMS = sorted(FOLDER.glob("forms/*.form"))
DRAWINGS = sorted(FOLDER.glob("*.bpmn"))
TABLES = sorted(FOLDER.glob("*.dmn"))
NOTICES = sorted(FOLDER.glob("notices/*.json"))

CAMUNDA_DMN = "{http://camunda.org/schema/1.0/dmn}"
DMN = "{https://www.omg.org/spec/DMN/20191111/MODEL/}"

#: Higher than any page.
PAGE = 100_000


@cache
def drawings() -> list[Any]:
    return [parse_xml(path.read_bytes()).getroot() for path in DRAWINGS]


def process() -> Any:
    """The process of the folder's name; those it calls are drawn beside it."""
    found = (each for each in processes() if each.get("id") == FOLDER.name)
    return next(found)


def processes() -> list[Any]:
    return [each for root in drawings() for each in root.iterchildren(f"{BPMN}process")]


def everything(tag: str) -> list[Any]:
    return [found for each in processes() for found in each.iter(f"{BPMN}{tag}")]


def nodes() -> list[Any]:
    return [node for kind in FLOW_NODES for node in everything(kind)]


def flows() -> list[Any]:
    return everything("sequenceFlow")


def lanes() -> list[Any]:
    return everything("lane")


def pools() -> list[Any]:
    return [pool for root in drawings() for pool in root.iter(f"{BPMN}participant")]


def drawn(tag: str) -> Iterator[tuple[Any, float]]:
    """What is drawn, and how far down: the pages of the folder lie one below the other."""
    for page, root in enumerate(drawings()):
        for item in root.iter(f"{BPMNDI}{tag}"):
            yield item, page * PAGE


def timers() -> list[Any]:
    return [node for node in nodes() if node.find(f"{BPMN}timerEventDefinition") is not None]


def clock_boxes() -> list[Any]:
    """The boxes that count the days of a case, from her number to the report."""
    boxes = [node for node in nodes() if node.get("triggeredByEvent") == "true"]
    timed = [each.find(f"{BPMN}startEvent/{BPMN}timerEventDefinition") for each in boxes]
    return [
        each
        for each, timer in zip(boxes, timed, strict=True)
        if timer is not None and each.getparent().get("id") == "from_number_to_report"
    ]


def timer_text(node: Any) -> str:
    return "".join(node.find(f"{BPMN}timerEventDefinition").itertext()).strip()


@cache
def shapes() -> dict[str, Box]:
    return {
        shape.get("bpmnElement"): box(shape.find(f"{DC}Bounds"), down)
        for shape, down in drawn("BPMNShape")
    }


@cache
def edges() -> dict[str, list[tuple[float, float]]]:
    return {
        edge.get("bpmnElement"): [
            (float(point.get("x")), float(point.get("y")) + down)
            for point in edge.iter(f"{DI}waypoint")
        ]
        for edge, down in drawn("BPMNEdge")
    }


@cache
def labels() -> dict[str, Box]:
    return {
        owner.get("bpmnElement"): box(owner.find(f"{BPMNDI}BPMNLabel/{DC}Bounds"), down)
        for tag in ("BPMNShape", "BPMNEdge")
        for owner, down in drawn(tag)
        if owner.find(f"{BPMNDI}BPMNLabel") is not None
    }


def box(bounds: Any, down: float) -> Box:
    x, y, width, height = (float(bounds.get(side)) for side in ("x", "y", "width", "height"))
    return Box(x, y + down, width, height)


def segments(flow_id: str) -> Iterator[Box]:
    """The straight pieces of an arrow, as boxes without thickness."""
    points = edges()[flow_id]
    for (x0, y0), (x1, y1) in pairwise(points):
        yield Box(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))


def form(name: str) -> Form:
    return read_form((FOLDER / "forms" / name).read_bytes())


def every_field(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from every_field(field.fields)
