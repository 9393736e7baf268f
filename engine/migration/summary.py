"""Summaries: how many cases move, or have moved, and what keeps how many others."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from engine.migration.reasons import Reason


@dataclass
class Summary:
    """Counts over many cases; the reasons are counted by code and step."""

    cases: int = 0
    moving: int = 0
    _stays: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    _reasons: dict[tuple[str, str | None], Reason] = field(default_factory=dict)

    def add(self, reasons: Sequence[Reason]) -> None:
        """Count one more case; without a reason to stay, it moves."""
        self.cases += 1
        self.moving += not reasons
        for reason in reasons:
            key = reason.code, reason.element_id
            self._stays[key] += 1
            self._reasons.setdefault(key, reason)

    @property
    def stays(self) -> list[tuple[Reason, int]]:
        """Each reason with the number of cases it keeps, the most frequent first."""
        return [(self._reasons[key], count) for key, count in self._stays.most_common()]


def summed(cases: Iterable[Sequence[Reason]]) -> Summary:
    """Count cases, given the reasons of each."""
    summary = Summary()
    for reasons in cases:
        summary.add(reasons)
    return summary
