"""Where lives are lived in which nobody acts any more, and what rings in them, and when."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine import incidents
from engine.law import KOLKATA
from engine.registry import Registry
from models import (
    Escalation,
    EventKind,
    HistoryEvent,
    MessageStatus,
    OutgoingMessage,
    PatrolUnit,
    UserTask,
)
from models.encryption import Keyring
from models.session import open_database, reading, session_maker
from processes.emergency.units import ROLE
from tests import factories
from tests.processes import place as police
from tests.processes.drawings import deploy_drawing
from tests.processes.emergency.story import HERE
from tests.processes.place import Place

#: A Monday forenoon in India.
MONDAY = datetime(2026, 3, 2, 5, 30, tzinfo=UTC)


class Rang(NamedTuple):
    """A timer that rang, when, and in which case: a complaint has several beside it."""

    element: str
    at: datetime
    case: str | None


@dataclass
class Life:
    """Moments from which timers run, by name, and what rang when, in its order."""

    moments: dict[str, datetime] = field(default_factory=dict)
    rang: list[Rang] = field(default_factory=list)
    reached: list[tuple[str, datetime]] = field(default_factory=list)  # roles, and when
    reasons: list[str] = field(default_factory=list)  # of what came before officers, in its order
    told: list[str] = field(default_factory=list)  # the notices that left for her
    has_troubles: bool = False  # something failed that a person has to look at

    def reached_at(self, moment: datetime) -> set[str]:
        """Before whom something came at a moment, or who had a step from then on."""
        return {role for role, at in self.reached if at == moment}

    def when(self, element_id: str) -> list[datetime]:
        """Every time a timer of the drawing rang."""
        return [each.at for each in self.rang if each.element == element_id]


@dataclass(frozen=True)
class Installation:
    """A database of its own, with a small police and some drawings."""

    sessions: sessionmaker[Session]
    registry: Registry
    place: Place

    def rang(self, since: datetime = MONDAY) -> list[HistoryEvent]:
        """The timers that rang, in the order in which they did."""
        with reading(self.sessions) as session:
            return list(
                session.scalars(
                    select(HistoryEvent)
                    .where(HistoryEvent.kind == EventKind.TIMER_FIRED, HistoryEvent.at >= since)
                    .order_by(HistoryEvent.id)
                )
            )

    def reached(self) -> list[tuple[str, datetime]]:
        """Whom escalations and steps have reached, and when."""
        with reading(self.sessions) as session:
            raised = session.execute(select(Escalation.role, Escalation.raised_at))
            opened = session.execute(select(UserTask.role, UserTask.opened_at))
            return [(role, at) for rows in (raised, opened) for role, at in rows]

    def reasons(self) -> list[str]:
        """For what reasons something came before officers, in the order in which it did."""
        with reading(self.sessions) as session:
            return list(session.scalars(select(Escalation.reason).order_by(Escalation.id)))

    def told(self) -> list[str]:
        """The notices that left for her."""
        with reading(self.sessions) as session:
            sent = OutgoingMessage.status == MessageStatus.SENT
            return sorted(session.scalars(select(OutgoingMessage.kind).where(sent)))

    def has_troubles(self) -> bool:
        """Whether something failed that a person has to look at."""
        with reading(self.sessions) as session:
            return bool(incidents.unsettled(session))


@dataclass(frozen=True)
class Stage:
    """Where such lives are lived."""

    template: Path
    folder: Path
    registry: Registry
    keyring: Keyring

    @contextmanager
    def furnished(self, name: str, *drawings: str) -> Iterator[Installation]:
        """A fresh installation."""
        path = self.folder / f"{name}.db"
        shutil.copyfile(self.template, path)
        database = open_database(f"sqlite:///{path}")
        sessions = session_maker(database, self.keyring)
        with sessions() as session:
            place = police.establish(session, MONDAY)
            _add_patrols(session, place, is_on_duty="watchdog" not in drawings)
            for drawing in drawings:
                deploy_drawing(session, self.registry, MONDAY, drawing)
            session.commit()
        yield Installation(sessions, self.registry, place)
        database.dispose()


def later(moment: datetime, *, months: int = 0, **length: float) -> datetime:
    """So much later; months are those of the calendar in India."""
    local = moment.astimezone(KOLKATA)
    shifted = local.replace(month=local.month + months) + timedelta(**length)
    return shifted.astimezone(UTC)


def a_day(moment: datetime) -> datetime:
    """Where a term that counts from a day begins: its midnight in India."""
    midnight = moment.astimezone(KOLKATA).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight.astimezone(UTC)


def _add_patrols(session: Session, place: Place, *, is_on_duty: bool) -> None:
    """Five units near her; off duty where a station is watched: a failed drill is a sign too."""
    lead = factories.post(session, place.district, "control_room_lead")
    factories.posted(session, lead, now=MONDAY)
    for seat in (1, 2, 3, 4, 5):
        post = factories.post(session, place.station, ROLE, seat=seat)
        factories.posted(session, post, now=MONDAY)
        session.add(
            PatrolUnit(
                post_id=post.id,
                station_id=place.station.id,
                call_sign=f"P{seat}",
                has_woman=True,
                is_on_duty=is_on_duty,
                latitude=HERE.latitude + seat / 111.195,
                longitude=HERE.longitude,
                seen_at=MONDAY,
            )
        )
    session.flush()
