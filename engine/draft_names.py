"""Names that the files of a draft bring along: decisions, processes, notices.

A file that cannot be read brings none; the checker says why.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.about import about
from engine.conventions import BPMN, properties_of
from engine.json_files import JsonRefused, read_json
from engine.xml import XmlRefused, local_name, parse_xml


def decision_names(files: Mapping[str, bytes]) -> dict[str, str]:
    """Id -> name of every decision in the tables."""
    return {
        node.get("id"): node.get("name") or ""
        for root in _roots(files, ".dmn")
        for node in root
        if isinstance(node.tag, str) and local_name(node) == "decision" and node.get("id")
    }


def process_names(files: Mapping[str, bytes]) -> dict[str, str]:
    """Id -> name of every process in the drawings."""
    return {
        node.get("id"): node.get("name") or ""
        for root in _roots(files, ".bpmn")
        for node in root.iterchildren(f"{BPMN}process")
        if node.get("id")
    }


def process_title(files: Mapping[str, bytes], name: str) -> tuple[str, str]:
    """What a process is called in English and Hindi: by its drawing, its own file, or its id."""
    said = about(files)
    drawn = (
        node
        for root in _roots(files, ".bpmn")
        for node in root.iterchildren(f"{BPMN}process")
        if node.get("id") == name
    )
    node = next(drawn, None)
    title = (node is not None and node.get("name")) or said.name
    title = title or name.replace("_", " ").capitalize()
    title_hi = node is not None and properties_of(node).get("name_hi")
    return title, title_hi or said.name_hi or title


def notice_texts(files: Mapping[str, bytes]) -> dict[str, str]:
    """Name -> English text of every notice."""
    found: dict[str, str] = {}
    for path in sorted(files):
        if path.startswith("notices/") and path.endswith(".json"):
            for name, text in _object(files[path]).items():
                found[name] = str(text.get("en", "")) if isinstance(text, dict) else ""
    return found


def places(files: Mapping[str, bytes]) -> dict[str, str]:
    """Decision, process or form key -> the path of the file that holds it."""
    found = {path.removeprefix("forms/"): path for path in files if path.endswith(".form")}
    for path in sorted(files):
        one = {path: files[path]}
        found |= dict.fromkeys([*decision_names(one), *process_names(one)], path)
    return found


def main_drawing(files: Mapping[str, bytes], name: str) -> str | None:
    """The path of the file that draws the process of this name, or of some drawing."""
    drawings = [path for path in files if path.endswith(".bpmn")]
    for path in drawings:
        if name in process_names({path: files[path]}):
            return path
    return next(iter(drawings), None)


def _object(content: bytes) -> Mapping[str, Any]:
    try:
        read = read_json(content)
    except JsonRefused:
        return {}
    return read if isinstance(read, dict) else {}


def _roots(files: Mapping[str, bytes], suffix: str) -> Iterator[Any]:
    for path in sorted(files):
        if path.endswith(suffix):
            try:
                yield parse_xml(files[path]).getroot()
            except XmlRefused:
                continue
