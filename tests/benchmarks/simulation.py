"""Simulation: how many cases of the complaint process live through 120 days in a second."""

import time
from pathlib import Path

from tests.web.installation import settings_for
from web import create_app
from web.cli.init import SHIPPED
from web.cli.simulate import run

CASES, DAYS = 60, 120


def measure(folder: Path) -> dict[str, float]:
    """Cases a second on the wall with two processes, and CPU milliseconds of one case.

    What a simulation of any size spends once, on its stage, is counted on the wall alone.
    """
    app = create_app(settings_for(f"sqlite:///{folder}/none.db"))
    with app.app_context():
        began = time.perf_counter()
        result = run("complaint", SHIPPED / "complaint", SHIPPED, CASES, DAYS, 1, 2, _quiet)
        wall_s = time.perf_counter() - began
    assert result.notes.stuck == []
    return {
        "simulate_cases_per_s": CASES / wall_s,
        "simulate_case_cpu_ms": result.notes.cpu_s / CASES * 1e3,
    }


def _quiet(_share: float) -> None:
    """Nobody watches."""
