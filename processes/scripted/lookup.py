"""Lookup: what stands in angle brackets in a case is looked up while it is replayed.

A day (`<today>`, `<today+7>`), a unit (`<home_district>`), a seat
(`<home_station investigating_officer 2>`), and what the process's adapter offers
(`<call_back_code>`).
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from engine.registry import KOLKATA
from processes.scripted.adapter import Adapter, Known
from processes.scripted.world import World

_BRACKETS = re.compile(r"<([^<>]+)>")
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


def _in_world(name: str, world: World, adapter: Adapter) -> str:
    if name in world.units:
        return world.units[name].id
    for sitting in world.sittings:
        if name == f"{sitting.unit} {sitting.role} {sitting.seat}":
            return sitting.post_id
    raise NothingSo(name, ", ".join(["today", *adapter.facts, *world.units]))
