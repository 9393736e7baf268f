"""Kept from: the units that must not have a complaint (again)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, func

from models import Unit

#: The variable that holds the district of an accused who is police.
OF_CONFLICT = "conflict_district"
_WITHIN = (Unit.station_id, Unit.circle_id, Unit.district_id)


def kept_from(known: Mapping[str, Any]) -> frozenset[str]:
    """The ids of the units that must not have it, by the variables of the case.

    `kept_from` are those that it was taken from, `unit_complained_of` the one of an officer whom
    she complains of, while that is examined.
    """
    now = (known.get("unit_complained_of"), known.get(OF_CONFLICT))
    return frozenset(unit for unit in (*(known.get("kept_from") or ()), *now) if unit)


def may_have_it(known: Mapping[str, Any]) -> ColumnElement[bool]:
    """The condition that a unit is none of those and lies in none."""
    units = kept_from(known)
    return and_(*(func.coalesce(column, "").not_in(units) for column in _WITHIN))


def is_kept_from(unit: Unit, known: Mapping[str, Any]) -> bool:
    """Whether this unit is one of those, or lies in one."""
    return not kept_from(known).isdisjoint((unit.station_id, unit.circle_id, unit.district_id))
