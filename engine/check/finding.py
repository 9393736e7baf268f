"""What the checker tells the designer: one finding for each thing that is wrong."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """Errors prevent deployment; warnings are likely mistakes; notes are for information."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, and where."""

    rule: str
    severity: Severity
    file: str
    element: str | None
    name: str | None
    line: int | None
    message: str
    message_hi: str
    fix: Mapping[str, str] | None = None
    """What would mend it, for `engine.check.fixing`; None where nobody but the designer can know.

    `attribute` of the element gets the `value`; `text` becomes the `value` wherever the element
    says it; `tag` of a part becomes the `value`; the arrow `default`, which goes by `called` and
    `called_hi`, becomes the gateway's default, without its condition; the child elements `remove`
    go, those alone that hold the `reference`.
    `instead_of` are attributes that go; `new_file` is a file that is made, if there is none yet.
    """

    mark: str | None = None
    """Of a warning: the same as long as it says the same of an element that has not changed."""
    name_hi: str | None = None
    """Its name in Hindi, where it is not written on it: a cell goes by its row and column."""
    by_id: str | None = field(default=None, compare=False)
    """Its message by ids, where elements have no name: what they are called then may change with
    their neighbours, its mark does not. It is for the mark alone, and not given out."""
    accepted: str | None = None
    """Why a designer lets this warning stand, see `engine.check.accepting`."""

    @property
    def is_open(self) -> bool:
        """Whether somebody should still look at it."""
        return self.accepted is None

    def as_json(self) -> dict[str, Any]:
        """The finding as the command line and the designer's page give it out."""
        written = asdict(self)
        del written["by_id"]
        return written

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line is not None else self.file
        said = f"{where}: {self.severity}: {self.message} [{self.rule}]"
        return said if self.is_open else f"{said} (accepted: {self.accepted})"
