"""What rows say twice and what they leave out: exactly that, or nothing."""

import random
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from engine.decisions import Coverage, Decision, DecisionFailed, compile_decisions, coverage_of
from tests.engine.decisions.dmn import compiled, decision, file, table
from tests.pace import within


def covered(policy: str, *rows: tuple[str, ...], **more: Any) -> Coverage:
    inputs = tuple("xyz"[: len(rows[0])])
    written = [(*row, str(n)) for n, row in enumerate(rows)]
    return coverage_of(compiled(table(policy, written, inputs=inputs, **more)))


def pairs(policy: str, *rows: tuple[str, ...], **more: Any) -> list[tuple[int, int, str]]:
    found = covered(policy, *rows, **more).overlaps
    return [(each.first, each.second, each.example) for each in found]


def test_two_rows_that_fit_the_same_number_overlap() -> None:
    assert pairs("UNIQUE", ("< 5",), ("[4..9]",), ("> 9",)) == [(1, 2, "x = 4")]


def test_an_end_that_belongs_to_both_ranges_overlaps() -> None:
    assert pairs("UNIQUE", ("[1..5]",), ("[5..9]",)) == [(1, 2, "x = 5")]
    assert pairs("UNIQUE", ("[1..5[",), ("[5..9]",)) == []


def test_rows_overlap_only_where_every_column_does() -> None:
    assert pairs("UNIQUE", ("< 5", '"a"'), ("> 1", '"b"')) == []
    assert pairs("UNIQUE", ("< 5", '"a"'), ("> 1", '"a","b"')) == [(1, 2, 'x = 3, y = "a"')]


def test_a_dash_overlaps_with_everything() -> None:
    assert pairs("UNIQUE", ("true", '"a"'), ("-", '"a"')) == [(1, 2, 'x = true, y = "a"')]


def test_what_is_not_the_one_is_the_other() -> None:
    assert pairs("UNIQUE", ('"a","b"',), ('not("a","b")',)) == []
    assert pairs("UNIQUE", ('"a"',), ('not("b")',)) == [(1, 2, 'x = "a"')]
    assert pairs("UNIQUE", ('not("a")',), ('not("b")',)) == [(1, 2, "x = …")]


def test_dates_overlap_on_a_day() -> None:
    until, since = '<= date("2024-07-01")', '>= date("2024-07-01")'

    assert pairs("UNIQUE", (until,), (since,)) == [(1, 2, "x = 2024-07-01")]
    assert pairs("UNIQUE", ('< date("2024-07-01")',), (since,)) == []


def test_lengths_of_time_overlap() -> None:
    assert pairs("UNIQUE", ('< duration("PT20H")',), ('>= duration("PT19H")',)) == [
        (1, 2, "x = 19 h")
    ]
    assert pairs("UNIQUE", ('<= @"P2M"',), ('>= @"P2M"',)) == [(1, 2, "x = P2M")]


def test_nothing_is_a_value_that_rows_may_share() -> None:
    assert pairs("UNIQUE", ("null",), ("-",)) == [(1, 2, "x = null")]
    assert pairs("UNIQUE", ("null",), ("not(1)",)) == []


def test_any_allows_rows_that_agree() -> None:
    agree = [("< 5", "1"), ("> 1", "1"), ("> 2", "x + 1")]
    differ = [("< 5", "1"), ("> 1", "2")]

    assert coverage_of(compiled(table("ANY", agree))).overlaps == ()
    assert [each.second for each in coverage_of(compiled(table("ANY", differ))).overlaps] == [2]


@pytest.mark.parametrize("policy", ["FIRST", "PRIORITY", "COLLECT", "RULE ORDER", "OUTPUT ORDER"])
def test_other_policies_allow_rows_to_overlap(policy: str) -> None:
    assert covered(policy, ("< 5",), ("< 6",), allowed="0,1").overlaps == ()


@pytest.mark.parametrize(
    "cell",
    [
        *("> limit", "? in names", "[1..limit]", '["b".."d"]', "1 + 1"),
        '< date and time("2024-07-01T10:00:00")',
        '@"2024-07-01T10:00:00"',
        'date and time(@"2024-07-01", @"10:00:00")',
    ],
)
def test_what_computes_is_not_judged(cell: str) -> None:
    assert covered("UNIQUE", (cell,), ("-",)).overlaps == ()
    assert covered("UNIQUE", (cell,), ("-",)).gap is None


def test_columns_that_may_depend_on_each_other_are_not_judged() -> None:
    rows = [("> 18", "true", "1"), ("<= 18", "true", "2")]

    assert coverage_of(compiled(table("UNIQUE", rows, inputs=("x", "x > 18")))) == Coverage()
    assert coverage_of(compiled(table("UNIQUE", rows, inputs=("x", "x")))) == Coverage()


def test_a_column_of_several_kinds_is_not_judged() -> None:
    assert covered("UNIQUE", ("1",), ('"1"',), ("-",)) == Coverage()


@pytest.mark.parametrize(
    ("rows", "gap"),
    [
        ([("< 5",), ("> 5",)], "x = 5"),
        ([("< 5",), ("> 6",)], "x = 5"),
        ([("<= 4",), (">= 5",)], None),  # days, pieces: no number lies between
        ([("<= 4.5",), (">= 5",)], "x = 4.75"),
        ([("true",)], "x = false"),
        ([("true", "-"), ("false", "> 1")], "x = false, y = 0"),
        ([('"a"', "true"), ('"a","b"', "false")], 'x = "b", y = true'),
        ([('"a"',), ('"b"',)], None),  # other texts may never come
        ([('< date("2024-07-01")',), ('> date("2024-07-01")',)], "x = 2024-07-01"),
        ([("-", "< 5")], "y = 5"),
        ([("-",)], None),
        ([("< 5",), ("-",)], None),
    ],
)
def test_values_that_no_row_fits_are_named(rows: list[tuple[str, ...]], gap: str | None) -> None:
    assert covered("FIRST", *rows).gap == gap


def test_values_that_cannot_come_are_no_gap() -> None:
    logic = table("UNIQUE", [('"a"', "1"), ('"b"', "2")])
    listed = logic.replace(
        "</input>", '<inputValues><text>"a","b","c"</text></inputValues></input>'
    )

    assert coverage_of(compiled(logic)).gap is None
    assert coverage_of(compiled(listed)).gap == 'x = "c"'


@pytest.mark.parametrize(
    ("rows", "others"),
    [
        ([('"a"',), ('"b"',)], "x = …"),
        ([('"a"', "true"), ('"b"', "false"), ('not("a","b")', "-")], None),  # a gap comes before
        ([('"a"', "-"), ("-", "true"), ('"b"', "false")], "x = …, y = false"),
        ([('"a"', '"c"'), ('not("a")', "-")], 'x = "a", y = …'),
        ([('"a"',), ('not("a")',)], None),
        ([('"a"',), ("-",)], None),
    ],
)
def test_other_texts_than_the_cells_name_want_an_answer_too(
    rows: list[tuple[str, ...]], others: str | None
) -> None:
    assert covered("FIRST", *rows).gap_of_others == others


@pytest.mark.parametrize(("allowed", "others"), [('"a","b"', None), ('not("c")', "x = …")])
def test_texts_that_cannot_come_want_none(allowed: str, others: str | None) -> None:
    logic = table("UNIQUE", [('"a"', "1"), ('"b"', "2")])
    values = f"<inputValues><text>{allowed}</text></inputValues></input>"

    found = coverage_of(compiled(logic.replace("</input>", values)))

    assert (found.gap, found.gap_of_others) == (None, others)


def test_whole_numbers_have_nothing_between_them() -> None:
    rows = [("<= 4", "1"), (">= 6", "2")]

    assert coverage_of(compiled(table("FIRST", rows, types=("integer",)))).gap == "x = 5"
    assert coverage_of(compiled(table("FIRST", [("< 5", "1"), (">= 5", "2")]))).gap is None


def test_a_default_fits_what_no_row_fits() -> None:
    assert covered("FIRST", ("1",), defaults=("0",)).gap is None


@pytest.mark.parametrize("policy", ["COLLECT", "RULE ORDER", "OUTPUT ORDER"])
def test_a_list_of_answers_may_be_empty(policy: str) -> None:
    assert covered(policy, ("1",), allowed="0,1").gap is None


def test_what_another_decision_makes_may_have_few_values() -> None:
    needed = decision("x", table("FIRST", [("-", '"a"')], inputs=("w",)))
    made = compile_decisions(file(needed, decision("d", table("FIRST", [("< 5", "1")]), ("x",))))

    assert coverage_of(made["d"]).gap is None


def test_a_row_behind_one_that_fits_all_that_it_fits_is_never_reached() -> None:
    assert covered("FIRST", ("< 5",), ("< 4",), ("-",), ("> 9",)).never == ((2, 1), (4, 3))
    assert covered("FIRST", ("> limit",), ("> limit",), ("-",)).never == ()
    assert covered("FIRST", ("-",), ("> limit",)).never == ((2, 1),)


def random_cell(chance: random.Random) -> str:
    low, high = sorted(chance.sample(range(4), 2))
    cells = ["-", f"{low}", f"< {low}", f">= {high}", f"[{low}..{high}[", f"{low},{high}"]
    return chance.choice([*cells, f"not({low})", f"not([{low}..{high}])"])


@pytest.mark.parametrize("seed", range(40))
def test_what_is_found_is_what_happens(seed: int) -> None:
    chance = random.Random(seed)
    rows = [(random_cell(chance), random_cell(chance)) for _ in range(chance.randrange(2, 6))]
    made = compiled(
        table("UNIQUE", [(*row, str(n)) for n, row in enumerate(rows)], inputs=("x", "y"))
    )
    found = coverage_of(made)
    values = [n / 2 for n in range(-4, 12)] + [None]

    tried = [outcome(made, x, y) for x, y in product(values, values)]

    assert bool(found.overlaps) == ("several" in tried)
    if found.gap is not None:
        assert "none" in tried


def outcome(made: Decision, x: Any, y: Any) -> str:
    try:
        return "none" if made.evaluate({"x": x, "y": y})["y"] is None else "one"
    except DecisionFailed:
        return "several"


def test_a_large_table_is_answered_in_time() -> None:
    rows = [(f'"k{n}"', f"[{n}..{n + 1}]", "-") for n in range(250)]

    with within(seconds=1):
        found = covered("UNIQUE", *rows)

    assert found.overlaps == ()


def far_apart(n: int) -> tuple[str, ...]:
    return (str(3 * n), f"[{3 * n}..{3 * n + 1}]", f'"k{n}"', f'not("k{n}")')


def one_below_the_other(n: int) -> tuple[str, ...]:
    return (f"< {n}", f"> {n}")


@pytest.mark.parametrize(
    ("make", "count"), [(far_apart, 300), (far_apart, 1000), (one_below_the_other, 1000)]
)
def test_two_rows_alike_are_found_in_a_table_of_any_size(
    make: Callable[[int], tuple[str, ...]], count: int
) -> None:
    rows = [make(0), *(make(n) for n in range(count))]
    written = [(*row, str(n)) for n, row in enumerate(rows)]
    made = compiled(table("UNIQUE", written, inputs=tuple("abcd"[: len(rows[0])])))

    with within(seconds=1):
        found = coverage_of(made)

    assert (1, 2) in {(each.first, each.second) for each in found.overlaps}
    assert not found.is_cut_short
    assert found.gap is not None


@pytest.mark.parametrize("seed", range(20))
def test_both_ways_to_compare_cells_find_the_same(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    rows = [(random_cell(chance), random_cell(chance)) for _ in range(12)]

    found = []
    for is_spread in (True, False):
        monkeypatch.setattr("engine.decisions.related._is_spread", lambda *_, it=is_spread: it)
        told = (covered("UNIQUE", *rows), covered("FIRST", *rows))
        found.append([(each.overlaps, each.never, each.gap) for each in told])

    assert found[0] == found[1]
    assert found[0][0][0]


def test_what_was_found_before_it_took_too_much_is_told() -> None:
    rows = [one_below_the_other(n) for n in range(50)]
    written = [(*row, "1") for row in [rows[0], *rows]]
    made = compiled(table("UNIQUE", written, inputs=("x", "y")))
    whole = coverage_of(made)

    found = coverage_of(made, whole.trials - 1)

    assert found.is_cut_short
    assert found.overlaps == whole.overlaps
    assert found.gap is None
    assert whole.gap is not None


def test_a_wide_table_and_a_long_one_are_judged_in_time() -> None:
    columns = tuple(f"c{n}" for n in range(12))
    rows = [tuple("true" if (n >> m) & 1 else "-" for m in range(12)) for n in range(60)]
    written = [(*row, str(n)) for n, row in enumerate(rows)]

    with within(seconds=2):
        wide = coverage_of(compiled(table("FIRST", written, inputs=columns)))
        long = coverage_of(compiled(table("UNIQUE", [("1", "1")] * 5000)))

    assert wide.never
    assert wide.gap is None
    assert long.overlaps
    assert long.gap is not None
