"""What the control room sees of the calls that still look for somebody: units, and nothing of her.

Who she is and where stands in the step that the control room has of a call.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    AlertStatus,
    EmergencyAlert,
    EmergencyResponse,
    PatrolUnit,
    ResponseEnd,
    Unit,
    UserTask,
)
from models.encryption import Keyring
from processes.emergency.caller import where_she_is
from processes.emergency.search import nearest
from processes.permissions.task_rules import owning_post
from processes.posts.identity import Identity
from processes.posts.open_tasks import IS_OPEN
from processes.posts.units import at_or_below

#: So many calls are shown, the newest first, each with so many units that could be sent.
CALLS, OTHERS = 20, 5


class Says(StrEnum):
    """What a unit has said to a call."""

    NOTHING = "nothing"  # it is asked just now
    GOING = "going"
    THERE = "there"
    CANNOT = "cannot"
    SILENT = "silent"
    STOOD_DOWN = "stood_down"


_ENDED = {
    ResponseEnd.ARRIVED: Says.THERE,
    ResponseEnd.ANSWERED: Says.GOING,
    ResponseEnd.DECLINED: Says.CANNOT,
    ResponseEnd.SILENT: Says.SILENT,
    ResponseEnd.STOOD_DOWN: Says.STOOD_DOWN,
}


@dataclass(frozen=True)
class AskedUnit:
    """A unit that was asked, and what it said last."""

    unit: PatrolUnit
    says: Says


@dataclass(frozen=True)
class OtherUnit:
    """A unit near her that could be sent by radio or telephone."""

    unit: PatrolUnit
    distance_m: int | None


@dataclass(frozen=True)
class OpenCall:
    """A call for which nobody is with her yet."""

    raised_at: datetime
    is_drill: bool
    station: Unit
    asked: tuple[AskedUnit, ...]
    others: tuple[OtherUnit, ...]
    task_ids: tuple[str, ...]  # the steps of it that she who looks may do


def open_calls(
    session: Session, keyring: Keyring, above: Unit, identity: Identity, *, now: datetime
) -> list[OpenCall]:
    """The calls within `above` that still look for somebody, the newest first."""
    found = session.execute(
        select(EmergencyAlert, Unit)
        .join(Unit, Unit.id == EmergencyAlert.unit_id)
        .where(
            at_or_below(EmergencyAlert, above),
            EmergencyAlert.closed_at.is_(None),
            EmergencyAlert.status.in_([AlertStatus.RAISED, AlertStatus.COMING]),
        )
        .order_by(EmergencyAlert.raised_at.desc(), EmergencyAlert.id)
        .limit(CALLS)
    ).all()
    calls = []
    for alert, station in found:
        asked = _asked(session, alert)
        calls.append(
            OpenCall(
                raised_at=alert.raised_at,
                is_drill=alert.is_drill,
                station=station,
                asked=asked,
                others=_others(session, keyring, alert, asked, now=now),
                task_ids=_tasks_of(session, alert, identity),
            )
        )
    return calls


def _asked(session: Session, alert: EmergencyAlert) -> tuple[AskedUnit, ...]:
    """Every unit that was asked, with its last answer, in the order of asking."""
    rows = session.execute(
        select(EmergencyResponse, PatrolUnit)
        .join(PatrolUnit, PatrolUnit.id == EmergencyResponse.patrol_unit_id)
        .where(EmergencyResponse.alert_id == alert.id)
        .order_by(EmergencyResponse.id)
    )
    last = {unit.id: AskedUnit(unit, _says(response)) for response, unit in rows}
    return tuple(last.values())


def _says(response: EmergencyResponse) -> Says:
    if response.ended_as is not None:
        return _ENDED[response.ended_as]
    return Says.GOING if response.accepted_at else Says.NOTHING


def _others(
    session: Session,
    keyring: Keyring,
    alert: EmergencyAlert,
    asked: Sequence[AskedUnit],
    *,
    now: datetime,
) -> tuple[OtherUnit, ...]:
    near = nearest(
        session,
        alert,
        where_she_is(session, keyring, alert),
        leaving_out=[each.unit.id for each in asked],
        enough=OTHERS,
        now=now,
    )
    return tuple(
        OtherUnit(session.get_one(PatrolUnit, each.unit_id), each.distance_m)
        for each in near[:OTHERS]
    )


def _tasks_of(session: Session, alert: EmergencyAlert, identity: Identity) -> tuple[str, ...]:
    tasks = session.scalars(
        select(UserTask)
        .where(IS_OPEN, UserTask.instance_id == alert.instance_id)
        .order_by(UserTask.opened_at.desc(), UserTask.id)
    )
    return tuple(task.id for task in tasks if owning_post(identity, task) is not None)
