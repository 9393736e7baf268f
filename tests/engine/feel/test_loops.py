"""FEEL's loops: what `for`, `some` and `every` give, and what they may cost."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.expressions import ExpressionFailed
from engine.feel import compile_feel, compile_unary_test

VARIABLES: dict[str, Any] = {
    "ns": [1, 2, 3],
    "heads": [{"act": "IPC", "n": 1}, {"act": "BNS", "n": 2}],
    "codes": ["rape", "hurt"],
    "limit": 2,
    "one": "rape",
    "no": None,
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("for n in ns return n * limit", [2, 4, 6]),
        ("for head in heads return head.act", ["IPC", "BNS"]),
        ("for a in ns return for b in ns return a * b", [[1, 2, 3], [2, 4, 6], [3, 6, 9]]),
        ("count(for n in ns return n) + 1", 4),
        ("for n in [] return n", []),
        ("for n in no return n", None),
        ("for n in one return n", ["rape"]),
        ("some n in ns satisfies n > limit", True),
        ("some n in ns satisfies n > 3", False),
        ("some n in [] satisfies true", False),
        ("some n in ns satisfies n > no", None),
        ("some n in [no, 3] satisfies n > 2", True),
        ("some n in no satisfies true", None),
        ("every n in ns satisfies n > 0", True),
        ("every n in ns satisfies n > 1", False),
        ("every n in [] satisfies false", True),
        ("every n in [no, 3] satisfies n > 2", None),
        ("every n in [no, 1] satisfies n > 2", False),
        ('some code in codes satisfies code in ("rape", "gang_rape")', True),
        ('some code in codes satisfies code in ("gang_rape")', False),
        ('every code in codes satisfies code in ("rape", "hurt")', True),
        ('some n in ns satisfies n in ("1", "2")', False),
        ('(some n in ns satisfies n = 2) and one = "rape"', True),
        ('if some n in ns satisfies n = 2 then "yes" else "no"', "yes"),
        ("for ns in ns return ns", [1, 2, 3]),
        ("for n in 1..3 return n * limit", [2, 4, 6]),
        ("for n in limit..-1 return n", [2, 1, 0, -1]),
        ("for n in 1..limit + 1 return n", [1, 2, 3]),
        ("for n in 1..1.5 return n", None),
        ("for n in 1..no return n", None),
        ("some n in 1..3 satisfies n > limit", True),
        ("every n in 1..3 satisfies n > limit", False),
        ("flatten(for a in ns return for b in 1..2 return a * b)", [1, 2, 2, 4, 3, 6]),
        ("5[1]", 5),
        ("one[1]", "rape"),
        ("one[-1]", "rape"),
        ("one[2]", None),
        ("no[1]", None),
        ("heads[1][1].act", "IPC"),
    ],
)
def test_a_loop_looks_at_each_item(text: str, expected: Any) -> None:
    assert compile_feel(text).evaluate(VARIABLES) == expected


def test_a_cell_may_ask_for_one_of_the_list_in_its_column() -> None:
    cell = compile_unary_test('some code in ? satisfies code in ("rape", "gang_rape")')

    assert cell.matches(["hurt", "rape"], {})
    assert not cell.matches(["hurt"], {})
    assert not cell.matches([], {})
    assert not cell.matches(None, {})


def test_the_name_of_an_item_is_no_variable_of_the_case() -> None:
    loop = compile_feel("for head in heads return for n in head.ns return n + limit + head.n")

    assert loop.names == {"heads", "limit"}


def test_after_its_loop_a_name_is_a_variable_again() -> None:
    text = compile_feel("[(for n in ns return n), n]")

    assert text.names == {"ns", "n"}
    assert text.evaluate({"ns": [1], "n": 5}) == [[1], 5]


def test_loops_within_loops_end_when_the_budget_is_used_up() -> None:
    text = "some a in x satisfies some b in x satisfies some c in x satisfies a + b + c < 0"

    with pytest.raises(ExpressionFailed) as failure:
        compile_feel(text).evaluate({"x": list(range(200))})

    assert "too many steps" in str(failure.value)


def test_counting_ends_when_the_budget_is_used_up() -> None:
    with pytest.raises(ExpressionFailed, match="too many steps"):
        compile_feel("count(for n in 1..1000000000000000 return n)").evaluate({})


def test_a_long_list_of_texts_costs_no_more_than_a_short_one() -> None:
    listed = ", ".join(f'"code_{n}"' for n in range(120))
    cell = compile_unary_test(f"some code in ? satisfies code in ({listed})")

    assert cell.matches([*(["other"] * 9_000), "code_119"], {})


def test_a_date_is_the_day_in_the_zone_of_the_case() -> None:
    kept = {"at": "2024-06-30T19:00:00+00:00", "moment": datetime(2024, 6, 30, 19, tzinfo=UTC)}

    days = compile_feel("[date(at), date(moment)]").evaluate(kept, zone=ZoneInfo("Asia/Kolkata"))

    assert days == [date(2024, 7, 1)] * 2
