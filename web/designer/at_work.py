"""Work that takes longer than a request: a thread minds it, a file tells how far it has come.

The file holds a line of JSON for each thing told. Whoever looks reads what is there so far: any
server process of the installation, or a page that is opened again later.
"""

import base64
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from threading import BoundedSemaphore, Thread
from typing import Any

from web.portal import Portal

#: Where children are started, so that they find the program.
ROOT = Path(__file__).parents[2]
#: What children know of the environment: no secret, no address of a database.
ENVIRONMENT = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
KEPT = timedelta(days=7)


class TooManyAtWork(Exception):
    """As much of this kind is going on as this machine can bear, for people have to be served."""


class Hands:
    """So many pieces of one kind of work at once."""

    def __init__(self, most: int) -> None:
        self._free = BoundedSemaphore(most)

    def begin(self, path: Path, work: Callable[[], None], **first: Any) -> None:
        """Write the first line of a new file, and work in a thread.

        :raises TooManyAtWork: all hands are full
        """
        if not self._free.acquire(blocking=False):
            raise TooManyAtWork
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.write_text(json.dumps(first) + "\n")
            Thread(target=self._do, args=(work,), daemon=True).start()
        except BaseException:
            self._free.release()
            raise

    def _do(self, work: Callable[[], None]) -> None:
        try:
            work()
        finally:
            self._free.release()


def folder(made: Portal, kind: str) -> Path:
    """Where the files of one kind of work lie."""
    return made.settings.var / kind


def as_text(files: Mapping[str, bytes]) -> dict[str, str]:
    """Files as they stand in the question to a child."""
    return {path: base64.b64encode(content).decode() for path, content in files.items()}


def tell(path: Path, **facts: Any) -> None:
    """Add a line; a child that was ended may have left half of one before it."""
    with path.open("a") as file:
        file.write("\n" + json.dumps(facts) + "\n")


def told(path: Path) -> list[dict[str, Any]]:
    """All lines so far; none where the work was never begun here."""
    try:
        lines = path.read_text().splitlines()
    except FileNotFoundError:
        return []
    found: list[dict[str, Any]] = []
    for line in lines:
        with suppress(ValueError):  # empty, or half written
            found.append(json.loads(line))
    return found


def together(lines: list[dict[str, Any]]) -> dict[str, Any]:
    """What was told last of each thing."""
    return {name: value for line in lines for name, value in line.items()}


def forget_old(made: Portal, kind: str, *, real_now: datetime) -> None:
    """Forget what began more than a week ago."""
    limit = (real_now - KEPT).timestamp()
    for path in folder(made, kind).glob("*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < limit:
                path.unlink()
