"""The scripted cases of a draft in a child process with limits; it tells each outcome on a line.

Started by `web.designer.replays`. If it does not come back, its parent says so.
"""

import json
import sys
import time
from collections.abc import Mapping
from typing import Any

from engine.check.apart import limit_this_process
from engine.exceptions import DefinitionRefused
from processes.scripted import replay
from processes.scripted.adapters import adapter_of
from processes.scripted.case import is_case
from processes.scripted.replay import Outcome
from web.apart import as_bytes, checker_of, registry_of_its_own, say
from web.task_forms.scripted import read_form


def answer(asked: Mapping[str, Any]) -> None:
    """Replay the cases, and tell of each as soon as it is over."""
    process, files = asked["process"], as_bytes(asked["files"])
    until = time.monotonic() + asked["seconds"]
    with registry_of_its_own() as registry:
        try:
            report = replay(
                registry,
                process,
                files=files,
                others={name: as_bytes(each) for name, each in asked["others"].items()},
                cases={path: text for path, text in files.items() if is_case(path)},
                adapter=adapter_of(process),
                read_form=read_form,
                checker=checker_of(process),
                is_time_up=lambda: time.monotonic() > until,
                tell=_tell,
            )
        except DefinitionRefused as refused:
            say({"refused": [str(finding) for finding in refused.findings]})
        else:
            say({"report": report.as_json()})


def _tell(outcome: Outcome) -> None:
    say({"outcome": outcome.as_json()})


if __name__ == "__main__":
    read = json.load(sys.stdin.buffer)
    limit_this_process(seconds=read["seconds"], megabytes=read["megabytes"])
    answer(read)
