"""The law's tables as shipped, and the sheet they were first written from."""

import csv
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from engine.decisions import Decision, compile_decisions
from processes.complaint import offences

ROOT = Path(__file__).parents[3]
SHEET = ROOT / "processes" / "complaint" / "offences.csv"
NOW = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)

Row = Mapping[str, str]


@cache
def tables() -> Mapping[str, Decision]:
    """Every decision of the complaint's law, by id."""
    found: dict[str, Decision] = {}
    for name in ("offences", "law"):
        found |= compile_decisions((ROOT / "bpmn" / "complaint" / f"{name}.dmn").read_bytes())
    return found


@cache
def sheet() -> tuple[Row, ...]:
    """The rows of the sheet, the one for what no row matches included."""
    with SHEET.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def code_of(row: Row) -> str:
    """The code of a row as drawings write it; what no row matches has none that is known."""
    return "unheard_of" if row["code"] == "*" else row["code"].lower()


def incident_of(row: Row) -> str:
    """A day on which the act of a row is in force."""
    return row["incident_to"] or row["incident_from"] or "2024-06-30"


def law_of(*codes: str, incident_on: str, fir_on: str, **answers: Any) -> dict[str, Any]:
    """What the tables say of a case."""
    variables = {"offences": list(codes), "incident_on": incident_on, "fir_on": fir_on, **answers}
    return offences.law_of_case(tables(), variables, now=NOW)


def law_of_row(row: Row, *, fir_on: str = "2026-03-02") -> dict[str, Any]:
    """What the tables say of a case with the one offence of a row."""
    return law_of(code_of(row), incident_on=incident_of(row), fir_on=fir_on)
