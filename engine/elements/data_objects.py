"""Data objects: variables of a scope that steps read from and write to.

Library: bpmn/parser/node_parser.py:145 loops for ever when a reference two scopes down names
nothing; bpmn/workflow.py:58 gives the data objects of the process their first value (None), but
not those of sub-processes; bpmn/specs/data_spec.py:75 deep-copies and logs at every step.
Rule 10.4.1: a data object lives as long as its scope, and is seen by the scopes inside it; it may
be read before anything was written to it.
Approach: references are looked up outward scope by scope; an object without a value is None;
values are handed on by reference, for none is ever edited. A step that reads an object has it
among its variables under the object's id, until it ends.
"""

from typing import Any

from SpiffWorkflow.bpmn.exceptions import WorkflowDataException
from SpiffWorkflow.bpmn.specs.data_spec import DataObject

from engine.elements.kit import Kit, Mixin


class ScopedObject(DataObject):
    """A data object, read and written in the scope that declares it."""

    def get(self, my_task: Any) -> None:
        my_task.data[self.bpmn_id] = self.home(my_task).get(self.bpmn_id)

    def set(self, my_task: Any) -> None:
        if self.bpmn_id not in my_task.data:
            raise WorkflowDataException(
                f"the step has not set the data object {self.bpmn_id}", my_task, data_output=self
            )
        self.home(my_task)[self.bpmn_id] = my_task.data.pop(self.bpmn_id)

    def home(self, my_task: Any) -> dict[str, Any]:
        """The values of the scope that declares the object."""
        scope = my_task.workflow
        while self.bpmn_id not in scope.spec.data_objects:
            scope = scope.parent_workflow
        values: dict[str, Any] = scope.data.setdefault("data_objects", {})
        return values


class ResolvesOutward(Mixin):
    """Every task parser."""

    def _resolve_data_object_ref(self, ref: Any) -> Any | None:
        scope = self.process_parser if ref is not None else None
        while scope is not None:
            found = scope.spec.data_objects.get(ref.get("dataObjectRef"))
            if found is not None:
                return found
            scope = scope.parent
        return None


class MakesScoped(Mixin):
    """Process parser."""

    def parse_data_object(self, obj: Any) -> Any:
        return self.create_data_spec(obj, ScopedObject)


def install(kit: Kit) -> None:
    """Plug in."""
    kit.task_parser_mixins.append(ResolvesOutward)
    kit.process_parser_mixins.append(MakesScoped)
