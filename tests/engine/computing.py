"""The value of an expression, at noon of a day in May in Kolkata."""

from datetime import UTC, datetime
from typing import Any

from engine.expressions import compile_expression
from engine.law import KOLKATA

NOON = datetime(2026, 5, 1, 6, 30, tzinfo=UTC)


def value_of(text: str, **variables: Any) -> Any:
    """What a text computes with these variables."""
    return compile_expression(text).evaluate(variables, now=NOON, zone=KOLKATA)
