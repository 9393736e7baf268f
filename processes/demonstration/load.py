"""Loading the demonstration: complaints are lived through by the real engine, none is inserted."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine import definitions, due_jobs, instances, jobs
from engine.deliveries import Deliver
from engine.registry import Registry
from models import Complaint, TaskStatus, Unit, UserTask
from models.types import new_id
from processes.complaint import codes, intake, io_seats, tasks
from processes.complaint.answers import form_of, part
from processes.complaint.her_steps import COMPLAINANT
from processes.complaint.offences import tables_for
from processes.complaint.opening import PROCESS
from processes.demonstration.ages import Age, ages
from processes.demonstration.conduct import NEVER, Story, answers, duration
from processes.demonstration.invented import plot, proforma
from processes.demonstration.lost import lose_passphrase
from processes.demonstration.police import Account, establish
from processes.passwords import Hasher
from processes.posts.owning import owners

#: The same seed makes the same complaints.
SEED = 20180421
SHARE_CONFLICTED = 0.03
#: Invented passphrases need no costly hash; her own does.
_QUICK = Hasher(time_cost=1, memory_kib=64)
PASSPHRASE = "neem ka ped 2026"  # noqa: S105  # printed on purpose

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Loaded:
    """What to print: the accounts, and complaints that can be followed with the passphrase."""

    accounts: tuple[Account, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Stage:
    """What every case of the demonstration is run with."""

    sessions: sessionmaker[Session]
    registry: Registry
    deliver: Mapping[str, Deliver]
    state: Unit
    stations: tuple[Unit, ...]
    now: datetime  # where the clock of the demonstration stands in the end


def load(
    sessions: sessionmaker[Session],
    registry: Registry,
    *,
    deliver: Mapping[str, Deliver],
    cases: int,
    now: datetime,
    hash_password: Callable[[str], str],
    progress: Progress,
    seed: int = SEED,
) -> Loaded:
    """Invent a police and so many complaints, and live each through from its day to `now`.

    The database must hold the deployed drawing and nothing else. `progress` is called with the
    number of complaints done. Who comes here with a session open on SQLite waits for herself.
    """
    chance = random.Random(seed)  # noqa: S311  # a seeded invention, no secret
    with sessions.begin() as session:
        police = establish(session, now=now, chance=chance, hash_password=hash_password)
    stage = Stage(sessions, registry, deliver, police.state, tuple(police.stations), now)
    for done, age in enumerate(ages(chance, cases=cases, now=now), start=1):
        live_through(stage, age, chance)
        progress(done)
    with sessions.begin() as session:
        lose_passphrase(session, registry, now=now)
    _let_time_pass(stage, now)
    with sessions() as session:
        return Loaded(tuple(police.accounts), tuple(numbers_to_follow(session)))


def live_through(stage: Stage, age: Age, chance: random.Random) -> None:
    """Submit one complaint on its day and let people and timers do their work until now."""
    story, instance_id = _submit(stage, age, chance)
    plans: dict[str, datetime] = {}  # open task -> when it will be done
    while True:
        with stage.sessions() as session:
            for task in _open_tasks(session, instance_id):
                if task.id not in plans:
                    plans[task.id] = task.opened_at + duration(task.element_id, story)
            open_ids = {task.id for task in _open_tasks(session, instance_id)}
            due_at = due_jobs.next_due(session)
        plans = {task_id: at for task_id, at in plans.items() if task_id in open_ids}
        task_id = min(plans, key=lambda task_id: plans[task_id], default=None)
        planned_at = plans[task_id] if task_id else None
        if due_at is not None and (planned_at is None or due_at <= planned_at):
            if due_at > stage.now:
                return
            _let_time_pass(stage, due_at)
        elif planned_at is None or planned_at > stage.now or task_id is None:
            return
        elif not _complete(stage, task_id, story, planned_at):
            plans[task_id] += NEVER


def _submit(stage: Stage, age: Age, chance: random.Random) -> tuple[Story, str]:
    """Hand in a proforma at a station; most at the commissionerate's, many at the first of it.

    The first station is the one whose officers' accounts are printed.
    """
    station = chance.choice(stage.stations[:1] * 24 + stage.stations[:12] * 3 + stage.stations[12:])
    told = plot(chance)
    key = new_id()
    passphrase_hash = _QUICK.hash(PASSPHRASE)
    with stage.sessions.begin() as session:
        receipt = intake.submit(
            session,
            stage.registry,
            proforma=proforma(
                chance,
                told,
                state=stage.state,
                station=station,
                is_conflicted=chance.random() < SHARE_CONFLICTED,
            ),
            passphrase_hash=passphrase_hash,
            submission_key=key,
            language="hi",
            now=age.submitted_at,
        )
        complaint = session.get_one(Complaint, receipt.complaint_id)
        elsewhere = [unit for unit in stage.stations if unit.district_id != station.district_id]
        story = Story(
            chance=chance,
            plot=told,
            code=codes.first_code(stage.registry.keyring, key),
            submitted_at=age.submitted_at,
            opinion_at=age.opinion_at,
            is_charge_sheet=chance.random() < 0.75,
            signs=chance.random() < 0.85,
            replies=chance.random() < 0.85,
            io_seat=chance.choice((0, 0, 0, 1, 2)),
            station_elsewhere_id=chance.choice(elsewhere).id,
            first_call="reached" if chance.random() < 0.85 else "no_answer",
        )
        return story, complaint.instance_id or ""


def _open_tasks(session: Session, instance_id: str) -> list[UserTask]:
    return list(
        session.scalars(
            select(UserTask).where(
                UserTask.instance_id == instance_id, UserTask.status == TaskStatus.OPEN
            )
        )
    )


def _let_time_pass(stage: Stage, moment: datetime) -> None:
    jobs.run_due(stage.sessions, stage.registry, deliver=stage.deliver, clock=lambda: moment)


def _complete(stage: Stage, task_id: str, story: Story, moment: datetime) -> bool:
    """Answer a task's form as the person who owns it; a form nobody can answer here is left."""
    with stage.sessions.begin() as session:
        task = session.get_one(UserTask, task_id)
        complaint = session.scalars(
            select(Complaint).where(Complaint.instance_id == task.instance_id)
        ).one()
        definition = definitions.load(session, definitions.latest(session, PROCESS).id)
        form = form_of(definition, definition.elements[task.element_id].form)
        said = answers(task.element_id, form, story, moment)
        if said is None:
            return False
        values = dict(said)
        if task.element_id == "assign_investigating_officer":
            values["io_post_id"] = _investigator(stage, session, complaint, story, moment)
        parted = part(form, values)
        if task.role == COMPLAINANT:
            tasks.complete_hers(session, stage.registry, complaint.id, task.id, parted, now=moment)
        else:
            identity = owners(session, task, moment)[0]
            tasks.complete(session, stage.registry, identity, task.id, parted, now=moment)
    return True


def _investigator(
    stage: Stage, session: Session, complaint: Complaint, story: Story, now: datetime
) -> str:
    """The seat of the story, if the law lets it investigate the case, else one that may."""
    known = instances.variables(session, stage.registry, complaint.instance_id or "")
    here = io_seats.sittings_at(session, complaint.station_id or "", now=now)
    may = io_seats.who_may(here, tables_for(session, complaint), known, now=now)
    return (here[story.io_seat] if here[story.io_seat] in may else may[0]).post.id


def numbers_to_follow(session: Session) -> list[str]:
    """The number of one complaint of every kind of standing, the newest first."""
    found: dict[object, str] = {}
    for complaint in session.scalars(
        select(Complaint)
        .where(Complaint.numbered_at.is_not(None))
        .order_by(Complaint.submitted_at.desc())
    ):
        found.setdefault(complaint.status, complaint.number)
    return list(found.values())
