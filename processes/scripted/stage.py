"""The stage: a throw-away database with the invented police and the drawings, copied for a case."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session, sessionmaker

from engine import definitions, start_timers
from engine.definitions import Checker, Definition
from engine.registry import Registry, Watch
from models import migrations
from models.encryption import Keyring, new_master_key
from models.session import open_database, session_maker
from processes.scripted.world import World, establish

#: The police and the drawings are older than every case.
_EMPTY = "empty.db"


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
        source = self.folder / (_file(after) if after else _EMPTY)
        shutil.copyfile(source, self.folder / _file(name))
        database = _open(self.folder / _file(name))
        try:
            yield session_maker(database, self.registry.keyring)
        finally:
            database.dispose()
            if not keep:
                (self.folder / _file(name)).unlink()


@contextmanager
def built(
    registry: Registry,
    *,
    process: str,
    drawings: Mapping[str, Mapping[str, bytes]],
    watch: Watch,
    now: datetime,
    checker: Checker,
    furnish: Callable[[Session, World, datetime], None] | None,
) -> Iterator[Stage]:
    """Deploy the drawings for as long as the cases are replayed.

    :raises DefinitionRefused: the checker finds errors in one of them
    """
    own = replace(registry, keyring=Keyring([new_master_key()]), watch=watch)
    with TemporaryDirectory(prefix="cases-") as made:
        folder = Path(made)
        database = _open(folder / _EMPTY)
        migrations.upgrade(database)
        sessions = session_maker(database, own.keyring)
        deployed = {}
        for name, files in drawings.items():
            with sessions.begin() as session:
                row = definitions.deploy(
                    session,
                    own,
                    name=name,
                    files=files,
                    by=None,
                    note="",
                    now=now,
                    checker=checker,
                )
                if name != process:  # what begins by itself elsewhere is no part of the story
                    start_timers.withdraw(session.connection(), name, now)
            with sessions() as session:
                deployed[name] = definitions.load(session, row.id)
        with sessions.begin() as session:
            world = establish(session, (each.outline for each in deployed.values()), now=now)
            if furnish is not None:
                furnish(session, world, now)
        database.dispose()
        yield Stage(folder, own, deployed[process], world)


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
