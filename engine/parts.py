"""Parts of a drawing: the processes that its files draw, and which step calls which of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_ZEEBE_CALLED = "{http://camunda.org/schema/zeebe/1.0}calledElement"
_CALL_ACTIVITY = "{http://www.omg.org/spec/BPMN/20100524/MODEL}callActivity"


@dataclass(frozen=True)
class Part:
    """One process of a drawing. A file may draw several beside each other."""

    process_id: str
    name: str
    name_hi: str
    path: str  # the file that draws it
    element_ids: tuple[str, ...]  # in the order of the file, those of sub-processes last
    calls: Mapping[str, str]  # the process that each of its call activities calls


def calls_of(process: Any) -> dict[str, str]:
    """The processes that the call activities of a process call, by call activity."""
    found = {
        node.get("id", ""): called_process_of(node) or "" for node in process.iter(_CALL_ACTIVITY)
    }
    return {element_id: called for element_id, called in found.items() if element_id and called}


def called_process_of(node: Any) -> str | None:
    """The id of the process that a call activity calls; None if the drawing does not say."""
    zeebe = next(node.iter(_ZEEBE_CALLED), None)
    named: str | None = zeebe.get("processId") if zeebe is not None else None
    return node.get("calledElement") or named
