"""The row of steps above a draft: each with its page and how far it has come.

A further step is a further entry here; the row and the pages need not know of it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flask import request, url_for
from flask_babel import gettext, lazy_gettext, ngettext
from flask_babel.speaklater import LazyString

from engine import definitions
from engine.check import Severity
from models import Draft, DraftState
from web.designer import replays, simulations
from web.designer.findings import found_before, open_warnings
from web.designer.plays import going


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
class Files:
    """The files of the draft as they are now, and the hash of them all."""

    contents: Mapping[str, bytes]
    content_hash: str


@dataclass(frozen=True)
class Step:
    """One step on the way from a change to what runs."""

    name: str
    title: LazyString
    endpoint: str  # its page, which takes the draft's id
    state: Callable[[Draft, Files], State]


@dataclass(frozen=True)
class Shown:
    """A step as the row shows it."""

    name: str
    title: str
    address: str
    is_here: bool
    state: State


def _checked(draft: Draft, files: Files) -> State:
    findings = found_before(draft, files.content_hash)
    if findings is None:
        return State(Progress.UNKNOWN, gettext("not checked yet"))
    errors = sum(each.severity is Severity.ERROR for each in findings)
    if errors:
        return State(Progress.BAD, ngettext("%(num)d error", "%(num)d errors", errors))
    if left := open_warnings(findings):
        warnings = ngettext("%(num)d warning", "%(num)d warnings", left)
        return State(Progress.ATTENTION, warnings)
    return State(Progress.GOOD, gettext("no mistakes found"))


def _played(draft: Draft, files: Files) -> State:
    found = going(draft.id)
    if found is None:
        return State(Progress.UNKNOWN, gettext("nothing played"))
    if not found.plays(files.contents):
        return State(Progress.ATTENTION, gettext("plays what was before"))
    steps = len(found.record.steps)
    return State(Progress.UNKNOWN, ngettext("%(num)d step", "%(num)d steps", steps))


def _replayed(draft: Draft, files: Files) -> State:
    found = replays.found(draft.name, files.content_hash)
    if found is None:
        return State(Progress.UNKNOWN, gettext("not replayed yet"))
    if found.is_running:
        return State(Progress.UNKNOWN, gettext("being replayed"))
    if found.failed:
        failed = ngettext("%(num)d failed", "%(num)d failed", found.failed)
        return State(Progress.BAD, failed)
    passed = ngettext("%(num)d passed", "%(num)d passed", len(found.outcomes))
    return State(Progress.GOOD if found.is_full else Progress.ATTENTION, passed)


def _published(draft: Draft, _files: Files) -> State:
    if draft.state is DraftState.REQUESTED:
        return State(Progress.ATTENTION, gettext("waits for a decision"))
    if draft.state is DraftState.PUBLISHED:
        return State(Progress.GOOD, gettext("published"))
    return State(Progress.UNKNOWN, gettext("not asked for"))


def _simulated(draft: Draft, files: Files) -> State:
    found = simulations.found(draft.name, files.content_hash)
    if found is None or not (found.is_running or found.result):
        return State(Progress.UNKNOWN, gettext("not simulated yet"))
    if found.result is None:
        return State(Progress.UNKNOWN, gettext("being simulated"))
    share = found.result["after"]["share"]
    if share is None:
        return State(Progress.ATTENTION, gettext("no limit came"))
    percent = round(share["value"] * 100)
    return State(Progress.UNKNOWN, gettext("%(percent)s %% within two months", percent=percent))


STEPS: Sequence[Step] = (
    Step("check", lazy_gettext("Check"), "designer.check", _checked),
    Step("play", lazy_gettext("Play"), "designer.play", _played),
    Step("cases", lazy_gettext("Cases"), "designer.cases", _replayed),
    Step("simulate", lazy_gettext("Simulate"), "designer.simulation", _simulated),
    Step("publish", lazy_gettext("Publish"), "designer.publish", _published),
)


def row(draft: Draft, contents: Mapping[str, bytes]) -> list[Shown]:
    """The steps of a draft with these files."""
    files = Files(contents, definitions.hash_of(contents))
    return [
        Shown(
            step.name,
            str(step.title),
            url_for(step.endpoint, draft_id=draft.id),
            request.endpoint == step.endpoint,
            step.state(draft, files),
        )
        for step in STEPS
    ]
