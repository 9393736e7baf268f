"""FEEL's functions of texts."""

from typing import Any

from engine.expressions.budget import MAX_TEXT, Run
from engine.expressions.exceptions import ExpressionFailed
from engine.feel.values import DAY, LIST, MOMENT, NUMBER, TEXT, kind


def as_text(run: Run, value: Any) -> Any:
    """string(x)."""
    if type(value) is bool:
        return "true" if value else "false"
    if kind(value) == MOMENT:
        return value.isoformat()
    return str(value) if kind(value) in (NUMBER, TEXT, DAY) else None


def upper_case(run: Run, value: Any) -> Any:
    return counted(run, value).upper() if kind(value) == TEXT else None


def lower_case(run: Run, value: Any) -> Any:
    return counted(run, value).lower() if kind(value) == TEXT else None


def trim(run: Run, value: Any) -> Any:
    return counted(run, value).strip() if kind(value) == TEXT else None


def string_length(run: Run, value: Any) -> Any:
    return len(value) if kind(value) == TEXT else None


def contains(run: Run, value: Any, part: Any) -> Any:
    return counted(run, part) in counted(run, value) if kind(value) == kind(part) == TEXT else None


def starts_with(run: Run, value: Any, part: Any) -> Any:
    fits = kind(value) == kind(part) == TEXT
    return counted(run, value).startswith(counted(run, part)) if fits else None


def ends_with(run: Run, value: Any, part: Any) -> Any:
    fits = kind(value) == kind(part) == TEXT
    return counted(run, value).endswith(counted(run, part)) if fits else None


def substring(run: Run, value: Any, start: Any, length: Any = None) -> Any:
    """substring(text, start, length): counted from 1, or from the end with a negative start."""
    if kind(value) != TEXT or type(start) is not int or start == 0:
        return None
    if length is not None and (type(length) is not int or length < 0):
        return None
    begin = start - 1 if start > 0 else max(len(value) + start, 0)
    return counted(run, value)[begin : len(value) if length is None else begin + length]


def substring_before(run: Run, value: Any, part: Any) -> Any:
    """substring before("foobar", "bar") is "foo"; nothing if the part does not occur."""
    if not kind(value) == kind(part) == TEXT:
        return None
    before, found, _ = counted(run, value).partition(part) if part else ("", "", "")
    return before if found else ""


def substring_after(run: Run, value: Any, part: Any) -> Any:
    """substring after("foobar", "foo") is "bar"; nothing if the part does not occur."""
    if not kind(value) == kind(part) == TEXT:
        return None
    return counted(run, value).partition(part)[2] if part else value


def string_join(run: Run, values: Any, between: Any = None) -> Any:
    """string join(["a", null, "b"], ", ") is "a, b": what is null is left out."""
    values = [values] if kind(values) == TEXT else values
    between = "" if between is None else between
    if kind(values) != LIST or kind(between) != TEXT:
        return None
    run.spend(len(values))
    texts = [each for each in values if each is not None]
    if any(kind(each) != TEXT for each in texts):
        return None
    if sum(map(len, texts)) + len(texts) * len(between) > MAX_TEXT:
        raise ExpressionFailed("a text grows too long")
    return counted(run, between.join(texts))


def counted(run: Run, value: str) -> str:
    """The text, once its length is counted.

    :raises ExpressionFailed: the budget is used up
    """
    run.spend(1 + len(value) // 64)
    return value
