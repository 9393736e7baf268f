"""Lengths of time in words of both languages."""

from dataclasses import dataclass

from processes.simulation.assumptions import Said


@dataclass(frozen=True)
class _Unit:
    """A unit of time, and what one and several of it are called."""

    seconds: int
    one: str
    several: str
    hi: str


_MINUTES = _Unit(60, "minute", "minutes", "मिनट")
_GREATER = (_Unit(86_400, "day", "days", "दिन"), _Unit(3_600, "hour", "hours", "घंटे"))


def length(seconds: float) -> Said:
    """Days from two on, hours from two on, else minutes; with one digit behind the point."""
    return lengths(seconds)[0]


def lengths(*seconds: float) -> list[Said]:
    """Lengths that are told side by side, all in one unit.

    It suits the longest, if at least a tenth of it fits the shortest that is no mere moment.
    """
    longest = max(seconds)
    shortest = min((each for each in seconds if each >= _MINUTES.seconds / 4), default=longest)
    fitting = (
        unit for unit in _GREATER if longest >= 2 * unit.seconds and shortest >= unit.seconds / 10
    )
    unit = next(fitting, _MINUTES)
    return [_counted(each, unit) for each in seconds]


def _counted(seconds: float, unit: _Unit) -> Said:
    count = f"{seconds / unit.seconds:.1f}".removesuffix(".0")
    return Said(f"{count} {unit.one if count == '1' else unit.several}", f"{count} {unit.hi}")
