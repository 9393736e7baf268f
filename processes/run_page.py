"""The page of a run: what happened in it, and where in its drawing it stands."""

from collections import ChainMap, Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import literal_column, select
from sqlalchemy.orm import Session

from engine.definitions import Definition
from engine.drawing import Element
from engine.migration.earlier import versions_before
from engine.parts import Part
from engine.registry import Registry
from engine.standing import standing_at
from models import EventKind, HistoryEvent, Job, Officer, UserTask
from processes.exceptions import NotVisible
from processes.permissions.case import case_of
from processes.permissions.permission import Permission
from processes.permissions.rules import may
from processes.posts.identity import Identity
from processes.runs import Run, began_at_posts, complaint_of, run_of

#: What the timeline leaves out: passing a gateway or an event is no news to a person.
_QUIET = frozenset({EventKind.ELEMENT_DONE})
#: What the portal did by itself, or what only begins: shown where all is asked for.
_OF_THE_PORTAL = frozenset(
    {EventKind.TASK_OPENED, EventKind.TASK_CANCELLED, EventKind.NOTED, EventKind.RETRIED}
)
#: What says that an element was passed; others say that it opened, or fell away.
_PASSED = frozenset(
    {
        EventKind.ELEMENT_DONE,
        EventKind.TASK_COMPLETED,
        EventKind.TIMER_FIRED,
        EventKind.MESSAGE_RECEIVED,
    }
)
#: What holds steps: it is at work while one of them is.
_BOXES = frozenset({"callActivity", "subProcess", "adHocSubProcess", "transaction"})


@dataclass(frozen=True)
class Happening:
    """One line of the timeline."""

    at: datetime
    kind: EventKind
    element_id: str | None
    name: str
    name_hi: str
    officer_name: str | None
    officer_name_hi: str | None
    facts: dict[str, object]
    is_news: bool  # what people did and said, and limits that passed; else a step of the portal


@dataclass(frozen=True)
class Passed:
    """How often an element was passed, and when last."""

    times: int
    last_at: datetime


@dataclass(frozen=True)
class RunPage:
    """A run with its timeline and its place in the drawing."""

    run: Run
    timeline: list[Happening]
    standing_at: list[str]  # elements with a token: open tasks and waiting events
    at_work: list[str]  # boxes with a token inside, drawn here or in the drawing they call
    passed: Mapping[str, Passed]  # the elements passed at least once
    rings_at: Mapping[str, datetime]  # when each timer that runs will ring
    open_tasks: tuple[UserTask, ...]

    @property
    def definition(self) -> Definition:
        return self.run.definition

    @property
    def news(self) -> list[Happening]:
        """The timeline without what the portal did by itself."""
        return [line for line in self.timeline if line.is_news]

    @property
    def standing_elements(self) -> list[Element]:
        """The elements with a token, those with a name."""
        found = [self.definition.elements.get(element_id) for element_id in self.standing_at]
        return [element for element in found if element is not None and element.name]

    @property
    def times_passed(self) -> dict[str, int]:
        """How often each element was passed, without those never passed."""
        return {element_id: passed.times for element_id, passed in self.passed.items()}

    @property
    def at_work_parts(self) -> list[Part]:
        """The called processes that are at work."""
        parts = self.definition.outline.parts
        called = (self.part_with(each).calls.get(each, "") for each in self.at_work)
        return [parts[each] for each in dict.fromkeys(called) if each in parts]

    def element(self, task: UserTask) -> Element:
        """The step of the drawing that made a task."""
        return self.definition.elements[task.element_id]

    @property
    def whole(self) -> Part:
        """The process that the run began with."""
        return self.definition.outline.parts[self.definition.name]

    def part_with(self, element_id: str) -> Part:
        """The process that draws an element: the run's own, or one that it calls."""
        parts = self.definition.outline.parts.values()
        return next((part for part in parts if element_id in part.element_ids), self.whole)


def find_run(session: Session, identity: Identity | None, instance_id: str) -> Run:
    """A run, if this identity may see the case it belongs to, or one of its tasks, or began it.

    :raises NotVisible: there is none for her
    """
    run = run_of(session, instance_id)
    complaint = complaint_of(session, instance_id)
    if identity is not None and instance_id in identity.recused:
        is_visible = False
    elif complaint is not None:
        is_visible = may(Permission.SEE_CASE, identity, case_of(session, complaint))
    else:
        is_visible = any(may(Permission.SEE_TASK, identity, task) for task in run.tasks) or (
            identity is not None and began_at_posts(session, instance_id, identity.post_ids)
        )
    if not is_visible:
        raise NotVisible
    return run


def run_page(
    session: Session, registry: Registry, run: Run, *, kept: frozenset[str] = frozenset()
) -> RunPage:
    """Everything the page of a run shows; the caller has seen to it that she may see it.

    `kept` are the elements that are kept from her (:func:`confided.kept_from`).
    """
    written = session.scalars(
        select(HistoryEvent)
        .where(HistoryEvent.instance_id == run.instance_id)
        .order_by(HistoryEvent.id)
    )
    events = [event for event in written if not _concerns(run, event) <= kept]
    elements = run.definition.elements
    tokens = standing_at(session, registry, run.instance_id) - kept
    boxes = {each for each in tokens if elements[each].kind in _BOXES}
    clocks = {at: due for at, due in _clocks(session, run).items() if at not in kept}
    return RunPage(
        run=run,
        timeline=_timeline(session, run, events),
        standing_at=sorted((tokens - boxes) | clocks.keys()),
        at_work=sorted(boxes),
        passed=_passed(events),
        rings_at=clocks,
        open_tasks=tuple(task for task in run.open_tasks if task.element_id not in kept),
    )


def _concerns(run: Run, event: HistoryEvent) -> Set[str | None]:
    """The element that an event tells of; of a message those that waited for it."""
    if event.kind is not EventKind.MESSAGE_RECEIVED:
        return {event.element_id}
    message = str((event.facts or {}).get("message", ""))
    drawn = (run.definition, *run.earlier)
    caught = (each.outline.catchers.get(message, frozenset()) for each in drawn)
    return frozenset().union(*caught) or {event.element_id}


def _passed(events: Sequence[HistoryEvent]) -> dict[str, Passed]:
    found = [event for event in events if event.element_id and event.kind in _PASSED]
    times = Counter(event.element_id for event in found)
    return {
        event.element_id: Passed(times[event.element_id], event.at)
        for event in found
        if event.element_id
    }


def _timeline(session: Session, run: Run, events: Sequence[HistoryEvent]) -> list[Happening]:
    told = [event for event in events if event.kind not in _QUIET]
    officer_ids = {event.officer_id for event in told if event.officer_id}
    officers = {
        officer.id: officer
        for officer in session.scalars(select(Officer).where(Officer.id.in_(officer_ids)))
    }
    versions = (run.definition, *versions_before(session, told))
    elements = ChainMap(*(dict(each.elements) for each in versions))
    return [
        _happening(event, _element_of(elements, _concerns(run, event)), officers) for event in told
    ]


def _element_of(elements: Mapping[str, Element], concerned: Set[str | None]) -> Element | None:
    """The one element that it is about; none where several waited for a message."""
    named = next(iter(concerned)) if len(concerned) == 1 else None
    return elements.get(named or "")


def _happening(
    event: HistoryEvent, element: Element | None, officers: Mapping[str, Officer]
) -> Happening:
    officer = officers.get(event.officer_id or "")
    return Happening(
        at=event.at,
        kind=event.kind,
        element_id=event.element_id,
        name=element.name if element else "",
        name_hi=element.name_hi if element else "",
        officer_name=officer.name if officer else None,
        officer_name_hi=officer.name_hi if officer else None,
        facts=dict(event.facts or {}),
        is_news=_is_news(event.kind, element),
    )


def _is_news(kind: EventKind, element: Element | None) -> bool:
    if kind is EventKind.TIMER_FIRED:  # of the many timers only those that are somebody's limit
        return element is not None and "deadline" in element.properties
    return kind not in _OF_THE_PORTAL


def _clocks(session: Session, run: Run) -> dict[str, datetime]:
    """The timers that run, those on the border of a step or of the whole included."""
    waiting = session.execute(
        select(Job.element_id, Job.due_at)
        .where(
            Job.instance_id == run.instance_id,
            literal_column("job.status") == literal_column("0"),
            Job.element_id.is_not(None),
        )
        .order_by(Job.due_at.desc())
    )
    return {element_id: due_at for element_id, due_at in waiting if element_id}
