"""The functions FEEL texts may call. What does not fit gives null, as FEEL wants it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.expressions.budget import Run
from engine.feel import lists, numbers, patterns, texts, times, totals


@dataclass(frozen=True, slots=True)
class Function:
    """What a name stands for; `fixed` functions depend on their arguments alone."""

    call: Callable[..., Any]
    least: int
    most: int
    fixed: bool = True


def is_defined(run: Run, value: Any) -> Any:
    """is defined(x): whether it is anything but null."""
    return value is not None


def get_or_else(run: Run, value: Any, default: Any) -> Any:
    return default if value is None else value


FUNCTIONS: Mapping[str, Function] = {
    "date": Function(times.as_date, 1, 3),
    "date and time": Function(times.as_moment, 1, 2),
    "time": Function(times.as_time, 1, 3),
    "duration": Function(times.as_duration, 1, 1),
    "years and months duration": Function(times.months_between, 2, 2),
    "string": Function(texts.as_text, 1, 1),
    "number": Function(numbers.as_number, 1, 1),
    "not": Function(numbers.negation, 1, 1),
    "upper case": Function(texts.upper_case, 1, 1),
    "lower case": Function(texts.lower_case, 1, 1),
    "trim": Function(texts.trim, 1, 1),
    "string length": Function(texts.string_length, 1, 1),
    "contains": Function(texts.contains, 2, 2),
    "starts with": Function(texts.starts_with, 2, 2),
    "ends with": Function(texts.ends_with, 2, 2),
    "substring": Function(texts.substring, 2, 3),
    "substring before": Function(texts.substring_before, 2, 2),
    "substring after": Function(texts.substring_after, 2, 2),
    "string join": Function(texts.string_join, 1, 2),
    "matches": Function(patterns.finds, 2, 3),
    "replace": Function(patterns.replace, 3, 4),
    "split": Function(patterns.split, 2, 2),
    "count": Function(lists.count, 1, 1),
    "min": Function(totals.smallest, 1, 20),
    "max": Function(totals.largest, 1, 20),
    "sum": Function(totals.total, 1, 20),
    "mean": Function(totals.mean, 1, 20),
    "product": Function(totals.product, 1, 20),
    "median": Function(totals.median, 1, 20),
    "stddev": Function(totals.deviation, 1, 20),
    "mode": Function(totals.mode, 1, 20),
    "list contains": Function(lists.list_contains, 2, 2),
    "append": Function(lists.append, 2, 20),
    "concatenate": Function(lists.concatenate, 1, 20),
    "union": Function(lists.union, 1, 20),
    "distinct values": Function(lists.distinct_values, 1, 1),
    "insert before": Function(lists.insert_before, 3, 3),
    "remove": Function(lists.remove, 2, 2),
    "sublist": Function(lists.sublist, 2, 3),
    "index of": Function(lists.index_of, 2, 2),
    "reverse": Function(lists.reverse, 1, 1),
    "flatten": Function(lists.flatten, 1, 1),
    "sort": Function(lists.sort, 1, 1),
    "all": Function(totals.holds_for_all, 1, 20),
    "any": Function(totals.holds_for_any, 1, 20),
    "abs": Function(numbers.magnitude, 1, 1),
    "floor": Function(numbers.floor, 1, 1),
    "ceiling": Function(numbers.ceiling, 1, 1),
    "decimal": Function(numbers.decimal, 2, 2),
    "modulo": Function(numbers.modulo, 2, 2),
    "sqrt": Function(numbers.square_root, 1, 1),
    "odd": Function(numbers.is_odd, 1, 1),
    "even": Function(numbers.is_even, 1, 1),
    "day of week": Function(times.day_of_week, 1, 1),
    "day of year": Function(times.day_of_year, 1, 1),
    "month of year": Function(times.month_of_year, 1, 1),
    "week of year": Function(times.week_of_year, 1, 1),
    "is defined": Function(is_defined, 1, 1),
    "get or else": Function(get_or_else, 2, 2),
    "today": Function(times.today, 0, 0, fixed=False),
    "now": Function(times.now, 0, 0, fixed=False),
}
MAKES_TIMES = frozenset({"date", "date and time", "time", "duration"})
"""Of written-out texts these must not give null: a wrong date in a cell is the cell's fault."""
HAS_PATTERN = frozenset({"matches", "replace", "split"})
"""Their second argument, where it is written out, must be a pattern that can be run."""
