"""Drawings for the rules about the rows of decision tables."""

from tests.engine.check.toys import FINE, Case, Files


def deciding(policy: str, *rows: str, kind: str = "number") -> Files:
    """A table of one input `x`, with these cells and outputs 1, 2, 3 ..."""
    written = "".join(
        f'<rule id="r{n}"><inputEntry><text>{row}</text></inputEntry>'
        f"<outputEntry><text>{n}</text></outputEntry></rule>"
        for n, row in enumerate(rows, 1)
    )
    table = (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision id="triage">'
        f'<decisionTable hitPolicy="{policy}"><input><inputExpression typeRef="{kind}"><text>x'
        f'</text></inputExpression></input><output name="y"/>{written}</decisionTable></decision>'
        "</definitions>"
    )
    return {**FINE, "t.dmn": table.encode()}


def giving(kind: str, output: str, aggregation: str = "COUNT") -> Files:
    """A table whose only row gives this, in an output of this type."""
    table = deciding("COLLECT", "-")["t.dmn"].decode()
    table = table.replace("<text>1</text>", f"<text>{output}</text>")
    table = table.replace('name="y"', f'name="y" {kind}')
    table = table.replace("hitPolicy", f'aggregation="{aggregation}" hitPolicy')
    return {**FINE, "t.dmn": table.encode()}


def listed(first: int, count: int) -> str:
    """A cell that names so many numbers."""
    return ",".join(str(first + n) for n in range(count))


LOW, FROM_4, FROM_5, HIGH = "&lt; 5", "&gt;= 4", "&gt;= 5", "&gt; 5"

CASES: list[Case] = [
    ("decision-overlap", deciding("UNIQUE", LOW, FROM_4), deciding("UNIQUE", LOW, FROM_5)),
    ("decision-overlap", deciding("ANY", LOW, FROM_4), deciding("FIRST", LOW, FROM_4)),
    (
        "decision-gap",
        deciding("FIRST", "true", kind="boolean"),
        deciding("FIRST", "true", "false", kind="boolean"),
    ),
    ("decision-gap", deciding("UNIQUE", LOW, HIGH), deciding("COLLECT", LOW, HIGH)),
    (
        "decision-gap-of-others",
        deciding("UNIQUE", '"a"', '"b"', kind="string"),
        deciding("UNIQUE", '"a"', 'not("a")', kind="string"),
    ),
    ("decision-cell-kind", deciding("FIRST", '"1"', "-"), deciding("FIRST", "1", "-")),
    (
        "decision-output-kind",
        giving('typeRef="number"', '"one"'),
        giving('typeRef="string"', '"one"'),
    ),
    ("decision-sum-of-texts", giving("", '"one"', "SUM"), giving("", '"one"', "COUNT")),
    ("decision-row-never", deciding("FIRST", "-", "1"), deciding("FIRST", "1", "-")),
    (
        "decision-cut-short",
        deciding("UNIQUE", *(listed(290 * n, 290) for n in range(100))),
        deciding("UNIQUE", *(listed(2 * n, 2) for n in range(900))),
    ),
]
