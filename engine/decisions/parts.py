"""What stands in the elements of a DMN file."""

from typing import Any

from engine.decisions.table import Rule
from engine.xml import local_name


def property_of(node: Any, name: str) -> str:
    """A property of the extensions, as in a drawing: the Hindi name, the Hindi annotation."""
    for extension in children_of(node, "extensionElements"):
        for each in extension.iter("{*}property"):
            if each.get("name") == name:
                return each.get("value") or ""
    return ""


def type_of(node: Any) -> str:
    """The type that a column is said to have."""
    return (node.get("typeRef") or "").rpartition(":")[2].lower()


def rule_of(node: Any) -> Rule:
    """A row as it is written."""
    notes = children_of(node, "description")
    return Rule(
        inputs=tuple(text_of(each) for each in children_of(node, "inputEntry")),
        outputs=tuple(text_of(each) for each in children_of(node, "outputEntry")),
        note=(notes[0].text or "").strip() if notes else "",
        note_hi=property_of(node, "note_hi"),
        id=node.get("id"),
    )


def children_of(node: Any, *tags: str) -> list[Any]:
    """The elements directly in it that have one of these tags."""
    return [child for child in node if local_name(child) in tags]


def text_of(node: Any) -> str:
    """What is written in a cell or expression; "" if nothing is."""
    return next(((each.text or "").strip() for each in children_of(node, "text")), "")
