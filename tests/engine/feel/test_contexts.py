"""FEEL's contexts, filters, types and comments, and what is said of another language."""

from datetime import date
from typing import Any

import pytest

from engine.expressions import ExpressionFailed, ExpressionRefused
from engine.feel import compile_feel, compile_unary_test

VARIABLES: dict[str, Any] = {
    "rows": [
        {"code": "rape", "days": 2, "late": True},
        {"code": "hurt", "days": 0.5, "late": False},
        {"code": "theft"},
    ],
    "codes": ["rape", "hurt"],
    "n": 2,
    "day": date(2026, 5, 1),
    "no": None,
}


def value_of(text: str) -> Any:
    return compile_feel(text).evaluate(VARIABLES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", {}),
        ("{a: 1 + 2, b: a + 3}", {"a": 3, "b": 6}),
        ('{"her age": 17, b: {c: n}}.b.c', 2),
        ("{a: 0.1 + 0.2}", {"a": 0.3}),
        ("{a: 0.5}.a * 2", 1),
        ('{a: duration("P1Y")}', {"a": "P1Y"}),
        ("{a: 1}.b", None),
        ("{a: no}", {"a": None}),
        ("{a: 1} = {a: 1}", True),
        (
            "for x in [1, 2] return {n: x, twice: n * 2}",
            [{"n": 1, "twice": 2}, {"n": 2, "twice": 4}],
        ),
        ("rows.code", ["rape", "hurt", "theft"]),
        ("rows[days > 1].code", ["rape"]),
        ("rows[item.days = 0.5].code", ["hurt"]),
        ("rows[late].code", ["rape"]),
        ('rows[contains(code, "t")].code', ["hurt", "theft"]),
        ("rows[code in codes][2].code", "hurt"),
        ('codes[item != "hurt"]', ["rape"]),
        ('codes[starts with(item, "r")]', ["rape"]),
        ("codes[item = no]", []),
        ("codes[n]", "hurt"),
        ("codes[no]", None),
        ("no[item > 1]", None),
        ("no.code", None),
        ("n[item > 1]", [2]),
        ("[1, 2, 3, 4][item > n]", [3, 4]),
        ("[[1, 2], [3]][count(item) > 1]", [[1, 2]]),
        ("count(rows[days = null])", 1),
        ("rows[n = 2].code", ["rape", "hurt", "theft"]),
    ],
)
def test_contexts_and_filters_give_what_the_standard_says(text: str, expected: Any) -> None:
    assert value_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("n instance of number", True),
        ("n instance of string", False),
        ("no instance of number", False),
        ("no instance of Any", False),
        ('"a" instance of Any', True),
        ("day instance of date", True),
        ("day instance of date and n = 2", True),
        ("day instance of date and time", False),
        ('time("10:00") instance of time', True),
        ('duration("P1D") instance of days and time duration', True),
        ('duration("P1M") instance of years and months duration', True),
        ("true instance of boolean", True),
        ("true instance of number", False),
        ("codes instance of list", True),
        ("codes instance of list<string>", True),
        ("codes instance of list<number>", False),
        ("[[0.5]] instance of list<list<number>>", True),
        ("rows[1] instance of context", True),
        ("1 + n instance of number", True),
    ],
)
def test_a_value_is_of_a_type_or_not(text: str, expected: bool) -> None:
    assert value_of(text) is expected


def test_the_fields_of_a_filter_are_said_as_variables_but_its_item_is_none() -> None:
    text = compile_feel("rows[item.code = wanted and limit < 3]")

    assert text.names == {"rows", "wanted", "limit"}


def test_the_entries_of_a_context_are_no_variables() -> None:
    text = compile_feel("[{a: b, c: a}, a]")

    assert text.names == {"a", "b"}


def test_filters_within_filters_end_when_the_budget_is_used_up() -> None:
    text = compile_feel("x[count(x[count(x[item > 5]) > 1]) > 1]")

    with pytest.raises(ExpressionFailed, match="too many steps"):
        text.evaluate({"x": list(range(200))})


def test_comments_are_passed_over() -> None:
    text = compile_feel('1 /* one\n * line */ + // two "\n 2 + string length("//")')

    assert text.evaluate({}) == 5


@pytest.mark.parametrize("cell", ["", "-", " - // whatever it is", "/* nothing */"])
def test_a_cell_with_nothing_but_a_comment_lets_all_pass(cell: str) -> None:
    assert compile_unary_test(cell).test is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a == b", "write = for =="),
        ("a && b", "write and for &&"),
        ("a || b", "write or for ||"),
        ("!a", "write not(...) for !"),
        ("a % 2", "write modulo(a, b) for %"),
        ("f(a; b)", "write , for ;"),
        ("'a'", "write \" for '"),
        ("1e3", "write the number out, with digits alone"),
        (
            "Applicant Age > 3",
            "write Applicant_Age as one word, or draw an input with that name",
        ),
        (
            'contains(her own word, "x")',
            "write her_own_word as one word, or draw an input with that name",
        ),
        ("round half up(2.5, 0)", "there is no function round half up"),
        ("1 2", "this does not belong here; join two values by a sign or a comma"),
        ("{a: 1, a: 2}", "a stands here twice"),
        (
            "a instance of person",
            "a type must stand here, such as number, string or date",
        ),
    ],
)
def test_what_does_not_fit_is_told_with_what_to_write(text: str, reason: str) -> None:
    with pytest.raises(ExpressionRefused) as refusal:
        compile_feel(text)

    assert refusal.value.reason == reason
