"""What web/static/vendor holds: files, where each comes from, its licence and its SHA-256."""

import hashlib
import json
from pathlib import Path
from typing import TypedDict

VENDOR = Path(__file__).parents[2] / "web" / "static" / "vendor"
MANIFEST = VENDOR / "MANIFEST.json"


class Entry(TypedDict):
    """One line of the manifest."""

    package: str
    version: str
    licence: str
    sha256: str
    bytes: int


def digest(path: Path) -> str:
    """The file's SHA-256 in hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_manifest() -> dict[str, Entry]:
    """File name below the vendor folder -> its entry."""
    entries: dict[str, Entry] = json.loads(MANIFEST.read_text())
    return entries


def write_manifest(entries: dict[str, Entry]) -> None:
    """Keep what was copied."""
    MANIFEST.write_text(json.dumps(entries, indent=1, sort_keys=True) + "\n")
