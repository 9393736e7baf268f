"""One shipped drawing as a picture: where its shapes, arrows and labels lie."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from engine.xml import parse_xml
from tests.processes.drawings import files_of
from tests.processes.test_drawing_files import BPMN, BPMNDI, DC, DI, FLOW_NODES, Box, box, kind


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
        return [node for name in sorted(FLOW_NODES) for node in self.process.iter(f"{BPMN}{name}")]

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
