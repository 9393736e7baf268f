"""Sub-processes and called processes: a scope of their own, entered and left by reference.

Library: mixins/subworkflow_task.py:68 and :71 deep-copy all variables on the way in and out; :81
connects the parent by an event that every loading has to connect again; :84 runs the inner start
at once, inside the update of the outer step.
Approach: values are shared (they are never edited in place); the inner scope tells its parent task
itself when it ends; its start waits on the agenda like any other step. Several ends, or a
terminate end: the variables of the scope are those of its last step.
"""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.exceptions import WorkflowDataException
from SpiffWorkflow.util.task import TaskState

from engine.elements.kit import Kit, Mixin
from engine.parts import called_process_of


class HasScope(Mixin):
    """Sub-process, call activity, event sub-process."""

    def _update_hook(self, my_task: Any) -> bool:
        if my_task._state == TaskState.STARTED:
            return False
        super()._update_hook(my_task)
        return False

    def start_workflow(self, my_task: Any) -> None:
        inner = my_task.workflow.top_workflow.create_subprocess(my_task, self.spec)
        self.copy_data(my_task, inner)

    def copy_data(self, my_task: Any, subworkflow: Any) -> None:
        subworkflow.task_tree.data = dict(my_task.data)

    def update_data(self, my_task: Any, subworkflow: Any) -> None:
        my_task.data = self.left_by(my_task, subworkflow.last_task.data)

    def left_by(self, my_task: Any, inner: Mapping[str, Any]) -> dict[str, Any]:
        """The variables of the step once its scope has ended with these."""
        return dict(inner)


class HasContract(Mixin):
    """Call activity: the called process may declare what goes in and out."""

    def copy_data(self, my_task: Any, subworkflow: Any) -> None:
        declared = _declared(subworkflow, "data_inputs")
        if not declared:
            subworkflow.task_tree.data = dict(my_task.data)
            return
        for variable in declared:
            if not variable.exists(my_task):
                raise WorkflowDataException(
                    "the called process needs a variable that is missing",
                    task=my_task,
                    data_input=variable,
                )
            variable.set(subworkflow.task_tree, variable.get(my_task))

    def update_data(self, my_task: Any, subworkflow: Any) -> None:
        declared = _declared(subworkflow, "data_outputs")
        last = subworkflow.last_task
        if not declared:
            super().update_data(my_task, subworkflow)
            return
        for variable in declared:
            if not variable.exists(last):
                raise WorkflowDataException(
                    "the called process has not set a variable it declares",
                    task=my_task,
                    data_output=variable,
                )
            variable.set(my_task, variable.get(last))

    def left_by(self, my_task: Any, inner: Mapping[str, Any]) -> dict[str, Any]:
        called = my_task.workflow.top_workflow.subprocesses[my_task.id]
        declared = [variable.bpmn_id for variable in _declared(called, "data_outputs")]
        if not declared:
            return super().left_by(my_task, inner)
        return my_task.data | {name: inner[name] for name in declared if name in inner}


def _declared(subworkflow: Any, kind: str) -> list[Any]:
    contract = subworkflow.spec.io_specification
    return [] if contract is None else list(getattr(contract, kind))


class ScopeParsing(Mixin):
    """Parser of sub-processes: one start event; the end may be left undrawn."""

    def create_task(self) -> Any:
        starts = self.xpath("./bpmn:startEvent")
        if len(starts) != 1:
            self.refuse(f"a sub-process has exactly one start event; here are {len(starts)}")
        self.process_parser.parser.create_parser(self.node, filename=self.filename, lane=self.lane)
        self.process_parser.parser.process_parsers[self.bpmn_id].parent = self.process_parser
        is_by_event = self.node.get("triggeredByEvent") == "true"
        spec_class = self.EVENT_SUBPROCESS_CLASS if is_by_event else self.spec_class
        return spec_class(
            self.spec, self.bpmn_id, subworkflow_spec=self.bpmn_id, **self.bpmn_attributes
        )


class CallParsing(Mixin):
    """Parser of call activities: the called process may be named by Zeebe's extension."""

    def create_task(self) -> Any:
        called = called_process_of(self.node)
        if not called:
            self.refuse("it names no process to call (calledElement)")
        return self.spec_class(
            self.spec, self.bpmn_id, subworkflow_spec=called, **self.bpmn_attributes
        )


class TellsParent(Mixin):
    """Sub-workflow."""

    def _task_completed_notify(self, task: Any) -> None:
        super()._task_completed_notify(task)
        if self.completed and self.success:
            parent = self.top_workflow.find_task(self.parent_task_id)
            if parent._state == TaskState.STARTED:
                parent.task_spec._on_subworkflow_completed(self, parent)


def install(kit: Kit) -> None:
    """Plug in."""
    kit.extend_spec("subProcess", HasScope)
    kit.extend_spec("callActivity", HasScope, HasContract)
    kit.extend_parser("subProcess", ScopeParsing)
    kit.extend_parser("callActivity", CallParsing)
    kit.event_subprocess_mixins.append(HasScope)
    kit.subworkflow_mixins.append(TellsParent)
