"""The playhouse: begins a play of a draft, opens it for looking, and has its steps taken."""

import base64
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from models.encryption import new_master_key
from models.types import new_id
from processes.playing.record import Record
from processes.playing.shelf import Shelf, Whose
from processes.playing.stagehand import Hand, Stagehand
from processes.scripted.case import MOST_STEPS
from processes.scripted.scene import Scene
from processes.scripted.stage import EMPTY


class PlayTooLong(Exception):
    """The play has as many steps as a scripted case may have."""


@dataclass(frozen=True)
class Playhouse:
    """Where designers play: they look at a play by `looker`, and `hand` does what changes it."""

    shelf: Shelf
    looker: Stagehand
    hand: Hand

    def begin(
        self,
        whose: Whose,
        *,
        process: str,
        drawings: Mapping[str, Mapping[str, bytes]],
        content_hash: str,
        begins_at: datetime,
        real_now: datetime,
    ) -> Record:
        """Make everything ready; what this designer played of this draft before is gone.

        `drawings` are the files of the draft, by its process, and those of the processes beside it.

        :raises DefinitionRefused: the draft has errors
        :raises CaseFailed: no stage was made of it within the limits
        """
        record = Record(
            process=process,
            content_hash=content_hash,
            master=base64.b64encode(new_master_key()).decode(),
            begins_at=begins_at,
            now=begins_at,
            used_at=real_now,
            database=EMPTY,
        )
        with self.shelf.making(whose) as folder:
            self.hand.build(folder, record, drawings)
        self.shelf.put(self.shelf.folder(whose), record)
        return record

    @contextmanager
    def opened(self, whose: Whose, record: Record) -> Iterator[Scene]:
        """A play to look at; what is done in it is for nobody to see."""
        with self.looker.opened(self.shelf.folder(whose), record) as scene:
            yield scene

    def start(
        self,
        whose: Whose,
        record: Record,
        *,
        values: Mapping[str, Any],
        started_by: str | None,
        real_now: datetime,
    ) -> Record:
        """Start the process, by its form or by a message.

        :raises CaseFailed: it cannot begin so
        :raises PlayMovedOn: another page was quicker
        """
        return self._done(whose, record, real_now, start=values, started_by=started_by)

    def start_after(
        self, whose: Whose, record: Record, story: str, *, real_now: datetime
    ) -> Record:
        """Go on from where a kept case ends: all of its story is played first.

        :raises CaseFailed: the draft no longer does what the story says
        :raises PlayMovedOn: another page was quicker
        """
        return self._done(whose, record, real_now, after=story)

    def act(
        self,
        whose: Whose,
        record: Record,
        steps: Sequence[Mapping[str, Any]],
        *,
        real_now: datetime,
    ) -> Record:
        """Take steps, written as in a case; all of them, or none.

        :raises CaseFailed: one of them cannot be taken
        :raises PlayTooLong: no case may have as many
        :raises PlayMovedOn: another page was quicker
        """
        together = (*record.steps, *steps)
        if len(together) > MOST_STEPS:
            raise PlayTooLong
        return self._done(whose, record, real_now, steps=together)

    def _done(self, whose: Whose, record: Record, real_now: datetime, **wanted: Any) -> Record:
        """Act on a copy; only if all of it went well, the copy is how far the play has come."""
        folder = self.shelf.folder(whose)
        name = f"{new_id()}.db"
        next_state = replace(
            record, number=record.number + 1, database=name, used_at=real_now, **wanted
        )
        is_kept = False
        try:
            shutil.copyfile(folder / record.database, folder / name)
            last = len(next_state.steps) - len(record.steps)
            done = self.hand.go_on(folder, next_state, last)
            self.shelf.put(folder, done)
            is_kept = True
        finally:
            if not is_kept:  # a hand that was ended may have left files beside it
                for file in folder.glob(f"{name}*"):
                    file.unlink(missing_ok=True)
        return done
