"""FEEL's functions that make one value of many: of a list, or of several arguments."""

from collections import Counter
from decimal import Decimal
from typing import Any

from engine.expressions.budget import Run
from engine.feel.arithmetic import calculate
from engine.feel.values import LIST, NUMBER, TEXT, compare, exact_or_feel, kind, number


def smallest(run: Run, *values: Any) -> Any:
    return _extreme("<", run, values)


def largest(run: Run, *values: Any) -> Any:
    return _extreme(">", run, values)


def total(run: Run, *values: Any) -> Any:
    """sum(list) of numbers or of durations; null for an empty list."""
    items = _items(run, values)
    result = items[0] if items else None
    for each in items[1:]:
        result = calculate("+", result, each, run)
    return None if kind(result) in (0, TEXT) else result


def mean(run: Run, *values: Any) -> Any:
    return calculate("/", total(run, *values), len(_items(run, values)), run)


def product(run: Run, *values: Any) -> Any:
    """product(list) of numbers; null for an empty list."""
    numbers = _numbers(run, values)
    result = numbers[0] if numbers else None
    for each in numbers[1:]:
        result = number(result * each)
    return result


def median(run: Run, *values: Any) -> Any:
    """median(list): the one in the middle, or what lies between the two there."""
    numbers = sorted(_numbers(run, values))
    if not numbers:
        return None
    middle, is_one = divmod(len(numbers), 2)
    if is_one:
        return numbers[middle]
    return number((Decimal(numbers[middle - 1]) + numbers[middle]) / 2)


def deviation(run: Run, *values: Any) -> Any:
    """stddev(list): the deviation of a sample; null for fewer than two numbers."""
    numbers = [Decimal(each) for each in _numbers(run, values)]
    if len(numbers) < 2:
        return None
    centre = sum(numbers, Decimal()) / len(numbers)
    squares = sum(((each - centre) ** 2 for each in numbers), Decimal())
    return number((squares / (len(numbers) - 1)).sqrt())


def mode(run: Run, *values: Any) -> Any:
    """mode(list): the numbers that stand there most often, the smallest first."""
    numbers = _numbers(run, values)
    if not numbers:
        return [] if kind(values[0]) == LIST and not values[0] else None
    often = Counter(numbers)
    most = max(often.values())
    return sorted(each for each, times in often.items() if times == most)


def holds_for_all(run: Run, *values: Any) -> Any:
    """all(list of truth values)."""
    items = _items(run, values)
    if any(each is False for each in items):
        return False
    return True if all(each is True for each in items) else None


def holds_for_any(run: Run, *values: Any) -> Any:
    """any(list of truth values)."""
    items = _items(run, values)
    if any(each is True for each in items):
        return True
    return False if all(each is False for each in items) else None


def _items(run: Run, values: tuple[Any, ...]) -> list[Any]:
    items = values[0] if len(values) == 1 and kind(values[0]) == LIST else values
    run.spend(len(items))
    return [exact_or_feel(each) for each in items]


def _extreme(sign: str, run: Run, values: tuple[Any, ...]) -> Any:
    items = _items(run, values)
    best = items[0] if items else None
    for each in items[1:]:
        beats = compare(sign, each, best, run)
        if beats is None:
            return None
        best = each if beats else best
    return best


def _numbers(run: Run, values: tuple[Any, ...]) -> list[Any]:
    """The values, if all of them are numbers; else none."""
    items = _items(run, values)
    return items if all(kind(each) == NUMBER for each in items) else []
