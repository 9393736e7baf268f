"""The tests in the cells of a decision table, as closures.

With a constant, the kinds are settled when the cell is compiled, so that a row of a large table
costs little more than the comparisons themselves.
"""

import operator
from collections.abc import Callable
from typing import Any

from engine.feel.node import Compute, Node, Variables
from engine.feel.values import (
    DAY,
    LENGTH,
    MONTHS,
    NUMBER,
    ORDERINGS,
    TEXT,
    TRUTH,
    FeelRun,
    Range,
    classes_of,
    compare,
    kind,
    matches,
)

Test = Callable[[Any, Variables, FeelRun], bool | None]
"""Whether an exact value passes; None, like False, means it does not."""

_SETTLED = frozenset({NUMBER, TEXT, DAY, LENGTH, MONTHS})


def against(sign: str, node: Node) -> Test:
    """`< 5`: the input compared with a value."""
    right = node.compute
    if node.constant:
        wanted = right({}, FeelRun())
        if kind(wanted) in _SETTLED and sign in ORDERINGS:
            return _ordering(sign, wanted)
        if sign == "=":
            return equalling(node)
        return lambda value, names, run: compare(sign, value, wanted, run)

    def test(value: Any, names: Variables, run: FeelRun) -> bool | None:
        run.input = value
        return compare(sign, value, right(names, run), run)

    return test


def equalling(node: Node) -> Test:
    """`"a"`, `[1..5]`, `limit`: the input is the value, lies in the range, or is in the list."""
    compute = node.compute
    if not node.constant:

        def test(value: Any, names: Variables, run: FeelRun) -> bool | None:
            run.input = value
            return matches(value, compute(names, run), run)

        return test
    wanted = compute({}, FeelRun())
    if wanted is None:
        return lambda value, names, run: value is None
    if kind(wanted) in _SETTLED or kind(wanted) == TRUTH:
        classes = classes_of(kind(wanted))
        return lambda value, names, run: type(value) in classes and value == wanted
    if type(wanted) is Range and kind(wanted.low) == kind(wanted.high) in _SETTLED:
        return _lying_in(wanted)
    return lambda value, names, run: matches(value, wanted, run)


def one_of(value: Any, listed: frozenset[str]) -> bool:
    """`x in ("a", "b")`."""
    return type(value) is str and value in listed


def holding(compute: Compute) -> Test:
    """`? > 5 and ? < limit`: an expression that says itself whether the input passes."""

    def test(value: Any, names: Variables, run: FeelRun) -> bool:
        run.input = value
        return compute(names, run) is True

    return test


def answering(compute: Compute) -> Test:
    """`if ? > 3 then true else false`: true and false say whether the input passes.

    Another value is one that the input must equal.
    """

    def test(value: Any, names: Variables, run: FeelRun) -> bool | None:
        run.input = value
        found = compute(names, run)
        return found if type(found) is bool else matches(value, found, run)

    return test


def any_of(tests: list[Test]) -> Test:
    """Tests with commas between them."""

    def test(value: Any, names: Variables, run: FeelRun) -> bool:
        for each in tests:  # noqa: SIM110  (any() costs three times as much here)
            if each(value, names, run):
                return True
        return False

    return test


def none_of(tests: list[Test]) -> Test:
    """`not("a", "b")`; null passes no test, negated or not."""

    def test(value: Any, names: Variables, run: FeelRun) -> bool:
        return value is not None and not any(each(value, names, run) for each in tests)

    return test


def _ordering(sign: str, wanted: Any) -> Test:
    holds, classes = ORDERINGS[sign], classes_of(kind(wanted))
    return lambda value, names, run: type(value) in classes and holds(value, wanted)


def _lying_in(wanted: Range) -> Test:
    low, high, classes = wanted.low, wanted.high, classes_of(kind(wanted.low))
    above = operator.ge if wanted.with_low else operator.gt
    below = operator.le if wanted.with_high else operator.lt
    return lambda value, names, run: (
        type(value) in classes and above(value, low) and below(value, high)
    )
