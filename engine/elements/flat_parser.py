"""Drawings are read without recursion, in the order of the file.

Library: bpmn/parser/TaskParser.py:182 `parse_node` parses what follows a step inside the parsing
of that step, so fewer than 500 steps in a row are the end; :228 sorts outgoing flows by height in
the picture; :210 takes no several flows without a gateway; a condition on a flow that leaves a
step is dropped; a step that no flow leaves holds its scope open for ever, since only end events
lead to the scope's end; a flow may lead into a sub-process, whose step then runs outside;
ProcessParser.py:190 joins several start events; :48 reads a missing `isExecutable` as true, BPMN's
default is false; task_parsers.py:65 asks for an end event in sub-processes, BPMN does not.
Approach: a step is made, and "connect what follows" is put into a queue of the process parser.
Steps that no flow reaches are not parsed; the checker names them. What a step declares of its
inputs and outputs (ioSpecification) is read as documentation: the library
(bpmn/specs/bpmn_task_spec.py:82) takes all other variables away from the token for good. What a
called *process* declares is its contract; see `subprocess`.
"""

from collections import deque
from collections.abc import Callable
from typing import Any, NoReturn

from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.specs.mixins.exclusive_gateway import ExclusiveGateway
from SpiffWorkflow.bpmn.specs.mixins.inclusive_gateway import InclusiveGateway

from engine.elements.exceptions import ElementRefused
from engine.elements.kit import Kit, Mixin


class FlatProcess(Mixin):
    """Process parser."""

    def __init__(self, parser: Any, node: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(parser, node, *args, **kwargs)
        self.queue: deque[Callable[[], None]] = deque()
        self.is_draining = False
        if node.tag == full_tag("process"):
            self.process_executable = node.get("isExecutable") == "true"

    def parse_node(self, node: Any) -> Any:
        spec = super().parse_node(node)
        if not self.is_draining:
            self.is_draining = True
            try:
                while self.queue:
                    self.queue.popleft()()
            finally:
                self.is_draining = False
        return spec

    def add_tasks(self) -> None:
        starts = self.xpath("./bpmn:startEvent")
        if not starts:
            raise ElementRefused("no start event", node=self.node, file_name=self.filename)
        for node in starts:
            self.parse_node(node)


class FlatTask(Mixin):
    """Every task parser."""

    def parse_node(self) -> Any:
        try:
            return self.make()
        except ElementRefused:
            raise
        except Exception as error:
            reason = f"it cannot be read: {error}"
            raise ElementRefused(reason, node=self.node, file_name=self.filename) from error

    def make(self) -> Any:
        """Make the spec of this step, with its loop and its boundary events."""
        self.task = self.create_task()
        self.task.extensions = self.parse_extensions()
        for loop in self.xpath("./bpmn:standardLoopCharacteristics"):
            self._add_loop_task(loop)
        for loop in self.xpath("./bpmn:multiInstanceLoopCharacteristics"):
            self._add_multiinstance_task(loop)
        self.process_parser.queue.append(self.connect_what_follows)
        events = self.process_parser.get_boundary_events(self.bpmn_id)
        return self._add_boundary_event(events) if events else self.task

    def connect_what_follows(self) -> None:
        """Connect the outgoing flows, in the order of the file.

        Several flows that leave a step without a gateway are all taken (10.3.1); where none leaves,
        the token ends there (10.5.3).
        """
        flows = self.process_parser.get_outgoing_sequence_flows(self.bpmn_id)
        default = self.node.get("default")
        is_choice = isinstance(self.task, (ExclusiveGateway, InclusiveGateway))
        if is_choice and len(flows) == 1 and self.parse_condition(flows[0]) is None:
            default = flows[0].get("id")
        for flow in flows:
            condition = self.parse_condition(flow)
            if is_choice and condition is None and flow.get("id") != default:
                self.refuse(f"the flow {flow.get('id')} has no condition and is not the default")
            if condition is not None and not is_choice:
                self.refuse(f"the condition of {flow.get('id')} is never asked; draw a gateway")
            self.connect_outgoing(self.target_of(flow), flow, flow.get("id") == default)
        if not self.task.outputs and self.node.get("triggeredByEvent") != "true":
            self.task.connect(self.spec.end)

    def target_of(self, flow: Any) -> Any:
        """What a flow leads to, in this scope."""
        node = self.process_parser.get_node_by_id(flow.get("targetRef"))
        if node is None:
            self.refuse(f"the flow {flow.get('id')} leads to nothing")
        if node.getparent() is not self.node.getparent():
            self.refuse(f"the flow {flow.get('id')} crosses the border of a sub-process")
        target = self.process_parser.parse_node(node)
        split = self.spec.task_specs.get(f"{node.get('id')}.BoundaryEventSplit")
        return target if split is None else split

    def refuse(self, reason: str) -> NoReturn:
        """Stop reading: this element cannot run as drawn."""
        raise ElementRefused(reason, node=self.node, file_name=self.filename)

    def _add_boundary_event(self, events: list[Any]) -> Any:
        name = f"{self.bpmn_id}.BoundaryEventSplit"
        split = self.BOUNDARY_SPLIT_CLASS(self.spec, name, lane=self.task.lane)
        split.connect(self.task)
        for event in events:
            split.connect(self.process_parser.parse_node(event))
        return split


def install(kit: Kit) -> None:
    """Plug in."""
    kit.process_parser_mixins.append(FlatProcess)
    kit.task_parser_mixins.append(FlatTask)
