"""The patrol unit's page: what it is asked, where to go, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.registry import Registry
from models import EmergencyAlert, PatrolUnit, UserTask
from processes.complaint import record, tasks
from processes.complaint.answers import Answers
from processes.emergency.caller import MOBILE, NAME, TO_KNOW, WHERE, where_she_is
from processes.emergency.place import Place
from processes.emergency.units import ROLE, how_far, report_position, units_of_posts
from processes.exceptions import NotVisible
from processes.posts.identity import Identity
from processes.posts.open_tasks import IS_OPEN

ACCEPT, REACH = "accept_alert", "reach_her"
#: What a unit may answer at each step, as the forms of the drawing have it.
ANSWERS: Mapping[str, frozenset[str]] = {
    ACCEPT: frozenset({"going", "cannot"}),
    REACH: frozenset({"arrived", "cannot"}),
}
#: What is shown before what; everything else can wait.
_MOST_URGENT: Mapping[str, int] = {ACCEPT: 0, REACH: 1}


@dataclass(frozen=True)
class Call:
    """One alert as the unit that is asked may see it."""

    task_id: str
    element_id: str
    is_drill: bool
    raised_at: datetime
    due_at: datetime | None
    distance_m: int | None
    where: str | None = field(repr=False)
    place: Place | None = field(repr=False)
    # known to who has said that it goes
    name: str | None = field(default=None, repr=False)
    mobile: str | None = field(default=None, repr=False)
    to_know: str | None = field(default=None, repr=False)

    @property
    def may_answer(self) -> frozenset[str]:
        return ANSWERS.get(self.element_id, frozenset())


@dataclass(frozen=True)
class Board:
    """All that a unit sees: itself, and its calls, those that can wait least first.

    A call that is to be answered within a minute goes before the report of one that is over; a
    drill goes after whatever is real.
    """

    units: tuple[PatrolUnit, ...]
    calls: tuple[Call, ...]


def board(session: Session, registry: Registry, identity: Identity) -> Board:
    """The page of an officer who holds a patrol unit's post.

    :raises NotVisible: she holds none
    """
    units = tuple(units_of_posts(session, identity.post_ids))
    if not units:
        raise NotVisible
    rows = list(
        session.execute(
            select(UserTask, EmergencyAlert)
            .join(EmergencyAlert, EmergencyAlert.instance_id == UserTask.instance_id)
            .where(IS_OPEN, UserTask.post_id.in_([unit.post_id for unit in units]))
            .order_by(UserTask.opened_at, UserTask.id)
        )
    )
    rows.sort(key=lambda row: (row.EmergencyAlert.is_drill, _urgency(row.UserTask.element_id)))
    by_post = {unit.post_id: unit for unit in units}
    return Board(
        units,
        tuple(
            _call(session, registry, task, alert, by_post[task.post_id or ""])
            for task, alert in rows
        ),
    )


def answer(
    session: Session,
    registry: Registry,
    identity: Identity,
    task_id: str,
    said: str,
    *,
    now: datetime,
) -> None:
    """Take what the unit has pressed; the case goes on in the same transaction.

    :raises NotVisible: it is no call of hers, or the step has no such answer
    :raises TaskNotOpen: another unit was there first, or the time was over
    """
    task = tasks.visible_task(session, identity, task_id)
    if task.role != ROLE or said not in ANSWERS.get(task.element_id, frozenset()):
        raise NotVisible
    tasks.complete(session, registry, identity, task_id, Answers({"unit_answer": said}), now=now)


def has_answered(session: Session, identity: Identity, task_id: str) -> bool:
    """Whether the call is one of her unit's already: another press has said so.

    :raises NotVisible: it is no call of hers
    """
    asked = tasks.visible_task(session, identity, task_id)
    open_here = select(UserTask.id).where(
        IS_OPEN,
        UserTask.instance_id == asked.instance_id,
        UserTask.post_id == asked.post_id,
        UserTask.element_id != ACCEPT,
    )
    return session.scalars(open_here.limit(1)).first() is not None


def report(
    session: Session, identity: Identity, unit_id: str, place: Place, *, now: datetime
) -> None:
    """Note where one of her units is.

    :raises NotVisible: it is none of hers
    """
    report_position(session, own_unit(session, identity, unit_id), place, now=now)


def set_crew(
    session: Session, identity: Identity, unit_id: str, *, is_on_duty: bool, has_woman: bool
) -> None:
    """Say whether the unit can be sent and whether a woman is in it.

    :raises NotVisible: it is none of hers
    """
    unit = own_unit(session, identity, unit_id)
    unit.is_on_duty, unit.has_woman = is_on_duty, has_woman


def own_unit(session: Session, identity: Identity, unit_id: str) -> PatrolUnit:
    """One of her units.

    :raises NotVisible: it is none of hers
    """
    found = next((u for u in units_of_posts(session, identity.post_ids) if u.id == unit_id), None)
    if found is None:
        raise NotVisible
    return found


def _urgency(element_id: str) -> int:
    return _MOST_URGENT.get(element_id, len(_MOST_URGENT))


def _call(
    session: Session, registry: Registry, task: UserTask, alert: EmergencyAlert, unit: PatrolUnit
) -> Call:
    keyring = registry.keyring
    names = [WHERE] if task.element_id == ACCEPT else [WHERE, NAME, MOBILE, TO_KNOW]
    told = record.told(session, keyring, alert.instance_id, names)
    place = where_she_is(session, keyring, alert)
    return Call(
        task_id=task.id,
        element_id=task.element_id,
        is_drill=alert.is_drill,
        raised_at=alert.raised_at,
        due_at=task.due_at,
        distance_m=how_far(unit, place),
        where=told.get(WHERE),
        place=place,
        name=told.get(NAME),
        mobile=told.get(MOBILE),
        to_know=told.get(TO_KNOW),
    )
