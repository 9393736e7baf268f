"""Sheets: the rows of a list, from CSV or from the first sheet of an XLSX file, within bounds."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO

from engine.control_signs import with_plain_breaks
from processes.backlog.xlsx import read_xlsx
from processes.exceptions import SheetRefused

#: The largest file that is opened, and the most rows and columns that are read from it.
LARGEST_FILE = 5_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 40
LONGEST_CELL = 8_000

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Row:
    """One line of a list; its number is the one the spreadsheet shows."""

    number: int
    cells: Mapping[str, str] = field(repr=False)  # by the heading's text, blanks left out


@dataclass(frozen=True)
class Sheet:
    """A list: its headings as they were written, and its rows."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...] = field(repr=False)


def read_sheet(content: bytes) -> Sheet:
    """Read a list.

    :raises SheetRefused: it is neither CSV nor XLSX, has no headings, or is too large
    """
    if len(content) > LARGEST_FILE:
        raise SheetRefused("too_large")
    if content.startswith(_OLD_EXCEL):
        raise SheetRefused("old_excel")
    lines = read_xlsx(content) if content.startswith(_ZIP) else _read_csv(content)
    headings: tuple[str, ...] | None = None
    rows: list[Row] = []
    for number, cells in lines:
        texts = [" ".join(cell.split()) if headings is None else _text_of(cell) for cell in cells]
        if not any(texts):
            continue
        if len(texts) > MOST_COLUMNS:
            raise SheetRefused("too_many_columns")
        if headings is None:
            headings = tuple(texts)
            continue
        if len(rows) >= MOST_ROWS:
            raise SheetRefused("too_many_rows")
        rows.append(Row(number, _by_heading(headings, texts)))
    if headings is None:
        raise SheetRefused("empty")
    return Sheet(headings, tuple(rows))


def _text_of(cell: str) -> str:
    return with_plain_breaks(cell).strip()


def _by_heading(headings: tuple[str, ...], texts: Sequence[str]) -> Mapping[str, str]:
    return {
        heading: text[: LONGEST_CELL + 1]
        for heading, text in zip(headings, texts, strict=False)
        if heading and text
    }


def _read_csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SheetRefused("not_utf8") from None
    if "\0" in text:
        raise SheetRefused("not_utf8")
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)  # a spreadsheet's export follows its country
    reader = csv.reader(StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        yield from enumerate(reader, 1)
    except csv.Error:
        raise SheetRefused("not_csv") from None
