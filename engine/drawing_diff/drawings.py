"""Drawings compared: every element by its id, with what it says and where it stands."""

from collections.abc import Iterator
from typing import Any

from engine.called import Name, names_in
from engine.conventions import BPMN, properties_of
from engine.drawing_diff.change import Change, Thing, Unreadable, differences
from engine.xml import XmlRefused, local_name, parse_xml

_DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
#: What an arrow says better than the steps it joins.
_LEFT_OUT = frozenset({"incoming", "outgoing", "flowNodeRef", "extensionElements"})
#: They stand on the canvas and tell nothing by themselves.
_SKIPPED = frozenset({"definitions", "collaboration", "laneSet", "childLaneSet"})


def compare(before: bytes, after: bytes) -> list[Change]:
    """What differs between two drawings.

    :raises Unreadable: one of them cannot be read
    """
    return list(differences(_things(before), _things(after)))


def names(before: bytes, after: bytes) -> dict[str, Name]:
    """What the elements of two drawings are called, by their ids; the second has the last word.

    :raises Unreadable: one of them cannot be read
    """
    return names_in(_root(before)) | names_in(_root(after))


def _root(content: bytes) -> Any:
    try:
        return parse_xml(content).getroot()
    except XmlRefused:
        raise Unreadable from None


def _things(content: bytes) -> dict[str, Thing]:
    root = _root(content)
    called = names_in(root)
    places = dict(_places(root))
    lanes = {
        (reference.text or "").strip(): lane.get("name") or lane.get("id") or ""
        for lane in root.iter(f"{BPMN}lane")
        for reference in lane.iterchildren(f"{BPMN}flowNodeRef")
    }
    found: dict[str, Thing] = {}
    for node in root.iter(f"{BPMN}*"):
        element_id = node.get("id")
        tag = local_name(node)
        if not element_id or tag in _SKIPPED or tag.endswith("EventDefinition"):
            continue
        name, name_hi = called[element_id]
        facts = dict(_facts(node))
        if element_id in lanes:
            facts["lane"] = lanes[element_id]
        found[element_id] = Thing(
            kind=tag,
            name=name,
            name_hi=name_hi,
            facts=facts,
            place=places.get(element_id),
        )
    return found


def _facts(node: Any) -> Iterator[tuple[str, str]]:
    """What an element says: its attributes, properties, and the texts in it."""
    for name, value in node.attrib.items():
        if name != "id":
            yield _local(name), value
    yield from properties_of(node).items()
    for child in node.iterchildren():
        if not isinstance(child.tag, str) or local_name(child) in _LEFT_OUT:
            continue
        if child.get("id") and not _belongs(child):
            continue
        yield from _inside(child)


def _belongs(child: Any) -> bool:
    """Whether a child with an id of its own is part of what its parent says."""
    tag = local_name(child)
    return tag.endswith(("EventDefinition", "LoopCharacteristics", "Expression")) or tag in (
        "documentation",
        "text",
        "script",
    )


def _inside(child: Any) -> Iterator[tuple[str, str]]:
    tag = local_name(child)
    text = " ".join("".join(child.itertext()).split())
    if text:
        inner = [local_name(each) for each in child.iterchildren() if isinstance(each.tag, str)]
        yield (inner[0] if tag.endswith("EventDefinition") and inner else tag), text
    elif tag.endswith(("EventDefinition", "LoopCharacteristics")):
        yield tag, "yes"
    for name, value in child.attrib.items():
        if name.endswith("Ref") or _local(name) in ("collection", "elementVariable"):
            yield _local(name), value


def _places(root: Any) -> Iterator[tuple[str, object]]:
    for shape in root.iter(f"{_DI}BPMNShape", f"{_DI}BPMNEdge"):
        drawn = [
            tuple(sorted(point.attrib.items()))
            for point in shape.iterchildren()
            if isinstance(point.tag, str) and local_name(point) in ("Bounds", "waypoint")
        ]
        yield shape.get("bpmnElement") or "", drawn


def _local(name: str) -> str:
    return name.rpartition("}")[2]
