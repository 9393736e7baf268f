"""Whose a step is: the lanes of a drawing, with the role, level and seat that they say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.conventions import BPMN, CAMUNDA, TRUE, ZEEBE, properties_of
from models import Level

#: A role, and the level at which its post is.
Rung = tuple[str, Level]
#: The levels by the name that drawings give them.
LEVELS = {level.name.lower(): level for level in Level}


@dataclass(frozen=True)
class Owner:
    """Whose a step is: what the lanes around it say together, the innermost first."""

    role: str | None = None
    level: Level | None = None
    seat: str | None = None  # the variable that holds the id of a numbered post
    holder_gender: str | None = None
    is_custodian: bool = False
    or_else: tuple[Rung, ...] = ()  # whose it is where nobody holds that post
    lane: str | None = None
    lane_hi: str | None = None


def rungs(text: str) -> tuple[Rung, ...]:
    """The posts that the property `or_else` lists: `superintendent district, state_nodal state`.

    What names no level is left out; the checker tells of it.
    """
    named = [each.split() for each in text.split(",")]
    return tuple((each[0], LEVELS[each[1]]) for each in named if each[1:] and each[1] in LEVELS)


def owner_of(properties: Mapping[str, str], around: Owner, name: str | None = None) -> Owner:
    """What these properties say; what they do not say, the lane around says.

    A lane that names another role takes nothing but its name from the lane around it.
    """
    base = Owner() if properties.get("role", around.role) != around.role else around
    level = properties.get("level")
    return Owner(
        role=properties.get("role", base.role or (name if not around.role else around.role)),
        level=LEVELS.get(level.strip().lower()) if level else base.level,
        seat=properties.get("seat", base.seat),
        holder_gender=properties.get("holder_gender", base.holder_gender),
        is_custodian=(
            properties["custodian"].lower() in TRUE
            if "custodian" in properties
            else base.is_custodian
        ),
        or_else=rungs(properties["or_else"]) if "or_else" in properties else base.or_else,
        lane=name or around.lane,
        lane_hi=properties.get("name_hi") if name else around.lane_hi,
    )


def owners_by_role(scope: Any, outer: Owner) -> Iterator[Owner]:
    return (owner for _, owner in _owned_lanes(scope, outer))


def owners_by_node(scope: Any, outer: Owner) -> dict[str, Owner]:
    """The owner of each node that a lane of this scope names; inner lanes overwrite outer ones."""
    return {
        (reference.text or "").strip(): owner
        for lane, owner in _owned_lanes(scope, outer)
        for reference in lane.iterchildren(f"{BPMN}flowNodeRef")
    }


def _owned_lanes(scope: Any, outer: Owner) -> Iterator[tuple[Any, Owner]]:
    """Every lane of this scope with what it says, outer lanes before inner ones."""
    pending = [(lane_set, outer) for lane_set in scope.iterchildren(f"{BPMN}laneSet")]
    while pending:
        lane_set, around = pending.pop(0)
        for lane in lane_set.iterchildren(f"{BPMN}lane"):
            owner = owner_of(properties_of(lane), around, name=lane.get("name"))
            yield lane, owner
            pending += [(child, owner) for child in lane.iterchildren(f"{BPMN}childLaneSet")]


def candidate_group(node: Any) -> str | None:
    """The first of those who may do a task, as Camunda's editors of version 7 or 8 say it."""
    said = node.get(f"{CAMUNDA}candidateGroups")
    for zeebe in node.iterfind(f"{BPMN}extensionElements/{ZEEBE}assignmentDefinition"):
        said = said or zeebe.get("candidateGroups")
    if not said:
        return None
    return said.strip().removeprefix("=").strip(" []").split(",")[0].strip(' "') or None
