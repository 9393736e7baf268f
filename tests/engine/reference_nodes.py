"""What the token game of `reference` plays with: the drawing's elements, and what runs of them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
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


@dataclass(eq=False)
class Scope:
    """A running process or sub-process, inside an activity of the outer one."""

    nodes: dict[str, Node]
    activity: "Activity | None"
    activities: list["Activity"] = field(default_factory=list)
    arrivals: dict[str, list[str]] = field(default_factory=dict)
    is_closed: bool = False
    interruptions: int = 0


@dataclass(eq=False)
class Activity:
    """A user task, sub-process or call that is going on, or a loop with such instances in it."""

    node: Node
    scope: Scope
    order: int
    loop: "Activity | None" = None
    inner: Scope | None = None
    instances: list["Activity"] = field(default_factory=list)
    total: int = 0
    done: int = 0
    is_loop: bool = False


@dataclass(eq=False)
class Armed:
    """An event that may occur."""

    node: Node
    scope: Scope
    order: int
    turn: int
    owner: Any  # an activity, a scope, or the events of one gateway together
    due: datetime | None = None
    message: str | None = None
    signal: str | None = None
    thrown: str | None = None
    """error or escalation: caught from inside only."""
    left: int = 1  # further occurrences of a timer, this one included
    every: timedelta = timedelta()
