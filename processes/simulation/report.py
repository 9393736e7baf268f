"""Report: a result, or two side by side, for programs and pages, with all that was assumed."""

from typing import Any

from processes.simulation.assumed import RoleName, code, of_step, statements
from processes.simulation.assumptions import Said
from processes.simulation.comparing import Comparison
from processes.simulation.result import Result


def report(result: Result, role_name: RoleName = code) -> dict[str, Any]:
    """The figures of a result, and what they rest on; `role_name` says what roles are called."""
    figures = result.as_json()
    return {
        **figures,
        "steps": [
            {**step, "assumed": _both(of_step(result, step["id"]))} for step in figures["steps"]
        ],
        "assumed": [_both(said) for said in statements(result, role_name)],
    }


def report_of_both(comparison: Comparison, role_name: RoleName = code) -> dict[str, Any]:
    """Two results, and the difference that the change makes."""
    found = comparison.difference
    return {
        "before": report(comparison.before, role_name),
        "after": report(comparison.after, role_name),
        "difference": found and {"value": found.value, "low": found.low, "high": found.high},
        "pairs": len(comparison.pairs),
        "gained": comparison.gained,
        "lost": comparison.lost,
    }


def _both(said: Said) -> dict[str, str]:
    return {"en": said.en, "hi": said.hi}
