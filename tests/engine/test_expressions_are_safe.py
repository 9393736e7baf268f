"""Expressions never touch the program, and compute what Python computes, within bounds."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.expressions import ExpressionFailed
from tests.engine.computing import value_of


class Host:
    """An object of the program around the language."""

    secret = "the key"

    def __eq__(self, other: object) -> bool:
        raise AssertionError("a host object was asked")

    __hash__ = None  # type: ignore[assignment]


@pytest.mark.parametrize(
    "text",
    [
        "host",
        "host == 1",
        "host.secret",
        "[host]",
        "box.host",
        "rows[0]",
        "get('host')",
        "box",
        "[row for row in rows]",
        "[1 in rows, rows[0]]",
        "str(host)",
        "f'{host}'",
    ],
)
def test_objects_of_the_program_are_never_touched(text: str) -> None:
    host = Host()

    with pytest.raises(ExpressionFailed):
        value_of(text, host=host, box={"host": host}, rows=[host])


def test_a_result_is_a_copy_of_its_own() -> None:
    variables = {"case": {"signs": [1]}}

    value = value_of("case", **variables)
    value["signs"].append(2)

    assert variables == {"case": {"signs": [1]}}


def test_lists_that_share_lists_cannot_unfold_without_end() -> None:
    laughs: Any = ["ha"] * 10
    for _ in range(12):
        laughs = [laughs] * 10

    for text in ("laughs", "laughs == [laughs]", "laughs in [laughs]"):
        with pytest.raises(ExpressionFailed):
            value_of(text, laughs=laughs)


def test_what_grows_with_data_is_counted() -> None:
    many = list(range(5000))

    assert value_of("sum(n for n in many)", many=many) == sum(many)
    with pytest.raises(ExpressionFailed) as failure:
        value_of("[[n for n in many] for m in many]", many=many)
    assert "too many steps" in str(failure.value)


ATOMS = ["1", "0", "-2", "3.5", "n", "f", "'a'", "t", "True", "None", "rows", "[]"]


SIGNS = ["+", "-", "*", "/", "//", "%", "<", "<=", "==", "!=", ">", ">=", "in", "and", "or"]


FORMS = [
    *[f"(# {sign} #)" for sign in SIGNS],
    *["(# if # else #)", "[#, #]", "[# for n in #]", "(not #)", "len(#)", "str(#)", "abs(#)"],
]


@st.composite
def expressions(draw: st.DrawFn) -> str:
    """A form with forms in its places, and so on; atoms where it ends."""
    text = "#"
    for _ in range(draw(st.integers(1, 6))):
        text = text.replace("#", draw(st.sampled_from(FORMS)), 1)
    while "#" in text:
        text = text.replace("#", draw(st.sampled_from(ATOMS)), 1)
    return text


@settings(max_examples=400)
@given(expressions())
def test_what_is_computed_is_what_python_computes(text: str) -> None:
    variables = {"n": 7, "f": 0.25, "t": "abc", "rows": [1, "a", [2]]}

    try:
        value = value_of(text, **variables)
    except ExpressionFailed:
        return

    assert value == eval(text, dict(variables))
