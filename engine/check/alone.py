"""One drawing of a folder by itself: what lies beside it counts only as far as it names it."""

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from engine import about
from engine.check import accepting
from engine.conventions import BPMN, form_path
from engine.draft_names import decision_names
from engine.elements.tasks import decision_ref_of
from engine.forms import FormRefused, read_form
from engine.parts import calls_of
from engine.xml import XmlRefused, parse_xml

#: What is said of a process as a whole, and what the portal itself asks of its folder.
_OF_THE_WHOLE = (about.FILE, accepting.FILE)
_NOTICES = "notices/"


def process_of(content: bytes) -> str | None:
    """The id of the first process that a drawing draws; None if it draws none."""
    return next((process.get("id") for process in _processes(content)), None)


class Beside:
    """The files of a folder, and which of them name which others."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._processes = {path: list(_processes(files[path])) for path in _of(".bpmn", files)}
        self._drawn = {
            path: {process.get("id") for process in drawn}
            for path, drawn in self._processes.items()
        }
        self._decisions = {
            path: set(decision_names({path: files[path]})) for path in _of(".dmn", files)
        }
        self._names = {path: set(self._named(path)) for path in files}

    def named_by(self, path: str) -> set[str]:
        """The file of this path and all that it names, and what these name in turn."""
        found: set[str] = set()
        pending = {path}
        while pending:
            found |= pending
            pending = set().union(*(self._names[each] for each in pending)) - found
        return found

    def around(self, path: str) -> dict[str, bytes]:
        """The files that a drawing names, those that call it, and what is said of the whole.

        What a part reads, the drawing that calls it may have written.
        """
        counted = self.named_by(path)
        for drawing in self._drawn:
            named = self.named_by(drawing)
            counted |= named if path in named else set()
        if path in self._drawn:
            counted |= {
                each for each in self._files if each in _OF_THE_WHOLE or each.startswith(_NOTICES)
            }
        return {each: self._files[each] for each in sorted(counted)}

    def _named(self, path: str) -> Iterator[str]:
        if path.endswith(".form"):
            yield from _holding(self._decisions, _decisions_of_form(self._files[path]))
        for process in self._processes.get(path, ()):
            yield from _holding(self._drawn, set(calls_of(process).values()))
            asked = {decision_ref_of(node) for node in process.iter(f"{BPMN}businessRuleTask")}
            yield from _holding(self._decisions, asked)
            for node in process.iter(f"{BPMN}userTask", f"{BPMN}startEvent"):
                form = form_path(node, self._files)
                if form is not None and form in self._files:
                    yield form


def _of(suffix: str, files: Iterable[str]) -> list[str]:
    return [path for path in files if path.endswith(suffix)]


def _holding(held: Mapping[str, Set[str | None]], wanted: Set[str | None]) -> list[str]:
    """The files that draw one of these processes, or hold one of these tables."""
    return [path for path, ids in held.items() if ids & wanted]


def _decisions_of_form(content: bytes) -> set[str]:
    try:
        return set(read_form(content).decisions)
    except FormRefused:
        return set()


def _processes(content: bytes) -> Iterator[Any]:
    try:
        yield from parse_xml(content).getroot().iterchildren(f"{BPMN}process")
    except XmlRefused:
        return
