"""Decision tables: hit policies, dates, decisions that need decisions, and what is refused."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.decisions import (
    DecisionFailed,
    DecisionRefused,
    compile_decisions,
    inspect_decisions,
)
from engine.expressions import ExpressionFailed
from tests.engine.decisions.dmn import compiled, decide, decision, file, table, text_of
from tests.pace import within

ROWS = [("> 1", "1"), ("> 5", "2"), ("-", "4")]


@pytest.mark.parametrize(
    ("policy", "aggregation", "x", "expected"),
    [
        ("FIRST", "", 9, 1),
        ("FIRST", "", 0, 4),
        ("COLLECT", "", 9, [1, 2, 4]),
        ("COLLECT", "SUM", 9, 7),
        ("COLLECT", "MIN", 9, 1),
        ("COLLECT", "MAX", 9, 4),
        ("COLLECT", "COUNT", 2, 2),
        ("RULE ORDER", "", 2, [1, 4]),
        ("UNIQUE", "", 0, 4),
    ],
)
def test_a_hit_policy_makes_one_result_of_the_rows_that_match(
    policy: str, aggregation: str, x: int, expected: Any
) -> None:
    outputs = decide(table(policy, ROWS, aggregation=aggregation), x=x)

    assert outputs == {"y": expected}


def test_a_table_without_a_hit_policy_is_unique() -> None:
    logic = table("UNIQUE", ROWS).replace(' hitPolicy="UNIQUE"', "")

    with pytest.raises(DecisionFailed) as failure:
        decide(logic, x=9)

    assert "rows 1, 2, 3" in str(failure.value)


def test_any_wants_the_rows_that_match_to_agree() -> None:
    agreeing = table("ANY", [("> 1", "1"), ("> 5", "1"), ("> 7", "2")])

    assert decide(agreeing, x=6) == {"y": 1}
    with pytest.raises(DecisionFailed) as failure:
        decide(agreeing, x=9)
    assert "rows 1, 2, 3" in str(failure.value)


def test_priority_and_output_order_go_by_the_allowed_values() -> None:
    rows = [("-", '"low"'), ("> 1", '"high"'), ("> 5", '"middle"')]
    allowed = '"high", "middle", "low"'

    assert decide(table("PRIORITY", rows, allowed=allowed), x=9) == {"y": "high"}
    assert decide(table("PRIORITY", rows, allowed=allowed), x=0) == {"y": "low"}
    assert decide(table("OUTPUT ORDER", rows, allowed=allowed), x=9) == {
        "y": ["high", "middle", "low"]
    }


@pytest.mark.parametrize(
    ("policy", "aggregation", "expected"),
    [
        ("UNIQUE", "", None),
        ("FIRST", "", None),
        ("COLLECT", "", []),
        ("COLLECT", "SUM", None),
        ("COLLECT", "COUNT", 0),
        ("RULE ORDER", "", []),
    ],
)
def test_if_no_row_matches_the_result_is_null_or_empty(
    policy: str, aggregation: str, expected: Any
) -> None:
    outputs = decide(table(policy, [("> 5", "1")], aggregation=aggregation), x=0)

    assert outputs == {"y": expected}


def test_if_no_row_matches_the_defaults_are_given() -> None:
    logic = table("FIRST", [("1", "2", "3")], outputs=("y", "z"), defaults=('"none"', "x + 1"))

    assert decide(logic, x=5) == {"y": "none", "z": 6}


def test_several_inputs_and_outputs_stand_side_by_side() -> None:
    logic = table(
        "UNIQUE",
        [
            ('"a","b"', "< 18", "true", '"child"', "limit * 2"),
            ('not("a")', "[18..60)", "-", '"adult"', ""),
        ],
        inputs=("kind", "age", "urgent"),
        outputs=("track", "days"),
    )

    assert decide(logic, kind="b", age=12, urgent=True, limit=15) == {"track": "child", "days": 30}
    assert decide(logic, kind="c", age=18) == {"track": "adult", "days": None}
    assert decide(logic) == {"track": None, "days": None}
    assert compiled(logic).inputs == {"kind", "age", "urgent", "limit"}
    assert compiled(logic).outputs == ("track", "days")


def test_an_input_of_type_date_reads_the_texts_of_forms() -> None:
    rows = [('< date("2024-07-01")', '"old law"'), ('>= date("2024-07-01")', '"new law"')]
    logic = table("UNIQUE", rows, types=("date",))

    assert decide(logic, x="2024-06-30") == {"y": "old law"}
    assert decide(logic, x=date(2024, 7, 1)) == {"y": "new law"}
    assert decide(logic, x="soon") == {"y": None}


def test_a_decision_makes_those_it_needs_before() -> None:
    data = file(
        decision(
            "route",
            table(
                "FIRST",
                [("> 5", "true", '"now"'), ("-", "-", '"later"')],
                inputs=("score", "risk.high"),
                outputs=("route",),
            ),
            needs=("points", "risk"),
        ),
        decision(
            "points",
            table("COLLECT", [("true", "4"), ("true", "3")], aggregation="SUM", outputs=("score",)),
        ),
        decision(
            "risk",
            table("UNIQUE", [("> 6", "true", "1")], inputs=("score",), outputs=("high", "n")),
            needs=("points",),
        ),
    )

    decisions = compile_decisions(data)

    assert decisions["route"].evaluate({"x": True}) == {"route": "now"}
    assert decisions["route"].evaluate({"x": False}) == {"route": "later"}
    assert decisions["route"].inputs == {"x"}
    assert [each.id for each in decisions["route"].needs] == ["points", "risk"]


def test_a_decision_may_be_a_single_expression() -> None:
    logic = text_of("literalExpression", 'if x > 5 then "big" else "small"')

    decisions = compile_decisions(file(decision("d", logic, variable="size")))

    assert decisions["d"].evaluate({"x": 6}) == {"size": "big"}


def test_the_outputs_are_values_of_json() -> None:
    outputs = decide(table("FIRST", [("-", "x / 4"), ("-", "1")]), x=1)

    assert outputs == {"y": 0.25}
    assert type(outputs["y"]) is float


def test_what_grows_without_bound_fails() -> None:
    with pytest.raises(ExpressionFailed):
        decide(table("FIRST", [("-", "x * x * x")]), x=10**9)


@pytest.mark.parametrize(
    ("logic", "reason", "element"),
    [
        (table("FOO", ROWS), "hit policy FOO", "t"),
        (table("PRIORITY", ROWS), "allowed values", "t"),
        (table("PRIORITY", ROWS, allowed="z"), "allowed values", "out0"),
        (table("PRIORITY", ROWS, allowed="today()"), "allowed values", "out0"),
        (table("FIRST", ROWS, aggregation="SUM"), "SUM", "t"),
        (table("COLLECT", ROWS, aggregation="AVG"), "SUM", "t"),
        (table("FIRST", [("bad(", "1")]), "row 1", "r1"),
        (table("FIRST", [("1", "1"), ("2", "__import__('os')")]), "row 2", "r2"),
        (table("FIRST", [("1",)]), "row 1", "r1"),
        (table("FIRST", ROWS, inputs=("a b",)), "column's expression", "in0"),
        (table("FIRST", ROWS, inputs=("",)), "needs an expression", "in0"),
        (table("FIRST", ROWS, outputs=("1 a",)), "name", "out0"),
        (table("FIRST", ROWS, outputs=("__class__",)), "name", "out0"),
        (table("FIRST", [("1", "2", "3")], outputs=("y", "y")), "same name", "t"),
        (table("FIRST", [("1",)], outputs=()), "needs an output", "t"),
        (table("FIRST", ROWS).replace("<inputEntry ", '<inputEntry expressionLanguage="groovy" '),
         "FEEL", "r1"),
        ("<context/>", "exactly one table", "d"),
        ("<invocation/>", "exactly one table", "d"),
        ("", "exactly one table", "d"),
        (text_of("literalExpression", "x +"), "missing", "d"),
    ],
)  # fmt: skip
def test_what_cannot_be_run_is_refused_with_its_place(
    logic: str, reason: str, element: str
) -> None:
    with pytest.raises(DecisionRefused) as refusal:
        compiled(logic)

    assert reason in refusal.value.reason
    assert refusal.value.element_id == element
    assert refusal.value.line == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a/>",
        b"<!DOCTYPE a><a/>",
        file(),
        file(decision("", table("FIRST", ROWS))),
        file(decision("d", table("FIRST", ROWS)), decision("d", table("FIRST", ROWS))),
        file(*[decision(a, table("FIRST", ROWS), (b,)) for a, b in ("ab", "ba")]),
        file(decision("a", table("FIRST", ROWS), ("a",))),
        file(decision("a", table("FIRST", ROWS), ("gone",))),
        file(decision("a", table("FIRST", ROWS), ("gone",)).replace("#gone", "other.dmn#b")),
        file(*[decision(f"d{n}", table("FIRST", ROWS), (f"d{n + 1}",)) for n in range(500)]),
        file("<businessKnowledgeModel id='b'/>"),
        file(decision("d", table("FIRST", ROWS)), "<decisionService id='b'/>"),
        file(decision("d", table("FIRST", [("1", "2")] * 10_001))),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_run_is_refused(data: bytes) -> None:
    with pytest.raises(DecisionRefused):
        compile_decisions(data)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    data = file(
        decision("a", table("FOO", [("bad(", "1"), ("1", "worse(")])),
        decision("b", table("FIRST", ROWS)),
    )

    decisions, refusals = inspect_decisions(data)

    assert list(decisions) == ["b"]
    assert [refusal.element_id for refusal in refusals] == ["t", "r1", "r2"]


def test_a_table_of_a_hundred_rows_is_quick() -> None:
    rows = [(f'"k{n}","l{n}"', f"[{n * 10}..{n * 10 + 10}[", f'"v{n}"', str(n)) for n in range(100)]
    made = compiled(table("UNIQUE", rows, inputs=("kind", "amount"), outputs=("name", "n")))
    variables = {"kind": "l57", "amount": 575}

    with within(seconds=0.2):
        told = [made.evaluate(variables) for _ in range(200)]

    assert told == [{"name": "v57", "n": 57}] * 200


def test_a_decision_shows_its_rows_as_they_are_written() -> None:
    logic = table("FIRST", [("> 5", '"late"'), ("-", '"early"')])
    logic = logic.replace('<rule id="r1">', '<rule id="r1"><description> BNSS 193 </description>')

    rules = compiled(logic).rules

    assert [(rule.inputs, rule.outputs, rule.note) for rule in rules] == [
        (("> 5",), ('"late"',), "BNSS 193"),
        (("-",), ('"early"',), ""),
    ]


def test_a_decision_tells_the_annotations_of_the_rows_that_fit() -> None:
    rows = [("> 5", "1"), ("> 1", "2"), ("-", "3")]
    logic = table("COLLECT", rows, inputs=("a",))
    for number, note in (("r1", "large"), ("r3", "any")):
        logic = logic.replace(
            f'<rule id="{number}">', f'<rule id="{number}"><description>{note}</description>'
        )
    needed = decision("a", "<literalExpression><text>x + 1</text></literalExpression>")
    made = compile_decisions(file(needed, decision("d", logic, needs=("a",))))

    assert made["d"].notes({"x": 5}) == ("large", "any")
    assert made["d"].notes({"x": 1}) == ("any",)
    assert made["a"].notes({"x": 5}) == ()


def test_a_decision_is_named_in_hindi_by_a_property() -> None:
    extension = (
        '<extensionElements><c:properties xmlns:c="http://camunda.org/schema/1.0/dmn">'
        '<c:property name="name_hi" value="नाम"/></c:properties></extensionElements>'
    )
    plain = decision("plain", table("FIRST", [("-", "1")]))
    named = decision("named", extension + table("FIRST", [("-", "1")]))

    made = compile_decisions(file(plain, named))

    assert (made["named"].name_hi, made["plain"].name_hi) == ("नाम", "")


def test_a_column_of_days_reads_a_moment_on_the_calendar_of_the_zone() -> None:
    made = compiled(table("FIRST", [('>= date("2024-07-01")', '"new"')], types=("date",)))
    kept = {"x": "2024-06-30T18:30:00+00:00"}

    assert made.evaluate(kept, zone=ZoneInfo("Asia/Kolkata")) == {"y": "new"}
    assert made.evaluate(kept, zone=ZoneInfo("UTC")) == {"y": None}
