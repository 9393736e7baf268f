"""One shipped drawing as a picture: where its shapes, arrows and labels lie."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from engine.xml import parse_xml
from tests.processes.drawings import files_of

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DI = "{http://www.omg.org/spec/DD/20100524/DI}"
CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"
FLOW_NODES = (
    "startEvent",
    "endEvent",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "boundaryEvent",
    "userTask",
    "serviceTask",
    "sendTask",
    "scriptTask",
    "businessRuleTask",
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "eventBasedGateway",
    "callActivity",
    "subProcess",
)


class Box(NamedTuple):
    """Where a shape lies."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: "Box") -> bool:
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def holds(self, other: "Box") -> bool:
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )

    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


def kind(node: Any) -> str:
    """BPMN's tag of a node."""
    return str(node.tag).removeprefix(BPMN)


def properties(node: Any) -> dict[str, str]:
    """The extension properties of an element."""
    found = node.iterfind(f"{BPMN}extensionElements/{CAMUNDA}properties/{CAMUNDA}property")
    return {each.get("name"): each.get("value") for each in found}


def box(bounds: Any) -> Box:
    """The box of a shape's bounds."""
    return Box(*(float(bounds.get(side)) for side in ("x", "y", "width", "height")))


@dataclass(frozen=True)
class Picture:
    """A drawing of this name."""

    name: str

    @cached_property
    def root(self) -> Any:
        return parse_xml(files_of(self.name)[f"{self.name}.bpmn"]).getroot()

    @property
    def process(self) -> Any:
        return self.root.find(f"{BPMN}process")

    @cached_property
    def nodes(self) -> list[Any]:
        return [node for name in FLOW_NODES for node in self.process.iter(f"{BPMN}{name}")]

    @cached_property
    def flows(self) -> list[Any]:
        return list(self.process.iter(f"{BPMN}sequenceFlow"))

    @cached_property
    def lanes(self) -> list[Any]:
        return list(self.process.iter(f"{BPMN}lane"))

    @cached_property
    def shapes(self) -> dict[str, Box]:
        return {
            shape.get("bpmnElement"): box(shape.find(f"{DC}Bounds"))
            for shape in self.root.iter(f"{BPMNDI}BPMNShape")
        }

    @cached_property
    def arrows(self) -> dict[str, list[tuple[float, float]]]:
        return {
            edge.get("bpmnElement"): [
                (float(point.get("x")), float(point.get("y")))
                for point in edge.iter(f"{DI}waypoint")
            ]
            for edge in self.root.iter(f"{BPMNDI}BPMNEdge")
        }

    @cached_property
    def labels(self) -> dict[str, Box]:
        return {
            owner.get("bpmnElement"): box(owner.find(f"{BPMNDI}BPMNLabel/{DC}Bounds"))
            for tag in ("BPMNShape", "BPMNEdge")
            for owner in self.root.iter(f"{BPMNDI}{tag}")
            if owner.find(f"{BPMNDI}BPMNLabel") is not None
        }

    @cached_property
    def solid(self) -> dict[str, Box]:
        """Everything that is no box around others and sits on no border."""
        return {
            node.get("id"): self.shapes[node.get("id")]
            for node in self.nodes
            if kind(node) not in ("subProcess", "boundaryEvent")
        }

    def pieces(self, flow: Any) -> Iterator[Box]:
        """The straight pieces of an arrow, as boxes without thickness."""
        for (x0, y0), (x1, y1) in pairwise(self.arrows[flow.get("id")]):
            yield Box(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))
