"""Lengths of time in words of both languages."""

from processes.simulation.assumptions import Said

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def length(seconds: float) -> Said:
    """Days from two on, hours from two on, else minutes; with one digit behind the point."""
    for unit_s, least, en, hi in (
        (_DAY, 2 * _DAY, "days", "दिन"),
        (_HOUR, 2 * _HOUR, "hours", "घंटे"),
        (_MINUTE, 0, "minutes", "मिनट"),
    ):
        if seconds >= least:
            count = f"{seconds / unit_s:.1f}".removesuffix(".0")
            return Said(f"{count} {en}", f"{count} {hi}")
    raise ValueError(seconds)
