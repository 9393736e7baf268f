"""How the cells of decision tables are called: by row and column, as their editor shows them."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.xml import XmlRefused, parse_xml

Name = tuple[str, str]
"""In English and in Hindi."""


def cell_names(content: bytes) -> Mapping[str, Name]:
    """Id -> name of every cell, row and column of a file's tables, and of what lies in them."""
    try:
        root = parse_xml(content).getroot()
    except XmlRefused:
        return {}
    found: dict[str, Name] = {}
    for table in root.iter("{*}decisionTable"):
        for part, name in _parts(table):
            found |= {each.get("id"): name for each in part.iter("*") if each.get("id")}
    return found


def _parts(table: Any) -> Iterator[tuple[Any, Name]]:
    """Columns, rows and their cells, each with its name; a row comes before its cells."""
    inputs, outputs = list(table.iterchildren("{*}input")), list(table.iterchildren("{*}output"))
    columns = [_title(column, number) for number, column in enumerate(inputs + outputs, 1)]
    for column, title in zip(inputs + outputs, columns, strict=True):
        yield column, (f"column “{title}”", f"स्तंभ “{title}”")
    for number, row in enumerate(table.iterchildren("{*}rule"), 1):
        yield row, (f"row {number}", f"पंक्ति {number}")
        cells = [
            each
            for tag in ("inputEntry", "outputEntry")
            for each in row.iterchildren(f"{{*}}{tag}")
        ]
        for cell, title in zip(cells, columns, strict=False):
            yield cell, (f"row {number}, column “{title}”", f"पंक्ति {number}, स्तंभ “{title}”")


def _title(column: Any, number: int) -> str:
    """What stands above a column: its label, its name, or what it asks."""
    asked = column.find("{*}inputExpression/{*}text")
    said = column.get("label") or column.get("name") or (asked is not None and asked.text)
    return " ".join((said or str(number)).split())
