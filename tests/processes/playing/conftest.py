"""Fixtures for plays: the toy drawing on a stage of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.check import check
from engine.definitions import hash_of
from engine.registry import Process, Registry
from models.encryption import Keyring
from processes.playing import Playhouse, Record, Shelf, Stagehand, Whose
from processes.posts.seats import assign
from tests.processes.scripted.toys import FILES, NOON, escalate, take_answers

#: When the pages are used; the clock of a play shows another time.
REALLY = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
HERS = Whose("a" * 32, "b" * 32)


@dataclass
class Play:
    """A play of the toy drawing, and how far it has come."""

    house: Playhouse
    record: Record

    def act(self, **step: object) -> Record:
        """Take a step, given as a case writes it; `with_` stands for `with`."""
        written = {key.rstrip("_"): value for key, value in step.items()}
        self.record = self.house.act(HERS, self.record, [written], real_now=REALLY)
        return self.record

    @property
    def folder(self) -> Path:
        return self.house.shelf.folder(HERS)


@pytest.fixture
def house(tmp_path: Path) -> Playhouse:
    """The playhouse of an installation."""
    toy = Process("toy", service_tasks={"escalate": escalate}, assign=assign)
    keyring = Keyring([bytes(32)])
    registry = Registry({"toy": toy}, keyring)
    here = Stagehand(registry, take_answers, check)
    return Playhouse(Shelf(tmp_path / "plays", keyring), looker=here, hand=here)


@pytest.fixture
def play(house: Playhouse) -> Play:
    """A play that has begun: an entry waits to be written."""
    made = Play(house, begin(house))
    made.record = house.start(HERS, made.record, values={}, started_by=None, real_now=REALLY)
    return made


def begin(house: Playhouse, files: Mapping[str, bytes] = FILES) -> Record:
    """Make a stage for the toy."""
    return house.begin(
        HERS,
        process="toy",
        drawings={"toy": files},
        content_hash=hash_of(files),
        begins_at=NOON,
        real_now=REALLY,
    )


def slow(house: Playhouse) -> Playhouse:
    """The same, with no time left."""
    return replace(house, hand=replace(house.looker, is_time_up=lambda: True))
