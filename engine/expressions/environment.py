"""Lets SpiffWorkflow compute every text of a drawing through our language, and no other way.

The guard is the environment, not the engine around it: correlation keys and the conditions of
processes ask the environment directly (bpmn/specs/event_definitions/message.py:68,
bpmn/specs/bpmn_process_spec.py:103).
"""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from SpiffWorkflow.bpmn.exceptions import WorkflowTaskException
from SpiffWorkflow.bpmn.script_engine import (
    BasePythonScriptEngineEnvironment,
    PythonScriptEngine,
)

from engine.expressions.budget import FindCalendar
from engine.expressions.exceptions import ExpressionFailed, ExpressionRefused
from engine.expressions.expression import compile_expression
from engine.expressions.script import compile_script


class SafeEnvironment(BasePythonScriptEngineEnvironment):  # type: ignore[misc]
    """Evaluates expressions and runs scripts at one moment, in one zone.

    Set `now` anew for each advance; `calendar` is how to find the working days of the case's place.
    """

    def __init__(self, *, now: datetime | None = None, zone: tzinfo | None = None) -> None:
        super().__init__()
        self.now = now
        self.zone = zone
        self.calendar: FindCalendar | None = None

    def evaluate(
        self,
        expression: str,
        context: Mapping[str, Any],
        external_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Compute an expression from the variables.

        :raises ExpressionRefused: it is not of the language
        :raises ExpressionFailed: it cannot be computed
        """
        variables = {**external_context, **context} if external_context else context
        return compile_expression(expression).evaluate(
            variables, now=self.now, zone=self.zone, calendar=self.calendar
        )

    def execute(
        self,
        script: str,
        context: dict[str, Any],
        external_context: Mapping[str, Any] | None = None,
    ) -> bool:
        """Run a script and apply what it sets to the context; nothing, if a line fails.

        :raises ExpressionRefused: it is not of the language
        :raises ExpressionFailed: a line cannot be computed
        """
        variables = {**external_context, **context} if external_context else context
        context.update(
            compile_script(script).run(
                variables, now=self.now, zone=self.zone, calendar=self.calendar
            )
        )
        return True

    def call_service(self, context: dict[str, Any], **kwargs: Any) -> Any:
        """:raises ExpressionFailed: always; service tasks are found by the runner"""
        raise ExpressionFailed("a service cannot be called from an expression")


class SafeScriptEngine(PythonScriptEngine):  # type: ignore[misc]
    """The library's script engine without its assumption that texts are Python."""

    environment: SafeEnvironment

    def validate(self, expression: str) -> None:
        """:raises ExpressionRefused: it is not of the language"""
        compile_expression(expression)

    def evaluate(
        self, task: Any, expression: str, external_context: Mapping[str, Any] | None = None
    ) -> Any:
        """:raises WorkflowTaskException: it cannot be computed, or is not of the language"""
        try:
            return self.environment.evaluate(expression, task.data, external_context)
        except (ExpressionFailed, ExpressionRefused) as error:
            raise WorkflowTaskException(str(error), task=task, exception=error) from error

    def execute(
        self, task: Any, script: str, external_context: Mapping[str, Any] | None = None
    ) -> bool:
        """:raises WorkflowTaskException: it cannot be computed, or is not of the language"""
        try:
            return self.environment.execute(script, task.data, external_context)
        except (ExpressionFailed, ExpressionRefused) as error:
            raise WorkflowTaskException(str(error), task=task, exception=error) from error


def script_engine(*, now: datetime | None = None, zone: tzinfo | None = None) -> SafeScriptEngine:
    """The script engine to hand to a workflow; change `environment.now` as time goes on."""
    return SafeScriptEngine(SafeEnvironment(now=now, zone=zone))
