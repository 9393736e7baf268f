"""Fifty women press the button at once: how long until the units of each have their tasks."""

import math
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from engine import definitions
from engine.check import check
from models import Base, Level, Officer, PatrolUnit, Post, Posting, Unit, UserTask
from models.encryption import Keyring
from models.officer import Gender
from models.session import open_database, session_maker
from models.types import new_id
from processes import build
from processes.emergency import Caller, alert
from processes.emergency.place import Place
from processes.emergency.units import ROLE
from processes.posts.units import add_unit
from web.cli.serve import THREADS

AT_ONCE = 50
UNITS_EACH = 3
#: A city with so many stations a row, each with its vehicles.
_ROW, _VEHICLES = 10, 3
_MIDDLE, _APART = Place(26.8, 80.9), 0.01
_DRAWING = Path(__file__).parents[2] / "bpmn" / "emergency"
KEYS = Keyring([bytes(range(32))])


def p95_ms(url: str, now: datetime) -> float:
    """Milliseconds from the press to the commit that gives three units their tasks, at p95.

    All press at the same moment and wait for one of the server's threads.
    """
    database = open_database(url)
    sessions = session_maker(database, KEYS)
    registry = build(KEYS)
    install(sessions, now)

    def press(number: int) -> None:
        place = place_of_woman(number)
        with sessions.begin() as session:
            alert(
                session,
                registry,
                Caller(mobile=f"98765{number:05}", place=place),
                channel="web",
                submission_key=new_id(),
                language="hi",
                now=now,
            )

    def wait_and_press(number: int) -> float:
        press(number)
        return time.perf_counter() - pressed_at

    with ThreadPoolExecutor(THREADS) as threads:
        # a portal that has run for a while has its connections and knows its drawing
        for _ in range(2):
            list(threads.map(press, range(AT_ONCE, AT_ONCE + THREADS)))
        pressed_at = time.perf_counter()
        spent = sorted(threads.map(wait_and_press, range(AT_ONCE)))
    see_that_all_were_asked(sessions, AT_ONCE + THREADS)
    database.dispose()
    return spent[math.ceil(0.95 * AT_ONCE) - 1] * 1e3


def install(sessions: sessionmaker[Session], now: datetime) -> None:
    """The tables, the units and the drawing."""
    Base.metadata.create_all(sessions.kw["bind"])
    files = {
        path.relative_to(_DRAWING).as_posix(): path.read_bytes()
        for path in sorted(_DRAWING.rglob("*"))
        if path.is_file()
    }
    with sessions.begin() as session:
        _furnish(session, now)
        definitions.deploy(
            session, build(KEYS), name="emergency", files=files, by=None, note="", now=now,
            checker=check,
        )  # fmt: skip


def place_of_woman(number: int) -> Place:
    """Where this woman is; each has units near her."""
    return Place(
        _MIDDLE.latitude + number % _ROW * _APART, _MIDDLE.longitude + number // _ROW * _APART
    )


def see_that_all_were_asked(sessions: sessionmaker[Session], women: int) -> None:
    """Each woman's units have their tasks.

    :raises AssertionError: some have none
    """
    with sessions() as session:
        tasks = session.scalar(select(func.count()).where(UserTask.role == ROLE))
    assert tasks == women * UNITS_EACH, tasks


def _furnish(session: Session, now: datetime) -> None:
    """A district of a hundred stations with three vehicles each, every one held."""
    above = None
    for level in (Level.NATIONAL, Level.STATE, Level.DISTRICT, Level.CIRCLE):
        above = _unit(session, level, above, "0")
    for number in range(_ROW * _ROW):
        station = _unit(session, Level.STATION, above, str(number))
        for seat in range(1, _VEHICLES + 1):
            post = Post(id=new_id(), unit_id=station.id, role=ROLE, seat=seat)
            officer = Officer(
                id=new_id(),
                login=new_id(),
                name="Officer",
                name_hi="अधिकारी",
                rank="Constable",
                gender=Gender.FEMALE,
                created_at=now,
            )
            session.add_all([post, officer])
            session.flush()
            session.add(Posting(officer_id=officer.id, post_id=post.id, from_at=now))
            session.add(
                PatrolUnit(
                    post_id=post.id,
                    station_id=station.id,
                    call_sign=f"{number}-{seat}",
                    has_woman=seat == 1,
                    latitude=_MIDDLE.latitude + (number % _ROW) * _APART + seat * 0.002,
                    longitude=_MIDDLE.longitude + number // _ROW * _APART,
                    seen_at=now,
                )
            )


def _unit(session: Session, level: Level, above: Unit | None, code: str) -> Unit:
    return add_unit(
        session,
        level=level,
        parent=above,
        name=f"Unit {code}",
        name_hi=f"इकाई {code}",
        code=f"{level.name}{code}",
    )
