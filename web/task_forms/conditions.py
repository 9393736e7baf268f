"""Which fields of a form are asked just now: its FEEL conditions, evaluated on the server."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from engine.expressions import ExpressionFailed, ExpressionRefused
from engine.feel import compile_feel
from engine.forms import Field, Kind
from engine.law import KOLKATA

_ROUNDS = 6  # a condition may rest on a field that has a condition itself


def hidden_keys(
    fields: Sequence[Field], values: Mapping[str, Any], *, now: datetime
) -> frozenset[str]:
    """The keys of inputs that these values hide; what is hidden counts as not answered."""
    hidden: frozenset[str] = frozenset()
    for _ in range(_ROUNDS):
        known = {key: None if key in hidden else value for key, value in values.items()}
        found = frozenset(_hidden(fields, known, now, under_hidden=False))
        if found == hidden:
            break
        hidden = found
    return hidden


def _hidden(
    fields: Sequence[Field], known: Mapping[str, Any], now: datetime, *, under_hidden: bool
) -> list[str]:
    keys: list[str] = []
    for field in fields:
        is_hidden = under_hidden or holds(field.hide, known, now=now)
        if field.kind is Kind.GROUP:
            keys += _hidden(field.fields, known, now, under_hidden=is_hidden)
        elif is_hidden and field.is_input:
            keys.append(field.key)
    return keys


def is_broken(condition: str, known: Mapping[str, Any], *, now: datetime) -> bool:
    """Whether what must hold does not; what cannot be computed is held against nobody."""
    try:
        return compile_feel(condition).evaluate(known, now=now, zone=KOLKATA) is False
    except (ExpressionFailed, ExpressionRefused):
        return False


def proposals(
    fields: Iterable[Field], known: Mapping[str, Any], *, now: datetime
) -> dict[str, Any]:
    """What stands in these fields before anybody has answered; what cannot be computed does not."""
    found = {field.key: _computed(field.proposed, known, now) for field in fields if field.proposed}
    return {key: value for key, value in found.items() if value is not None}


def _computed(expression: str, known: Mapping[str, Any], now: datetime) -> Any:
    try:
        value = compile_feel(expression).evaluate(known, now=now, zone=KOLKATA)
    except (ExpressionFailed, ExpressionRefused):
        return None
    return value.isoformat() if isinstance(value, date) else value


def holds(condition: str | None, known: Mapping[str, Any], *, now: datetime) -> bool:
    """Whether a condition to hide holds. One that cannot be computed hides nothing."""
    if not condition:
        return False
    try:
        return compile_feel(condition).evaluate(known, now=now, zone=KOLKATA) is True
    except (ExpressionFailed, ExpressionRefused):
        return False
