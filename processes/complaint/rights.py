"""Her rights in plain words (rights.json): what was read in the law itself, and what waits.

Each part of a right stands with its source and its state: `verified` in the bare act or the
Gazette, `secondary` read in another's report, `check` from memory. Only verified parts are
published; the others wait until an administrator has confirmed them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "rights.json"
VERIFIED = "verified"


@dataclass(frozen=True)
class Part:
    """A few sentences with their source, in both languages."""

    text: Mapping[str, str]
    source: str
    status: str


@dataclass(frozen=True)
class Right:
    """One right; `parts` may be published."""

    id: str
    title: Mapping[str, str]
    parts: tuple[Part, ...]


@cache
def all_rights() -> tuple[Right, ...]:
    """Every right, with parts of every state."""
    return tuple(
        Right(
            id=row["id"],
            title=row["title"],
            parts=tuple(
                Part({"en": part["en"], "hi": part["hi"]}, part["source"], part["status"])
                for part in row["parts"]
            ),
        )
        for row in json.loads(TABLE.read_text(encoding="utf-8"))
    )


@cache
def published() -> tuple[Right, ...]:
    """The rights that have verified parts, with those parts only."""
    kept = (
        Right(right.id, right.title, tuple(p for p in right.parts if p.status == VERIFIED))
        for right in all_rights()
    )
    return tuple(right for right in kept if right.parts)
