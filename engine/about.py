"""What a process says about itself in `process.json`: its name, who may start it, roles it brings.

The file is optional; a process without one is started by messages and has only roles that are
there already. Reading never fails: the checker tells what is wrong, and what is wrong is left out.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from types import MappingProxyType
from typing import Any

from engine.drawing import Drawing
from engine.json_files import JsonRefused, read_json
from engine.owners import LEVELS
from models import Level

FILE = "process.json"
MOST_SEATS = 20
MOST_ROLES = 30
_ROLE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)


@dataclass(frozen=True)
class BroughtRole:
    """A role that comes with a process, and the posts that hold it."""

    role: str  # as lanes name it
    level: Level  # each unit of this level has posts of it
    name: str
    name_hi: str
    woman: bool = False  # its steps are for women officers only
    seats: int = 1


@dataclass(frozen=True)
class About:
    """What stands in the file."""

    name: str = ""
    name_hi: str = ""
    may_start: tuple[str, ...] = ()  # roles whose holders find it in their inbox
    roles: tuple[BroughtRole, ...] = ()


@dataclass(frozen=True)
class Wrong:
    """Something in the file that cannot be used: the rule that says so, and about what."""

    rule: str
    facts: Mapping[str, object]


def about(files: Mapping[str, bytes]) -> About:
    """What the files of a process say about it; nothing where they say nothing usable."""
    return read(files[FILE])[0] if FILE in files else About()


def read(content: bytes) -> tuple[About, list[Wrong]]:
    """What the file says, and what in it cannot be used."""
    try:
        written = read_json(content)
    except JsonRefused:
        written = None
    if not isinstance(written, dict):
        return About(), [Wrong("about-unreadable", {})]
    wrong = [
        Wrong("about-name-missing", {"field": field})
        for field in ("name", "name_hi")
        if not _said(written, field)
    ]
    starters = _list(written, "may_start", wrong)
    roles = list(_roles(_list(written, "roles", wrong), wrong))
    return (
        About(
            name=_said(written, "name"),
            name_hi=_said(written, "name_hi"),
            may_start=tuple(dict.fromkeys(each for each in starters if isinstance(each, str))),
            roles=tuple({each.role: each for each in roles}.values()),
        ),
        wrong,
    )


def write(about: About) -> bytes:
    """The file that says this."""
    written = asdict(about)
    for role in written["roles"]:
        role["level"] = role["level"].name.lower()
    return (json.dumps(written, ensure_ascii=False, indent=2) + "\n").encode()


def for_women(outline: Drawing, files: Mapping[str, bytes]) -> Drawing:
    """The drawing with the steps of roles that are for women officers only marked as theirs."""
    roles = {brought.role for brought in about(files).roles if brought.woman}
    if not roles:
        return outline
    elements = {
        element_id: replace(element, owner=replace(element.owner, holder_gender="female"))
        if element.role in roles
        else element
        for element_id, element in outline.elements.items()
    }
    return replace(outline, elements=MappingProxyType(elements))


def is_role(text: object) -> bool:
    """Whether a role can be called so."""
    return isinstance(text, str) and _ROLE.fullmatch(text) is not None


def _roles(written: list[Any], wrong: list[Wrong]) -> Iterator[BroughtRole]:
    if len(written) > MOST_ROLES:
        wrong.append(Wrong("about-role-refused", {"role": len(written), "field": "roles"}))
    for each in written[:MOST_ROLES]:
        role = each.get("role") if isinstance(each, dict) else None
        if not isinstance(each, dict) or not isinstance(role, str) or not is_role(role):
            wrong.append(Wrong("about-role-refused", {"role": role, "field": "role"}))
            continue
        level = LEVELS.get(str(each.get("level", "")).lower())
        seats = each.get("seats", 1)
        woman = each.get("woman", False)
        usable = {
            "level": level is not None,
            "name": bool(_said(each, "name")),
            "name_hi": bool(_said(each, "name_hi")),
            "seats": type(seats) is int and 1 <= seats <= MOST_SEATS,
            "woman": isinstance(woman, bool),
        }
        faulty = [field for field, is_usable in usable.items() if not is_usable]
        wrong += [Wrong("about-role-refused", {"role": role, "field": field}) for field in faulty]
        if level is not None and not faulty:
            yield BroughtRole(
                role, level, _said(each, "name"), _said(each, "name_hi"), woman, seats
            )


def _said(written: Mapping[str, Any], field: str) -> str:
    said = written.get(field)
    return said.strip()[:120] if isinstance(said, str) else ""


def _list(written: Mapping[str, Any], field: str, wrong: list[Wrong]) -> list[Any]:
    found = written.get(field, [])
    if isinstance(found, list):
        return found
    wrong.append(Wrong("about-role-refused", {"role": field, "field": field}))
    return []
