"""What conditions and decision tables cost, in CPU time."""

import statistics
import time
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

from engine.decisions import Decision, compile_decisions
from engine.expressions import compile_expression

CONDITION = 'danger_now and hours_waited > 20 or urgency == "P0"'
ROUNDS = 300
EVALUATIONS = 200


def measure() -> dict[str, float]:
    """Medians: a cached expression in microseconds, a table of 100 rows in milliseconds."""
    variables = {"danger_now": True, "hours_waited": 21, "urgency": "P1"}
    table, row = hundred_rows(), {"kind": "l57", "amount": 575, "flag": True}
    return {
        "expression_us": _median_ms(lambda: _evaluate(CONDITION, variables)) * 1000 / EVALUATIONS,
        "dmn_100_rows_ms": _median_ms(lambda: table.evaluate(row)),
    }


def hundred_rows() -> Decision:
    """A table of 100 rows, three inputs and two outputs, as dmn-js writes it."""
    rows = "".join(
        f'<rule id="r{n}">'
        + _entry("inputEntry", f'"k{n}","l{n}"')
        + _entry("inputEntry", f"[{n * 10}..{n * 10 + 10}[")
        + _entry("inputEntry", "true" if n % 2 else "false")
        + _entry("outputEntry", f'"v{n}"')
        + _entry("outputEntry", str(n))
        + "</rule>"
        for n in range(100)
    )
    inputs = "".join(
        f"<input>{_entry('inputExpression', name)}</input>" for name in ("kind", "amount", "flag")
    )
    xml = (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision id="d">'
        f'<decisionTable hitPolicy="UNIQUE">{inputs}<output name="name"/><output name="n"/>{rows}'
        "</decisionTable></decision></definitions>"
    )
    return compile_decisions(xml.encode())["d"]


def _entry(tag: str, text: str) -> str:
    return f"<{tag}><text>{escape(text)}</text></{tag}>"


def _evaluate(text: str, variables: dict[str, Any]) -> None:
    for _ in range(EVALUATIONS):
        compile_expression(text).evaluate(variables)


def _median_ms(run: Callable[[], object]) -> float:
    run()
    spent = []
    for _ in range(ROUNDS):
        started = time.process_time_ns()
        run()
        spent.append(time.process_time_ns() - started)
    return statistics.median(spent) / 1e6
