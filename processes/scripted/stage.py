"""The stage: a throw-away database with the invented police and the drawings, copied for a case."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session, sessionmaker

from engine import definitions, start_timers
from engine.definitions import Checker, Definition
from engine.drawing import Drawing
from engine.registry import Registry, Watch
from models import migrations
from models.encryption import Keyring, new_master_key
from models.session import open_database, reading, session_maker
from processes.scripted.world import World, establish, find_world


class Populate(Protocol):
    """Invents the police for some drawings."""

    def __call__(self, session: Session, drawings: Iterable[Drawing], *, now: datetime) -> World:
        """Write its rows."""
        ...


#: The police and the drawings are older than every case.
EMPTY = "empty.db"


@dataclass(frozen=True)
class Stage:
    """Where the cases of one process are replayed."""

    folder: Path
    registry: Registry  # with keys of its own: nothing here can be read elsewhere
    definition: Definition
    world: World

    @contextmanager
    def opened(
        self, name: str, *, after: str | None, keep: bool
    ) -> Iterator[sessionmaker[Session]]:
        """A database of its own for a case: empty, or as another case has left it.

        It is kept only for cases that go on from this one.
        """
        source = self.folder / (_file(after) if after else EMPTY)
        shutil.copyfile(source, self.folder / _file(name))
        try:
            with opened_file(self.folder / _file(name), self.registry.keyring) as sessions:
                yield sessions
        finally:
            if not keep:
                (self.folder / _file(name)).unlink()


@contextmanager
def opened_file(path: Path, keyring: Keyring) -> Iterator[sessionmaker[Session]]:
    """The database in a file; when it is left, the file holds everything."""
    database = _open(path)
    try:
        yield session_maker(database, keyring)
    finally:
        database.dispose()


@contextmanager
def built(
    registry: Registry,
    *,
    process: str,
    drawings: Mapping[str, Mapping[str, bytes]],
    watch: Watch | None,
    now: datetime,
    checker: Checker,
    furnish: Callable[[Session, World, datetime], None] | None,
    populate: Populate = establish,
) -> Iterator[Stage]:
    """Deploy the drawings for as long as the cases are replayed.

    :raises DefinitionRefused: the checker finds errors in one of them
    """
    own = replace(registry, keyring=Keyring([new_master_key()]), watch=watch)
    with TemporaryDirectory(prefix="cases-") as made:
        yield build(
            Path(made),
            own,
            process=process,
            drawings=drawings,
            now=now,
            checker=checker,
            furnish=furnish,
            populate=populate,
        )


def build(
    folder: Path,
    registry: Registry,
    *,
    process: str,
    drawings: Mapping[str, Mapping[str, bytes]],
    now: datetime,
    checker: Checker,
    furnish: Callable[[Session, World, datetime], None] | None,
    populate: Populate = establish,
) -> Stage:
    """Make the stage in a folder; `registry` has keys of its own.

    :raises DefinitionRefused: the checker finds errors in one of the drawings
    """
    with opened_file(folder / EMPTY, registry.keyring) as sessions:
        migrations.upgrade(sessions.kw["bind"])
        deployed = {
            name: _deployed(
                sessions, registry, name, files, is_played=name == process, now=now, checker=checker
            )
            for name, files in drawings.items()
        }
        with sessions.begin() as session:
            world = populate(session, (each.outline for each in deployed.values()), now=now)
            if furnish is not None:
                furnish(session, world, now)
    return Stage(folder, registry, deployed[process], world)


def reopened(
    folder: Path, registry: Registry, sessions: sessionmaker[Session], process: str
) -> Stage:
    """A stage that :func:`build` has made before, as one of its databases tells."""
    with reading(sessions) as session:
        definition = definitions.load(session, definitions.latest(session, process).id)
        return Stage(folder, registry, definition, find_world(session))


def _deployed(
    sessions: sessionmaker[Session],
    registry: Registry,
    name: str,
    files: Mapping[str, bytes],
    *,
    is_played: bool,
    now: datetime,
    checker: Checker,
) -> Definition:
    with sessions.begin() as session:
        row = definitions.deploy(
            session, registry, name=name, files=files, by=None, note="", now=now, checker=checker
        )
        if not is_played:  # what begins by itself elsewhere is no part of the story
            start_timers.withdraw(session.connection(), name, now)
    with sessions() as session:
        return definitions.load(session, row.id)


def _file(name: str) -> str:
    return f"case-{name}.db"


def _open(path: Path) -> Engine:
    database = open_database(f"sqlite:///{path}")
    event.listen(database, "connect", _hurry)
    return database


def _hurry(connection: Any, _record: object) -> None:
    """Nothing here has to survive a power cut."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.close()
