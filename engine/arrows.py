"""The arrows of a drawing: which step leads to which, and what is written on the way."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.conventions import BPMN, properties_of
from engine.xml import parse_xml


@dataclass(frozen=True)
class Arrow:
    """One sequence flow."""

    id: str
    source: str
    target: str
    name: str
    name_hi: str


def arrows_of(files: Mapping[str, bytes]) -> list[Arrow]:
    """Every arrow of every drawing among the files, in their order."""
    return [
        Arrow(
            id=flow.get("id"),
            source=flow.get("sourceRef"),
            target=flow.get("targetRef"),
            name=flow.get("name") or "",
            name_hi=properties_of(flow).get("name_hi", flow.get("name") or ""),
        )
        for path in sorted(files)
        if path.endswith(".bpmn")
        for flow in parse_xml(files[path]).getroot().iter(f"{BPMN}sequenceFlow")
    ]
