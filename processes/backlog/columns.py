"""Columns of a list: their headings in both languages, and what each cell must hold."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from engine.control_signs import holds_control_sign
from processes.backlog import pending
from processes.backlog.kinds import ASKED_AS, Kinds
from processes.complaint.contact import NO_CHANNEL, mobile_number

#: What a cell is read into, or None: it cannot be read.
Read = Callable[[str], str | list[str] | None]

AGE_BANDS = ("under_12", "12_15", "16_17", "18_plus")
CHANNELS = (NO_CHANNEL, "sms", "voice")
#: Whether the accused is in the police, by what people write, in either language.
IS_POLICE = {"yes": "yes", "हाँ": "yes", "हां": "yes", "no": "no", "नहीं": "no"} | {
    "unknown": "unknown",
    "पता नहीं": "unknown",
}
_INDIAN_DAY = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})")


@dataclass(frozen=True)
class Column:
    """One column: its own name, the headings by which it is known, and how it is read."""

    name: str
    headings: tuple[str, ...]
    code: str  # what is wrong with a cell that cannot be read
    read: Read = field(repr=False)
    is_needed: bool = False
    longest: int = 200
    words: tuple[str, ...] = ()  # the only ones it may hold


def _text(cell: str) -> str:
    return cell


def _one_of(*allowed: str) -> Read:
    def read(cell: str) -> str | None:
        word = cell.strip().lower().replace(" ", "_")
        return word if word in allowed else None

    return read


def _is_police(cell: str) -> str | None:
    return IS_POLICE.get(cell.strip().lower())


def _day(cell: str) -> str | None:
    """A day: 2025-10-06, or 06-10-2025 as it is written in India."""
    text = cell.replace("/", "-").replace(".", "-").partition(" ")[0]
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    written = _INDIAN_DAY.fullmatch(text)
    if written is None:
        return None
    day, month, year = (int(part) for part in written.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


COLUMNS = (
    Column("station", ("station", "station code", "थाना कोड", "थाना"), "unknown_station", _text,
           is_needed=True, longest=40),
    Column("reference", ("reference", "number", "complaint number", "संदर्भ", "शिकायत संख्या"),
           "too_long", _text, is_needed=True, longest=80),
    Column("received_on", ("received on", "date", "original date", "प्राप्ति तिथि", "तारीख़"),
           "no_day", _day, is_needed=True),
    Column("fir_on", ("fir on", "fir date", "date of fir", "एफआईआर तिथि", "fir तारीख़"), "no_day",
           _day),
    Column("what", ("what", "kind", "क्या हुआ"), "unknown_word", _text, is_needed=True),
    Column("age_band", ("age band", "उम्र"), "unknown_word", _one_of(*AGE_BANDS),
           words=AGE_BANDS),
    Column("name", ("name", "नाम"), "too_long", _text),
    Column("mobile", ("mobile", "phone", "मोबाइल"), "no_mobile", mobile_number),
    Column("safe_channel", ("safe channel", "सुरक्षित माध्यम"), "unknown_word", _one_of(*CHANNELS),
           words=CHANNELS),
    Column("accused_is_police", ("accused in the police", "आरोपी पुलिस में"), "unknown_word",
           _is_police, words=("yes", "no", "unknown")),
    Column("account", ("account", "what happened", "विवरण"), "too_long", _text, longest=8_000),
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """What is wrong in a list: where, and a code. Never what stands there."""

    row: int
    column: str
    code: str


def columns_with(kinds: Kinds) -> tuple[Column, ...]:
    """The columns, with the kinds of offence that a list may name."""
    return tuple(
        replace(column, read=kinds.read, words=kinds.codes) if column.name == ASKED_AS else column
        for column in COLUMNS
    )


def columns_of(headings: tuple[str, ...], kinds: Kinds) -> dict[str, Column]:
    """The known columns by the heading that names them; unknown headings are left out."""
    known = {
        alias: column
        for column in columns_with(kinds)
        for alias in (column.name.replace("_", " "), *column.headings)
    }
    found: dict[str, Column] = {}
    for heading in headings:
        column = known.get(" ".join(heading.lower().replace("_", " ").split()))
        if column is not None and column not in found.values():
            found[heading] = column
    return found


def read_row(
    number: int, cells: Mapping[str, str], columns: Mapping[str, Column], *, now: datetime
) -> tuple[dict[str, str | list[str]], list[Fault]]:
    """What a row says by column, and what is wrong with it."""
    said: dict[str, str | list[str]] = {}
    faults: list[Fault] = []
    for heading, column in columns.items():
        cell = cells.get(heading, "")
        if not cell:
            continue
        code = _why_it_is_not_read(cell, column)
        value = None if code else column.read(cell)
        if value is None:
            faults.append(Fault(number, column.name, code or column.code))
        else:
            said[column.name] = value
    bad = {fault.column for fault in faults}
    faults += [
        Fault(number, column.name, "missing")
        for column in COLUMNS
        if column.is_needed and column.name not in said and column.name not in bad
    ]
    is_called = said.get("safe_channel", NO_CHANNEL) != NO_CHANNEL
    if is_called and "mobile" not in said and "mobile" not in bad:
        faults.append(Fault(number, "mobile", "missing"))
    return said, faults + _wrong_days(number, said, now=now)


def _why_it_is_not_read(cell: str, column: Column) -> str | None:
    """What is wrong with any cell, whatever its column holds; None: it is read."""
    if len(cell) > column.longest:
        return "too_long"
    return "control_sign" if holds_control_sign(cell) else None


def _wrong_days(number: int, said: Mapping[str, str | list[str]], *, now: datetime) -> list[Fault]:
    """Days that cannot be: ahead of us, a lifetime ago, or an FIR before she complained."""
    days = {day: said[day] for day in ("received_on", "fir_on") if day in said}
    moments = {day: pending.moment_of(each, now=now) for day, each in days.items()}
    received, fir = moments.get("received_on"), moments.get("fir_on")
    if received is not None and fir is not None and fir < received:
        return [Fault(number, "fir_on", "before_received")]
    return [
        Fault(number, day, "not_behind_us") for day, moment in moments.items() if moment is None
    ]
