"""Clockwork: one part of a simulation, from event to event, on the real engine.

Events are arrivals, work that becomes ready, shifts that begin, work that is done, and whatever the
engine's own timers say. Between two events nothing happens, so the clock jumps.
"""

import heapq
import itertools
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session, sessionmaker

from engine import deliveries, jobs
from engine.deliveries import Deliver
from engine.registry import Actor
from models import JobKind
from processes.complaint.her_steps import COMPLAINANT
from processes.simulation import looking
from processes.simulation.acting import CANNOT, Acting
from processes.simulation.answers import NotAnswered
from processes.simulation.assumptions import StepAssumed
from processes.simulation.chance import Chance
from processes.simulation.durations import Duration
from processes.simulation.gate import Gate
from processes.simulation.looking import Looking, NextDue, OpenTask
from processes.simulation.notes import Notes, Stuck
from processes.simulation.police import Neighbourhood
from processes.simulation.setting import Case, Setting
from processes.simulation.staff import Desk, Person, Staff, Work
from processes.simulation.talking import Talking

#: Is told which share of the time has passed; may raise to stop.
Progress = Callable[[float], None]


class Clockwork:
    """Runs the cases of one part, whose officers nobody else shares."""

    def __init__(
        self,
        setting: Setting,
        sessions: sessionmaker[Session],
        staff: Staff,
        deliver: Mapping[str, Deliver],
    ) -> None:
        self.plan, self.setting, self.sessions, self.staff = setting.plan, setting, sessions, staff
        self.registry = setting.stage.registry
        self.notes = Notes()
        self.begun: dict[str, int] = {}  # numbers of cases by the instance they began with
        self.now = setting.plan.begins_at
        self._acting = Acting(setting, sessions)
        self._talking = Talking(setting, sessions)
        self._deliver = deliver
        self._chance = Chance(setting.plan.seed)
        self._looking = Looking()
        self._gate = Gate(sessions)
        self._due: NextDue | None = None
        self._seen: Connection  # looks are in no transaction: nobody writes between them
        self._events: list[tuple[datetime, int, Callable[..., None], tuple[Any, ...]]] = []
        self._order = itertools.count()
        self._cases: dict[str, Case] = {}  # by business key
        self._open: dict[str, dict[str, Work]] = {}  # by instance and task
        self._opening: set[Desk] = set()  # desks whose next shift is an event already

    def run(self, numbers: Iterable[int], progress: Progress) -> None:
        """Let these cases arrive and everybody work until the plan ends."""
        hoods = Neighbourhood(self.setting.stage.world)
        seen_from = {name: hoods.seen_from(name) for name in hoods.stations}
        span = self.plan.ends_at - self.plan.begins_at
        for number in numbers:
            chance = self._chance.of("arrival", number)
            at = self.plan.begins_at + timedelta(
                seconds=round(chance.random() * span.total_seconds())
            )
            self._at(at, self._arrive, Case(number, seen_from[chance.choice(hoods.stations)]))
        with self.sessions.kw["bind"].connect() as self._seen:
            self._look()
            while self._next():
                progress((self.now - self.plan.begins_at) / span)

    @property
    def open_work(self) -> Iterable[Work]:
        """The tasks that wait for somebody now."""
        return (work for each in self._open.values() for work in each.values())

    def _at(self, moment: datetime, what: Callable[..., None], *about: Any) -> None:
        if moment <= self.plan.ends_at:
            heapq.heappush(self._events, (moment, next(self._order), what, about))

    def _next(self) -> bool:
        """Do the next thing; False once nothing is left before the end."""
        due = self._due
        moment = self._events[0][0] if self._events else None
        if due is not None and (moment is None or due.at <= moment):
            if due.at > self.plan.ends_at:
                return False
            self._ring(due)
            return True
        if moment is None:
            return False
        self.now, _, what, about = heapq.heappop(self._events)
        what(*about)
        return True

    def _ring(self, due: NextDue) -> None:
        """Let the engine do what is due."""
        self.now = max(self.now, due.at)
        if due.kind is JobKind.DELIVERY:
            done = self._gate.let_out(self.now) or deliveries.run_due(
                self.sessions, self._deliver, clock=self._clock, lease_clock=self._clock
            )
        else:
            done = jobs.move_due(self.sessions, self.registry, clock=self._clock)
        if done == 0:
            raise RuntimeError("a job that is due cannot be done")
        self._look()

    def _clock(self) -> datetime:
        return self.now

    def _arrive(self, case: Case) -> None:
        try:
            self._acting.begin(case, self._chance.of("start", case.number), self.now)
        except CANNOT as error:
            self._give_up(case, "start", error)
            return
        self.begun[case.instance_id] = case.number
        self._cases[self._looking.business_key(self._seen, case.instance_id)] = case
        self._look(case)
        self._plan_messages(case)

    # what is said in between

    def _plan_messages(self, case: Case) -> None:
        for name, message in self.setting.assumptions.messages.items():
            chance = self._chance.of("says", case.number, name)
            if chance.random() < message.share:
                takes = message.after.draw(chance)
                if takes is not None:
                    self._at(self.now + timedelta(seconds=round(takes)), self._say, case, name)

    def _say(self, case: Case, name: str) -> None:
        message = self.setting.assumptions.messages[name]
        chance = self._chance.of("words", case.number, name)
        try:
            self._talking.send(case, name, message, chance, self.now)
        except NotAnswered as error:
            self._give_up(case, name, error)
        except CANNOT:
            self.notes.unsent[name] += 1
        else:
            self.notes.sent[name] += 1
            self._look()

    # work

    def _ready(self, work: Work) -> None:
        """Work can be done from now on: hers is done with that, an officer's waits for her."""
        if work.is_over:
            return
        work.ready_at = self.now
        if work.desk[1] == COMPLAINANT or work.desk[0] is None:
            work.started_at = self.now
            self._done(None, work)
        elif self.staff.is_vacant(work.desk):
            self.notes.steps[work.element_id].vacant += 1
        else:
            self.staff.offer(work)
            self._set_to_work(work.desk)

    def _set_to_work(self, desk: Desk) -> None:
        """Whoever of a desk is idle begins the most urgent work she may do."""
        hours = self.staff.hours(desk)
        opens_at = hours.opens_at(self.now)
        if opens_at > self.now:
            if desk not in self._opening:
                self._opening.add(desk)
                self._at(opens_at, self._open_desk, desk)
            return
        while (found := self.staff.next(desk)) is not None:
            person, work = found
            self.staff.begin(person, work, self.now)
            observed = self.setting.observed.work(work.element_id)
            takes = self._takes("work", work, observed or self._assumed(work).work)
            if takes is None:
                person.work = None  # it stays undone until the drawing takes it away
            else:
                self._at(hours.after(self.now, takes), self._done, person, work)

    def _open_desk(self, desk: Desk) -> None:
        self._opening.discard(desk)
        self._set_to_work(desk)

    def _done(self, person: Person | None, work: Work) -> None:
        if work.is_over:
            return
        assert work.ready_at is not None
        assert work.started_at is not None
        work.is_over = True
        seen = self.notes.steps[work.element_id]
        chance = self._chance.of("answer", work.case.number, work.element_id, work.turn)
        actor = None if person is None else Actor(person.officer_id, person.post_id)
        try:
            at_random = self._acting.complete(work.case, work.task_id, actor, chance, self.now)
        except CANNOT as error:
            self._give_up(work.case, work.element_id, error)
        else:
            seen.at_random += bool(at_random)
            seen.waits_s.append((work.started_at - work.ready_at).total_seconds())
            seen.works_s.append((self.now - work.started_at).total_seconds())
            seen.opens_s.append((self.now - work.opened_at).total_seconds())
            self._look()
        if person is not None:
            person.busy_s += person.hours.between(work.started_at, self.now)
            person.work = None
            self._set_to_work(person.desk)

    def _assumed(self, work: Work) -> StepAssumed:
        return self.setting.assumptions.step(work.element_id)

    def _takes(self, what: str, work: Work, duration: Duration) -> float | None:
        return duration.draw(self._chance.of(what, work.case.number, work.element_id, work.turn))

    # what the engine did

    def _look(self, arrived: Case | None = None) -> None:
        """Take note of the tasks that were opened, closed and moved just now.

        What began together with a case that has just arrived is worked on as the case itself.
        """
        for instance_id in self._looking.touched(self._seen):
            key = self._looking.business_key(self._seen, instance_id)
            if arrived is not None:
                self._cases.setdefault(key, arrived)
            if key in self._cases:
                tasks = looking.open_tasks(self._seen, instance_id)
                self._compare(self._cases[key], instance_id, tasks)
        self._due = looking.next_due(self._seen)

    def _compare(self, case: Case, instance_id: str, tasks: Iterable[OpenTask]) -> None:
        known = self._open.setdefault(instance_id, {})
        still = {task.task_id: task for task in tasks}
        for task_id in [task_id for task_id in known if task_id not in still]:
            work = known.pop(task_id)
            if not work.is_over:
                self.notes.steps[work.element_id].cancelled += 1
                self._withdraw(work)
        for task in still.values():
            before = known.get(task.task_id)
            if before is None:
                case.turns[task.element_id] += 1
                known[task.task_id] = work = self._work(case, task, case.turns[task.element_id])
                self._open_work(work)
            elif (before.desk, before.post_id) != ((task.unit_id, task.role), task.post_id):
                known[task.task_id] = work = self._work(case, task, before.turn)
                self._withdraw(before)
                if before.ready_at is None:
                    self._open_work(work)
                else:
                    self._at(self.now, self._ready, work)

    def _work(self, case: Case, task: OpenTask, turn: int) -> Work:
        self.notes.steps[task.element_id].role = task.role
        return Work(
            task_id=task.task_id,
            case=case,
            element_id=task.element_id,
            desk=(task.unit_id, task.role),
            post_id=task.post_id,
            due_at=task.due_at,
            opened_at=task.opened_at,
            number=next(self._order),
            turn=turn,
        )

    def _open_work(self, work: Work) -> None:
        observed = self.setting.observed.ready(work.element_id)
        assumed = self._assumed(work)
        is_hers = work.desk[1] == COMPLAINANT and not assumed.is_named
        stated = assumed.work if is_hers else assumed.ready
        takes = self._takes("ready", work, observed or stated)
        if takes is not None:
            self._at(self.now + timedelta(seconds=round(takes)), self._ready, work)

    def _withdraw(self, work: Work) -> None:
        """Let go of work that is no longer there, also whoever was at it."""
        work.is_over = True
        person = self.staff.withdraw(work)
        if person is not None and work.started_at is not None:
            person.busy_s += person.hours.between(work.started_at, self.now)
            self._at(self.now, self._set_to_work, person.desk)

    def _give_up(self, case: Case, element_id: str, error: Exception) -> None:
        reason = f"{type(error).__name__}: {error}"
        self.notes.stuck.append(Stuck(case.number, element_id, reason))
