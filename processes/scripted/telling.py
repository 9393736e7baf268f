"""What cases tell, from the heads of their files: to choose among them without a replay."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from processes.scripted.case import MOST_CASES, is_case
from processes.scripted.yaml_text import NotReadable, read_yaml

#: What a case tells stands before its steps, and within so much of the file.
_HEAD_BYTES = 4_000
_STEPS = re.compile(rb"^steps:", re.MULTILINE)


@dataclass(frozen=True)
class Told:
    """A case in a sentence. One whose head cannot be read tells nothing but its name."""

    path: str
    name: str
    tells: str
    tells_hi: str
    after: str  # the case it goes on from; empty where it begins by itself


@dataclass(frozen=True)
class Beginning:
    """The cases that begin alike: by themselves, or where the case `after` has ended."""

    after: Told | None
    cases: Sequence[Told]


def told(files: Mapping[str, bytes]) -> list[Told]:
    """What the cases among a process's files tell, by their paths."""
    return [_told(path, files[path]) for path in sorted(filter(is_case, files))[:MOST_CASES]]


def by_beginning(cases: Sequence[Told]) -> list[Beginning]:
    """The same cases by what they go on from: first those that begin by themselves."""
    known = {case.name: case for case in cases}
    found: dict[str, list[Told]] = {}
    for case in cases:
        found.setdefault(case.after if case.after in known else "", []).append(case)
    names = sorted(found, key=lambda name: (name != "", -len(found[name]), name))
    return [Beginning(known.get(name), found[name]) for name in names]


def _told(path: str, content: bytes) -> Told:
    head = _STEPS.split(content, maxsplit=1)[0][:_HEAD_BYTES]
    try:
        written: Any = read_yaml(head).plain
    except NotReadable:
        written = None
    said = written if isinstance(written, dict) else {}
    name = PurePosixPath(path).stem
    tells, tells_hi, after = (
        each if isinstance(each, str) else ""
        for each in (said.get("tells"), said.get("tells_hi"), said.get("after"))
    )
    return Told(path, name, tells or name, tells_hi or tells or name, after)
