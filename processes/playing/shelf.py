"""The shelf: a folder for each play, with its databases and the sealed records of its states.

Every step makes a new state beside those before it. Of two pages that go on from the same state
the second finds that file taken, and so nobody needs a lock; the states before are there for taking
a step back. Records are sealed with the key of the installation.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from models.encryption import CannotDecrypt, Keyring
from models.types import new_id
from processes.playing.record import Record
from processes.scripted.stage import EMPTY

#: So long after its last step a play is kept.
KEPT = timedelta(hours=2)
#: So many steps can be taken back.
STATES = 10
_SUFFIX = ".play"
_ID = re.compile("[0-9a-f-]{32,36}")


class PlayMovedOn(Exception):
    """The play has gone on, or has ended, since this page was opened."""


class Whose(NamedTuple):
    """A designer plays a draft at most once at a time."""

    draft_id: str
    officer_id: str


@dataclass(frozen=True)
class Shelf:
    """All plays of an installation."""

    root: Path
    keyring: Keyring

    def newest(self, whose: Whose, *, real_now: datetime) -> Record | None:
        """How far a play has come; None if there is none, or its time is over."""
        states = self._states(self.folder(whose))
        if not states:
            return None
        record = self._read(states[-1])
        if record is None or record.used_at + KEPT < real_now:
            return None
        return record

    @contextmanager
    def making(self, whose: Whose) -> Iterator[Path]:
        """A folder in which a new play is made ready; it takes the place of an older one."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = self.root / f"new-{new_id()}"
        made.mkdir(mode=0o700)
        try:
            yield made
            self.clear(whose)
            try:
                made.rename(self.folder(whose))
            except OSError:
                raise PlayMovedOn from None  # she has begun another at the same moment
        finally:
            shutil.rmtree(made, ignore_errors=True)

    def put(self, folder: Path, record: Record) -> None:
        """Keep a state of a play.

        :raises PlayMovedOn: there is such a state already
        """
        path = folder / f"{record.number:04}{_SUFFIX}"
        sealed = self.keyring.encrypt(record.as_json(), _place(path))
        try:
            with path.open("xb") as file:
                file.write(sealed)
        except (FileExistsError, FileNotFoundError):
            raise PlayMovedOn from None
        for old in self._states(folder)[:-STATES]:
            self._drop(old)

    def take_back(self, whose: Whose) -> None:
        """Forget the newest state; the one before it is the newest then."""
        states = self._states(self.folder(whose))
        if len(states) > 1:
            self._drop(states[-1])

    def can_take_back(self, whose: Whose) -> bool:
        """Whether there is a state to go back to."""
        return len(self._states(self.folder(whose))) > 1

    def clear(self, whose: Whose) -> None:
        """End a play: nothing of it is left."""
        shutil.rmtree(self.folder(whose), ignore_errors=True)

    def forget_old(self, *, real_now: datetime) -> int:
        """End every play in which nothing was done for two hours; return how many."""
        limit, forgotten = (real_now - KEPT).timestamp(), 0
        for folder in self.root.iterdir() if self.root.is_dir() else ():
            with suppress(FileNotFoundError):  # another worker was quicker
                if folder.is_dir() and folder.stat().st_mtime < limit:
                    shutil.rmtree(folder, ignore_errors=True)
                    forgotten += 1
        return forgotten

    def folder(self, whose: Whose) -> Path:
        """Where a play lies."""
        if not all(_ID.fullmatch(each) for each in whose):
            raise PlayMovedOn
        return self.root / f"{whose.draft_id}-{whose.officer_id}"

    def _states(self, folder: Path) -> list[Path]:
        return sorted(folder.glob(f"*{_SUFFIX}"))

    def _read(self, path: Path) -> Record | None:
        """The record in a file; None where the keys of the installation have changed since."""
        try:
            return Record.from_json(self.keyring.decrypt(path.read_bytes(), _place(path)))
        except (CannotDecrypt, FileNotFoundError):
            return None

    def _drop(self, path: Path) -> None:
        record = self._read(path)
        path.unlink(missing_ok=True)
        if record is not None and record.database != EMPTY:
            for file in path.parent.glob(f"{record.database}*"):
                file.unlink(missing_ok=True)


def _place(path: Path) -> str:
    return f"play:{path.parent.name}:{path.name}"
