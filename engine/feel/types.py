"""The types that `x instance of number` names."""

from collections.abc import Callable, Mapping
from typing import Any

from engine.expressions.budget import Run
from engine.feel.reader import Reader
from engine.feel.values import (
    CLOCK,
    CONTEXT,
    DAY,
    LENGTH,
    LIST,
    MOMENT,
    MONTHS,
    NUMBER,
    TEXT,
    TRUTH,
    exact_or_feel,
    kind,
)

IsOf = Callable[[Any, Run], bool]
"""Whether a value is of a type; null is of none."""

_KINDS: Mapping[tuple[str, ...], int] = {
    ("number",): NUMBER,
    ("string",): TEXT,
    ("boolean",): TRUTH,
    ("date", "and", "time"): MOMENT,
    ("date",): DAY,
    ("time",): CLOCK,
    ("days", "and", "time", "duration"): LENGTH,
    ("years", "and", "months", "duration"): MONTHS,
    ("list",): LIST,
    ("context",): CONTEXT,
}


class Types(Reader):
    """Reads the name of a type."""

    def type_name(self) -> IsOf:
        """The test of the type that stands next: the longest name that fits."""
        if self.peek("Any"):
            self.take("Any")
            return lambda value, run: value is not None
        for words, wanted in _KINDS.items():
            coming = self._tokens[self._at : self._at + len(words)]
            if tuple(each.value for each in coming if each.kind == "name") == words:
                self._at += len(words)
                return self._list_type() if wanted == LIST else _of_kind(wanted)
        raise self.refused("a type must stand here, such as number, string or date")

    def _list_type(self) -> IsOf:
        if not self.peek("<"):
            return _of_kind(LIST)
        self.take("<")
        inner = self.type_name()
        self.take(">")

        def is_list(value: Any, run: Run) -> bool:
            if kind(value) != LIST:
                return False
            run.spend(1 + len(value))
            return all(inner(each, run) for each in value)

        return is_list


def _of_kind(wanted: int) -> IsOf:
    return lambda value, run: kind(exact_or_feel(value)) == wanted
