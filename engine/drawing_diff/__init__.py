"""What differs between two versions of a process: drawings, forms, tables, texts, and itself.

Everything is found by its id, so that what was only moved on the canvas is told from what runs
otherwise. What cannot be read is compared as bytes and said to be so.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath

from engine.about import FILE as ABOUT
from engine.drawing_diff import drawings, forms, tables, texts
from engine.drawing_diff.change import Change, Detail, FileChange, How, Unreadable

__all__ = ["Change", "Detail", "FileChange", "How", "compare"]

_Reader = Callable[[bytes, bytes], Sequence[Change]]
_BY_SUFFIX: Mapping[str, tuple[str, _Reader]] = {
    ".bpmn": ("drawing", drawings.compare),
    ".form": ("form", forms.compare),
    ".dmn": ("table", tables.compare),
}
_ORDER = ("drawing", "form", "table", "notices", "about", "case", "other")


def compare(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[FileChange]:
    """The files that differ, drawings first, each with what differs in it."""
    found = [
        _file(path, before.get(path), after.get(path))
        for path in sorted(before.keys() | after.keys())
        if before.get(path) != after.get(path)
    ]
    return sorted(found, key=lambda each: (_ORDER.index(each.kind), each.path))


def _file(path: str, before: bytes | None, after: bytes | None) -> FileChange:
    kind, reader = _kind(path)
    if before is None:
        return FileChange(path, kind, How.ADDED)
    if after is None:
        return FileChange(path, kind, How.REMOVED)
    try:
        changes = tuple(reader(before, after))
        names = drawings.names(before, after) if kind == "drawing" else {}
    except Unreadable:
        return FileChange(path, kind, How.CHANGED, is_readable=False)
    return FileChange(path, kind, How.CHANGED, changes, names=names)


def _kind(path: str) -> tuple[str, _Reader]:
    if path == ABOUT:
        return "about", texts.about
    if path.startswith("notices/"):
        return "notices", texts.notices
    if path.startswith("cases/"):
        return "case", texts.plain
    return _BY_SUFFIX.get(PurePosixPath(path).suffix, ("other", texts.plain))
