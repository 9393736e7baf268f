"""A drawing's elements and arrows, as the token game of `reference` reads them from the file."""

from dataclasses import dataclass, field
from typing import Any

from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"


@dataclass
class Flow:
    id: str
    target: str
    condition: str | None


@dataclass(eq=False)
class Node:
    id: str
    tag: str
    xml: Any
    outgoing: list[Flow] = field(default_factory=list)
    incoming: list[str] = field(default_factory=list)
    boundary: list["Node"] = field(default_factory=list)

    def find(self, *tags: str) -> Any:
        return self.xml.find("/".join(f"{BPMN}{tag}" for tag in tags))

    @property
    def is_interrupting(self) -> bool:
        source = self.xml.find(f"{BPMN}startEvent") if self.tag == "subProcess" else self.xml
        return "false" not in (source.get("cancelActivity"), source.get("isInterrupting"))


def read_nodes(xml: Any) -> dict[str, Node]:
    """The elements of a process or sub-process, with their arrows and boundary events."""
    nodes = {
        each.get("id"): Node(each.get("id"), etree.QName(each).localname, each)
        for each in xml
        if isinstance(each.tag, str) and etree.QName(each).localname != "sequenceFlow"
    }
    for flow in xml.iterchildren(f"{BPMN}sequenceFlow"):
        condition = flow.findtext(f"{BPMN}conditionExpression")
        arrow = Flow(flow.get("id"), flow.get("targetRef"), condition)
        nodes[flow.get("sourceRef")].outgoing.append(arrow)
        nodes[arrow.target].incoming.append(arrow.id)
    for node in nodes.values():
        if node.tag == "boundaryEvent":
            nodes[node.xml.get("attachedToRef")].boundary.append(node)
    return nodes
