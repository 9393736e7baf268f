"""Forms as the portal knows them: fields with their words, limits and places."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a component is, by form-js's own names but for the three kinds of `datetime`."""

    TEXT = "textfield"
    LONG_TEXT = "textarea"
    NUMBER = "number"
    SELECT = "select"
    RADIO = "radio"
    CHECKBOX = "checkbox"
    CHECKLIST = "checklist"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    FILE = "filepicker"
    GROUP = "group"
    LIST = "dynamiclist"
    WORDS = "text"


#: Kinds that hold other components.
CONTAINERS = frozenset({Kind.GROUP, Kind.LIST})
#: Kinds whose value is one of a list of options, or several.
CHOICES = frozenset({Kind.SELECT, Kind.RADIO, Kind.CHECKLIST})


@dataclass(frozen=True)
class Option:
    """One thing that may be chosen, in both languages; in a long list, under a heading."""

    value: str
    label: str
    label_hi: str
    group: str = ""
    group_hi: str = ""
    known_as: tuple[str, ...] = ()  # what else people call it, in either language


@dataclass(frozen=True)
class Limits:
    """What a value must be like."""

    required: bool = False
    min_length: int | None = None
    max_length: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    shape: str | None = None  # email, phone


@dataclass(frozen=True)
class Field:
    """One component of a form.

    `record` names the place in the encrypted case record; without it the value of an input
    becomes the process variable `key`. `hide` is a FEEL condition over the form's values.
    """

    kind: Kind
    key: str  # empty for words and for groups without a key
    label: str
    label_hi: str
    description: str = ""
    description_hi: str = ""
    record: str | None = None
    personal: bool = False
    for_her: str = ""  # what the answer is called on the complainant's page; empty: not shown there
    for_her_hi: str = ""
    limits: Limits = Limits()
    options: tuple[Option, ...] = ()
    options_from: str | None = None  # valuesKey: the name of a source of options
    hide: str | None = None
    must: str | None = None  # a FEEL condition over the form's values and the case's variables
    remedy: str = ""  # told at the field where `must` does not hold
    remedy_hi: str = ""
    proposed: str | None = None  # a FEEL expression: what stands there before anybody has answered
    asked_anew: bool = False  # a correction shows no earlier answer
    refusal: str = ""  # the output of the form's table that tells why the answer cannot be
    readonly: bool = False
    decimals: int = 0
    default: Any = None
    fields: tuple["Field", ...] = ()

    @property
    def is_input(self) -> bool:
        """Whether a person gives a value here."""
        return self.kind not in (Kind.WORDS, Kind.GROUP)

    @property
    def is_telephone(self) -> bool:
        """Whether it holds the number of a telephone."""
        return self.limits.shape == "phone"

    def in_language(self, language: str) -> str:
        """The label in Hindi (`hi`) or else in English."""
        return self.label_hi if language == "hi" else self.label

    def remedy_in(self, language: str) -> str:
        """What to do where `must` does not hold, in Hindi (`hi`) or else in English."""
        return self.remedy_hi if language == "hi" else self.remedy

    def refusal_in(self, language: str) -> str:
        """The output that tells why the answer cannot be, in Hindi (`hi`) or else in English."""
        return f"{self.refusal}_hi" if language == "hi" else self.refusal

    def hint(self, language: str) -> str:
        """The description in Hindi (`hi`) or else in English."""
        return self.description_hi if language == "hi" else self.description


@dataclass(frozen=True)
class Form:
    """A form file, read.

    `decisions` are the tables that are asked about the answers; conditions may read their outputs.
    """

    id: str
    fields: tuple[Field, ...]
    decisions: tuple[str, ...] = ()

    def inputs(self) -> Iterator[Field]:
        """Every input, those in groups too; a repeating group counts as one."""
        return _inputs(self.fields)

    @property
    def pages(self) -> tuple[Field, ...]:
        """The top-level groups, for a form that is asked a page at a time."""
        return tuple(field for field in self.fields if field.kind is Kind.GROUP)


def _inputs(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        if field.kind is Kind.GROUP:
            yield from _inputs(field.fields)
        elif field.is_input:
            yield field
