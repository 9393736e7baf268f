"""The page of one part of a run: the steps of a process it began with or calls, and their state."""

from dataclasses import dataclass
from datetime import datetime

from engine.drawing import Element
from engine.parts import Part
from models import UserTask
from processes.exceptions import NotVisible
from processes.run_page import Passed, RunPage

#: What a person would call a step; gateways and plain events are only ways between them.
_STEPS = frozenset(
    {
        "userTask",
        "manualTask",
        "task",
        "serviceTask",
        "businessRuleTask",
        "sendTask",
        "receiveTask",
        "scriptTask",
        "callActivity",
        "subProcess",
    }
)


@dataclass(frozen=True)
class PartStep:
    """One step of a part, as far as it came."""

    element: Element
    passed: Passed | None
    is_here: bool  # it waits, or is at work, now
    tasks: tuple[UserTask, ...]  # that it has open
    due_at: datetime | None  # when the first of its open tasks is due
    rings_at: datetime | None  # when it goes on by itself
    opens: Part | None  # the process that it calls


@dataclass(frozen=True)
class PartPage:
    """A process with its steps: first those where it stands, then those done, then the others."""

    part: Part
    steps: list[PartStep]
    called_by: list[Part]  # from the whole down to it

    @property
    def here(self) -> list[PartStep]:
        return [step for step in self.steps if step.is_here]

    @property
    def done(self) -> list[PartStep]:
        passed = [(s.passed.last_at, s) for s in self.steps if s.passed and not s.is_here]
        return [step for _, step in sorted(passed, key=lambda each: each[0], reverse=True)]

    @property
    def ahead(self) -> list[PartStep]:
        return [step for step in self.steps if not step.is_here and not step.passed]


def part_page(page: RunPage, process_id: str) -> PartPage:
    """A part of a run that may be seen.

    :raises NotVisible: the run's drawing has no such process
    """
    parts = page.definition.outline.parts
    if process_id not in parts:
        raise NotVisible
    part = parts[process_id]
    here = {*page.standing_at, *page.at_work}
    return PartPage(
        part=part,
        steps=[
            _step(page, element_id, is_here=element_id in here)
            for element_id in part.element_ids
            if _is_step(page.definition.elements[element_id], is_here=element_id in here)
        ],
        called_by=_callers(page, part),
    )


def _is_step(element: Element, *, is_here: bool) -> bool:
    """Steps, and whatever else with a name is waited for."""
    return bool(element.name) and (is_here or element.kind in _STEPS)


def _step(page: RunPage, element_id: str, *, is_here: bool) -> PartStep:
    parts = page.definition.outline.parts
    called = page.part_with(element_id).calls.get(element_id, "")
    tasks = tuple(task for task in page.open_tasks if task.element_id == element_id)
    return PartStep(
        element=page.definition.elements[element_id],
        passed=page.passed.get(element_id),
        is_here=is_here,
        tasks=tasks,
        due_at=min((task.due_at for task in tasks if task.due_at), default=None),
        rings_at=page.rings_at.get(element_id),
        opens=parts.get(called),
    )


def _callers(page: RunPage, part: Part) -> list[Part]:
    """The way down to a part: of several callers, the one that is at work, else the first."""
    way: list[Part] = []
    below = part
    while below.process_id != page.whole.process_id:
        calling = [
            (element_id in page.at_work, other)
            for other in page.definition.outline.parts.values()
            for element_id, called in other.calls.items()
            if called == below.process_id and other not in way
        ]
        if not calling:
            break
        below = max(calling, key=lambda each: each[0])[1]
        way.insert(0, below)
    return way
