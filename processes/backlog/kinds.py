"""Kinds of offence as lists write them: the code, or a name in everyday Hindi or English.

The names are those of the proforma: how it asks for each kind, and what it says it is `known_as`.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from engine import definitions
from engine.forms import Form
from processes.complaint.answers import form_of
from processes.complaint.opening import PROCESS

#: The question of the proforma whose options are the kinds.
ASKED_AS = "what"

_NUKTA = "\u093c"


@dataclass(frozen=True)
class Kinds:
    """The kinds that a complaint may be of."""

    codes: tuple[str, ...]
    by_name: Mapping[str, str] = field(repr=False)  # the code of each name, as `_plain_name` has it

    def read(self, cell: str) -> list[str] | None:
        """The codes of the kinds that a cell names, parted by commas; None where one is not known.

        A name may hold a comma itself, so the longest name that fits is taken.
        """
        parts = [part for part in (_plain(part) for part in cell.split(",")) if part]
        found: list[str] = []
        while parts:
            length, code = self._longest(parts)
            if code is None:
                return None
            found.append(code)
            parts = parts[length:]
        return list(dict.fromkeys(found)) or None

    def _longest(self, parts: Sequence[str]) -> tuple[int, str | None]:
        for length in range(len(parts), 0, -1):
            code = self.by_name.get(", ".join(parts[:length]))
            if code is not None:
                return length, code
        return 1, None


def kinds_now(session: Session) -> Kinds:
    """The kinds of the proforma that is asked now."""
    definition = definitions.load(session, definitions.latest(session, PROCESS).id)
    return kinds_of(form_of(definition, definition.start_form))


def kinds_of(form: Form) -> Kinds:
    """The kinds that a form asks for; none where it does not ask."""
    options = [
        option for asked in form.inputs() if asked.key == ASKED_AS for option in asked.options
    ]
    return Kinds(
        codes=tuple(option.value for option in options),
        by_name={
            _plain_name(name): option.value
            for option in options
            for name in (option.value, option.label, option.label_hi, *option.known_as)
        },
    )


def _plain(name: str) -> str:
    """A name without what people write differently: letters' size, dots below, blanks."""
    bare = unicodedata.normalize("NFD", name).replace(_NUKTA, "")
    return " ".join(re.sub(r"[_\s]+", " ", bare).split()).casefold()


def _plain_name(name: str) -> str:
    return ", ".join(_plain(part) for part in name.split(","))
