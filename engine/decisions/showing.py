"""Values of a table as a designer would write them."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from engine.decisions.points import OTHER, Points
from engine.feel.values import Months


def said(columns: Sequence[Points], values: Sequence[Any]) -> str:
    """The values as a designer would write them."""
    said = (
        f"{column.name} = {_shown(value)}"
        for column, value in zip(columns, values, strict=True)
        if column.is_asked
    )
    return ", ".join(said)


def _shown(value: Any) -> str:
    if value == OTHER:
        return "…"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Months):
        return value.iso()
    if isinstance(value, timedelta):
        return f"{value.total_seconds() / 3600:g} h"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
