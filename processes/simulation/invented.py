"""Invented answers: a value at random among what an input of a form may take."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from engine.forms import Field, Kind
from engine.forms.patterns import matches

#: Days from today, the likeliest first: most dates that are asked for have just passed.
_DAYS = (0, 0, -1, 1, 7, 14, 30, -7, -30)
#: Texts that patterns of Indian forms take: words, telephones, codes, pin codes, numbers.
_TEXTS = ("Invented", "98765 43210", "123456", "110001", "1234", "12", "1", "AB1234", "2026")
_SHAPES = {"email": "invented@example.invalid", "phone": "98765 43210"}


def value_for(field: Field, choices: Sequence[str], *, today: date, chance: Random) -> Any:
    """A value for one input; None where nothing fits it."""
    if field.kind in (Kind.SELECT, Kind.RADIO):
        return chance.choice(list(choices)) if choices else None
    if field.kind is Kind.CHECKLIST:
        return [chance.choice(list(choices))] if choices else []
    return _OF_KIND[field.kind](field, today, chance)


def is_left_open(field: Field, chance: Random) -> bool:
    """Whether somebody leaves an input empty that need not be filled."""
    return not field.limits.required and chance.random() < 0.5


def _text(field: Field, _today: date, chance: Random) -> str:
    limits = field.limits
    if limits.shape is not None and limits.shape in _SHAPES:
        return _SHAPES[limits.shape]
    pattern = limits.pattern
    taken = [text for text in _TEXTS if pattern is None or matches(pattern, text)] or [_TEXTS[0]]
    text = taken[0] if pattern is None else chance.choice(taken)
    return text.ljust(limits.min_length or 0, ".")[: limits.max_length]


def _number(field: Field, _today: date, chance: Random) -> Any:
    least = 0 if field.limits.minimum is None else int(field.limits.minimum)
    most = least + 10 if field.limits.maximum is None else int(field.limits.maximum)
    return chance.randint(least, max(most, least))


def _day(_field: Field, today: date, chance: Random) -> str:
    return (today + timedelta(days=chance.choice(_DAYS))).isoformat()


def _moment(field: Field, today: date, chance: Random) -> str:
    return f"{_day(field, today, chance)}T10:30"


def _rows(field: Field, today: date, chance: Random) -> list[Mapping[str, Any]]:
    return [
        {
            each.key: value_for(
                each, [option.value for option in each.options], today=today, chance=chance
            )
            for each in field.fields
            if each.is_input
        }
    ]


_OF_KIND: Mapping[Kind, Callable[[Field, date, Random], Any]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.NUMBER: _number,
    Kind.CHECKBOX: lambda _field, _today, chance: chance.random() < 0.5,
    Kind.DATE: _day,
    Kind.TIME: lambda _field, _today, _chance: "10:30",
    Kind.DATETIME: _moment,
    Kind.FILE: lambda _field, _today, _chance: True,
    Kind.LIST: _rows,
}
