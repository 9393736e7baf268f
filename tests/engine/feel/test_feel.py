"""FEEL: what decision cells and form conditions mean, and what they may not hold."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.expressions import ExpressionFailed, ExpressionRefused
from engine.feel import compile_feel, compile_unary_test

KOLKATA = ZoneInfo("Asia/Kolkata")
NOON = datetime(2026, 5, 1, 6, 30, tzinfo=UTC)
VARIABLES: dict[str, Any] = {
    "limit": 7,
    "o": {"x": 4, "inner": {"y": [1, 2, 3]}},
    "names": ["a", "b"],
    "name": "Kamala",
    "flag": True,
    "no": None,
    "price": 0.1,
    "born": date(2010, 3, 31),
    "at": datetime(2026, 5, 1, 10, tzinfo=KOLKATA),
}


def value_of(text: str) -> Any:
    return compile_feel(text).evaluate(VARIABLES, now=NOON, zone=KOLKATA)


def passes(cell: str, value: Any) -> bool:
    return compile_unary_test(cell).matches(value, VARIABLES, now=NOON, zone=KOLKATA)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("7 / 2", 3.5),
        ("6 / 2", 3),
        ("2 ** 3 ** 2", 64),
        ("-limit + 1", -6),
        ("- - limit", 7),
        ("0.1 + 0.2 = 0.3", True),
        ("price * 3 = 0.3", True),
        (".5 + 1", 1.5),
        ('"a" + "b"', "ab"),
        ('"say \\"hi\\"\\n"', 'say "hi"\n'),
        ('"\\u0939"', "ह"),
        ('"\\ud83d\\ude00"', "😀"),
        ("true", True),
        ("null", None),
        ("[1, limit, []]", [1, 7, []]),
        ("o.x", 4),
        ("o.inner.y[1] + o.inner.y[-1]", 4),
        ("names[3]", None),
        ("missing", None),
        ("missing.deeper", None),
        ("name.deeper", None),
        ("limit > 5 and flag", True),
        ("limit > 5 and no", None),
        ("limit < 5 and no", False),
        ("limit > 5 or no", True),
        ("not(flag)", False),
        ("not(no)", None),
        ("limit = 7.0", True),
        ("limit != 7", False),
        ('limit = "7"', None),
        ("no = null", True),
        ("limit = null", False),
        ("limit != null", True),
        ("flag = 1", None),
        ("1 < limit <= 7", True),
        ("limit between 7 and 9", True),
        ("limit between 8 and 9 or flag", True),
        ("limit in [1..7)", False),
        ("limit in [1..7]", True),
        ("limit in ]7..9]", False),
        ("limit in (6..9)", True),
        ("limit in (< 5, > 6)", True),
        ("limit in > 6", True),
        ("limit in (1, 7)", True),
        ("limit in [1, 7]", True),
        ("limit in (7)", True),
        ('name in names or "a" in names', True),
        ('if limit > 5 then "big" else "small"', "big"),
        ("if no then 1 else if flag then 2 else 3", 2),
        ('"a" + 1', None),
        ("1 / 0", None),
        ("[1] = [1]", True),
        ("=limit + 1", 8),
        ("  = flag = true", True),
    ],
)
def test_an_expression_computes_as_feel_says(text: str, expected: Any) -> None:
    value = value_of(text)

    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('string(12) + string(true) + string(date("2026-05-01"))', "12true2026-05-01"),
        ('number("12.50")', 12.5),
        ('number("x")', None),
        ('upper case("a") + lower  case("B") + trim(" c ")', "Abc"),
        ('string length("हिन्दी")', 6),
        ('contains(name, "mal")', True),
        ('starts with(name, "Ka") and ends with(name, "la")', True),
        ('substring("abcdef", 2, 3) + substring("abcdef", -2)', "bcdef"),
        ('substring("abc", 0)', None),
        ("count(names)", 2),
        ("count(limit)", None),
        ("min(3, 1, 2) + max([3, 1])", 4),
        ("sum([1, 2.5, price])", 3.6),
        ("sum([])", None),
        ("mean(1, 2)", 1.5),
        ('min("a", 1)', None),
        ('list contains(names, "a")', True),
        ("all(flag, no)", None),
        ("any(flag, no)", True),
        ("abs(-2) + floor(1.5) + ceiling(1.5)", 5),
        ("decimal(2.565, 2)", 2.56),
        ("modulo(-7, 3)", 2),
        ("is defined(missing)", False),
        ('get or else(missing, "x")', "x"),
        ('date("2024-02-29") + duration("P1D")', date(2024, 3, 1)),
        ('date("2026-12-31") + duration("P2M")', date(2027, 2, 28)),
        ('date("2026-12-31") - duration("P1Y1M")', date(2025, 11, 30)),
        ('(date("2026-05-03") - today()).days', 2),
        ("date(2026, 5, 1) = today()", True),
        ("date(at).year + at.hour + born.month", 2039),
        ('date and time("2026-05-01T10:00:00+05:30") = at', True),
        ('at + duration("PT20H") > now()', True),
        ('(at - date and time("2026-04-29T09:00:00+05:30")).hours', 1),
        ("years and months duration(born, today()).years", 16),
        ("years and months duration(born, today()).months", 1),
        ("years and months duration(today(), born).years", -16),
        ('@"2026-05-01" = today()', True),
        ('@"P1Y2M"', "P1Y2M"),
        ('duration("-P14M")', "-P1Y2M"),
        ('duration("PT90M") * 2', timedelta(hours=3)),
        ("day of week(today())", "Friday"),
    ],
)
def test_the_functions_compute(text: str, expected: Any) -> None:
    value = value_of(text)

    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("cell", "good", "bad"),
    [
        ("< 10", [9, -1, 9.99], [10, "5", None, True]),
        ("<= 10", [10], [10.01]),
        ("> 10", [11], [10]),
        (">= 10", [10], [9]),
        ("= 5", [5, 5.0], [6]),
        ("!= 5", [6], [5]),
        ("5", [5, 5.0], [6, "5", True]),
        ("-5", [-5], [5]),
        ("0.3", [0.3], [0.30001]),
        ("[1..5]", [1, 3, 5], [0, 6, "3", None]),
        ("]1..5[", [2, 4.9], [1, 5]),
        ("(1..5]", [5], [1]),
        ("[1..5)", [1], [5]),
        ("[-5..-1]", [-3], [0]),
        ("[1..limit[", [6], [7]),
        ("[limit..limit+3]", [7, 10], [11]),
        ('["b".."d"]', ["c"], ["a", 3]),
        ('"a","b"', ["a", "b"], ["c", None, "a,b"]),
        ('not("a","b")', ["c"], ["a", "b", None]),
        ("not(> 5)", [5], [6]),
        ("not([1..5])", [6], [3]),
        ("not(flag) or ? > 5", [6], [5]),
        ("1, 3, [5..7], > 100", [1, 3, 6, 101], [2, 8, 100]),
        ("[1,2,3]", [1, 3], [4]),
        ("names", ["a"], ["c"]),
        ("limit", [7], [8]),
        ("> limit * 2 - 1", [14], [13]),
        ("o.x", [4], [5]),
        ("true", [True], [1, "true", False, None]),
        ("false", [False], [0, None]),
        ("null", [None], [0, ""]),
        ('date("2024-07-01")', [date(2024, 7, 1)], ["2024-07-01", date(2024, 7, 2)]),
        ('>= date("2024-07-01")', [date(2024, 7, 1)], [date(2024, 6, 30), None]),
        ('[date("2024-07-01")..date("2024-07-31")]', [date(2024, 7, 9)], [date(2024, 8, 1)]),
        ("<= today()", [date(2026, 5, 1)], [date(2026, 5, 2)]),
        ('< @"P2M"', [], [timedelta(days=3)]),
        ('< duration("PT20H")', [timedelta(hours=19)], [timedelta(hours=21)]),
        ("1000 <= ? < 10000", [1000, 9999], [999, 10000, None]),
        ("? > 5 and ? < limit", [6], [7]),
        ('contains(?, "ell")', ["hello"], ["help", 3]),
        ("? in names", ["a"], ["c"]),
        ('"é,](" , "1..2"', ["é,](", "1..2"], [1]),
    ],
)
def test_a_cell_lets_the_right_values_pass(cell: str, good: list[Any], bad: list[Any]) -> None:
    passed = [value for value in good + bad if passes(cell, value)]

    assert passed == good


@pytest.mark.parametrize("cell", ["-", "", "  ", " - "])
def test_an_empty_cell_lets_everything_pass(cell: str) -> None:
    assert all(passes(cell, value) for value in (1, None, "x", [1], True))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "=",
        "1 2",
        "1 +",
        "(1",
        "1)",
        "[1,",
        "[1..",
        "[1..5",
        "]1",
        '"open',
        "'single'",
        "exit()",
        "__import__(1)",
        "_x",
        "a._b",
        "a.__class__",
        "a.upper()",
        "{a}",
        "{a: 1",
        "{a: 1, a: 2}",
        "for x in y, z in y return x",
        "for x in y",
        "for x in y return",
        "for if in y return 1",
        "for _x in y return 1",
        "for x y return 1",
        "some x in y return x",
        "every x in y return x",
        "for x in y satisfies x",
        "for x in 1..3, y in x return y",
        "x for",
        "function(x) x",
        "x instance of",
        "x instance of person",
        "names[item > 1",
        "1e3",
        "1 /* open",
        'matches(name, "(a")',
        'replace(name, "(a)\\\\1", "b")',
        "lambda: 1",
        "1 if x else 2",
        "if x then 1",
        "a ; b",
        "a := b",
        "a == b",
        'date("2024-02-30")',
        'date("soon")',
        'date and time("2024-02-30T10:00")',
        'duration("P1M2D")',
        'duration("P0.5Y")',
        'time("25:00")',
        'time("ten")',
        '@"soon"',
        "@x",
        "date()",
        "not()",
        "substring(1)",
        "10000000000000000000",
        "10 ** 40",
        "1000000000 * 1000000000 * 10",
        "(" * 100 + "1" + ")" * 100,
        "-" * 100 + "1",
        "not(" * 100 + "a" + ")" * 100,
        "+".join(["a"] * 400),
        "x" * 5000,
        '"\\ud800"',
        '"\\ude00\\ud83d"',
    ],
)
def test_what_is_not_covered_is_refused_when_compiled(text: str) -> None:
    with pytest.raises(ExpressionRefused) as refusal:
        compile_feel(text)

    assert refusal.value.reason
    assert refusal.value.column >= 1


@pytest.mark.parametrize(
    ("cell", "fitting", "other"),
    [
        ("if ? > 3 then true else false", 4, 3),
        ("if ? > limit then true else false", 8, 7),
        ("if ? then false else true", False, True),
        ("if ? > 3 then 5 else 2", 5, 4),
        ("if limit > 3 then 5 else 2", 5, 2),
        ("not(if ? > 3 then true else false)", 3, 4),
        ("if limit > 3 then true else false", True, False),
    ],
)
def test_an_expression_that_asks_the_input_says_itself_whether_it_fits(
    cell: str, fitting: Any, other: Any
) -> None:
    assert passes(cell, fitting)
    assert not passes(cell, other)


@pytest.mark.parametrize(
    "cell", ["< ", "[1..", ";", "not(1", "1,", "? ?", "1 if x else 2", "[1..5[ 3", "not(1) 2"]
)
def test_a_cell_that_cannot_be_read_is_refused(cell: str) -> None:
    with pytest.raises(ExpressionRefused):
        compile_unary_test(cell)


def test_a_refusal_names_the_place() -> None:
    with pytest.raises(ExpressionRefused) as refusal:
        compile_feel("limit > 1\n  and exit(1)")

    assert (refusal.value.line, refusal.value.column) == (2, 7)


def test_a_text_knows_the_variables_it_reads() -> None:
    expression = compile_feel('if a.b > limit then contains(name, "x") else c in [d..5]')
    cell = compile_unary_test("> low, not(flag) and ? < high")

    assert expression.names == {"a", "limit", "name", "c", "d"}
    assert cell.names == {"low", "flag", "high"}


def test_what_grows_without_bound_fails() -> None:
    laughs: Any = ["ha"] * 10
    for _ in range(12):
        laughs = [laughs] * 10

    for text in ("laughs", "laughs = [laughs]", "n ** 40", "n * n * n", 's + s + s + "x"'):
        with pytest.raises(ExpressionFailed):
            compile_feel(text).evaluate({"laughs": laughs, "n": 10**9, "s": "x" * 9000})


def test_objects_of_the_program_are_never_touched() -> None:
    host = object()

    for text in ("host", "host = 1", "[host]", "rows[1]", "box.host", "string(host)", "rows"):
        with pytest.raises(ExpressionFailed):
            compile_feel(text).evaluate({"host": host, "rows": [host], "box": {"host": host}})


@given(st.integers(-99, 99), st.integers(-99, 99), st.integers(-99, 99))
def test_a_range_agrees_with_its_comparisons(value: int, low: int, high: int) -> None:
    inside = passes(f"[{low}..{high}[", value)

    assert inside is (low <= value < high)
    assert passes(f">= {low}", value) is (value >= low)
    assert passes(f"not({low})", value) is (value != low)


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_text_can_be_written_as_a_literal(text: str) -> None:
    written = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    assert compile_feel(written).evaluate({}) == text
    assert passes(written, text)
