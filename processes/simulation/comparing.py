"""Comparing: two versions side by side, case by case, as both drew the same chance."""

from dataclasses import dataclass

from processes.simulation.intervals import Interval, paired
from processes.simulation.notes import Verdict
from processes.simulation.result import Result


@dataclass(frozen=True)
class Comparison:
    """A version and the one that may take its place."""

    before: Result
    after: Result

    @property
    def pairs(self) -> list[tuple[Verdict, Verdict]]:
        """The verdicts on each case whose limit came before the end in both."""
        other = self.after.notes.verdicts
        return [
            (verdict, other[number])
            for number, verdict in sorted(self.before.notes.verdicts.items())
            if number in other and Verdict.NOT_YET not in (verdict, other[number])
        ]

    @property
    def difference(self) -> Interval | None:
        """By how much the share within two months changes, with its interval."""
        return paired(
            [
                float((after is Verdict.IN_TIME) - (before is Verdict.IN_TIME))
                for before, after in self.pairs
            ]
        )

    @property
    def gained(self) -> int:
        """Cases that are in time only after the change."""
        return self.pairs.count((Verdict.LATE, Verdict.IN_TIME))

    @property
    def lost(self) -> int:
        """Cases that are in time only before it."""
        return self.pairs.count((Verdict.IN_TIME, Verdict.LATE))
