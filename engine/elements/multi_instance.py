"""Multi-instance activities: once for each item, side by side or one after the other.

Library: mixins/multiinstance_task.py:162 evaluates the completion condition without BPMN's counts;
:138 appends results in the order of completion; :187-195 refuses a second run when the output
collection exists (any loop around it) and has a NameError (data_ouput); :151 refuses an input item
left over from another run; unchanged copies of one instance overwrite another's changes.
Rule 10.3.8, table 10.30: numberOfInstances, numberOfActiveInstances, numberOfCompletedInstances,
numberOfTerminatedInstances and loopCounter are visible to conditions; the output collection is
filled item by item, the n-th from the n-th instance.
Approach: the plan and the results by place lie in `internal_data`; the output is built anew at
every run. Without an output collection, instances side by side bring what each has changed, and
one after the other each starts from what the one before has left. A mapping as input gives a
mapping as output, by key.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from SpiffWorkflow.bpmn.exceptions import WorkflowDataException, WorkflowTaskException
from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.util.task import TaskState

from engine.elements.isolation import merge
from engine.elements.kit import Kit, Mixin
from engine.elements.loops import add_instance, check_number, open_instances

TOTAL = "total"
CREATED = "created"
DONE = "done"
ITEMS = "items"
RESULTS = "results"
CHANGES = "changes"
PLACE = "place"


class Instances(Mixin):
    """Multi-instance activity, both kinds."""

    def _update_hook(self, my_task: Any) -> bool:
        if my_task._state == TaskState.STARTED:
            return False
        BpmnTaskSpec._update_hook(self, my_task)
        self.plan(my_task)
        if my_task.internal_data[TOTAL] == 0:
            self.finish(my_task)
            return True
        my_task._set_state(TaskState.STARTED)
        self.begin(my_task)
        return False

    def plan(self, my_task: Any) -> None:
        """Decide how many instances there are, and over what."""
        known: dict[str, Any] = {CREATED: 0, DONE: 0}
        if self.data_output is not None and self.output_item is not None:
            known[RESULTS] = {}
        if self.data_input is not None:
            items = self.read_items(my_task)
            known[TOTAL] = len(items)
            if RESULTS not in known:  # else the collection is still among the variables
                known[ITEMS] = items
        else:
            known[TOTAL] = self.read_cardinality(my_task)
        check_number(known[TOTAL], self)
        my_task.internal_data.update(known)
        for own in self.own_names():
            my_task.data.pop(own, None)

    def read_items(self, my_task: Any) -> list[Any]:
        """The items of the input collection, the values if it is a mapping."""
        if not self.data_input.exists(my_task):
            raise WorkflowDataException(
                "the input collection is missing", my_task, data_input=self.data_input
            )
        collection = self.data_input.get(my_task)
        if isinstance(collection, Mapping):
            return list(collection.values())
        if isinstance(collection, Sequence) and not isinstance(collection, str):
            return list(collection)
        raise WorkflowDataException(
            "the input collection is no list or mapping", my_task, data_input=self.data_input
        )

    def read_cardinality(self, my_task: Any) -> int:
        number = my_task.workflow.script_engine.evaluate(my_task, self.cardinality)
        if isinstance(number, bool) or not isinstance(number, int) or number < 0:
            raise WorkflowTaskException("the number of instances is no whole number", task=my_task)
        return number

    def own_names(self) -> list[str]:
        """The variables that hold one instance's item and result."""
        return [ref.bpmn_id for ref in (self.input_item, self.output_item) if ref is not None]

    def create_next(self, my_task: Any) -> Any:
        """Make the next instance, with its item; it is yet to be reached."""
        known = my_task.internal_data
        place = known[CREATED]
        known[CREATED] = place + 1
        instance = add_instance(my_task, **{PLACE: place})
        if self.input_item is not None:
            self.input_item.set(instance, self.item_at(my_task, place))
        return instance

    def item_at(self, my_task: Any, place: int) -> Any:
        if self.data_input is None:
            return place
        items = my_task.internal_data.get(ITEMS)
        return (self.read_items(my_task) if items is None else items)[place]

    def merge_child(self, workflow: Any, child: Any) -> None:
        """An instance is over."""
        my_task = child.parent
        known = my_task.internal_data
        known[DONE] += 1
        if RESULTS in known:
            if not self.output_item.exists(child):
                raise WorkflowDataException(
                    "an instance has not set its result", child, data_output=self.output_item
                )
            known[RESULTS][str(child.internal_data[PLACE])] = self.output_item.get(child)
        else:
            self.take_over(my_task, child)
        if known[DONE] == known[TOTAL] or self.is_enough(my_task, child):
            for other in open_instances(my_task):
                if other is not child:
                    other.cancel()
            self.finish(my_task)
            my_task._ready()
        else:
            self.go_on(my_task)

    def is_enough(self, my_task: Any, child: Any) -> bool:
        """Does the completion condition hold, seen from the instance that has just ended?"""
        if self.condition is None:
            return False
        engine = my_task.workflow.script_engine
        return bool(engine.evaluate(child, self.condition, self.counts(my_task)))

    def counts(self, my_task: Any) -> dict[str, int]:
        known = my_task.internal_data
        return {
            "numberOfInstances": known[TOTAL],
            "numberOfCompletedInstances": known[DONE],
            "numberOfActiveInstances": known[CREATED] - known[DONE],
            "numberOfTerminatedInstances": 0,
            "loopCounter": known[DONE],
        }

    def finish(self, my_task: Any) -> None:
        """Bring the results into the variables and forget the plan."""
        known = my_task.internal_data
        if RESULTS in known:
            self.data_output.set(my_task, self.collected(my_task))
        elif CHANGES in known:
            my_task.data = {**my_task.data, **known[CHANGES]}
        for name in (TOTAL, CREATED, DONE, ITEMS, RESULTS, CHANGES):
            known.pop(name, None)

    def collected(self, my_task: Any) -> Any:
        """The output collection: a mapping by key, or a list in the order of the items.

        Where it is the input collection itself, items without a result stay as they were.
        """
        results = {int(place): v for place, v in my_task.internal_data[RESULTS].items()}
        in_order = [results[place] for place in sorted(results)]
        if self.data_input is None:
            return in_order
        collection = self.data_input.get(my_task)
        is_in_place = self.data_input.bpmn_id == self.data_output.bpmn_id
        if isinstance(collection, Mapping):
            by_key = {key: results[n] for n, key in enumerate(collection) if n in results}
            return {**collection, **by_key} if is_in_place else by_key
        if is_in_place:
            return [results.get(place, item) for place, item in enumerate(collection)]
        return in_order


class SideBySide(Mixin):
    """Parallel multi-instance."""

    def begin(self, my_task: Any) -> None:
        known = my_task.internal_data
        made = [self.create_next(my_task) for _ in range(known[TOTAL])]
        known.pop(ITEMS, None)
        for instance in made:
            instance.task_spec._update(instance)

    def take_over(self, my_task: Any, child: Any) -> None:
        """Note what the instance changed; the others still compare with what all began with."""
        begun_with, own = my_task.data, self.own_names()
        brought = {name: value for name, value in child.data.items() if name not in own}
        changes = my_task.internal_data.get(CHANGES, {})
        result = merge(begun_with, {**begun_with, **changes}, brought)
        my_task.internal_data[CHANGES] = {
            name: value for name, value in result.items() if begun_with.get(name) is not value
        }

    def go_on(self, my_task: Any) -> None:
        """The others are running already."""


class OneAfterTheOther(Mixin):
    """Sequential multi-instance."""

    def begin(self, my_task: Any) -> None:
        self.go_on(my_task)

    def take_over(self, my_task: Any, child: Any) -> None:
        own = self.own_names()
        my_task.data = {name: value for name, value in child.data.items() if name not in own}

    def go_on(self, my_task: Any) -> None:
        instance = self.create_next(my_task)
        instance.task_spec._update(instance)


def install(kit: Kit) -> None:
    """Plug in."""
    kit.parallel_mi_mixins.extend([Instances, SideBySide])
    kit.sequential_mi_mixins.extend([Instances, OneAfterTheOther])
