"""Lanes: white space in references, nested lanes, lanes of sub-processes.

Library: bpmn/parser/BpmnParser.py:267 takes flowNodeRef's text as it stands, so a file that an
editor has formatted has no lanes; the last reference in the file wins, whichever lane it is in; a
step in a sub-process has no lane at all unless it is listed.
Rule 10.8, figure 10.123: lanes nest; a step listed in an inner lane belongs to it and thereby to
the outer ones.
Approach: the index is corrected after the library has made it: stripped, the deepest lane wins;
what a sub-process does not say, the lane of the sub-process says. `task_spec.lane` is the lane's
name; the post that owns the step is read by `engine.drawing`.
"""

from typing import Any

from SpiffWorkflow.bpmn.parser.util import full_tag

from engine.elements.kit import Kit, Mixin

LANE = full_tag("lane")


class DeepestLane(Mixin):
    """File parser."""

    def _add_diagram_indexes(self, bpmn: Any) -> None:
        super()._add_diagram_indexes(bpmn)
        lanes = self.document_lanes[self._document_key(bpmn)]
        lanes.clear()
        deepest: dict[str, int] = {}
        for reference in bpmn.iter(full_tag("flowNodeRef")):
            node = (reference.text or "").strip()
            depth = sum(each.tag == LANE for each in reference.iterancestors())
            if node and depth > deepest.get(node, 0):
                deepest[node] = depth
                lanes[node] = reference.getparent().get("name")


class InheritsLane(Mixin):
    """Every task parser."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lane: str | None = self._get_lane() or self.lane

    def _get_lane(self) -> str | None:
        node = self.node
        while node is not None and node.tag != full_tag("process"):
            lane: str | None = self.process_parser.get_lane_name(node.get("id"))
            if lane is not None:
                return lane
            node = node.getparent()
        return None


def install(kit: Kit) -> None:
    """Plug in."""
    kit.parser_mixins.append(DeepestLane)
    kit.task_parser_mixins.append(InheritsLane)
