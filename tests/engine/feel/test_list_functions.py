"""FEEL's functions of lists, and of what a list adds up to."""

from decimal import Decimal
from typing import Any

import pytest

from engine.expressions import ExpressionFailed
from engine.feel import compile_feel

VARIABLES: dict[str, Any] = {"codes": ["hurt", "rape", "hurt"], "no": None, "half": 0.5}


def value_of(text: str) -> Any:
    return compile_feel(text).evaluate(VARIABLES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("append([1], 2, 3)", [1, 2, 3]),
        ("append([1], [2])", [1, [2]]),
        ("append(null, 1)", [1]),
        ("append([1], null)", [1, None]),
        ("append(1, 2)", [1, 2]),
        ("concatenate([1, 2], [3])", [1, 2, 3]),
        ("concatenate([1], 2)", [1, 2]),
        ("concatenate([1], null)", None),
        ("union([1, 2], [2, 3])", [1, 2, 3]),
        ("union([1], null)", None),
        ("distinct values([1, 2, 1, null, null])", [1, 2, None]),
        ("distinct values(codes)", ["hurt", "rape"]),
        ("distinct values([0.5, half, 1])", [0.5, 1]),
        ("distinct values(1)", [1]),
        ("distinct values(null)", None),
        ("insert before([1, 3], 2, 2)", [1, 2, 3]),
        ("insert before([1, 3], -1, 2)", [1, 2, 3]),
        ("insert before([1, 3], 0, 2)", None),
        ("insert before([1, 3], 3, 2)", None),
        ("insert before(null, 1, 2)", None),
        ("remove([1, 2, 3], 2)", [1, 3]),
        ("remove([1, 2, 3], -1)", [1, 2]),
        ("remove([1], 2)", None),
        ("remove(null, 1)", None),
        ("sublist([4, 5, 6], 2)", [5, 6]),
        ("sublist([4, 5, 6], 1, 2)", [4, 5]),
        ("sublist([4, 5, 6], -2, 1)", [5]),
        ("sublist([4, 5, 6], 3, 2)", None),
        ("sublist([4, 5, 6], 1, -1)", None),
        ("sublist(null, 1)", None),
        ("index of([1, 2, 1], 1)", [1, 3]),
        ("index of([1, null], null)", [2]),
        ('index of(codes, "theft")', []),
        ("index of(null, 1)", None),
        ("reverse([1, 2])", [2, 1]),
        ("reverse(null)", None),
        ("flatten([1, [2, [3, []]]])", [1, 2, 3]),
        ("flatten(null)", None),
        ("sort([3, 1, 2])", [1, 2, 3]),
        ("sort([1, half])", [0.5, 1]),
        ('sort(["b", "a"])', ["a", "b"]),
        ('sort([1, "a"])', None),
        ("sort([1, null])", None),
        ("sort([])", []),
        ("sort(null)", None),
    ],
)
def test_a_function_of_lists_gives_what_the_standard_says(text: str, expected: Any) -> None:
    assert value_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("product([6, 3, 9, 6, 6])", 5832),
        ("product(2, 3, 4)", 24),
        ("product([2.5, half])", 1.25),
        ("product([])", None),
        ("product(null)", None),
        ("product([1, null])", None),
        ("median([8, 2, 5, 3, 4])", 4),
        ("median(6, 1, 2, 3)", 2.5),
        ("median([])", None),
        ("median(null)", None),
        ('median([1, "foo"])', None),
        ("decimal(stddev([2, 4, 7, 5]), 4)", 2.0817),
        ("stddev(2, 2)", 0),
        ("stddev([47])", None),
        ("stddev(null)", None),
        ("mode([6, 3, 9, 6, 6])", [6]),
        ("mode([3, 6, 1, 9, 6, 1, 3])", [1, 3, 6]),
        ("mode(6)", [6]),
        ("mode([])", []),
        ("mode(null)", None),
        ("mode([1, null])", None),
        ("sqrt(16)", 4),
        ("sqrt(-1)", None),
        ("sqrt(null)", None),
        ("odd(-3)", True),
        ("odd(null)", None),
        ("even(0)", True),
        ("even(2.5)", None),
    ],
)
def test_a_total_of_numbers_is_what_the_standard_says(text: str, expected: Any) -> None:
    assert value_of(text) == expected


def test_a_list_that_grows_threefold_each_time_is_stopped() -> None:
    text = "x"
    for _ in range(9):
        text = f"for l in [{text}] return concatenate(l, l, l)"

    with pytest.raises(ExpressionFailed, match=r"too long|too many steps"):
        compile_feel(f"flatten({text})").evaluate({"x": list(range(150))})


def test_many_different_values_cost_what_they_are_compared() -> None:
    text = compile_feel("distinct values(x)")

    with pytest.raises(ExpressionFailed, match="too many steps"):
        text.evaluate({"x": list(range(1_000))})


def test_a_decimal_of_a_list_can_be_reckoned_with() -> None:
    assert value_of("for n in [0.1, 0.2] return n + 0.1") == [0.2, float(Decimal("0.3"))]
