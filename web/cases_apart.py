"""The scripted cases of a draft in a child process with limits; it tells each outcome on a line.

Started by `web.designer.replays`. The child gets the files on its input and nothing of the
installation: no secrets, no database, no settings. If it does not come back, its parent says so.
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
from engine.check.apart import limit_this_process
from engine.exceptions import DefinitionRefused
from models.encryption import new_master_key
from processes.scripted import replay
from processes.scripted.adapters import adapter_of
from processes.scripted.case import is_case
from processes.scripted.replay import Outcome
from web import Settings, create_app
from web.portal import portal
from web.task_forms.scripted import read_form


def answer(asked: Mapping[str, Any]) -> None:
    """Replay the cases, and tell of each as soon as it is over."""
    process, files = asked["process"], _as_bytes(asked["files"])
    until = time.monotonic() + asked["seconds"]

    def checker(drawn: Mapping[str, bytes], known: Known, *, process: str) -> list[Finding]:
        is_draft = process == asked["process"]  # the others were checked when they were deployed
        return check(drawn, known, process=process) if is_draft else []

    with TemporaryDirectory() as nowhere, create_app(_of_its_own(nowhere)).app_context():
        try:
            report = replay(
                portal().registry,
                process,
                files=files,
                others={name: _as_bytes(each) for name, each in asked["others"].items()},
                cases={path: text for path, text in files.items() if is_case(path)},
                adapter=adapter_of(process),
                read_form=read_form,
                checker=checker,
                is_time_up=lambda: time.monotonic() > until,
                tell=_tell,
            )
        except DefinitionRefused as refused:
            _say({"refused": [str(finding) for finding in refused.findings]})
        else:
            _say({"report": report.as_json()})


def _tell(outcome: Outcome) -> None:
    _say({"outcome": outcome.as_json()})


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
    read = json.load(sys.stdin.buffer)
    limit_this_process(seconds=read["seconds"], megabytes=read["megabytes"])
    answer(read)
