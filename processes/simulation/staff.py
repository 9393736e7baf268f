"""Staff: who works at each unit, what waits for them, and what each of them does next."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime

from processes.simulation.hours import Hours
from processes.simulation.setting import Case

_NO_DUE = datetime(9999, 1, 1, tzinfo=UTC)

#: A unit and a role: whoever works there shares what waits there.
Desk = tuple[str | None, str]


@dataclass(eq=False)
class Work:
    """An open task, as the simulation sees it."""

    task_id: str
    case: Case
    element_id: str
    desk: Desk
    post_id: str | None
    due_at: datetime | None
    opened_at: datetime
    number: int  # in the order in which tasks were opened
    turn: int = 1  # how often this step has come in this case
    ready_at: datetime | None = None  # from when it can be worked on
    started_at: datetime | None = None
    is_over: bool = False  # closed, by whomever, or moved to another desk

    @property
    def urgency(self) -> tuple[datetime, int]:
        """Oldest due first; what is never due comes last."""
        return (self.due_at or _NO_DUE, self.number)


@dataclass(eq=False)
class Person:
    """An officer, who does one step at a time."""

    officer_id: str
    post_id: str
    desk: Desk
    hours: Hours
    work: Work | None = None
    busy_s: float = 0.0


@dataclass
class Staff:
    """Everybody, and the piles before them."""

    persons: dict[Desk, list[Person]] = field(default_factory=lambda: defaultdict(list))
    piles: dict[Desk, list[Work]] = field(default_factory=lambda: defaultdict(list))

    def hire(self, person: Person) -> None:
        """Let a person work at her desk."""
        self.persons[person.desk].append(person)

    def is_vacant(self, desk: Desk) -> bool:
        """Whether nobody works at a desk."""
        return not self.persons.get(desk)

    def hours(self, desk: Desk) -> Hours:
        """When a desk works: all of a desk work at the same hours."""
        return self.persons[desk][0].hours

    def offer(self, work: Work) -> None:
        """Put work on the pile of its desk."""
        self.piles[work.desk].append(work)

    def withdraw(self, work: Work) -> Person | None:
        """Take work away from its pile, or from whoever does it; returns her."""
        pile = self.piles[work.desk]
        if work in pile:
            pile.remove(work)
        for person in self.persons.get(work.desk, ()):
            if person.work is work:
                person.work = None
                return person
        return None

    def next(self, desk: Desk) -> tuple[Person, Work] | None:
        """Who of a desk can begin what: the most urgent work that somebody idle may do."""
        idle = [person for person in self.persons.get(desk, ()) if person.work is None]
        for work in sorted(self.piles[desk], key=lambda each: each.urgency) if idle else ():
            for person in idle:
                if work.post_id in (None, person.post_id):
                    return person, work
        return None

    def begin(self, person: Person, work: Work, now: datetime) -> None:
        """Let a person begin work that lay on the pile."""
        self.piles[work.desk].remove(work)
        person.work, work.started_at = work, now
