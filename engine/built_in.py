"""Service tasks that every drawing may use without a line of Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.expressions import compile_expression
from engine.law import KOLKATA
from engine.registry import Handler

if TYPE_CHECKING:
    from engine.step import Step

PREFIX = "set_"


def set_variables(step: Step) -> Mapping[str, Any]:
    """Set variables: the property `set_NAME` holds the expression for the variable NAME."""
    return {
        name.removeprefix(PREFIX): compile_expression(text).evaluate(
            step.variables, now=step.now, zone=KOLKATA, calendar=step.calendar
        )
        for name, text in step.properties.items()
        if name.startswith(PREFIX)
    }


BUILT_IN: Mapping[str, Handler] = {"set_variables": set_variables}
