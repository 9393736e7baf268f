"""The checker in a child process with limits, for drawings that strangers hand in.

The child gets the files on its input and nothing of this process: no secrets in its environment,
no connection, a bounded time and memory of its own. If it does not come back, that is the finding.
"""

import base64
import json
import math
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.check import check
from engine.check.drawn import make_finding
from engine.check.finding import Finding, Severity
from engine.check.known import Known

SECONDS = 2
MEGABYTES = 256
#: So long the parent waits: on a busy machine two seconds of CPU take longer than two seconds.
PATIENCE_SECONDS = 30
_ROOT = Path(__file__).parents[2]


def check_apart(
    files: Mapping[str, bytes],
    known: Known | None = None,
    *,
    process: str | None = None,
    seconds: int = SECONDS,
    megabytes: int = MEGABYTES,
) -> list[Finding]:
    """Do what `check` does, in a child process that is ended when it takes too much."""
    limits = {"seconds": seconds, "megabytes": megabytes}
    question = {
        **limits,
        "process": process,
        "known": (known or Known()).as_json(),
        "files": {name: base64.b64encode(text).decode() for name, text in files.items()},
    }
    try:
        answer = subprocess.run(
            [sys.executable, "-m", "engine.check.apart"],
            input=json.dumps(question).encode(),
            capture_output=True,
            cwd=_ROOT,
            env={"PYTHONHASHSEED": "0"},
            timeout=PATIENCE_SECONDS,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return [make_finding("checker-gave-up", file="", facts=limits)]
    return [_found(each) for each in json.loads(answer.stdout)]


def answer_question(question: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Check what the parent asks about, and say it as it is written over to the parent."""
    files = {name: base64.b64decode(text) for name, text in question["files"].items()}
    findings = check(files, Known.from_json(question["known"]), process=question["process"])
    return [finding.as_json() for finding in findings]


def limit_this_process(*, seconds: int, megabytes: int) -> None:
    """Let the system end this process when it takes more CPU time or memory than that from now on.

    What its own start has cost is not the files' fault. Where the system knows no such limits the
    parent's patience is the only one.
    """
    try:
        import resource
    except ImportError:
        return
    signal.setitimer(signal.ITIMER_PROF, seconds)
    most = math.ceil(time.process_time()) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _found(written: Mapping[str, Any]) -> Finding:
    return Finding(**{**written, "severity": Severity(written["severity"])})


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    limit_this_process(seconds=asked["seconds"], megabytes=asked["megabytes"])
    json.dump(answer_question(asked), sys.stdout)
