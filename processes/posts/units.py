"""The tree of units: adding to it, climbing it and asking who lies below whom."""

from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from models import Level, Unit
from models.types import new_id
from processes.exceptions import UnitNamedAlike

#: The column that holds a unit's ancestor (or itself) at each level below the nation.
_ANCESTOR = {
    Level.STATE: "state_id",
    Level.DISTRICT: "district_id",
    Level.CIRCLE: "circle_id",
    Level.STATION: "station_id",
}
#: No other unit of its level was named alike until now.
_IS_SAID_BARE = Unit.full_name == Unit.name


def add_unit(
    session: Session, *, level: Level, parent: Unit | None, name: str, name_hi: str, code: str
) -> Unit:
    """Put a unit under its parent, with the ids of all its ancestors in its row.

    Units of its level that are named alike in other districts are told apart from now on.

    :raises UnitNamedAlike: there is one of this name in its district, or among the units beside it
    """
    if parent is not None and _is_taken(session, parent, level, name, name_hi):
        raise UnitNamedAlike
    unit = Unit(
        id=new_id(), level=level, parent_id=parent and parent.id, name=name, name_hi=name_hi
    )
    unit.code = code
    for at, column in _ANCESTOR.items():
        inherited = getattr(parent, column) if parent is not None else None
        setattr(unit, column, unit.id if at is level else inherited)
    session.add(unit)
    session.flush()
    _tell_apart(session, unit)
    return unit


def _is_taken(session: Session, parent: Unit, level: Level, name: str, name_hi: str) -> bool:
    is_in_district = level > Level.DISTRICT
    beside = (
        Unit.district_id == parent.district_id if is_in_district else Unit.parent_id == parent.id
    )
    alike = or_(Unit.name == name, Unit.name_hi == name_hi)
    found = session.scalars(select(Unit.id).where(beside, Unit.level == level, alike).limit(1))
    return found.first() is not None


def _tell_apart(session: Session, added: Unit) -> None:
    """Say this unit, and those that are named as it is, with the place that each lies in."""
    alike = (
        Unit.level == added.level,
        or_(Unit.name == added.name, Unit.name_hi == added.name_hi),
    )
    if session.scalars(select(Unit.id).where(*alike, Unit.id != added.id).limit(1)).first() is None:
        return
    for unit in session.scalars(select(Unit).where(*alike, _IS_SAID_BARE)).all():
        _say_in_full(session, unit)
        if unit.level is Level.DISTRICT:
            below = select(Unit).where(Unit.district_id == unit.id, Unit.id != unit.id)
            for each in session.scalars(below.where(~_IS_SAID_BARE)).all():
                _say_in_full(session, each)


def _say_in_full(session: Session, unit: Unit) -> None:
    lies_in = unit.district_id if unit.level > Level.DISTRICT else unit.parent_id
    place = session.get(Unit, lies_in) if lies_in else None
    if place is not None:
        unit.full_name = f"{unit.name}, {place.full_name}"
        unit.full_name_hi = f"{unit.name_hi}, {place.full_name_hi}"


def ancestor_column(level: Level) -> str:
    """The name of the column of a unit, task or complaint that says where it lies at `level`.

    :raises KeyError: there is none for the nation, under which everything lies
    """
    return _ANCESTOR[level]


def above(unit: Unit, table: Any) -> list[ColumnElement[bool]]:
    """Rows of `table` that lie under what this unit lies under.

    It narrows nothing that a condition on the unit itself does not, but an index that begins with
    the state is used only by who names the state.
    """
    return [
        getattr(table, column) == getattr(unit, column)  # IS NULL where there is none
        for level, column in _ANCESTOR.items()
        if level < unit.level
    ]


def is_within(unit: Unit, above: Unit) -> bool:
    """Whether `unit` is `above` or lies below it."""
    if above.level is Level.NATIONAL:
        return True
    return bool(getattr(unit, _ANCESTOR[above.level]) == above.id)


def within(above: Unit) -> ColumnElement[bool]:
    """The condition that a unit is `above` or lies below it."""
    if above.level is Level.NATIONAL:
        return Unit.id.is_not(None)
    column: ColumnElement[str | None] = getattr(Unit, _ANCESTOR[above.level])
    return column == above.id


def at_or_below(table: Any, unit: Unit) -> ColumnElement[bool]:
    """The condition that a complaint, task or escalation lies at a unit or below it.

    :raises KeyError: the unit is the nation, whose are figures and no cases
    """
    condition: ColumnElement[bool] = getattr(table, _ANCESTOR[unit.level]) == unit.id
    return condition


def units_below(session: Session, above: Unit, level: Level) -> list[Unit]:
    """The units of one level within `above`, by name."""
    return list(
        session.scalars(
            select(Unit).where(within(above), Unit.level == level).order_by(Unit.name, Unit.id)
        )
    )


def unit_of_code(session: Session, code: str) -> Unit | None:
    """The unit of this code; None where there is none."""
    return session.scalars(select(Unit).where(Unit.code == code)).one_or_none()


def highest(session: Session) -> list[Unit]:
    """The units under which all others lie: the nation."""
    return list(session.scalars(select(Unit).where(Unit.parent_id.is_(None)).order_by(Unit.name)))


def children(session: Session, unit: Unit) -> list[Unit]:
    """The units directly under this one, by name."""
    return list(
        session.scalars(select(Unit).where(Unit.parent_id == unit.id).order_by(Unit.name, Unit.id))
    )


def first_station(session: Session, district_id: str) -> Unit | None:
    """The station that takes a complaint naming only its district.

    It is the first by code, where the women's station of a district stands.
    """
    return session.scalars(
        select(Unit)
        .where(Unit.district_id == district_id, Unit.level == Level.STATION)
        .order_by(Unit.code)
        .limit(1)
    ).first()
