"""Rules about extension properties: a misspelt value would be taken for none."""

from collections.abc import Iterator, Mapping
from itertools import chain

from engine.check.drawn import Drawn
from engine.check.finding import Finding
from engine.check.mending import nearest
from engine.conventions import BPMN, TRUE, properties_of
from models import Severity

#: Codes that officers would read where the drawing brings no words for them.
SPOKEN = ("reason",)
#: What people read, in English; each has its Hindi in the property of that name with `_hi`.
TEXTS = ("instead", "not_now_text", "name_for_her")

_TICKED = TRUE | {"false", "no", "0"}

VALUES: Mapping[str, frozenset[str]] = {
    "deadline": frozenset({"statutory", "target"}),
    "holder_gender": frozenset({"female", "male"}),
    "custodian": _TICKED,
    "custody_stays": _TICKED,
    "another_officer": _TICKED,
    "makes_word": _TICKED,
    "visits_her": _TICKED,
    "asks_code": _TICKED,
    "if_owed": _TICKED,
    "severity": frozenset(each.name.lower() for each in Severity),
    "stage": frozenset({"registered", "under_investigation", "opinion_formed"}),
    "reads_out": frozenset({"number", "word"}),
}


def values(drawn: Drawn) -> Iterator[Finding]:
    """`statutary` would silently make a deadline of the law a target."""
    lanes = (process.iter(f"{BPMN}lane") for process in drawn.processes)
    for node in chain(drawn.steps.values(), chain.from_iterable(lanes)):
        for name, value in properties_of(node).items():
            if name in VALUES and value.strip().lower() not in VALUES[name]:
                wanted = ", ".join(sorted(VALUES[name]))
                fix = nearest(node, value, VALUES[name])
                yield drawn.finding(
                    "property-refused", node, fix=fix, property=name, value=value, wanted=wanted
                )


def spoken(drawn: Drawn) -> Iterator[Finding]:
    """A code that is shown to people brings its words in both languages."""
    for node in drawn.steps.values():
        known = properties_of(node)
        for name in SPOKEN:
            wanted = (f"{name}_text", f"{name}_text_hi")
            missing = [each for each in wanted if not known.get(each, "").strip()]
            if known.get(name) and missing:
                yield drawn.finding(
                    "code-without-words", node, code=known[name], missing=", ".join(missing)
                )


def in_both_languages(drawn: Drawn) -> Iterator[Finding]:
    """A text of one language would be read as it is by who has chosen the other."""
    for node in drawn.steps.values():
        said = properties_of(node)
        for english in TEXTS:
            pair = (english, f"{english}_hi")
            missing = [each for each in pair if not said.get(each, "").strip()]
            if len(missing) == 1:
                yield drawn.finding("one-language-only", node, missing=missing[0])
