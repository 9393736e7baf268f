"""Stated: reads simulation.json beside a drawing, and says at which entry it cannot be used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from engine.json_files import HalfCharacterRefused, JsonRefused, read_json
from processes.complaint.her_steps import COMPLAINANT
from processes.simulation.assumptions import (
    ALWAYS,
    FILE,
    OFFICE,
    OTHERS,
    Assumptions,
    AssumptionsRefused,
    Choice,
    Message,
    Police,
    Said,
    Shift,
    Staff,
    StepAssumed,
)
from processes.simulation.durations import AT_ONCE, Duration, seconds
from processes.simulation.heard import refuse_unheard

_KEYS = {
    "tells",
    "tells_hi",
    "arrivals",
    "police",
    "shifts",
    "staff",
    "steps",
    "start",
    "started_by",
    "messages",
}


def read_assumptions(files: Mapping[str, bytes]) -> Assumptions:
    """What the files of a drawing assume; without such a file, little is.

    :raises AssumptionsRefused: the file cannot be read
    """
    content = files.get(FILE)
    if content is None:
        return Assumptions(is_stated=False)
    try:
        told = read_json(content)
    except HalfCharacterRefused as refused:
        raise AssumptionsRefused(refused.place) from None
    except JsonRefused:
        raise AssumptionsRefused("no JSON") from None
    if not isinstance(told, dict):
        raise AssumptionsRefused("no object")
    read: Assumptions = _At("", told).read(_assumptions)
    return read


def assumed_of(
    process: str, files: Mapping[str, bytes], others: Mapping[str, Mapping[str, bytes]]
) -> Assumptions:
    """What the files of a drawing assume, and of what they do not name those of the others.

    :raises AssumptionsRefused: one of the files cannot be read
    :raises MessageUnheard: it names a message that no drawing hears
    """
    assumed = read_assumptions(files)
    refuse_unheard(assumed, process, files, others)
    if assumed.is_stated:
        for name in sorted(others):
            assumed = assumed.beside(read_assumptions(others[name]))
    return assumed


@dataclass(frozen=True)
class _At:
    """A place in the file, for what is told of it."""

    path: str
    told: Any

    def read(self, reader: Any) -> Any:
        """What stands here.

        :raises AssumptionsRefused: it is otherwise than it must be
        """
        try:
            return reader(self)
        except AssumptionsRefused:
            raise
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise AssumptionsRefused(f"{self.path or '/'} ({error})") from None

    def at(self, key: Any) -> "_At":
        return _At(f"{self.path}/{key}", self.told[key])

    def each(self) -> list[tuple[Any, "_At"]]:
        keys = self.told if isinstance(self.told, dict) else range(len(self.told))
        return [(key, self.at(key)) for key in keys]

    def optional(self, key: str, reader: Any, default: Any) -> Any:
        return self.at(key).read(reader) if key in self.told else default


def _assumptions(at: _At) -> Assumptions:
    _refuse_unknown(at, _KEYS)
    shifts = {shift.name: shift for shift in (ALWAYS, OFFICE)}
    shifts |= at.optional("shifts", _shifts, {})
    return Assumptions(
        tells=_said(at),
        per_day=at.optional("arrivals", _per_day, 8.0),
        arrivals=at.optional("arrivals", _said, Said()),
        police=at.optional("police", _police, Police()),
        staff=at.optional("staff", lambda each: _staff(each, shifts), {}),
        steps=at.optional("steps", _steps, {}),
        start=at.optional("start", _choices, ()),
        started_by=at.optional("started_by", lambda each: str(each.told), None),
        messages=at.optional("messages", _messages, {}),
    )


def _said(at: _At) -> Said:
    return Said(str(at.told.get("tells", "")), str(at.told.get("tells_hi", "")))


def _per_day(at: _At) -> float:
    return _positive(at.told["per_day"])


def _police(at: _At) -> Police:
    counts = {key: at.told[key] for key in ("states", "districts", "circles", "stations")}
    if not all(isinstance(count, int) and 1 <= count <= 50 for count in counts.values()):
        raise AssumptionsRefused(f"{at.path}: each between 1 and 50")
    return Police(**counts, tells=_said(at))


def _shifts(at: _At) -> dict[str, Shift]:
    return {name: each.read(lambda each, name=name: _shift(name, each)) for name, each in at.each()}


def _shift(name: str, at: _At) -> Shift:
    first, _, last = str(at.told.get("weekdays", "1-7")).partition("-")
    opens, closes = (time.fromisoformat(at.told[key]) for key in ("opens", "closes"))
    shift = Shift(
        name=name,
        opens=opens,
        closes=closes,
        weekdays=frozenset(range(int(first), int(last or first) + 1)),
        tells=_said(at),
    )
    if opens >= closes or not frozenset() < shift.weekdays <= frozenset(range(1, 8)):
        raise AssumptionsRefused(f"{at.path}: no working week")
    return shift


def _staff(at: _At, shifts: Mapping[str, Shift]) -> dict[str, Staff]:
    found = {}
    for role, each in at.each():
        count, shift = each.told["count"], each.told.get("shift", "office")
        if not isinstance(count, int) or not 1 <= count <= 500:
            raise AssumptionsRefused(f"{each.path}/count: between 1 and 500")
        if shift not in shifts:
            raise AssumptionsRefused(f"{each.path}/shift: one of {', '.join(shifts)}")
        found[role] = Staff(count, shifts[shift], _said(each))
    return found


def _steps(at: _At) -> dict[str, StepAssumed]:
    return {
        name: each.read(lambda each, name=name: _step(each, is_named=name != OTHERS))
        for name, each in at.each()
    }


def _step(at: _At, *, is_named: bool) -> StepAssumed:
    _refuse_unknown(at, {"ready", "work", "answers", "tells", "tells_hi"})
    return StepAssumed(
        ready=at.optional("ready", _duration, AT_ONCE),
        work=at.optional("work", _duration, AT_ONCE),
        answers=at.optional("answers", _choices, ()),
        tells=_said(at),
        is_named=is_named,
    )


def _messages(at: _At) -> dict[str, Message]:
    return {name: each.read(_message) for name, each in at.each()}


def _message(at: _At) -> Message:
    _refuse_unknown(at, {"share", "after", "by", "answers", "tells", "tells_hi"})
    share = _positive(at.told["share"])
    if share > 1:
        raise AssumptionsRefused(f"{at.path}/share: between 0 and 1")
    return Message(
        share=share,
        after=at.at("after").read(_duration),
        by=str(at.told.get("by", COMPLAINANT)),
        answers=at.optional("answers", _choices, ()),
        tells=_said(at),
    )


def _duration(at: _At) -> Duration:
    _refuse_unknown(at, {"median", "p90", "never"})
    median = seconds(at.told["median"])
    p90, never = seconds(at.told.get("p90", at.told["median"])), float(at.told.get("never", 0))
    if not 0 <= median <= p90 or (median == 0 and p90 > 0) or not 0 <= never <= 1:
        raise AssumptionsRefused(f"{at.path}: 0 < median <= p90, 0 <= never <= 1")
    return Duration(median, p90, never)


def _choices(at: _At) -> tuple[Choice, ...]:
    return tuple(
        Choice(_positive(each.told.get("weight", 1)), dict(each.told["with"]))
        for _, each in at.each()
    )


def _positive(value: Any) -> float:
    if isinstance(value, bool) or not 0 < float(value) < 1e6:
        raise ValueError(f"{value} is not above 0")
    return float(value)


def _refuse_unknown(at: _At, known: set[str]) -> None:
    for key in at.told:
        if key not in known:
            raise AssumptionsRefused(f"{at.path}/{key}: unknown")
