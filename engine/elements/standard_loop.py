"""Standard loops: again while the condition holds, at most so often.

Library: mixins/multiinstance_task.py:75 merges each round's variables into the old ones, so that
what a round removes comes back and lists grow together; `loopCounter` does not exist.
Rule 10.3.8, table 10.28: loopCondition is evaluated before the round (testBefore) or after it;
loopMaximum bounds the rounds; loopCounter is visible.
Approach: a round starts from what the round before has left.
"""

from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.util.task import TaskState

from engine.elements.kit import Kit, Mixin
from engine.elements.loops import add_instance, check_number

DONE = "done"


class Rounds(Mixin):
    """Standard loop."""

    def _update_hook(self, my_task: Any) -> bool:
        if my_task._state == TaskState.STARTED:
            return False
        BpmnTaskSpec._update_hook(self, my_task)
        my_task.internal_data[DONE] = 0
        if self.test_before and self.loop_complete(my_task):
            return True
        my_task._set_state(TaskState.STARTED)
        self.create_child(my_task)
        return False

    def create_child(self, my_task: Any) -> None:
        """Begin the next round."""
        number = my_task.internal_data[DONE]
        check_number(number + 1, self)
        instance = add_instance(my_task, iteration=number)
        instance.task_spec._update(instance)

    def merge_child(self, workflow: Any, child: Any) -> None:
        """A round is over."""
        my_task = child.parent
        my_task.data = dict(child.data)
        my_task.internal_data[DONE] += 1
        if self.loop_complete(my_task):
            my_task._ready()
        else:
            self.create_child(my_task)

    def loop_complete(self, my_task: Any) -> bool:
        done = my_task.internal_data[DONE]
        if self.maximum is not None and done >= self.maximum:
            return True
        if self.condition is None:
            return False
        engine = my_task.workflow.script_engine
        return not engine.evaluate(my_task, self.condition, {"loopCounter": done})


def install(kit: Kit) -> None:
    """Plug in."""
    kit.standard_loop_mixins.append(Rounds)
