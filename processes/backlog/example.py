"""An example of a list, to be filled in: the right headings and two invented rows."""

import csv
import zipfile
from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO, StringIO
from xml.sax.saxutils import escape

from models import Unit
from processes.backlog.columns import COLUMNS

Rows = Sequence[Sequence[str]]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/package/2006/content-types"
_OF_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def example_rows(stations: Sequence[Unit], *, today: date) -> Rows:
    """The headings, and a row that says all and one that says only what must be said."""
    codes = [station.code for station in stations[:2]] or [""]
    full = {
        "station": codes[0],
        "reference": "EXAMPLE-1/2026",
        "received_on": (today - timedelta(days=40)).strftime("%d-%m-%Y"),
        "what": "दहेज, घरेलू हिंसा",
        "age_band": "18_plus",
        "name": "An invented name",
        "mobile": "90000 00000",
        "safe_channel": "sms",
        "accused_is_police": "no",
        "account": "An invented account.",
    }
    short = {
        "station": codes[-1],
        "reference": "EXAMPLE-2/2026",
        "received_on": (today - timedelta(days=75)).strftime("%d-%m-%Y"),
        "what": "stalking",
    }
    names = [column.name for column in COLUMNS]
    return [names, *([row.get(name, "") for name in names] for row in (full, short))]


def as_csv(rows: Rows) -> bytes:
    """The rows as a CSV that spreadsheet programs open with its Hindi intact."""
    text = StringIO()
    csv.writer(text).writerows(rows)
    return f"\ufeff{text.getvalue()}".encode()


def as_xlsx(rows: Rows) -> bytes:
    """The rows as a workbook of one sheet; every cell is a text, so that nothing is made a day."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as book:
        for name, part in (
            ("[Content_Types].xml", _content_types()),
            ("_rels/.rels", _relation("officeDocument", "xl/workbook.xml")),
            ("xl/workbook.xml", _workbook()),
            ("xl/_rels/workbook.xml.rels", _relation("worksheet", "worksheets/sheet1.xml")),
            ("xl/worksheets/sheet1.xml", _sheet(rows)),
        ):
            book.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{part}')
    return content.getvalue()


def _content_types() -> str:
    parts = (("/xl/workbook.xml", "sheet.main"), ("/xl/worksheets/sheet1.xml", "worksheet"))
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{_OF_SHEET}.{kind}+xml"/>'
        for part, kind in parts
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_KINDS}"><Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )


def _workbook() -> str:
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        '<sheets><sheet name="List" sheetId="1" r:id="r1"/></sheets></workbook>'
    )


def _sheet(rows: Rows) -> str:
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(map(_row, rows))}</sheetData></worksheet>'
    )


def _row(cells: Sequence[str]) -> str:
    texts = "".join(
        f'<c t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
        for cell in cells
    )
    return f"<row>{texts}</row>"
