"""Cells of another kind than their column: each is told, and what may be so is not."""

import pytest

from engine.decisions import coverage_of
from tests.engine.decisions.dmn import compiled, table


def told(kind: str, cell: str) -> list[tuple[str, int, str]]:
    made = compiled(table("FIRST", [(cell, "1")], types=(kind,)))
    return [(each.rule, each.row, each.kind) for each in coverage_of(made).misfits]


def told_of_output(kind: str, cell: str, aggregation: str = "") -> list[str]:
    logic = table("COLLECT", [("-", cell)], aggregation=aggregation)
    made = compiled(logic.replace('name="y"', f'name="y" typeRef="{kind}"'))
    return [each.rule for each in coverage_of(made).misfits]


@pytest.mark.parametrize(
    ("kind", "cell", "words"),
    [
        ("number", '"1"', "a number"),
        ("feel:number", '1,"2"', "a number"),
        ("integer", 'not("a")', "a number"),
        ("string", "1", "a text"),
        ("boolean", '"true"', "a truth value"),
        ("date", '"2026-01-01"', "a date"),
        ("dateTime", 'date("2026-01-01")', "a date and time"),
    ],
)
def test_a_cell_of_another_kind_is_told(kind: str, cell: str, words: str) -> None:
    assert told(kind, cell) == [("decision-cell-kind", 1, words)]


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("number", "1"),
        ("number", "null"),
        ("number", "> limit"),
        ("string", '"a","b"'),
        ("boolean", "true"),
        ("date", '< date("2026-01-01")'),
        ("", '"1"'),
        ("Any", '"1"'),
    ],
)
def test_a_cell_of_its_kind_is_not(kind: str, cell: str) -> None:
    assert told(kind, cell) == []


@pytest.mark.parametrize(
    ("kind", "cell"), [("number", '"1"'), ("string", "2"), ("boolean", '"yes"'), ("date", '"soon"')]
)
def test_an_output_of_another_kind_is_told(kind: str, cell: str) -> None:
    assert told_of_output(kind, cell) == ["decision-output-kind"]


@pytest.mark.parametrize(
    ("kind", "cell"),
    [("number", "2"), ("number", "x"), ("number", ""), ("date", '"2026-01-01"'), ("", '"a"')],
)
def test_an_output_of_its_kind_is_not(kind: str, cell: str) -> None:
    assert told_of_output(kind, cell) == []


@pytest.mark.parametrize(
    ("aggregation", "rules"), [("SUM", ["decision-sum-of-texts"]), ("MIN", []), ("COUNT", [])]
)
def test_a_sum_of_texts_is_told(aggregation: str, rules: list[str]) -> None:
    assert told_of_output("", '"a"', aggregation) == rules


def test_a_table_without_columns_is_looked_at() -> None:
    made = compiled(table("UNIQUE", [("1",), ("2",)], inputs=()))

    assert [(each.first, each.second) for each in coverage_of(made).overlaps] == [(1, 2)]
