"""Expressions and scripts of drawings: what they compute, and what they refuse to be."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from engine.expressions import ExpressionFailed, ExpressionRefused, compile_expression
from engine.law import KOLKATA
from tests.engine.computing import NOON, value_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3 - 4 / 2", 5.0),
        ("7 // 2", 3),
        ("-7 % 3", 2),
        ("2 ** 10", 1024),
        ("+n - -n", 6),
        ("'a' + \"b\"", "ab"),
        ("[1] + [n, 3]", [1, 3, 3]),
        ("(1, 2)", [1, 2]),
        ("{'a': [n]}", {"a": [3]}),
        ("n == 3 and not flag", False),
        ("flag or nothing_here", True),
        ("n > 1 and n > 2 and n > 5", False),
        ("0 or '' or n or 9", 3),
        ("1 < n <= 3 != 4", True),
        ("1 < n < 3", False),
        ("n in [1, 2, 3]", True),
        ("n not in [1, 2]", True),
        ("'ell' in 'hello'", True),
        ("'a' in case and 'z' not in case", True),
        ("[1] in [[1], [2]]", True),
        ("none is None and flag is True and n is not None", True),
        ("'yes' if n > 2 else 'no'", "yes"),
        ("case['a']", 1),
        ("case.inner.deep", "x"),
        ("rows[0].n + rows[-1]['n']", 3),
        ("[row.n * 2 for row in rows if row.n > 1]", [4]),
        ("any(row.n > n for row in rows)", False),
        ("all(row.n < n for row in rows)", True),
        ("[n for n in [1, 2]]", [1, 2]),
        ("sum(row.n for row in rows)", 3),
        ("[[a * b for b in [1, 2]] for a in [1, 2]]", [[1, 2], [2, 4]]),
        ('f"{n} of {case.a}"', "3 of 1"),
        ("[1, 2] == [1, 2] and {'a': 1} == {'a': 1.0}", True),
        ("'1' == 1", False),
        ("True == 1", True),
        ("\n  n\n  + 1\n", 4),
    ],
)
def test_an_expression_means_what_it_means_in_python(text: str, expected: Any) -> None:
    variables = {
        "n": 3,
        "flag": True,
        "none": None,
        "case": {"a": 1, "inner": {"deep": "x"}},
        "rows": [{"n": 1}, {"n": 2}],
    }

    value = value_of(text, **variables)

    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("len('abc') + len([1]) + len({'a': 1})", 5),
        ("min(3, 1, 2)", 1),
        ("max([3, 1, 2])", 3),
        ("sum([])", 0),
        ("sum([1, 2.5])", 3.5),
        ("sum([True, True, False])", 2),
        ("sum([days(1), hours(2)])", timedelta(days=1, hours=2)),
        ("sorted([3, 1, 2])", [1, 2, 3]),
        ("abs(-3)", 3),
        ("round(2.567, 2)", 2.57),
        ("round(2.5)", 2),
        ("int('42') + int(3.9)", 45),
        ("float('1.5')", 1.5),
        ("str(12) + str(True) + str(None)", "12TrueNone"),
        ("bool([])", False),
        ("lower('ABC') + upper('d') + strip(' e ')", "abcDe"),
        ("starts_with('case', 'ca') and ends_with('case', 'se')", True),
        ("get('missing', 7)", 7),
        ("get('missing')", None),
        ("get('there', 7)", 1),
        ("[get('each') for each in [1]]", [1]),
    ],
)
def test_the_functions_compute(text: str, expected: Any) -> None:
    value = value_of(text, there=1)

    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today()", date(2026, 5, 1)),
        ("now()", NOON),
        ("date('2026-05-01') + days(2)", date(2026, 5, 3)),
        ("date(2026, 2, 28) + days(1)", date(2026, 3, 1)),
        ("date(datetime('2026-04-30T20:00:00Z'))", date(2026, 5, 1)),
        ("after(date('2026-12-31'), 'P2M')", date(2027, 2, 28)),
        ("after('2026-12-31', 'P2M')", date(2027, 2, 28)),
        ("before(date('2027-02-28'), 'P2M')", date(2026, 12, 28)),
        ("after(date('2026-05-01'), 'PT20H')", datetime(2026, 5, 1, 20, tzinfo=KOLKATA)),
        ("after(recorded_at, 'P2M')", datetime(2026, 7, 1, 1, 0, tzinfo=KOLKATA)),
        ("after('2026-04-30T19:30:00Z', 'P2M')", datetime(2026, 7, 1, 1, 0, tzinfo=KOLKATA)),
        ("before(recorded_at, 'PT1H')", datetime(2026, 5, 1, 0, 0, tzinfo=KOLKATA)),
        ("datetime('2026-05-01') == datetime('2026-04-30T18:30:00Z')", True),
        ("recorded_at + hours(20) - minutes(30) > now()", True),
        ("total_hours(now() - recorded_at)", 11.0),
        ("total_days(date('2026-05-03') - today())", 2.0),
        ("hours(20) / hours(10)", 2.0),
        ("days(1) * 2 > hours(47) and -days(1) < days(0)", True),
        ("year(now()) + month(now()) + day('2026-05-09')", 2040),
        ("weekday('2026-05-01')", 5),
        ("hour(now())", 12),
        ("min(date('2026-05-02'), date('2026-05-01'))", date(2026, 5, 1)),
    ],
)
def test_dates_are_counted_on_the_calendar_of_the_zone(text: str, expected: Any) -> None:
    recorded_at = datetime(2026, 4, 30, 19, 30, tzinfo=UTC)

    value = value_of(text, recorded_at=recorded_at)

    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    "text",
    [
        "missing > 1",
        "1 / 0",
        "1 // 0",
        "1 % 0",
        "0 ** -1",
        "'a' + 1",
        "'a' * 3",
        "[0] * 3",
        "'%s' % 1",
        "none < 1",
        "'a' < 1",
        "[1] < [2]",
        "today() < now()",
        "-'a'",
        "+[1]",
        "rows[7]",
        "rows['a']",
        "case['missing']",
        "case.missing",
        "name.upper",
        "name[0]",
        "n.real",
        "[1 for x in n]",
        "case[1]",
        "[] in case",
        "len(3)",
        "sum(['a'])",
        "min([])",
        "sorted([1, 'a'])",
        "int('x')",
        "int('9' + name)",
        "float('1e9')",
        "str([1])",
        "lower(3)",
        "round(1.5, 99)",
        "date(2026, 13, 1)",
        "date(2026, 1)",
        "date('2026-02-' + '30')",
        "date('tomor' + 'row')",
        "datetime('2026-05-01' + 'T10:00')",
        "after(today(), 'P' + '2X')",
        "after(today(), 7)",
        "after(7, 'P1D')",
        "today() + hours(1)",
        "date('9999-12-31') + days(9)",
        "days(10 ** 9)",
        "days('3')",
        "10 ** 18 * 10",
        "10 ** 18 + 1",
        "9 ** 99",
        "2.0 ** 64 ** 2",
        "(-8) ** 0.5",
        "1e308 * 10",
        "1e308 + 1e308",
    ],
)
def test_what_cannot_be_computed_fails_with_a_sentence(text: str) -> None:
    variables = {"none": None, "rows": [{}], "case": {}, "name": "Kamala", "n": 3}

    with pytest.raises(ExpressionFailed) as failure:
        value_of(text, **variables)

    assert "Kamala" not in str(failure.value)
    assert failure.value.__cause__ is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "${x > 5}",
        "=x > 5",
        "x = 5",
        "x := 5",
        "x >",
        "x y",
        "lambda: 1",
        "print('x')",
        "x.lower()",
        "x[1:2]",
        "~x",
        "x @ y",
        "x << 2",
        "x & y",
        "x is y",
        "x == true",
        "null",
        "_x",
        "x._y",
        "x.__class__",
        "get('_x')",
        "get(x)",
        "get('x y')",
        "get('x', 1, 2)",
        "len()",
        "len(x, x)",
        "len(*x)",
        "round(x, ndigits=1)",
        "{**x}",
        "[*x]",
        "{x: 1}",
        "{1: 2}",
        "[a for a in x for b in x]",
        "[a for a, b in x]",
        "{a for a in x}",
        "{a: a for a in x}",
        "f'{x:>10}'",
        "f'{x!r}'",
        "b'x'",
        "1j",
        "...",
        "await x",
        "yield x",
        "1\n# a\n+ 2",
        "1000000000000000000000",
        "date('2026-02-30')",
        "date('tomorrow')",
        "datetime('2026-05-01T10:00')",
        "after(today(), 'P2X')",
        "after(today(), 'P0.5Y')",
        "before(day, 'P')",
        "x" * 5000,
        r"'\ud800'",
        "+".join(["x"] * 500),
        "[" * 100 + "]" * 100,
    ],
)
def test_what_is_not_of_the_language_is_refused_when_compiled(text: str) -> None:
    with pytest.raises(ExpressionRefused) as refusal:
        compile_expression(text)

    assert refusal.value.reason
    assert refusal.value.line >= 1
    assert refusal.value.column >= 1


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a + _b", 1, 5), ("  a + _b", 1, 7), ("a\n  + _b", 2, 5), ("\n\n a + $", 3, 6)],
)
def test_a_refusal_names_the_place(text: str, line: int, column: int) -> None:
    with pytest.raises(ExpressionRefused) as refusal:
        compile_expression(text)

    assert (refusal.value.line, refusal.value.column) == (line, column)


def test_an_expression_knows_the_variables_it_reads() -> None:
    expression = compile_expression(
        "case.track == kind and any(x.n > limit for x in signs) and get('extra') and date(day)"
    )

    assert expression.names == {"case", "kind", "limit", "signs", "extra", "day"}


def test_a_text_is_compiled_once() -> None:
    assert compile_expression("1 + 1") is compile_expression("1 + 1")


def test_without_a_moment_or_zone_there_is_no_today() -> None:
    with pytest.raises(ExpressionFailed):
        compile_expression("today()").evaluate({}, zone=KOLKATA)
    with pytest.raises(ExpressionFailed):
        compile_expression("now()").evaluate({}, now=NOON)


def test_a_variable_named_like_a_function_shadows_nothing() -> None:
    value = value_of("len(len) + sum([1])", len=[1, 2], sum=None, any=None)

    assert value == 3
