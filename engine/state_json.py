"""Values in the state: JSON, and dates, moments and lengths of time. Nothing else gets in."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from math import isfinite
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from engine.exceptions import ValueNotStorable

_HARMLESS = frozenset({str, int, bool, type(None), datetime, date, timedelta})
_NAMES = frozenset({str})
_MAX_DEPTH = 200
_OPTIONS = (
    orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_DATACLASS
    | orjson.OPT_PASSTHROUGH_SUBCLASS
)
_MARK = "$"


def check(variables: Mapping[str, Any]) -> None:
    """Refuse variables that would not come back as they are.

    :raises ValueNotStorable: names the variable and the type, never the value
    """
    if not _NAMES.issuperset(map(type, variables)):
        raise ValueNotStorable(reason="the name of a variable is no text")
    if _foreign(variables.values()) is None:
        return
    for name, value in variables.items():
        kind = _foreign((value,))
        if kind is not None:
            raise ValueNotStorable(variable=name, type=kind)


def _foreign(values: Iterable[Any], depth: int = 0) -> str | None:
    """The first type among these values, and inside them, that cannot be stored."""
    if _HARMLESS.issuperset(map(type, values)):
        return None
    if depth > _MAX_DEPTH:
        return "lists nested too deep"
    for value in values:
        kind = type(value)
        if kind in _HARMLESS:
            continue
        found: str | None = kind.__name__
        if kind is dict:
            found = _foreign(value.values(), depth + 1)
            if not _NAMES.issuperset(map(type, value)):
                found = "mapping with a name that is no text"
        elif kind is list:
            found = _foreign(value, depth + 1)
        elif kind is float:
            found = None if isfinite(value) else "number without end"
        if found is not None:
            return found
    return None


def encode(content: Any) -> bytes:
    """JSON in which dates are mappings under one mark that no other name in it resembles.

    The mark stands before the JSON; without dates it is empty. So no name that a designer or an
    applicant chooses can pose as a date, however odd it is.

    :raises ValueNotStorable: nested too deep, a number too large, a text that is no text
    """
    text, dates = _dump(content, _MARK)
    if not dates:
        return b"\n" + text
    mark = _MARK
    if text.count(b'"%b":' % mark.encode()) != dates:
        longest = max(len(run) for run in re.findall(rb"\$+", text))
        mark = _MARK * (longest + 1)
        text, _ = _dump(content, mark)
    return mark.encode() + b"\n" + text


def _dump(content: Any, mark: str) -> tuple[bytes, int]:
    dates = 0

    def convert(value: Any) -> dict[str, list[Any]]:
        nonlocal dates
        dates += 1
        return {mark: _dated(value)}

    try:
        return orjson.dumps(content, default=convert, option=_OPTIONS), dates
    except TypeError as error:
        raise ValueNotStorable(reason=str(error)) from None


def _dated(value: Any) -> list[Any]:
    kind = type(value)
    if kind is datetime:
        if isinstance(value.tzinfo, ZoneInfo):
            return ["zoned", value.astimezone(UTC).isoformat(), value.tzinfo.key]
        return ["moment", value.isoformat()]
    if kind is date:
        return ["date", value.isoformat()]
    if kind is timedelta:
        return ["length", value.days, value.seconds, value.microseconds]
    raise TypeError(f"{kind.__name__} cannot be stored")


_REVIVE: dict[str, Callable[..., Any]] = {
    "zoned": lambda text, key: datetime.fromisoformat(text).astimezone(ZoneInfo(key)),
    "moment": datetime.fromisoformat,
    "date": date.fromisoformat,
    "length": timedelta,
}


def decode(data: bytes) -> Any:
    """What :func:`encode` was given."""
    mark, _, text = data.partition(b"\n")
    content = orjson.loads(text)
    return _revived(content, mark.decode()) if mark else content


def _revived(content: Any, mark: str) -> Any:
    if type(content) is list:
        return [_revived(each, mark) for each in content]
    if type(content) is dict:
        if mark in content:
            kind, *parts = content[mark]
            return _REVIVE[kind](*parts)
        return {key: _revived(each, mark) for key, each in content.items()}
    return content
