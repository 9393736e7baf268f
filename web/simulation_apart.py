"""The simulation of a draft in a child process; it tells on its output how far it has come.

Started by `web.designer.simulations`, which ends it where it takes too long or is stopped.
"""

import json
import sys
import time
from collections.abc import Mapping
from typing import Any

from engine.exceptions import DefinitionRefused
from engine.registry import Registry
from processes.scripted.adapters import adapter_of
from processes.simulation import AssumptionsRefused, Plan, Result, simulate
from processes.simulation.comparing import Comparison
from processes.simulation.durations import Duration
from processes.simulation.report import report, report_of_both
from processes.simulation.setting import Observed
from web.apart import as_bytes, checker_of, registry_of_its_own, say
from web.role_names import role_names
from web.task_forms.scripted import read_form


def answer(asked: Mapping[str, Any]) -> None:
    """Simulate the draft, and the version that runs now where that is asked for."""
    files, before = as_bytes(asked["files"]), asked["before"] and as_bytes(asked["before"])
    runs = [each for each in (before, files) if each]
    with registry_of_its_own() as registry:
        try:
            found = [
                _run(registry, asked, each, number, len(runs)) for number, each in enumerate(runs)
            ]
        except DefinitionRefused as refused:
            say({"refused": [str(finding) for finding in refused.findings]})
        except AssumptionsRefused as refused:
            say({"refused": [str(refused)]})
        else:
            named = role_names(files)
            if before:
                say({"result": report_of_both(Comparison(*found), named)})
            else:
                say({"result": {"after": report(found[0], named)}})


def _run(
    registry: Registry, asked: Mapping[str, Any], files: Mapping[str, bytes], number: int, of: int
) -> Result:
    last = [0.0]

    def progress(share: float) -> None:
        if (now := time.monotonic()) - last[0] > 1:
            last[0] = now
            say({"share": (number + share) / of})

    return simulate(
        registry,
        asked["process"],
        files=files,
        others={name: as_bytes(each) for name, each in asked["others"].items()},
        plan=Plan(asked["cases"], asked["days"], asked["seed"]),
        adapter=adapter_of(asked["process"]),
        read_form=read_form,
        observed=Observed(
            works=_durations(asked["works"]),
            readies=_durations(asked["readies"]),
            samples=asked["samples"],
        ),
        progress=progress,
        checker=checker_of(asked["process"]),
    )


def _durations(told: Mapping[str, list[float]]) -> dict[str, Duration]:
    return {name: Duration(*each) for name, each in told.items()}


if __name__ == "__main__":
    answer(json.load(sys.stdin.buffer))
