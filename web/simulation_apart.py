"""The simulation of a draft in a child process; it tells on its output how far it has come.

Started by `web.designer.simulations`. The child gets the files and what history says on its input
and nothing else of the installation: no secrets, no database, no settings.
"""

import base64
import json
import secrets
import sys
import time
from collections.abc import Mapping
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import SecretStr

from engine.check import Finding, Known, check
from engine.exceptions import DefinitionRefused
from models.encryption import new_master_key
from processes.scripted.adapters import adapter_of
from processes.simulation import AssumptionsRefused, Plan, Result, simulate
from processes.simulation.comparing import Comparison
from processes.simulation.durations import Duration
from processes.simulation.report import report, report_of_both
from processes.simulation.setting import Observed
from web import Settings, create_app
from web.portal import portal
from web.task_forms.scripted import read_form


def answer(asked: Mapping[str, Any]) -> None:
    """Simulate the draft, and the version that runs now where that is asked for."""
    files, before = _as_bytes(asked["files"]), asked["before"] and _as_bytes(asked["before"])
    runs = [each for each in (before, files) if each]
    with TemporaryDirectory() as nowhere, create_app(_of_its_own(nowhere)).app_context():
        try:
            found = [_run(asked, each, number, len(runs)) for number, each in enumerate(runs)]
        except DefinitionRefused as refused:
            _say({"refused": [str(finding) for finding in refused.findings]})
        except AssumptionsRefused as refused:
            _say({"refused": [str(refused)]})
        else:
            if before:
                _say({"result": report_of_both(Comparison(*found))})
            else:
                _say({"result": {"after": report(found[0])}})


def _run(asked: Mapping[str, Any], files: Mapping[str, bytes], number: int, of: int) -> Result:
    def checker(drawn: Mapping[str, bytes], known: Known, *, process: str) -> list[Finding]:
        is_draft = process == asked["process"]  # the others were checked when they were deployed
        return check(drawn, known, process=process) if is_draft else []

    last = [0.0]

    def progress(share: float) -> None:
        if (now := time.monotonic()) - last[0] > 1:
            last[0] = now
            _say({"share": (number + share) / of})

    return simulate(
        portal().registry,
        asked["process"],
        files=files,
        others={name: _as_bytes(each) for name, each in asked["others"].items()},
        plan=Plan(asked["cases"], asked["days"], asked["seed"]),
        adapter=adapter_of(asked["process"]),
        read_form=read_form,
        observed=Observed(
            works=_durations(asked["works"]),
            readies=_durations(asked["readies"]),
            samples=asked["samples"],
        ),
        progress=progress,
        checker=checker,
    )


def _durations(told: Mapping[str, list[float]]) -> dict[str, Duration]:
    return {name: Duration(*each) for name, each in told.items()}


def _say(line: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _of_its_own(nowhere: str) -> Settings:
    """Settings of an installation whose database nobody ever opens."""
    return Settings(
        database_url=f"sqlite:///{nowhere}/none.db",
        secret_key=SecretStr(secrets.token_urlsafe(48)),
        encryption_keys=SecretStr(base64.b64encode(new_master_key()).decode()),
    )


def _as_bytes(files: Mapping[str, str]) -> dict[str, bytes]:
    return {path: base64.b64decode(text) for path, text in files.items()}


if __name__ == "__main__":
    answer(json.load(sys.stdin.buffer))
