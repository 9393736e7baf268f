"""Signs that a station does not work, each one question over all stations or about one."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from engine.law import KOLKATA
from models import (
    Complaint,
    EmergencyAlert,
    Gender,
    Level,
    Officer,
    Post,
    Posting,
    Recusal,
    TaskStatus,
    Unit,
    UserTask,
)
from processes.posts.open_tasks import IS_OPEN
from processes.posts.owning import owns
from processes.posts.postings import held_at

SILENT = timedelta(hours=48)
UNDIARIED = timedelta(days=7)
NO_INTAKE = timedelta(days=30)
#: A unit above stations whose post stays empty is named again after so long.
NAMED_EVERY = timedelta(days=7)
MONDAY = 1
#: A station that had so many complaints in this time before, and none since, is implausibly quiet.
PLAUSIBLE, BEFORE = 3, timedelta(days=120)
#: A drill must be answered within this time.
DRILL_WITHIN = timedelta(minutes=2)
_DRILLS_OF = timedelta(hours=36)
DIARY = "write_diary_entry"

#: Station id -> since when.
Found = Mapping[str, datetime]
Sign = Callable[[Session, datetime, str | None], Found]


def silent(session: Session, now: datetime, station_id: str | None = None) -> Found:
    """Work waits at the station for two days, and nobody of it has done any step since.

    A station where nothing waits may be quiet.
    """
    waiting = _of(
        select(UserTask.station_id, func.min(UserTask.opened_at))
        .where(IS_OPEN, UserTask.station_id == UserTask.unit_id, UserTask.opened_at <= now - SILENT)
        .group_by(UserTask.station_id),
        UserTask.station_id,
        station_id,
    )
    active = _of(
        select(UserTask.station_id)
        .where(
            UserTask.status == TaskStatus.COMPLETED,
            UserTask.station_id == UserTask.unit_id,
            UserTask.closed_at > now - SILENT,
        )
        .distinct(),
        UserTask.station_id,
        station_id,
    )
    at_work = set(session.scalars(active))
    return {at: since for at, since in session.execute(waiting) if at not in at_work}


def undiaried(session: Session, now: datetime, station_id: str | None = None) -> Found:
    """An open case has had no diary entry for a week."""
    return _pairs(
        session,
        _of(
            select(UserTask.station_id, func.min(UserTask.opened_at))
            .where(IS_OPEN, UserTask.element_id == DIARY, UserTask.opened_at <= now - UNDIARIED)
            .group_by(UserTask.station_id),
            UserTask.station_id,
            station_id,
        ),
    )


def no_intake(session: Session, now: datetime, station_id: str | None = None) -> Found:
    """No complaint for a month, where several came in the months before: hardly by chance."""
    return _pairs(
        session,
        _of(
            select(Complaint.station_id, func.max(Complaint.submitted_at))
            .where(Complaint.submitted_at > now - NO_INTAKE - BEFORE)
            .group_by(Complaint.station_id)
            .having(func.max(Complaint.submitted_at) <= now - NO_INTAKE, func.count() >= PLAUSIBLE),
            Complaint.station_id,
            station_id,
        ),
    )


def failed_drill(session: Session, now: datetime, station_id: str | None = None) -> Found:
    """The last drill was not answered in time."""
    drills = session.scalars(
        _of(
            select(EmergencyAlert)
            .where(
                EmergencyAlert.is_drill,
                EmergencyAlert.closed_at.is_not(None),
                EmergencyAlert.raised_at > now - _DRILLS_OF,
            )
            .order_by(EmergencyAlert.raised_at),
            EmergencyAlert.station_id,
            station_id,
        )
    )
    last = {drill.station_id: drill for drill in drills}
    return {
        at: drill.raised_at
        for at, drill in last.items()
        if at and (drill.accepted_at is None or drill.accepted_at > drill.raised_at + DRILL_WITHIN)
    }


def nobody_in_post(session: Session, now: datetime, station_id: str | None = None) -> Found:
    """Work has waited for two days at a post of the station that nobody holds."""
    return _waiting_where(session, now, station_id, ~_is_held(now))


def no_woman_in_post(session: Session, now: datetime, station_id: str | None = None) -> Found:
    """What a woman must do has waited for two days at a post that only men hold.

    A woman who is kept from the run counts for none.
    """
    by_men_only = and_(UserTask.needs_woman, _is_held(now), ~_is_held_by_woman(now))
    return _waiting_where(session, now, station_id, by_men_only)


def _waiting_where(
    session: Session, now: datetime, station_id: str | None, condition: ColumnElement[bool]
) -> Found:
    return _pairs(
        session,
        _of(
            select(UserTask.station_id, func.min(UserTask.opened_at))
            .where(
                IS_OPEN,
                UserTask.unit_id == UserTask.station_id,
                UserTask.opened_at <= now - SILENT,
                condition,
            )
            .group_by(UserTask.station_id),
            UserTask.station_id,
            station_id,
        ),
    )


def _is_held(now: datetime) -> ColumnElement[bool]:
    return exists().where(owns(), Posting.post_id == Post.id, held_at(now))


def _is_held_by_woman(now: datetime) -> ColumnElement[bool]:
    is_kept = exists().where(
        Recusal.instance_id == UserTask.instance_id, Recusal.officer_id == Posting.officer_id
    )
    return exists().where(
        owns(),
        Posting.post_id == Post.id,
        held_at(now),
        Officer.id == Posting.officer_id,
        Officer.gender == Gender.FEMALE,
        ~is_kept,
    )


def empty_posts_above(session: Session, now: datetime) -> dict[str, Level]:
    """The units above stations where work waits for a post that nobody holds who may do it.

    What a woman must do waits so where only men hold the post. Each comes with its level.

    Such a unit is named when work has waited for two days, and then once a week.
    """
    may_be_done = and_(_is_held(now), or_(~UserTask.needs_woman, _is_held_by_woman(now)))
    rows = session.execute(
        select(Unit.id, Unit.level, func.min(UserTask.opened_at))
        .join(UserTask, UserTask.unit_id == Unit.id)
        .where(
            IS_OPEN,
            Unit.level.in_((Level.STATE, Level.DISTRICT, Level.CIRCLE)),
            UserTask.opened_at <= now - SILENT,
            ~may_be_done,
        )
        .group_by(Unit.id, Unit.level)
        .order_by(Unit.level, Unit.id)
    )
    return {
        unit_id: level
        for unit_id, level, since in rows
        if (now - since - SILENT).days % NAMED_EVERY.days == 0
    }


def districts_without_station(session: Session, now: datetime) -> list[str]:
    """The districts in which no station is set up; named on Mondays."""
    if now.astimezone(KOLKATA).isoweekday() != MONDAY:
        return []
    station = aliased(Unit)
    has_station = exists().where(
        station.level == Level.STATION, station.district_id == Unit.district_id
    )
    bare = select(Unit.id).where(Unit.level == Level.DISTRICT, ~has_station)
    return list(session.scalars(bare.order_by(Unit.id)))


#: By the code under which pages and drawings know it.
SIGNS: Mapping[str, Sign] = {
    "silent": silent,
    "nobody_in_post": nobody_in_post,
    "no_woman_in_post": no_woman_in_post,
    "undiaried": undiaried,
    "no_intake": no_intake,
    "failed_drill": failed_drill,
}


def signs_of(session: Session, station: Unit, now: datetime) -> dict[str, datetime]:
    """Everything that is wrong with a station now, and since when."""
    found = {code: sign(session, now, station.id).get(station.id) for code, sign in SIGNS.items()}
    return {code: since for code, since in found.items() if since is not None}


def stations_with_signs(session: Session, now: datetime) -> set[str]:
    """Every station with which something is wrong."""
    found = {station for sign in SIGNS.values() for station in sign(session, now, None)}
    stations = select(Unit.id).where(Unit.level == Level.STATION, Unit.id.in_(found))
    return set(session.scalars(stations)) if found else set()


def _of(query: Select[*tuple[Any, ...]], column: Any, station_id: str | None) -> Any:
    """The question about one station, or about all that are known."""
    return query.where(column.is_not(None) if station_id is None else column == station_id)


def _pairs(session: Session, query: Any) -> Found:
    return {row[0]: row[1] for row in session.execute(query)}
