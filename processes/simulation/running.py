"""Running: builds the throw-away stage, and runs the parts beside each other."""

import multiprocessing
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from multiprocessing.connection import wait
from typing import Any

from sqlalchemy.orm import Session

from engine import definitions, garbage
from engine.check.apart import check_apart
from engine.definitions import Checker
from engine.drawing import Drawing, Element
from engine.registry import Registry
from processes.scripted.adapter import Adapter, ReadForm
from processes.scripted.outside import outside
from processes.scripted.stage import built
from processes.scripted.world import World
from processes.simulation import looking
from processes.simulation.assumptions import Assumptions
from processes.simulation.clockwork import Clockwork
from processes.simulation.hours import hours_of
from processes.simulation.judging import verdicts
from processes.simulation.notes import Notes, together
from processes.simulation.plan import Plan
from processes.simulation.police import establish, is_far
from processes.simulation.result import Result
from processes.simulation.setting import Observed, Setting
from processes.simulation.staff import Person, Staff
from processes.simulation.stated import assumed_of

_TELLS_EVERY_S = 0.5
_NOTHING_OBSERVED = Observed()

#: Is told which share of the whole is done; may raise to stop.
Progress = Callable[[float], None]


class Stopped(Exception):
    """Somebody has stopped the simulation."""


def simulate(
    registry: Registry,
    process: str,
    *,
    files: Mapping[str, bytes],
    others: Mapping[str, Mapping[str, bytes]],
    plan: Plan,
    adapter: Adapter,
    read_form: ReadForm,
    observed: Observed = _NOTHING_OBSERVED,
    assumptions: Assumptions | None = None,
    processes: int = 2,
    progress: Progress = lambda _share: None,
    checker: Checker = check_apart,
) -> Result:
    """Forecast a process: run the cases of a plan on its drawing in throw-away databases.

    `files` are those of the drawing, `others` those of the drawings beside it. What is assumed
    stands in the files unless it is given; a drawing that states it takes what it does not name
    from those beside. As many parts run beside each other as `processes` says;
    that changes nothing of the result.

    :raises DefinitionRefused: a drawing has errors
    :raises AssumptionsRefused: the assumptions cannot be read
    """
    assumed = assumptions or assumed_of(process, files, others)
    began = time.monotonic()

    def populate(session: Session, drawings: Iterable[Drawing], *, now: datetime) -> World:
        return establish(session, drawings, assumed, now=now)

    with built(
        registry,
        process=process,
        drawings={**others, process: files},
        watch=None,
        now=plan.begins_at - timedelta(days=1),
        checker=checker,
        furnish=adapter.furnish,
        populate=populate,
    ) as stage:
        setting = Setting(stage, assumed, observed, plan, adapter, read_form)
        count = assumed.police.states
        parts = [range(part + 1, plan.cases + 1, count) for part in range(count)]
        run = _beside if processes > 1 and count > 1 else _in_turn
        notes = together(run(setting, parts, progress))
        return Result(
            process=process,
            plan=plan,
            assumptions=assumed,
            observed=observed,
            elements=_elements(process, files, others),
            notes=notes,
            wall_s=time.monotonic() - began,
        )


def _elements(
    process: str, files: Mapping[str, bytes], others: Mapping[str, Mapping[str, bytes]]
) -> Mapping[str, Element]:
    """The elements by id, also of the drawings beside: cases come to their steps too."""
    drawings = [definitions.parse(name, other).outline for name, other in others.items()]
    drawings.append(definitions.parse(process, files).outline)
    return {key: each for drawing in drawings for key, each in drawing.elements.items()}


def _in_turn(setting: Setting, parts: Sequence[range], progress: Progress) -> list[Notes]:
    """One part after the other, in this process."""
    done = []
    for number, cases in enumerate(parts):
        told = _Told(partial(_tell_of_part, progress, number, len(parts)))
        done.append(_part(setting, number, cases, told))
    return done


def _tell_of_part(progress: Progress, number: int, of: int, share: float) -> None:
    progress((number + share) / of)


def _beside(setting: Setting, parts: Sequence[range], progress: Progress) -> list[Notes]:
    """Every part in a process of its own, made by forking: what is parsed is parsed once."""
    context = multiprocessing.get_context("fork")
    found: dict[int, Notes] = {}
    shares = dict.fromkeys(range(len(parts)), 0.0)
    running: dict[Any, int] = {}
    children = []
    try:
        for number, cases in enumerate(parts):
            ours, theirs = context.Pipe(duplex=False)
            child = context.Process(
                target=_child, args=(setting, number, cases, theirs), daemon=True
            )
            child.start()
            theirs.close()
            children.append(child)
            running[ours] = number
        while running:
            for ready in wait(list(running)):
                number = running[ready]
                told = _received(ready)
                if isinstance(told, float):
                    shares[number] = told
                    progress(sum(shares.values()) / len(parts))
                    continue
                del running[ready]
                if not isinstance(told, Notes):
                    raise RuntimeError(f"part {number} of the simulation ended: {told}")
                found[number] = told
    finally:
        for child in children:
            child.terminate()
            child.join()
    return [found[number] for number in range(len(parts))]


def _received(ready: Any) -> Any:
    try:
        return ready.recv()
    except EOFError:
        return "without a word"


def _child(setting: Setting, number: int, cases: range, theirs: Any) -> None:
    garbage.settle()
    try:
        theirs.send(_part(setting, number, cases, _Told(theirs.send)))
    except BaseException as error:
        with suppress(OSError):
            theirs.send(f"{type(error).__name__}: {error}")
        raise
    finally:
        theirs.close()


@dataclass
class _Told:
    """Tells of progress only now and then: it is asked at every event."""

    tell: Callable[[float], None]
    last: float = 0.0

    def __call__(self, share: float) -> None:
        if (now := time.monotonic()) - self.last >= _TELLS_EVERY_S:
            self.last = now
            self.tell(min(float(share), 1.0))


def _part(setting: Setting, number: int, cases: range, progress: Progress) -> Notes:
    """Run one part in a database of its own."""
    began = time.process_time()
    stage, plan = setting.stage, setting.plan
    with stage.opened(f"part-{number}", after=None, keep=False) as sessions:
        deliver = outside(sessions, stage.registry)
        with sessions() as session:
            staff = _staff(session, setting)
        clockwork = Clockwork(setting, sessions, staff, deliver)
        clockwork.run(cases, progress)
        notes = clockwork.notes
        with sessions() as session:
            notes.verdicts = verdicts(session, clockwork.begun, plan.ends_at)
            for reason, role, count in looking.escalations(session):
                notes.escalations[(reason, role)] += count
            notes.stuck += looking.incidents(session, clockwork.begun)
            notes.ended = looking.ended(session, clockwork.begun)
    for work in clockwork.open_work:
        notes.steps[work.element_id].still_open += 1
    far = {unit.id for name, unit in stage.world.units.items() if is_far(name)}
    _weigh(staff, notes, plan, far)
    notes.cpu_s = time.process_time() - began
    return notes


def _staff(session: Session, setting: Setting) -> Staff:
    """Everybody at her desk, with the hours that her role has at her unit."""
    staff, world = Staff(), setting.stage.world
    for sitting in world.sittings:
        unit = world.units[sitting.unit]
        shift = setting.assumptions.staff_of(sitting.role).shift
        office = setting.stage.registry.calendar_of(session, unit.id)
        desk = (unit.id, sitting.role)
        staff.hire(Person(sitting.officer_id, sitting.post_id, desk, hours_of(shift, office)))
    return staff


def _weigh(staff: Staff, notes: Notes, plan: Plan, far: Collection[str]) -> None:
    """How busy each role was, of the time it was on duty; work under way counts so far.

    Where no case arrives, in the far State, nobody is weighed.
    """
    for desk, persons in staff.persons.items():
        if desk[0] in far:
            continue
        load = notes.loads[desk[1]]
        duty_s = persons[0].hours.between(plan.begins_at, plan.ends_at)
        for person in persons:
            load.persons += 1
            load.duty_s += duty_s
            load.busy_s += person.busy_s
            if person.work is not None and person.work.started_at is not None:
                load.busy_s += person.hours.between(person.work.started_at, plan.ends_at)
