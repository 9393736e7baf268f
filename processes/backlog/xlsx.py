"""XLSX: the cells of a workbook's first sheet as texts, and nothing else of it.

The file comes from outside. Of its parts only four are opened, each is unpacked no further than a
bound, whatever its own table says of its size, and each is read as hardened XML. Formulas are not
computed: the value that was saved with them counts. Macros, links and pictures are never looked at.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from engine.xml import XmlRefused, local_name, parse_xml
from processes.exceptions import SheetRefused

#: So much a part may unpack to, and so many parts a workbook may have.
LARGEST_PART = 24_000_000
MOST_PARTS = 500
_MOST_ROW = 1_048_576
#: A list has no such column; the program that wrote it may.
_MOST_COLUMN = 1_000

_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_STRINGS, _STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
#: Formats of days and times that every workbook knows without writing them down.
_DAY_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
#: The largest number that counts rows, styles or texts: longer ones are not computed with.
_COUNT = re.compile(r"\d{1,9}", re.ASCII)
#: Day 0 of the serial numbers; 29 February 1900 never was, which is why it is not the 31st.
_DAY_0, _DAY_0_OF_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001  days only


@dataclass(frozen=True)
class _Book:
    """What the cells refer to."""

    strings: Sequence[str]
    day_styles: frozenset[int]
    day_0: datetime


def read_xlsx(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet with their numbers; days as 2026-11-21.

    :raises SheetRefused: it is no workbook, or larger than any list is
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = _parts(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError):
        raise SheetRefused("not_xlsx") from None
    book, sheet = parts
    return _rows(sheet, book)


def _parts(archive: zipfile.ZipFile) -> tuple[_Book, Any]:
    names = {info.filename for info in archive.infolist()}
    if len(names) > MOST_PARTS:
        raise SheetRefused("too_large")
    if _WORKBOOK not in names or _RELATIONS not in names:
        raise SheetRefused("not_xlsx")
    workbook = _part(archive, _WORKBOOK)
    path = _first_sheet(workbook, _part(archive, _RELATIONS))
    if path not in names:
        raise SheetRefused("not_xlsx")
    is_1904 = any(
        node.get("date1904") in ("1", "true")
        for node in workbook.iter()
        if local_name(node) == "workbookPr"
    )
    book = _Book(
        strings=_strings(_part(archive, _STRINGS)) if _STRINGS in names else (),
        day_styles=_day_styles(_part(archive, _STYLES)) if _STYLES in names else frozenset(),
        day_0=_DAY_0_OF_1904 if is_1904 else _DAY_0,
    )
    return book, _part(archive, path)


def _part(archive: zipfile.ZipFile, name: str) -> Any:
    """The root of a part, unpacked no further than the bound."""
    if archive.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise SheetRefused("not_xlsx")
    with archive.open(name) as packed:
        unpacked = packed.read(LARGEST_PART + 1)
    if len(unpacked) > LARGEST_PART:
        raise SheetRefused("too_large")
    try:
        return parse_xml(unpacked, limit=LARGEST_PART).getroot()
    except XmlRefused:
        raise SheetRefused("not_xlsx") from None


def _first_sheet(workbook: Any, relations: Any) -> str:
    targets = {node.get("Id"): node.get("Target", "") for node in relations}
    for node in workbook.iter():
        if local_name(node) == "sheet":
            ids = [value for name, value in node.attrib.items() if name.endswith("}id")]
            target = targets.get(ids[0] if ids else None, "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise SheetRefused("not_xlsx")


def _strings(root: Any) -> list[str]:
    return [_text(item) for item in root if local_name(item) == "si"]


def _text(item: Any) -> str:
    """The words of an item; how they are to be pronounced is not part of them."""
    said: list[str] = []
    for node in item:
        name = local_name(node)
        if name == "t":
            said.append(node.text or "")
        elif name == "r":
            said.append(_text(node))
    return "".join(said)


def _day_styles(root: Any) -> frozenset[int]:
    """The numbers of the styles that show a number as a day."""
    own = {
        node.get("numFmtId"): node.get("formatCode", "")
        for node in root.iter()
        if local_name(node) == "numFmt"
    }
    formats = next((node for node in root if local_name(node) == "cellXfs"), ())
    return frozenset(
        number for number, style in enumerate(formats) if _is_day(style.get("numFmtId"), own)
    )


def _is_day(format_id: str | None, own: Mapping[str | None, str]) -> bool:
    if format_id in own:
        return any(sign in "dmy" for sign in _QUOTED.sub("", own[format_id]).lower())
    return _count(format_id) in _DAY_FORMATS


def _rows(sheet: Any, book: _Book) -> Iterator[tuple[int, list[str]]]:
    number = 0
    for row in sheet.iter():
        if local_name(row) != "row":
            continue
        number = _row_number(row.get("r"), after=number)
        cells: dict[int, str] = {}
        column = -1
        for cell in row:
            if local_name(cell) != "c":
                continue
            column = _column(cell.get("r"), after=column)
            cells[column] = _value(cell, book)
        if max(cells, default=0) >= _MOST_COLUMN:
            raise SheetRefused("too_many_columns")
        yield number, [cells.get(at, "") for at in range(max(cells, default=-1) + 1)]


def _row_number(reference: str | None, *, after: int) -> int:
    if reference is None:
        return after + 1
    number = _count(reference)
    if number is None or not after < number <= _MOST_ROW:
        raise SheetRefused("not_xlsx")
    return number


def _column(reference: str | None, *, after: int) -> int:
    if reference is None:
        return after + 1
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise SheetRefused("not_xlsx")
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: Any, book: _Book) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(_text(node) for node in cell if local_name(node) == "is")
    value = next((node.text or "" for node in cell if local_name(node) == "v"), "")
    if kind == "s":
        number = _count(value)
        return book.strings[number] if number is not None and number < len(book.strings) else ""
    if kind == "b":
        return "yes" if value == "1" else "no"
    if kind == "d":
        return value[:10]
    if kind == "n" and value:
        return _number(value, book, is_day=_count(cell.get("s", "0")) in book.day_styles)
    return "" if kind == "e" else value


def _count(text: str | None) -> int | None:
    """A number by which parts of the workbook refer to each other; None if it is none."""
    return int(text) if text is not None and _COUNT.fullmatch(text) else None


def _number(value: str, book: _Book, *, is_day: bool) -> str:
    """A number as a person would have typed it: 9876543210, not 9.87654321E9."""
    try:
        number = float(value)
        if is_day:
            return (book.day_0 + timedelta(days=int(number))).date().isoformat()
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else value
    except (ValueError, OverflowError):
        return value
