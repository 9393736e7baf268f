"""FEEL's functions of texts and patterns, and those of days added with them."""

from typing import Any

import pytest

from engine.expressions import ExpressionFailed, ExpressionRefused
from engine.feel import compile_feel

VARIABLES: dict[str, Any] = {"pattern": "(a", "codes": ["b", None], "no": None}


def value_of(text: str) -> Any:
    return compile_feel(text).evaluate(VARIABLES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('string join(["a", "b", "c"])', "abc"),
        ('string join(["a", "b"], " and ")', "a and b"),
        ('string join(["a", null, "c"], "X")', "aXc"),
        ('string join(["a", "b"], null)', "ab"),
        ('string join("a", "X")', "a"),
        ('string join([], "X")', ""),
        ("string join(codes)", "b"),
        ('string join([1, 2], "X")', None),
        ('string join(null, "X")', None),
        ('substring before("foobar", "bar")', "foo"),
        ('substring before("foobar", "xyz")', ""),
        ('substring before("foobar", null)', None),
        ('substring after("foobar", "foo")', "bar"),
        ('substring after("foobar", "")', "foobar"),
        ('substring after("foobar", "xyz")', ""),
        ('substring after(null, "a")', None),
        ('matches("abracadabra", "bra")', True),
        ('matches("abracadabra", "^bra")', False),
        ('matches("abc", "ABC", "i")', True),
        ('matches("abc", "b", null)', True),
        ('matches("abc", "b", "p")', None),
        ('matches("abc", pattern)', None),
        ('matches(null, "b")', None),
        ('matches("abc", null)', None),
        ('replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', "[1=ab][2=]cd"),
        ('replace("abracadabra", "a.*?a", "*")', "*c*bra"),
        ('replace("facetiously", "[iouy]", "[$0]")', "facet[i][o][u]sl[y]"),
        ('replace("abc", "[A-Z]", "#", "i")', "###"),
        ('replace("abc", "b", "\\\\$1")', "a$1c"),
        ('replace("abc", "b", "$")', None),
        ('replace("abc", "x*", "-")', None),
        ('replace(null, "b", "c")', None),
        ('replace("abc", "b", null)', None),
        ('split("John Doe", "\\\\s")', ["John", "Doe"]),
        ('split("a;b;;", ";")', ["a", "b", "", ""]),
        ('split("abc", "x*")', None),
        ('split(null, ",")', None),
        ('split("foo", null)', None),
        ('day of year(date("2024-12-31"))', 366),
        ('month of year(date("2024-07-01"))', "July"),
        ('week of year(date("2005-01-01"))', 53),
        ("day of year(null)", None),
        ("month of year(null)", None),
        ("week of year(null)", None),
    ],
)
def test_a_function_gives_what_the_standard_says(text: str, expected: Any) -> None:
    assert value_of(text) == expected


def test_a_pattern_that_would_run_for_ever_elsewhere_ends() -> None:
    text = compile_feel('matches(x, "^(a+)+$")')

    assert text.evaluate({"x": "a" * 5_000 + "!"}) is False


def test_a_text_that_grows_with_each_match_is_stopped() -> None:
    text = compile_feel('replace(x, "a", "$0$0$0$0$0$0$0$0$0$0$0$0")')

    with pytest.raises(ExpressionFailed, match="a text grows too long"):
        text.evaluate({"x": "a" * 3_000})


@pytest.mark.parametrize("text", ['split(x, "a")', 'replace(x, "a", "")', 'matches(x, "b", "i")'])
def test_a_long_text_costs_what_is_looked_at(text: str) -> None:
    with pytest.raises(ExpressionFailed, match="too many steps"):
        compile_feel(text).evaluate({"x": "a" * 30_000})


def test_a_written_out_pattern_that_cannot_be_run_is_told_at_once() -> None:
    with pytest.raises(ExpressionRefused) as refusal:
        compile_feel('matches(name, "(.)\\\\1")')

    assert refusal.value.reason == "matches() cannot read this"
