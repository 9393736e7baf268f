"""Writing a play down as a scripted case."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import yaml

from engine.drawing import Element
from engine.law import KOLKATA
from processes.playing.record import Record
from processes.scripted.adapter import Known
from processes.scripted.case import FOLDER, SUFFIX
from processes.scripted.fault import Fault
from processes.scripted.lookup import written
from processes.scripted.reading import read_cases
from processes.scripted.scene import Scene

_NAME = re.compile(r"[a-z][a-z0-9_]{2,59}", re.ASCII)
_WIDTH = 100


class NameRefused(Exception):
    """A case is called in small letters, digits and underscores."""


class CaseRefused(Exception):
    """What was played makes no case; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        """A case knows no anchors."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Let the items of a list stand further in than its name."""
        super().increase_indent(flow, False)


def path_of(name: str) -> str:
    """Where a case of this name lies in the folder of its process.

    :raises NameRefused: no case can be called so
    """
    if not _NAME.fullmatch(name):
        raise NameRefused
    return f"{FOLDER}/{name}{SUFFIX}"


def write_case(
    record: Record, *, path: str, tells: str, tells_hi: str, elements: Mapping[str, Element]
) -> bytes:
    """The file of a case that does again what was played.

    :raises CaseRefused: it would be no case, or one that can never fail
    """
    case: dict[str, Any] = {"tells": tells, "tells_hi": tells_hi, **_beginning(record)}
    case["steps"] = [dict(step) for step in record.steps]
    text: str = yaml.dump(case, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    content = text.encode()
    _, faults = read_cases({path: content}, elements)
    if faults:
        raise CaseRefused(faults[0])
    return content


def _beginning(record: Record) -> dict[str, Any]:
    if record.after is not None:
        return {"after": record.after}
    started = {"started_by": record.started_by} if record.started_by is not None else {}
    return {"begins": clock(record.begins_at), **started, "start": dict(record.start)}


def clock(moment: datetime) -> str:
    """A moment as a case writes it: as a clock in India shows it."""
    local = moment.astimezone(KOLKATA).replace(tzinfo=None)
    is_whole = not (local.second or local.microsecond)
    return local.isoformat(timespec="minutes") if is_whole else local.isoformat()


def as_written(scene: Scene, values: Mapping[str, Any]) -> dict[str, Any]:
    """Answers to a form as a case writes them; what was not answered is left out."""
    said = {key: _plain(each) for key, each in values.items()}
    with scene.sessions() as session:
        known = Known(session, scene.stage.registry, scene.place.instance_id)
        facts = (
            {name: str(fact(known)) for name, fact in scene.adapter.facts.items()}
            if scene.place.instance_id
            else {}
        )
    today = scene.place.now.astimezone(KOLKATA).date()
    found: dict[str, Any] = written(
        {key: each for key, each in said.items() if each not in (None, "", [], False)},
        world=scene.stage.world,
        facts=facts,
        today=today,
    )
    return found


def _plain(value: Any) -> Any:
    """An answer without what a case cannot hold: a file is `true`, an empty row is nothing."""
    if isinstance(value, Mapping) and "content" in value:
        return True
    if isinstance(value, list):
        rows = [_plain(each) for each in value]
        return [each for each in rows if each not in (None, "", {})]
    if isinstance(value, Mapping):
        cells = {key: _plain(each) for key, each in value.items()}
        return {key: each for key, each in cells.items() if each not in (None, "", [], False)}
    return value
