"""Standing: the elements at which tokens of an instance stand at this moment; read only."""

from datetime import UTC, datetime

from SpiffWorkflow.util.task import TaskState
from sqlalchemy.orm import Session

from engine import store
from engine.exceptions import InstanceNotFound
from engine.instances import revive
from engine.registry import SYSTEM, Registry
from models import InstanceStatus

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # nothing is computed with it
_HERE = TaskState.READY | TaskState.WAITING | TaskState.STARTED
#: They wait because what they belong to is at work, without a token of their own.
_ARMED = frozenset({"startEvent", "boundaryEvent"})


def standing_at(session: Session, registry: Registry, instance_id: str) -> frozenset[str]:
    """The elements with a token: open steps, what is waited for, and the boxes that are at work.

    A box is at work while a token is inside it, in this drawing or in the one that it calls.

    :raises InstanceNotFound: there is none with this id
    """
    row = store.peek(session.connection(), instance_id)
    if row is None:
        raise InstanceNotFound(id=instance_id)
    if row.status is not InstanceStatus.RUNNING:
        return frozenset()
    instance = revive(session, registry, row, actor=SYSTEM, now=_NEVER, read_only=True)
    elements = instance.definition.elements
    found = {
        task.task_spec.bpmn_id
        for scope in instance.scopes
        for task in scope.tasks.values()
        if task._state & _HERE
    }
    return frozenset(
        each for each in found if each in elements and elements[each].kind not in _ARMED
    )
