"""Calling: how a sentence of the checker says an element that has no name.

It goes by the nearest named one before it, an arrow by what it joins, a start by what it begins.
Where the sentence has said already what it is, as in *The arrow ...*, that is not said again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.called import Name, inflected, own_name
from engine.xml import local_name

_SAID_BEFORE = re.compile(r"(?:arrow|gateway|event|timer|task|sub-process) $")
_ARROW_HI = "तीर "
_START = "start"


@dataclass(frozen=True)
class Called:
    """What an element without a name is called."""

    kind: str  # gateway, event, step, arrow, start
    where: str  # after “Ask her”
    hindi: str

    @property
    def name(self) -> Name:
        """What it goes by outside a sentence, in both languages."""
        return f"{self.kind} {self.where}", self.hindi

    @property
    def where_it_is(self) -> str:
        """After a word that has said what it is."""
        return f"at the start {self.where}" if self.kind == _START else self.where


def called(node: Any, names: Mapping[str, Name]) -> Called | None:
    """What an element is called; None where it has a name, or follows nothing that has one."""
    element_id = node.get("id") or ""
    name, name_hi = names.get(element_id, ("", ""))
    if own_name(node) or name in ("", element_id):
        return None
    if local_name(node) == "sequenceFlow":
        return Called("arrow", name, _ARROW_HI + name_hi)
    kind, _, where = name.partition(" ")
    return Called(kind, where, name_hi)


def in_english(sentence: str, facts: Mapping[str, object], calls: Mapping[str, Called]) -> str:
    """The sentence with its facts, its elements as they are called."""
    said = {
        place: each.where_it_is
        if _SAID_BEFORE.search(sentence.partition(f"{{{place}}}")[0])
        else f"the {each.kind} {each.where}"
        for place, each in calls.items()
    }
    text = sentence.format_map({**facts, **said})
    return text[:1].upper() + text[1:] if calls else text


def in_hindi(sentence: str, facts: Mapping[str, object], calls: Mapping[str, Called]) -> str:
    """The same in Hindi."""
    said: dict[str, str] = {}
    for place, each in calls.items():
        for name in (place, f"{place}_hi"):
            is_said = sentence.partition(f"{{{name}}}")[0].endswith(_ARROW_HI)
            said[name] = each.hindi.removeprefix(_ARROW_HI) if is_said else each.hindi
    return inflected(sentence.format_map({**facts, **said}))
