"""Lookup: what stands in angle brackets in a case is looked up while it is replayed.

A day (`<today>`, `<today+7>`), a unit (`<home_district>`), a seat
(`<home_station investigating_officer 2>`), and what the process's adapter offers
(`<call_back_code>`).
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from engine.law import KOLKATA
from processes.scripted.adapter import Adapter, Known
from processes.scripted.world import World

_BRACKETS = re.compile(r"<([^<>]+)>")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
#: Days further off than this are not counted from today.
_NEAR = 400
_TODAY = re.compile(r"today(?:([+-])([0-9]{1,4}))?")


class NothingSo(LookupError):
    """Nothing has this name; `known` says what there is."""

    def __init__(self, name: str, known: str) -> None:
        super().__init__(name)
        self.name = name
        self.known = known


def look_up(value: Any, *, world: World, adapter: Adapter, known: Known, now: datetime) -> Any:
    """A value of a case with everything in brackets replaced, lists and mappings included.

    :raises NothingSo: something in brackets is unknown
    """
    if isinstance(value, Mapping):
        return {
            key: look_up(each, world=world, adapter=adapter, known=known, now=now)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [look_up(each, world=world, adapter=adapter, known=known, now=now) for each in value]
    found = _BRACKETS.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return value
    name = " ".join(found[1].split())
    if (day := _TODAY.fullmatch(name)) is not None:
        days = timedelta(days=int(f"{day[1] or ''}{day[2] or 0}"))
        return (now.astimezone(KOLKATA).date() + days).isoformat()
    if name in adapter.facts:
        return adapter.facts[name](known)
    return _in_world(name, world, adapter)


def written(value: Any, *, world: World, facts: Mapping[str, str], today: date) -> Any:
    """The inverse of :func:`look_up`: a value as a case writes it, lists and mappings included.

    What only one database knows, a unit or a seat, is written in brackets, and so is a day near to
    today, and an answer that is what the adapter's `facts` say now.
    """
    if isinstance(value, Mapping):
        return {
            key: written(each, world=world, facts=facts, today=today) for key, each in value.items()
        }
    if isinstance(value, list):
        return [written(each, world=world, facts=facts, today=today) for each in value]
    if not isinstance(value, str):
        return value
    for name, fact in facts.items():
        if fact and value == fact:
            return f"<{name}>"
    if (unit := world.unit_name(value)) is not None:
        return f"<{unit}>"
    if (sitting := world.holder(value)) is not None:
        return f"<{sitting.unit} {sitting.role} {sitting.seat}>"
    return _near(value, today)


def _near(value: str, today: date) -> str:
    """A day as its distance from today, where it is near."""
    if not _DAY.fullmatch(value):
        return value
    try:
        distance = (date.fromisoformat(value) - today).days
    except ValueError:
        return value
    if abs(distance) > _NEAR:
        return value
    return f"<today{distance:+d}>" if distance else "<today>"


def _in_world(name: str, world: World, adapter: Adapter) -> str:
    if name in world.units:
        return world.units[name].id
    for sitting in world.sittings:
        if name == f"{sitting.unit} {sitting.role} {sitting.seat}":
            return sitting.post_id
    raise NothingSo(name, ", ".join(["today", *adapter.facts, *world.units]))
