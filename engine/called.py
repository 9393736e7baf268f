"""What the elements of a drawing are called, in English and Hindi, also where they have no name.

A gateway that asks nothing, or a step left unnamed, is called by the nearest named one before it;
an arrow by what it joins; a start by what it begins. What follows none of them goes by its id.
"""

import re
from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any

from engine.conventions import BPMN, properties_of
from engine.xml import local_name, parse_xml

#: A name in English, and in Hindi.
Name = tuple[str, str]

_ARROW, _START = "sequenceFlow", "startEvent"
_KINDS: Mapping[str, Name] = {
    "Gateway": ("gateway", "वाला गेटवे"),
    "Event": ("event", "वाली घटना"),
}
_STEP: Name = ("step", "वाला चरण")
_NOMINATIVE = re.compile("वाला(?= (?:गेटवे|चरण) (?:का|की|के|को|में|से|तक|पर))")


def names_of(files: Mapping[str, bytes]) -> dict[str, Name]:
    """What each element of every drawing among the files is called, by its id."""
    return {
        element_id: name
        for path in sorted(files)
        if path.endswith(".bpmn")
        for element_id, name in names_in(parse_xml(files[path]).getroot()).items()
    }


def names_in(root: Any) -> dict[str, Name]:
    """What each element of a drawing is called, by its id."""
    by_id = {node.get("id"): node for node in root.iter(f"{BPMN}*") if node.get("id")}
    arrows = {each: node for each, node in by_id.items() if local_name(node) == _ARROW}
    own = {each: name for each, node in by_id.items() if (name := own_name(node))}
    starts = {
        each: _start_of(node)
        for each, node in by_id.items()
        if each not in own and local_name(node) == _START
    }
    said = own | starts
    before = _named_before(said, arrows.values())
    names = {each: said.get(each) or _after(before.get(each), node) for each, node in by_id.items()}
    return names | {each: _joining(node, names) for each, node in arrows.items()}


def inflected(text: str) -> str:
    """A Hindi text whose masculine words have the ending that a postposition asks for."""
    return _NOMINATIVE.sub("वाले", text)


def own_name(node: Any) -> Name | None:
    """The name that the drawing gives an element."""
    name = " ".join((node.get("name") or "").split())
    return (name, properties_of(node).get("name_hi", name)) if name else None


def _start_of(event: Any) -> Name:
    """By the nearest thing around it that has a name, else by the id of what it stands in."""
    around = list(event.iterancestors())
    found = next(filter(None, map(own_name, around)), None)
    name, name_hi = found or (around[0].get("id", ""),) * 2
    return f"start of “{name}”", f"“{name_hi}” की शुरुआत"


def _named_before(own: Mapping[str, Name], arrows: Iterable[Any]) -> dict[str, Name]:
    """The nearest name before each element that arrows reach from a named one.

    All names go forward along the arrows at once, so that each element is looked at once.
    """
    targets: dict[str, list[str]] = {}
    for arrow in arrows:
        targets.setdefault(arrow.get("sourceRef", ""), []).append(arrow.get("targetRef", ""))
    before: dict[str, Name] = {}
    waiting = deque(own)
    while waiting:
        reached = waiting.popleft()
        for target in targets.get(reached, ()):
            if target not in own and target not in before:
                before[target] = own.get(reached) or before[reached]
                waiting.append(target)
    return before


def _after(before: Name | None, node: Any) -> Name:
    if before is None:
        return node.get("id"), node.get("id")
    tag = local_name(node)
    kind, kind_hi = next((_KINDS[each] for each in _KINDS if tag.endswith(each)), _STEP)
    article = "the " if before[0].startswith("start of “") else ""
    return f"{kind} after {article}{_quoted(before[0])}", f"{_quoted(before[1])} के बाद {kind_hi}"


def _joining(arrow: Any, names: Mapping[str, Name]) -> Name:
    said = own_name(arrow)
    answer, answer_hi = (f"“{said[0]}”, ", f"“{said[1]}”, ") if said else ("", "")
    ends = [arrow.get(end, "") for end in ("sourceRef", "targetRef")]
    (source, source_hi), (target, target_hi) = (names.get(end, (end, end)) for end in ends)
    return (
        f"{answer}from {_quoted(source)} to {_quoted(target)}",
        f"{answer_hi}{inflected(f'{_quoted(source_hi)} से {_quoted(target_hi)} तक')}",
    )


def _quoted(name: str) -> str:
    """In quotes, unless it holds some already."""
    return name if "“" in name else f"“{name}”"
