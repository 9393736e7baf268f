"""The demonstration: invented complaints whose ages follow the published figures."""

import random
import re
import shutil
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from engine import audit, definitions
from engine.check import check
from engine.deliveries import Deliver
from engine.forms import parse_form
from engine.registry import Registry
from models import (
    Complaint,
    ComplaintStatus,
    HistoryEvent,
    Job,
    JobStatus,
    Officer,
    PatrolUnit,
    Post,
    Posting,
    RecoveryRequest,
    TaskStatus,
    Unit,
    UserTask,
)
from models.encryption import Keyring
from models.session import open_database, session_maker
from processes import ALL
from processes.complaint import going_along
from processes.demonstration.ages import SHARE_IN_TIME, SHARE_LATE, SHARE_OLD, Outcome, ages
from processes.demonstration.conduct import Story, answers
from processes.demonstration.invented import plot
from processes.demonstration.load import PASSPHRASE, load
from processes.demonstration.patrols import MIDDLES
from processes.demonstration.police import FURTHER_LOGINS, LOGINS
from processes.emergency.place import Place, distance_m
from processes.notifications import messages
from processes.notifications.delivery import MessageDelivery
from processes.notifications.gateways.by_channel import ByChannel
from processes.notifications.gateways.outbox import OutboxGateway
from processes.passwords import STRONG
from web.cli.drawings import files_of
from web.cli.init import SHIPPED

CASES = 24


def test_the_ages_keep_the_published_shares(now: datetime) -> None:
    drawn = list(ages(random.Random(1), cases=1000, now=now))

    count = Counter(age.outcome for age in drawn)
    old = 1000 - count[Outcome.YOUNG]
    assert old == round(1000 * SHARE_OLD)
    assert count[Outcome.IN_TIME] / old == pytest.approx(SHARE_IN_TIME, abs=0.002)
    assert count[Outcome.LATE] / old == pytest.approx(SHARE_LATE, abs=0.002)


def test_an_age_is_never_in_the_future(now: datetime) -> None:
    assert all(age.submitted_at < now for age in ages(random.Random(2), cases=200, now=now))


def written_down(sessions: sessionmaker[Session], registry: Registry) -> dict[str, Deliver]:
    """Messages go to nobody; what runs beside a case that moves goes along."""
    gateway = ByChannel({}, default=OutboxGateway())
    return {
        messages.DELIVER: MessageDelivery(sessions, registry.keyring, gateway),
        going_along.DELIVER: going_along.GoAlong(sessions, registry),
    }


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory, sqlite_template: object) -> object:
    """One demonstration for the tests below, lived through once."""
    path = tmp_path_factory.mktemp("demonstration") / "itsso.db"
    shutil.copyfile(str(sqlite_template), path)
    engine = open_database(f"sqlite:///{path}")
    keyring = Keyring([bytes(32)])
    sessions = session_maker(engine, keyring)
    registry = Registry({process.name: process for process in ALL}, keyring)
    now = datetime(2026, 6, 1, 6, tzinfo=UTC)
    with sessions.begin() as session:
        for name in ("complaint", "recovery"):
            definitions.deploy(
                session, registry, name=name, files=files_of(SHIPPED / name),
                by=None, note="", now=now, checker=check,
            )  # fmt: skip
    done: list[int] = []
    result = load(
        sessions,
        registry,
        deliver=written_down(sessions, registry),
        cases=CASES,
        now=now,
        hash_password=lambda word: f"!{word}",
        progress=done.append,
    )
    assert done == list(range(1, CASES + 1))
    yield sessions, result, now
    engine.dispose()


@pytest.fixture
def session(loaded: tuple[sessionmaker[Session], object, datetime]) -> Session:
    with loaded[0]() as opened:
        yield opened


def test_complaints_stand_at_many_stages(session: Session) -> None:
    standings = set(session.scalars(select(Complaint.status)))

    assert {ComplaintStatus.UNDER_INVESTIGATION, ComplaintStatus.CLOSED} <= standings
    assert session.execute(select(func.count()).select_from(Complaint)).scalar_one() == CASES


def test_old_complaints_are_closed_in_time_as_often_as_published(
    session: Session, loaded: tuple[object, object, datetime]
) -> None:
    two_months_ago = loaded[2] - timedelta(days=62)
    old = [c for c in session.scalars(select(Complaint)) if c.submitted_at <= two_months_ago]

    in_time = sum(1 for c in old if c.closed_at and c.limit_at and c.closed_at <= c.limit_at)

    assert in_time / len(old) == pytest.approx(SHARE_IN_TIME, abs=0.12)


def test_the_help_desk_has_somebody_to_call(session: Session) -> None:
    (request,) = session.scalars(select(RecoveryRequest)).all()
    (waiting,) = session.scalars(
        select(UserTask).where(UserTask.instance_id == request.instance_id)
    ).all()

    assert (waiting.element_id, waiting.status) == ("call_and_recognise", TaskStatus.OPEN)
    assert session.get_one(Complaint, request.complaint_id).numbered_at is not None


def test_everything_went_through_the_engine(session: Session) -> None:
    incidents = session.scalars(select(Job).where(Job.status == JobStatus.INCIDENT)).all()
    events = session.execute(select(func.count()).select_from(HistoryEvent)).scalar_one()

    assert incidents == []
    assert events > 20 * CASES
    assert audit.verify(session) == []


def test_no_timer_is_left_behind_the_clock(
    session: Session, loaded: tuple[object, object, datetime]
) -> None:
    late = session.scalars(
        select(Job).where(Job.status == JobStatus.WAITING, Job.due_at <= loaded[2])
    ).all()

    assert late == []


def test_every_post_has_a_holder_and_every_role_an_account(session: Session) -> None:
    vacant = session.scalars(select(Post).where(Post.id.not_in(select(Posting.post_id)))).all()
    logins = set(session.scalars(select(Officer.login).where(Officer.password_hash.is_not(None))))

    assert vacant == []
    assert logins == {*LOGINS.values(), *FURTHER_LOGINS.values()}


def test_nobody_holds_two_posts(session: Session) -> None:
    held = Counter(session.scalars(select(Posting.officer_id)))

    assert set(held.values()) == {1}


def test_a_printed_complaint_opens_with_the_printed_passphrase(
    session: Session, loaded: tuple[object, object, datetime]
) -> None:
    number = loaded[1].numbers[0]  # type: ignore[attr-defined]

    complaint = session.scalars(select(Complaint).where(Complaint.number == number)).one()

    assert STRONG.verify(complaint.passphrase_hash, PASSPHRASE)


def test_every_vehicle_stands_in_its_own_district_and_has_a_telephone(session: Session) -> None:
    units = session.execute(
        select(PatrolUnit, Unit).join(Unit, Unit.id == PatrolUnit.station_id)
    ).all()

    far = [
        unit.call_sign
        for unit, station in units
        if distance_m(
            Place(unit.latitude, unit.longitude),
            MIDDLES[session.get_one(Unit, station.district_id).code],
        )
        > 20_000
    ]

    assert len(units) > 10
    assert far == []
    assert len({unit.phone for unit, _ in units} - {None}) == len(units)


def test_a_step_drawn_since_does_not_stop_the_demonstration(
    tmp_path: Path, sqlite_template: object
) -> None:
    path = tmp_path / "itsso.db"
    shutil.copyfile(str(sqlite_template), path)
    engine = open_database(f"sqlite:///{path}")
    keyring = Keyring([bytes(32)])
    sessions = session_maker(engine, keyring)
    registry = Registry({process.name: process for process in ALL}, keyring)
    now = datetime(2026, 6, 1, 6, tzinfo=UTC)
    drawn = {
        name: re.sub(rb"([\">])check_risk([\"<])", rb"\1look_at_risk\2", content)
        for name, content in files_of(SHIPPED / "complaint").items()
    }
    with sessions.begin() as session:
        for name, files in (("complaint", drawn), ("recovery", files_of(SHIPPED / "recovery"))):
            definitions.deploy(
                session, registry, name=name, files=files, by=None, note="", now=now, checker=check
            )

    load(
        sessions, registry, deliver=written_down(sessions, registry), cases=4, now=now,
        hash_password=lambda word: f"!{word}", progress=lambda _done: None,
    )  # fmt: skip

    with sessions() as session:
        steps = session.scalars(select(UserTask).where(UserTask.element_id == "look_at_risk")).all()
    engine.dispose()
    assert steps
    assert {TaskStatus.COMPLETED} <= {step.status for step in steps}


def test_a_form_nobody_can_answer_here_is_left_open() -> None:
    field = {"type": "select", "key": "post", "label": "Post", "valuesKey": "posts"}
    form = parse_form({"components": [{**field, "validate": {"required": True}}]})

    said = answers("drawn_since", form, a_story(), datetime(2026, 6, 1, tzinfo=UTC))

    assert said is None


def a_story() -> Story:
    chance = random.Random(1)
    day = datetime(2026, 5, 1, tzinfo=UTC)
    return Story(
        chance=chance, plot=plot(chance), code="", submitted_at=day, opinion_at=day,
        is_charge_sheet=True, signs=True, replies=True, io_seat=0, station_elsewhere_id="",
        first_call="reached",
    )  # fmt: skip
