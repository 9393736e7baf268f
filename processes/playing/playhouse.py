"""The playhouse: begins a play of a draft, opens it for looking, and takes its steps."""

import base64
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from engine.definitions import Checker
from engine.registry import Registry
from models.encryption import Keyring, new_master_key
from models.types import new_id
from processes.playing.record import Record, step_of
from processes.playing.shelf import Shelf, Whose
from processes.scripted import taking
from processes.scripted.adapter import ReadForm
from processes.scripted.adapters import adapter_of
from processes.scripted.case import MOST_STEPS, Case
from processes.scripted.coverage import Visits
from processes.scripted.fault import TimeIsUp
from processes.scripted.looking import Seen
from processes.scripted.scene import Place, Scene
from processes.scripted.stage import EMPTY, build, opened_file, reopened

#: The police and the drawings are older than every play.
_BEFORE = timedelta(days=1)


class PlayTooLong(Exception):
    """The play has as many steps as a scripted case may have."""


@dataclass(frozen=True)
class Playhouse:
    """Where designers play. `is_time_up` is asked at every element that a token passes."""

    shelf: Shelf
    registry: Registry
    read_form: ReadForm
    is_time_up: Callable[[], bool]

    def begin(
        self,
        whose: Whose,
        *,
        process: str,
        drawings: Mapping[str, Mapping[str, bytes]],
        content_hash: str,
        checker: Checker,
        begins_at: datetime,
        real_now: datetime,
    ) -> Record:
        """Make everything ready; what this designer played of this draft before is gone.

        `drawings` are the files of the draft, by its process, and those of the processes beside it.

        :raises DefinitionRefused: the draft has errors
        """
        master = new_master_key()
        record = Record(
            process=process,
            content_hash=content_hash,
            master=base64.b64encode(master).decode(),
            begins_at=begins_at,
            now=begins_at,
            used_at=real_now,
            database=EMPTY,
        )
        with self.shelf.making(whose) as folder:
            build(
                folder,
                replace(self.registry, keyring=Keyring([master])),
                process=process,
                drawings=drawings,
                now=begins_at - _BEFORE,
                checker=checker,
                furnish=adapter_of(process).furnish,
            )
        self.shelf.put(self.shelf.folder(whose), record)
        return record

    @contextmanager
    def opened(self, whose: Whose, record: Record) -> Iterator[Scene]:
        """A play to look at; what is done in it is for nobody to see."""
        with self._on_stage(self.shelf.folder(whose) / record.database, record) as scene:
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
        begun = replace(record, start=values, started_by=started_by)
        return self._done(whose, begun, taking.begin, real_now)

    def start_after(
        self, whose: Whose, record: Record, story: Sequence[Case], *, real_now: datetime
    ) -> Record:
        """Go on from where a kept case ends: all of its story is played first.

        :raises CaseFailed: the draft no longer does what the story says
        :raises PlayMovedOn: another page was quicker
        """

        def play(scene: Scene) -> None:
            for case in story:
                taking.play(replace(scene, case=case))

        return self._done(whose, replace(record, after=story[-1].name), play, real_now)

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
        taken = [step_of(each, len(record.steps) + n) for n, each in enumerate(steps, start=1)]

        def take(scene: Scene) -> None:
            for step in taken:
                taking.take(scene, step)

        return self._done(whose, replace(record, steps=together), take, real_now)

    def _done(
        self, whose: Whose, record: Record, act: Callable[[Scene], None], real_now: datetime
    ) -> Record:
        """Act on a copy; only if all of it went well, the copy is how far the play has come."""
        folder = self.shelf.folder(whose)
        copy = folder / f"{new_id()}.db"
        is_kept = False
        try:
            shutil.copyfile(folder / record.database, copy)
            with self._on_stage(copy, record) as scene:
                act(scene)
            place = scene.place
            done = replace(
                record,
                number=record.number + 1,
                database=copy.name,
                used_at=real_now,
                now=place.now,
                instance_id=place.instance_id,
                rung=place.rung,
                seen_messages=tuple(place.seen.messages),
                seen_escalations=tuple(place.seen.escalations),
            )
            self.shelf.put(folder, done)
            is_kept = True
        finally:
            if not is_kept:
                copy.unlink(missing_ok=True)
        return done

    @contextmanager
    def _on_stage(self, path: Path, record: Record) -> Iterator[Scene]:
        visits = Visits()

        def watch(_process: str, element: str, ahead: Sequence[str]) -> None:
            if self.is_time_up():
                raise TimeIsUp
            visits.note(element, ahead)

        keyring = Keyring([base64.b64decode(record.master)])
        registry = replace(self.registry, keyring=keyring, watch=watch)
        seen = Seen(list(record.seen_messages), list(record.seen_escalations))
        with opened_file(path, keyring) as sessions:
            yield Scene(
                case=_case(record),
                stage=reopened(path.parent, registry, sessions, record.process),
                sessions=sessions,
                adapter=adapter_of(record.process),
                read_form=self.read_form,
                passed=visits.passed,
                place=Place(record.now, record.instance_id, seen, record.rung),
                is_time_up=self.is_time_up,
            )


def _case(record: Record) -> Case:
    return Case(
        name="play",
        file="play",
        tells="",
        tells_hi="",
        steps=(),
        begins_at=record.begins_at,
        start=record.start,
        started_by=record.started_by,
    )
