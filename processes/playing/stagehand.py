"""The stagehand: does on the stage of a play what changes it, and opens it for looking.

It knows a folder and a record, nothing of whose play it is or of what else is on the shelf; so its
work can be done in a process of its own.
"""

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from sqlalchemy.orm import Session

from engine.definitions import Checker
from engine.registry import Registry
from models.encryption import Keyring
from models.session import reading
from processes.design.beside import newest
from processes.playing.record import Record, step_of
from processes.playing.story import story
from processes.scripted import taking
from processes.scripted.adapter import ReadForm
from processes.scripted.adapters import adapter_of
from processes.scripted.case import Case
from processes.scripted.coverage import Visits
from processes.scripted.fault import TimeIsUp
from processes.scripted.looking import Seen
from processes.scripted.scene import Place, Scene
from processes.scripted.stage import build, opened_file, reopened

#: The police and the drawings are older than every play.
_BEFORE = timedelta(days=1)


class Hand(Protocol):
    """Whoever does what changes a play: a stagehand, here or in a process of its own."""

    def build(
        self, folder: Path, record: Record, drawings: Mapping[str, Mapping[str, bytes]]
    ) -> None:
        """Make the stage of a play in its folder."""
        ...

    def go_on(self, folder: Path, record: Record, last: int) -> Record:
        """Do in the record's database what is not done yet; return how far that has come."""
        ...


@dataclass(frozen=True)
class Stagehand:
    """Works on stages here. `is_time_up` is asked at every element that a token passes."""

    registry: Registry
    read_form: ReadForm
    checker: Checker
    is_time_up: Callable[[], bool] = lambda: False

    def build(
        self, folder: Path, record: Record, drawings: Mapping[str, Mapping[str, bytes]]
    ) -> None:
        """Make the stage of a play in its folder.

        :raises DefinitionRefused: the draft has errors
        """
        build(
            folder,
            replace(self.registry, keyring=_keyring(record)),
            process=record.process,
            drawings=drawings,
            now=record.begins_at - _BEFORE,
            checker=self.checker,
            furnish=adapter_of(record.process).furnish,
        )

    def go_on(self, folder: Path, record: Record, last: int) -> Record:
        """Do in the record's database what is not done yet; return how far that has come.

        A play that has not begun begins, as the record says; in one that has, the `last` steps of
        the record are taken.

        :raises CaseFailed: it cannot begin so, or one of the steps cannot be taken
        """
        with self.opened(folder, record) as scene:
            if record.has_begun:
                for number in range(len(record.steps) - last, len(record.steps)):
                    taking.take(scene, step_of(record.steps[number], number + 1))
            elif record.after is not None:
                for case in _story(scene, record.after):
                    taking.play(replace(scene, case=case))
            else:
                taking.begin(scene)
        place = scene.place
        return replace(
            record,
            now=place.now,
            instance_id=place.instance_id,
            rung=place.rung,
            seen_messages=tuple(place.seen.messages),
            seen_escalations=tuple(place.seen.escalations),
        )

    @contextmanager
    def opened(self, folder: Path, record: Record) -> Iterator[Scene]:
        """A play as it stands in the record's database."""
        visits = Visits()

        def watch(_process: str, element: str, ahead: Sequence[str]) -> None:
            if self.is_time_up():
                raise TimeIsUp
            visits.note(element, ahead)

        keyring = _keyring(record)
        registry = replace(self.registry, keyring=keyring, watch=watch)
        seen = Seen(list(record.seen_messages), list(record.seen_escalations))
        with opened_file(folder / record.database, keyring) as sessions:
            yield Scene(
                case=_case(record),
                stage=reopened(folder, registry, sessions, record.process),
                sessions=sessions,
                adapter=adapter_of(record.process),
                read_form=self.read_form,
                passed=visits.passed,
                place=Place(record.now, record.instance_id, seen, record.rung),
                is_time_up=self.is_time_up,
            )

    def read_drawings(self, folder: Path, record: Record) -> None:
        """Parse the drawings on a stage; who works on it next from this process need not."""
        path = folder / record.database
        with opened_file(path, _keyring(record)) as sessions, reading(sessions) as session:
            newest(session)


def _keyring(record: Record) -> Keyring:
    return Keyring([base64.b64decode(record.master)])


def _story(scene: Scene, name: str) -> Sequence[Case]:
    with reading(scene.sessions) as session:
        return story(name, process=scene.stage.definition.name, drawings=_files(session))


def _files(session: Session) -> dict[str, Mapping[str, bytes]]:
    return {each.name: each.files for each in newest(session)}


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
