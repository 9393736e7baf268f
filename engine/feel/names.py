"""Names of several words, as a DMN file may give them, and the one word each is kept under.

A variable of a case has no spaces: `Applicant Age` in a table is the variable `Applicant_Age`.
"""

import re
from dataclasses import dataclass
from functools import cached_property

_PLAIN = re.compile(r"[^\W\d]\w*")


def one_word(name: str) -> str:
    """The name as a variable can have it: whatever else stands between its words is one `_`."""
    return "_".join("".join(each if f"a{each}".isidentifier() else " " for each in name).split())


def is_plain(name: str) -> bool:
    """Whether FEEL reads the name as one word without being told of it."""
    return _PLAIN.fullmatch(name) is not None


@dataclass(frozen=True)
class Names:
    """The names of one file that are no plain words, each with the variable that it stands for."""

    written: tuple[tuple[str, str], ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Finds one of them, the longest that fits; None where there are none."""
        names = sorted((name for name, _ in self.written), key=len, reverse=True)
        spaced = (r"\s+".join(map(re.escape, name.split())) for name in names)
        return re.compile(rf"(?:{'|'.join(spaced)})(?!\w)") if names else None

    @cached_property
    def _words(self) -> dict[str, str]:
        return dict(self.written)

    def word(self, written: str) -> str:
        """The variable that a name stands for, however its spaces are written."""
        return self._words[" ".join(written.split())]


NO_NAMES = Names()
