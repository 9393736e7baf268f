"""Replaying all cases of a process, each once, and telling how they came out."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any

from engine import definitions
from engine.check.apart import check_apart
from engine.definitions import Checker
from engine.registry import Registry
from processes.scripted import taking
from processes.scripted.adapter import Adapter, ReadForm
from processes.scripted.case import BEGINS_AT, Case
from processes.scripted.coverage import Coverage, Visits, coverage
from processes.scripted.fault import CaseFailed, Fault, TimeIsUp
from processes.scripted.looking import Seen
from processes.scripted.reading import read_cases
from processes.scripted.scene import Place, Scene
from processes.scripted.stage import Stage, built


@dataclass(frozen=True)
class Outcome:
    """How one case came out: right, unless there is a fault."""

    case: Case
    fault: Fault | None

    def as_json(self) -> dict[str, Any]:
        """For programs and pages."""
        return {
            "name": self.case.name,
            "tells": self.case.tells,
            "tells_hi": self.case.tells_hi,
            "file": self.case.file,
            "passed": self.fault is None,
            "fault": self.fault and self.fault.as_json(),
        }


@dataclass(frozen=True)
class Report:
    """How all cases of a process came out, and where none of them has been."""

    process: str
    outcomes: Sequence[Outcome]
    unread: Sequence[Fault]  # files that are no case
    coverage: Coverage

    @property
    def faults(self) -> list[Fault]:
        """Everything that is wrong."""
        return [*self.unread, *(each.fault for each in self.outcomes if each.fault is not None)]

    def as_json(self) -> dict[str, Any]:
        """For programs and pages."""
        return {
            "process": self.process,
            "cases": [outcome.as_json() for outcome in self.outcomes],
            "unread": [fault.as_json() for fault in self.unread],
            "coverage": self.coverage.as_json(),
        }


@dataclass
class _Played:
    """A case that came out right, for those that go on from it."""

    place: Place
    visits: Visits


class _Replay:
    """Every case once, after the one it goes on from."""

    def __init__(
        self,
        process: str,
        cases: Sequence[Case],
        unread: Collection[str],
        adapter: Adapter,
        read_form: ReadForm,
        is_time_up: Callable[[], bool],
        tell: Callable[[Outcome], None],
    ) -> None:
        self.process = process
        self.unread = unread  # names of cases that cannot be read
        self.cases = {case.name: case for case in cases}
        self.adapter = adapter
        self.read_form = read_form
        self.is_time_up = is_time_up
        self.tell = tell
        self.played: dict[str, _Played | None] = {}  # None while it is played, and if it failed
        self.outcomes: dict[str, Outcome] = {}
        self.visits = Visits()  # of the case that is played just now
        self.all_visits = Visits()

    def watch(self, process: str, element: str, ahead: Sequence[str]) -> None:
        """What the engine calls for each element a token passes; it passes none out of time."""
        if self.is_time_up():
            raise TimeIsUp
        self.visits.note(element, ahead)
        if process == self.process:
            self.all_visits.note(element, ahead)

    def run(self, stage: Stage) -> list[Outcome]:
        for case in self.cases.values():
            self._play(case, stage)
        return [self.outcomes[name] for name in self.cases]

    def _play(self, case: Case, stage: Stage) -> None:
        if case.name in self.played:
            return
        self.played[case.name] = None
        fault = None
        try:
            self.played[case.name] = self._played(case, stage)
        except CaseFailed as failed:
            fault = failed.fault
        self.outcomes[case.name] = Outcome(case, fault)
        self.tell(self.outcomes[case.name])

    def _played(self, case: Case, stage: Stage) -> _Played:
        before = self._before(case, stage)
        self.visits = before.visits.copy()
        place = Place(before.place.now, before.place.instance_id, before.place.seen.copy())
        keep = any(other.after == case.name for other in self.cases.values())
        with stage.opened(case.name, after=case.after, keep=keep) as sessions:
            scene = Scene(
                case=case,
                stage=stage,
                sessions=sessions,
                adapter=self.adapter,
                read_form=self.read_form,
                passed=self.visits.passed,
                place=place,
                is_time_up=self.is_time_up,
            )
            taking.play(scene)
        return _Played(place, self.visits)

    def _before(self, case: Case, stage: Stage) -> _Played:
        """From where a case goes on."""
        if case.after is None:
            return _Played(Place(case.begins_at, "", Seen()), Visits())
        if case.after in self.unread:
            raise case.fault("after-failed", case=case.after)
        if case.after not in self.cases:
            raise case.fault("after-unknown", case=case.after)
        if case.after in self.played and case.after not in self.outcomes:
            raise case.fault("after-circle", case=case.after)
        self._play(self.cases[case.after], stage)
        before = self.played[case.after]
        if before is None:
            raise case.fault("after-failed", case=case.after)
        return before


def replay(
    registry: Registry,
    process: str,
    *,
    files: Mapping[str, bytes],
    others: Mapping[str, Mapping[str, bytes]],
    cases: Mapping[str, bytes],
    adapter: Adapter,
    read_form: ReadForm,
    checker: Checker = check_apart,
    is_time_up: Callable[[], bool] = lambda: False,
    tell: Callable[[Outcome], None] = lambda outcome: None,
) -> Report:
    """Replay the cases of a process on its drawing, in a throw-away database.

    `files` are those of the drawing, `others` those of the drawings beside it, by name: what one
    sends, another may take. `cases` are files by their path in the process's folder. The checker
    works in a process of its own unless the files are as trusted as this program. `is_time_up` is
    asked at every element that a token passes: once it says so, each case that is not over fails.
    `tell` hears of each case when it is over.

    :raises DefinitionRefused: a drawing has errors
    """
    drawing = definitions.parse(process, files).outline
    beside = [definitions.parse(name, other).outline for name, other in others.items()]
    elements = {key: e for each in (*beside, drawing) for key, e in each.elements.items()}
    read, unread = read_cases(cases, elements)
    names = {PurePosixPath(fault.file).stem for fault in unread}
    running = _Replay(process, read, names, adapter, read_form, is_time_up, tell)
    earliest = min((case.begins_at for case in read), default=BEGINS_AT)
    drawings = {**others, process: files}
    with built(
        registry,
        process=process,
        drawings=drawings,
        watch=running.watch,
        now=earliest - timedelta(days=1),
        checker=checker,
        furnish=adapter.furnish,
    ) as stage:
        outcomes = running.run(stage)
    return Report(process, outcomes, unread, coverage(drawing, files, running.all_visits))
