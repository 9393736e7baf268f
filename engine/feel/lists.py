"""FEEL's functions of lists; a single value stands for a list of one, null for no list."""

from typing import Any

from engine.expressions.budget import MAX_ITEMS, MAX_RESULT_DEPTH, Run
from engine.expressions.exceptions import ExpressionFailed
from engine.feel.values import LIST, compare, exact_or_feel, kind

Values = list[Any]


def count(run: Run, values: Any) -> Any:
    return len(values) if kind(values) == LIST else None


def list_contains(run: Run, values: Any, value: Any) -> Any:
    if kind(values) != LIST:
        return None
    run.spend(len(values))
    return any(compare("=", each, value, run) is True for each in values)


def append(run: Run, values: Any, *more: Any) -> Any:
    """append([1], 2, 3) is [1, 2, 3]; what is appended to null, begins the list."""
    return made(run, [*(() if values is None else _listed(values)), *more])


def concatenate(run: Run, *lists: Any) -> Any:
    """concatenate([1], [2, 3]) is [1, 2, 3]."""
    if any(each is None for each in lists):
        return None
    joined: Values = []
    for each in lists:
        joined = made(run, [*joined, *_listed(each)])
    return joined


def union(run: Run, *lists: Any) -> Any:
    """union([1, 2], [2, 3]) is [1, 2, 3]."""
    return distinct_values(run, concatenate(run, *lists))


def distinct_values(run: Run, values: Any) -> Any:
    """distinct values([1, 2, 1]) is [1, 2]: each the first time it stands there."""
    if values is None:
        return None
    found: Values = []
    for each in _listed(values):
        run.spend(1 + len(found))
        if not any(_is_same(each, other, run) for other in found):
            found.append(each)
    return found


def insert_before(run: Run, values: Any, position: Any, value: Any) -> Any:
    """insert before([1, 3], 2, 2) is [1, 2, 3]; the position counts from 1, or from the end."""
    at = _place(values, position)
    return None if at is None else made(run, [*values[:at], value, *values[at:]])


def remove(run: Run, values: Any, position: Any) -> Any:
    """remove([1, 2, 3], 2) is [1, 3]."""
    at = _place(values, position)
    return None if at is None else made(run, [*values[:at], *values[at + 1 :]])


def sublist(run: Run, values: Any, position: Any, length: Any = None) -> Any:
    """sublist([4, 5, 6], 1, 2) is [4, 5]."""
    at = _place(values, position)
    if at is None or (length is not None and type(length) is not int):
        return None
    end = len(values) if length is None else at + length
    return made(run, values[at:end]) if at <= end <= len(values) else None


def index_of(run: Run, values: Any, value: Any) -> Any:
    """index of([1, 2, 1], 1) is [1, 3]."""
    if kind(values) != LIST:
        return None
    run.spend(len(values))
    return [place for place, each in enumerate(values, 1) if _is_same(each, value, run)]


def reverse(run: Run, values: Any) -> Any:
    return None if values is None else made(run, _listed(values)[::-1])


def sort(run: Run, values: Any) -> Any:
    """sort([3, 1, 2]) is [1, 2, 3]; null if two of its values have no order."""
    if kind(values) != LIST:
        return None
    items = [exact_or_feel(each) for each in values]
    run.spend(1 + len(items) * len(items).bit_length())
    if any(compare("<=", items[0], each, run) is None for each in items):
        return None
    return sorted(items)


def flatten(run: Run, values: Any) -> Any:
    """flatten([1, [2, [3]]]) is [1, 2, 3]."""
    return None if values is None else made(run, _flat(run, _listed(values), 0))


def made(run: Run, values: Any) -> Values:
    """The list that a function gives, once its items are counted.

    :raises ExpressionFailed: it grows too long, or the budget is used up
    """
    if len(values) > MAX_ITEMS:
        raise ExpressionFailed("a list grows too long")
    run.spend(1 + len(values))
    return list(values)


def _flat(run: Run, values: Any, depth: int) -> Values:
    if depth >= MAX_RESULT_DEPTH:
        raise ExpressionFailed("lists are nested too deep")
    run.spend(1 + len(values))
    found: Values = []
    for each in values:
        found += _flat(run, each, depth + 1) if kind(each) == LIST else [each]
    return found


def _is_same(value: Any, other: Any, run: Run) -> bool:
    return compare("=", value, other, run) is True


def _listed(value: Any) -> Any:
    return value if kind(value) == LIST else [value]


def _place(values: Any, position: Any) -> int | None:
    """Where a position counted from 1, or with a minus from the end, lies; None if nowhere."""
    if kind(values) != LIST or type(position) is not int:
        return None
    if not 1 <= abs(position) <= len(values):
        return None
    return position - 1 if position > 0 else len(values) + position
