"""What can go wrong while a drawing is read or run."""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.exceptions import WorkflowTaskException
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.exceptions import WorkflowException


class ElementRefused(ValidationException):
    """This element cannot run correctly here, so it does not run at all.

    `id`, `name` and `tag` say which element, `file_name` and `line` where.
    """

    def __init__(self, reason: str, *, node: Any = None, file_name: str | None = None) -> None:
        super().__init__(reason, node=node, file_name=file_name)
        self.reason = reason
        self.line: int | None = getattr(node, "sourceline", None)


class TaskNotOpen(WorkflowException):
    """The task is closed, was never reached, or is not for a person to complete."""


class StepBudgetExceeded(WorkflowException):
    """The drawing ran more steps in one go than an instance may take without a rest."""


class TooManyInstances(WorkflowException):
    """A multi-instance activity asks for more instances than allowed."""


class CallTooDeep(WorkflowException):
    """Sub-processes and called processes are nested deeper than allowed."""


class NoBranchTaken(WorkflowTaskException):
    """No condition of a gateway is true, and it has no default."""


class TimerFailed(WorkflowException):
    """The time of a timer cannot be read, so the case does not know how long to wait.

    `failure` says why, and of which text where that is known: ` in “day”: it has no value`.
    """

    def __init__(self, failure: str, *, task_spec: Any) -> None:
        super().__init__(f"timer of {task_spec.bpmn_id}{failure}", task_spec=task_spec)
        self.failure = failure


class BusinessError(Exception):
    """A handler cannot do its step, for a reason that the drawing may catch by its code."""

    def __init__(self, code: str, variables: Mapping[str, Any] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.variables = dict(variables or {})


class UncaughtError(WorkflowException):
    """An error end was reached and nothing in the drawing catches it.

    `code` is the error's code, `element_id` the event that threw it.
    """

    def __init__(self, code: str | None, *, task_spec: Any) -> None:
        element_id = task_spec.bpmn_id
        super().__init__(f"error {code} of {element_id} is caught nowhere", task_spec=task_spec)
        self.code = code
        self.element_id = element_id
