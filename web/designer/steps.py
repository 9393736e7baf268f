"""The row of steps above a draft: each with its page and how far it has come.

A further step is a further entry here; the row and the pages need not know of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask import request, url_for
from flask_babel import gettext, lazy_gettext, ngettext
from flask_babel.speaklater import LazyString

from engine.check import Severity
from models import Draft
from web.designer.findings import found_before


class Progress(StrEnum):
    """How a step shows itself; each has a sign and words, not only a colour."""

    UNKNOWN = "unknown"
    GOOD = "good"
    ATTENTION = "attention"
    BAD = "bad"


@dataclass(frozen=True)
class State:
    """How far a step has come, for this draft as it is now."""

    progress: Progress
    words: str


@dataclass(frozen=True)
class Step:
    """One step on the way from a change to what runs."""

    name: str
    title: LazyString
    endpoint: str  # its page, which takes the draft's id
    state: Callable[[Draft, str], State]  # asked with the hash of the draft's files


@dataclass(frozen=True)
class Shown:
    """A step as the row shows it."""

    name: str
    title: str
    address: str
    is_here: bool
    state: State


def _checked(draft: Draft, content_hash: str) -> State:
    findings = found_before(draft, content_hash)
    if findings is None:
        return State(Progress.UNKNOWN, gettext("not checked yet"))
    errors = sum(each.severity is Severity.ERROR for each in findings)
    if errors:
        return State(Progress.BAD, ngettext("%(num)d error", "%(num)d errors", errors))
    if findings:
        warnings = ngettext("%(num)d warning", "%(num)d warnings", len(findings))
        return State(Progress.ATTENTION, warnings)
    return State(Progress.GOOD, gettext("no mistakes found"))


STEPS: Sequence[Step] = (Step("check", lazy_gettext("Check"), "designer.check", _checked),)


def row(draft: Draft, content_hash: str) -> list[Shown]:
    """The steps of a draft."""
    return [
        Shown(
            step.name,
            str(step.title),
            url_for(step.endpoint, draft_id=draft.id),
            request.endpoint == step.endpoint,
            step.state(draft, content_hash),
        )
        for step in STEPS
    ]
