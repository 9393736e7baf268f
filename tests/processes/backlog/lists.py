"""Lists, and an installation where they are taken over."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine import jobs
from engine.registry import SYSTEM, Registry
from models import (
    BacklogImport,
    Complaint,
    Escalation,
    Unit,
)
from models.session import reading
from processes.backlog import taking
from processes.backlog.sheets import read_sheet
from tests.processes.place import Place

HEADINGS = "station,reference,received_on,what,name,mobile,safe_channel,account"


class List:
    """A list and where it is taken over."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        registry: Registry,
        place: Place,
        now: datetime,
    ) -> None:
        self.sessions, self.registry, self.place, self.now = sessions, registry, place, now

    def row(self, number: str, day: str = "2025-10-06", *more: str, **facts: str) -> str:
        told = {
            "station": self.place.station.code,
            "reference": number,
            "received_on": day,
            "what": '"stalking, dowry"',
            **facts,
        }
        return ",".join([*told.values(), *more])

    def take(
        self, *rows: str, headings: str = HEADINGS, within: Unit | None = None
    ) -> BacklogImport:
        sheet = read_sheet("\n".join([headings, *rows]).encode())
        with self.sessions.begin() as session:
            looked = taking.look_at(session, sheet, within=within, now=self.now)
            made = taking.begin(session, looked, within=within, actor=SYSTEM, now=self.now)
            taking.take(
                session,
                self.registry,
                made.id,
                looked.entries,
                passphrase_hash="nobody's",
                actor=SYSTEM,
                now=self.now,
            )
            return made

    def wait(self, **length: float) -> None:
        def move(moment: datetime) -> None:
            self.now = moment

        jobs.run_until(
            self.sessions,
            self.registry,
            deliver={},
            moment=self.now + timedelta(**length),
            move_clock=move,
            lease_clock=lambda: self.now,
        )

    def complaints(self) -> Sequence[Complaint]:
        with reading(self.sessions) as session:
            return session.scalars(select(Complaint).order_by(Complaint.pending_since)).all()

    def escalations(self) -> Sequence[Escalation]:
        with reading(self.sessions) as session:
            return session.scalars(
                select(Escalation).order_by(Escalation.raised_at, Escalation.id)
            ).all()
