"""Differences in words: what a page says of each thing that differs between two versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from engine.called import Name
from engine.drawing_diff import Change, Detail, FileChange, How
from web.designer.difference_words import FILES, HOW, KINDS, PROPERTIES, SIGNS
from web.office.words import named, role

#: What a form may answer differs under this and the answer's code.
_CHOICE = "choice"
#: What holds roles by their short names.
_ROLES = frozenset({"role", "may_start", "candidateGroups", "sent_by", "read_by"})
#: What names other elements of the drawing by their ids.
_ELEMENTS = frozenset(
    {"sourceRef", "targetRef", "default", "attachedToRef", "processRef", "settled_by"}
    | {"messageRef", "signalRef", "errorRef", "escalationRef"}
)


@dataclass(frozen=True)
class Line:
    """One thing that differs, as a page shows it."""

    how: str
    sign: str
    words: str
    id: str
    kind: str
    name: str
    details: Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class ShownFile:
    """A file that differs, as a page shows it; what was only moved stands apart."""

    change: FileChange
    kind: str
    words: str
    sign: str
    lines: Sequence[Line]
    moved: Sequence[Line]

    @property
    def marks(self) -> Mapping[str, str]:
        """How each element of a drawing is to be marked."""
        return {each.id: each.how.value for each in self.change.changes if each.id}


def shown(files: Sequence[FileChange]) -> list[ShownFile]:
    """The differences in the language of the page."""
    return [_file(each) for each in files]


def _file(change: FileChange) -> ShownFile:
    lines = [_line(each, change.names) for each in change.changes]
    return ShownFile(
        change=change,
        kind=str(FILES[change.kind]),
        words=str(HOW[change.how]),
        sign=SIGNS[change.how],
        lines=[each for each in lines if each.how != How.MOVED],
        moved=[each for each in lines if each.how == How.MOVED],
    )


def _line(change: Change, names: Mapping[str, Name]) -> Line:
    return Line(
        how=change.how.value,
        sign=SIGNS[change.how],
        words=str(HOW[change.how]),
        id=change.id,
        kind=str(KINDS.get(change.kind, change.kind)),
        name=named(change.name, change.name_hi) or _unnamed(change),
        details=[_detail(each, names) for each in change.details],
    )


def _unnamed(change: Change) -> str:
    """What has no name of its own, by what it is."""
    return str(gettext("the form itself")) if change.kind == "form" else change.id


def _detail(detail: Detail, names: Mapping[str, Name]) -> tuple[str, str, str]:
    what = _property(detail.what)
    if detail.what in _ROLES:
        return what, _roles(detail.before), _roles(detail.after)
    if detail.what in _ELEMENTS:
        return what, _elements(detail.before, names), _elements(detail.after, names)
    return what, detail.before, detail.after


def _property(code: str) -> str:
    """What a property is called; what only one drawing says goes by its own name."""
    is_choice, _space, choice = code.partition(" ")
    if is_choice == _CHOICE:
        return str(gettext("choice “%(code)s”", code=choice))
    return str(PROPERTIES.get(code, code.replace("_", " ")))


def _roles(codes: str) -> str:
    return ", ".join(role(each.strip()) for each in codes.split(",") if each.strip())


def _elements(ids: str, names: Mapping[str, Name]) -> str:
    return ", ".join(named(*names.get(each, (each, each))) for each in ids.split())
