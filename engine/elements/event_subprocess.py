"""Event sub-processes: armed while their scope is active, interrupting it or beside it.

Library: bpmn/parser/task_parsers.py:110 asks for a prefixed attribute no drawing has, so they are
ordinary sub-processes; ProcessParser.py:199 and bpmn/specs/control.py:40 start one with a timer at
once and so keep the scope open for ever, and connect one with a message to Start *in the shared
spec* at the first trigger (bpmn/util/event.py:61), so that later instances start it by themselves;
nothing is ever interrupted; event_parsers.py:220 knows no error or escalation start.
Rule 13.5.4: armed while the scope is active; interrupting: the scope's other work is terminated
and the handler runs instead; otherwise it runs beside, once per occurrence. The scope ends when
all its tokens have, those of handlers too. Never triggered, it does not hold the scope.
Approach: when the drawing is read, each one gets a Listener in its scope's spec, a child of Start
that catches what the event sub-process is started by; the handler is an ordinary sub-process
behind it with a plain start. Nothing is changed afterwards. The end of the scope does not wait for
Listeners and withdraws them.
Variables: the handler sees what the scope's tokens hold when it starts; at its end only what it
has changed itself counts.
"""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.specs.defaults import IntermediateCatchEvent
from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition
from SpiffWorkflow.util.task import TaskState

from engine.elements.cancelling import cancel_open_tasks
from engine.elements.catching import Catching
from engine.elements.isolation import merge
from engine.elements.kit import Kit, Mixin
from engine.elements.scope_data import scope_variables


class Listener(Catching, IntermediateCatchEvent):
    """Waits, from the start of a scope, for what triggers one of its event sub-processes."""

    of_scope = True

    def __init__(
        self,
        wf_spec: Any,
        bpmn_id: str,
        event_definition: Any,
        cancel_activity: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(wf_spec, bpmn_id, event_definition=event_definition, **kwargs)
        self.cancel_activity = cancel_activity

    def stays_armed(self, my_task: Any) -> bool:
        return not self.cancel_activity

    def variables_at(self, my_task: Any) -> dict[str, Any]:
        workflow = my_task.workflow
        return scope_variables(workflow, workflow.task_tree.data)

    def on_occurrence(self, my_task: Any) -> None:
        if self.cancel_activity:
            cancel_open_tasks(my_task.workflow, but=my_task)


class KeepsOwnChanges(Mixin):
    """Event sub-process: of the variables at its end only those it changed are its own.

    It was given the scope's values of that time; without this, a handler beside its scope that ends
    after the scope has gone on would set them back. An interrupting one is all that is left of it.
    """

    def left_by(self, my_task: Any, inner: Mapping[str, Any]) -> dict[str, Any]:
        (listener,) = self.inputs
        if listener.cancel_activity:
            return super().left_by(my_task, inner)
        return merge(my_task.data, dict(my_task.workflow.task_tree.data), inner)


class WaitsForWork(Mixin):
    """End of a scope."""

    def waits_for(self, task: Any) -> bool:
        is_listening = isinstance(task.task_spec, Listener) and task._state == TaskState.WAITING
        return not is_listening and super().waits_for(task)

    def _on_ready_hook(self, my_task: Any) -> None:
        super()._on_ready_hook(my_task)
        for task in list(my_task.workflow.tasks.values()):
            if task._state == TaskState.WAITING and isinstance(task.task_spec, Listener):
                task.cancel()


class ProcessParsing(Mixin):
    """Process parser."""

    def add_tasks(self) -> None:
        """Set a Listener for each event sub-process of this scope."""
        super().add_tasks()
        for node in self.xpath("./bpmn:subProcess[@triggeredByEvent='true']"):
            handler = self.parse_node(node)
            inner = self.parser.process_parsers[handler.spec].get_spec()
            (start,) = inner.bpmn_start_events
            start_node = self.parser.process_parsers[handler.spec].get_node_by_id(start.bpmn_id)
            listener = Listener(
                self.spec,
                f"{handler.name}.Listener",
                event_definition=start.event_definition,
                cancel_activity=start_node.get("isInterrupting", "true") == "true",
                lane=handler.lane,
                bpmn_name=start.bpmn_name,
                description="Event Sub-Process Listener",
            )
            listener.bpmn_id = start.bpmn_id
            start.bpmn_id = None  # the drawn event is passed once: by the listener
            start.event_definition = NoneEventDefinition(description="Default")
            self.spec.start.connect(listener)
            listener.connect(handler)
            handler.connect(self.spec.end)


class SubProcessParsing(Mixin):
    """Parser of sub-processes."""

    def attribute(
        self, attribute: str, namespace: str | None = None, node: Any = None
    ) -> str | None:
        """BPMN's own attributes have no prefix."""
        if attribute == "triggeredByEvent":
            return "true" if self.node.get(attribute) == "true" else None
        found: str | None = super().attribute(attribute, namespace, node)
        return found

    def create_task(self) -> Any:
        if self.node.get("triggeredByEvent") == "true":
            flows = self.process_parser.get_outgoing_sequence_flows(self.bpmn_id)
            incoming = self.xpath("./bpmn:incoming")
            loops = [n for n in self.node if str(n.tag).endswith("LoopCharacteristics")]
            if flows or incoming or loops:
                self.raise_validation_exception(
                    "an event sub-process stands alone: no arrows to or from it, and no loop"
                )
            starts = [n for n in self.node if n.tag == full_tag("startEvent")]
            if len(starts) != 1:
                self.raise_validation_exception("an event sub-process has exactly one start event")
        return super().create_task()


def install(kit: Kit) -> None:
    """Plug in."""
    kit.event_subprocess_mixins.append(KeepsOwnChanges)
    kit.end_join_mixins.append(WaitsForWork)
    kit.process_parser_mixins.append(ProcessParsing)
    kit.extend_parser("subProcess", SubProcessParsing)
