"""Differences in words: what a page says of each thing that differs between two versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString

from engine.drawing_diff import Change, Detail, FileChange, How
from web.office.words import named, role

HOW: Mapping[How, LazyString] = {
    How.ADDED: lazy_gettext("added"),
    How.REMOVED: lazy_gettext("removed"),
    How.CHANGED: lazy_gettext("changed"),
    How.MOVED: lazy_gettext("moved"),
}
#: A sign beside the word, so that nothing is told by a colour alone.
SIGNS: Mapping[How, str] = {How.ADDED: "+", How.REMOVED: "−", How.CHANGED: "✎", How.MOVED: "↔"}

FILES: Mapping[str, LazyString] = {
    "drawing": lazy_gettext("Drawing"),
    "form": lazy_gettext("Form"),
    "table": lazy_gettext("Decision table"),
    "notices": lazy_gettext("Notices"),
    "about": lazy_gettext("Name, starters and roles"),
    "case": lazy_gettext("Scripted case"),
    "other": lazy_gettext("File"),
}

KINDS: Mapping[str, LazyString] = {
    "process": lazy_gettext("process"),
    "participant": lazy_gettext("pool"),
    "lane": lazy_gettext("lane"),
    "startEvent": lazy_gettext("start"),
    "endEvent": lazy_gettext("end"),
    "boundaryEvent": lazy_gettext("event on a border"),
    "intermediateCatchEvent": lazy_gettext("event that is waited for"),
    "intermediateThrowEvent": lazy_gettext("event"),
    "userTask": lazy_gettext("step of a person"),
    "manualTask": lazy_gettext("step of a person"),
    "serviceTask": lazy_gettext("step of the portal"),
    "sendTask": lazy_gettext("step of the portal"),
    "scriptTask": lazy_gettext("step of the portal"),
    "businessRuleTask": lazy_gettext("decision"),
    "receiveTask": lazy_gettext("message that is waited for"),
    "callActivity": lazy_gettext("called drawing"),
    "subProcess": lazy_gettext("box"),
    "exclusiveGateway": lazy_gettext("choice"),
    "inclusiveGateway": lazy_gettext("choice of several"),
    "parallelGateway": lazy_gettext("all at once"),
    "eventBasedGateway": lazy_gettext("what comes first"),
    "sequenceFlow": lazy_gettext("arrow"),
    "textAnnotation": lazy_gettext("remark"),
    "message": lazy_gettext("message"),
    "form": lazy_gettext("form"),
    "decision": lazy_gettext("decision"),
    "input": lazy_gettext("input column"),
    "output": lazy_gettext("output column"),
    "rule": lazy_gettext("rule"),
    "notice": lazy_gettext("notice"),
    "role": lazy_gettext("role"),
}

PROPERTIES: Mapping[str, LazyString] = {
    "kind": lazy_gettext("kind"),
    "name": lazy_gettext("name"),
    "name_hi": lazy_gettext("Hindi name"),
    "label": lazy_gettext("question"),
    "label_hi": lazy_gettext("question in Hindi"),
    "text": lazy_gettext("text"),
    "text_hi": lazy_gettext("text in Hindi"),
    "title": lazy_gettext("title"),
    "title_hi": lazy_gettext("title in Hindi"),
    "en": lazy_gettext("English"),
    "hi": lazy_gettext("Hindi"),
    "lane": lazy_gettext("lane"),
    "role": lazy_gettext("role"),
    "level": lazy_gettext("level"),
    "formKey": lazy_gettext("form"),
    "topic": lazy_gettext("what the portal does"),
    "decisionRef": lazy_gettext("decision"),
    "calledElement": lazy_gettext("called drawing"),
    "dueDate": lazy_gettext("due"),
    "timeDuration": lazy_gettext("time"),
    "timeDate": lazy_gettext("moment"),
    "timeCycle": lazy_gettext("repeats"),
    "cancelActivity": lazy_gettext("ends the step"),
    "conditionExpression": lazy_gettext("condition"),
    "sourceRef": lazy_gettext("from"),
    "targetRef": lazy_gettext("to"),
    "default": lazy_gettext("default arrow"),
    "documentation": lazy_gettext("remark"),
    "notice": lazy_gettext("notice"),
    "type": lazy_gettext("kind"),
    "isExecutable": lazy_gettext("may run"),
    "record": lazy_gettext("place in the record"),
    "personal": lazy_gettext("personal"),
    "validate required": lazy_gettext("must be answered"),
    "hitPolicy": lazy_gettext("which rules count"),
    "expression": lazy_gettext("expression"),
    "may_start": lazy_gettext("who may start it"),
    "seats": lazy_gettext("posts at each unit"),
    "woman": lazy_gettext("women only"),
    "lines": lazy_gettext("lines"),
}


#: What holds roles by their short names.
_ROLES = frozenset({"role", "may_start", "candidateGroups", "sent_by"})


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
    lines = [_line(each) for each in change.changes]
    return ShownFile(
        change=change,
        kind=str(FILES[change.kind]),
        words=str(HOW[change.how]),
        sign=SIGNS[change.how],
        lines=[each for each in lines if each.how != How.MOVED],
        moved=[each for each in lines if each.how == How.MOVED],
    )


def _line(change: Change) -> Line:
    return Line(
        how=change.how.value,
        sign=SIGNS[change.how],
        words=str(HOW[change.how]),
        id=change.id,
        kind=str(KINDS.get(change.kind, change.kind)),
        name=named(change.name, change.name_hi) or _told_by_its_ends(change) or change.id,
        details=[_detail(each) for each in change.details],
    )


def _told_by_its_ends(change: Change) -> str:
    return str(gettext("the form itself")) if change.kind == "form" else ""


def _detail(detail: Detail) -> tuple[str, str, str]:
    what = str(PROPERTIES.get(detail.what, detail.what.replace("_", " ")))
    if detail.what in _ROLES:
        return what, _roles(detail.before), _roles(detail.after)
    return what, detail.before, detail.after


def _roles(codes: str) -> str:
    return ", ".join(role(each.strip()) for each in codes.split(",") if each.strip())
