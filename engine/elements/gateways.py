"""Exclusive gateways: the first condition that is true, in the order of the file.

Library: bpmn/parser/TaskParser.py:228 sorts outgoing flows by the height of their targets in the
picture, so moving a shape changes what runs; specs/ExclusiveChoice.py:73 names the gateway only.
Rule 13.4.2: the conditions are evaluated in an order; the first that is true is taken; else the
default; else an exception.
Approach: `flat_parser` keeps the order of the file; here the choice is made without prediction.
"""

from typing import Any

from engine.elements.exceptions import NoBranchTaken
from engine.elements.growth import choose
from engine.elements.kit import Kit, Mixin


class ExclusiveChoice(Mixin):
    """Exclusive gateway."""

    def _run_hook(self, my_task: Any) -> bool:
        name = self.default_task_spec
        for condition, target in self.cond_task_specs:
            if condition is not None and condition._matches(my_task):
                name = target
                break
        if name is None:
            raise NoBranchTaken("no condition is true, and no default", task=my_task)
        choose(my_task, [self._wf_spec.task_specs[name]])
        return True


def install(kit: Kit) -> None:
    """Plug in."""
    kit.extend_spec("exclusiveGateway", ExclusiveChoice)
