"""A story in an installation with a gateway to CCTNS, and a CCTNS that misbehaves on demand."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

import processes
from engine import jobs
from models import CctnsMessage
from models.encryption import Keyring
from models.session import reading
from processes.cctns import telling
from processes.cctns.delivery import CctnsDelivery
from processes.cctns.gateway import HttpGateway
from tests.patience import PATIENCE_S
from tests.processes.cctns.far_end import TOKEN, FarEnd, far_end
from tests.processes.place import Place
from tests.processes.story import Story


@pytest.fixture
def cctns() -> Iterator[FarEnd]:
    with far_end() as running:
        yield running


@pytest.fixture
def story(
    sessions: sessionmaker[Session], keyring: Keyring, place: Place, drawing: str, now: datetime,
    cctns: FarEnd,
) -> Story:  # fmt: skip
    """A story in an installation that has a gateway to CCTNS."""
    place.session.commit()
    place.session.close()
    made = Story(sessions, processes.build(keyring, tells_cctns=True), place, now)
    be_patient(made, keyring, cctns, seconds=PATIENCE_S)
    return made


def be_patient(story: Story, keyring: Keyring, cctns: FarEnd, *, seconds: float) -> None:
    """Wait so long for an answer of CCTNS."""
    gateway = HttpGateway(cctns.url, TOKEN, timeout_seconds=seconds)
    delivery = CctnsDelivery(story.sessions, keyring, gateway)
    story.deliver = {**story.deliver, telling.DELIVER: delivery}


def registered(story: Story) -> None:
    story.submit()
    story.call()
    story.register("stalking")


def registered_as(story: Story, way: str) -> None:
    """On record in another way than as an FIR."""
    story.submit()
    story.call()
    elsewhere = "yes" if way == "zero_fir" else "no"
    story.record(registered_as=way, other_jurisdiction=elsewhere)


def messages(story: Story) -> list[CctnsMessage]:
    with reading(story.sessions) as session:
        return list(session.scalars(select(CctnsMessage).order_by(CctnsMessage.number)))


def work(story: Story, *, until: timedelta = timedelta(0)) -> None:
    jobs.run_due(
        story.sessions, story.registry, deliver=story.deliver, clock=lambda: story.now + until
    )
