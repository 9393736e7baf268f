"""Rules about notices: a text that is to be sent is there, in both languages."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.check.drawn import Drawn, make_finding
from engine.check.finding import Finding
from engine.check.mending import nearest
from engine.conventions import properties_of
from engine.json_files import JsonRefused, read_json

LANGUAGES = ("hi", "en")
_FOLDER = "notices/"


def notice_files(files: Mapping[str, bytes]) -> tuple[frozenset[str], list[Finding]]:
    """The names of all notices, and what is wrong with their files."""
    names: set[str] = set()
    findings = []
    for path in sorted(files):
        if path.startswith(_FOLDER) and path.endswith(".json"):
            content = _read(files[path])
            if content is None:
                findings.append(make_finding("notice-file-refused", file=path))
                continue
            names |= set(content)
            for name, texts in content.items():
                if not _speaks_both(texts):
                    facts = {"notice": name}
                    findings.append(
                        make_finding("notice-incomplete", file=path, element=name, facts=facts)
                    )
    return frozenset(names), findings


def named_notices(drawn: Drawn, names: frozenset[str]) -> Iterator[Finding]:
    """A step that names a notice names one of the files'."""
    for node in drawn.all_of("serviceTask", "sendTask"):
        notice = properties_of(node).get("notice")
        if notice is not None and notice not in names:
            fix = nearest(node, notice, names)
            yield drawn.finding("notice-unknown", node, fix=fix, notice=notice)


def missing_notices(wanted: frozenset[str], names: frozenset[str]) -> Iterator[Finding]:
    """The notices that the process sends by itself are there."""
    for name in sorted(wanted - names):
        yield make_finding("notice-missing", file="", element=name, facts={"notice": name})


def _read(content: bytes) -> dict[str, Any] | None:
    try:
        read = read_json(content)
    except JsonRefused:
        return None
    return read if isinstance(read, dict) else None


def _speaks_both(texts: object) -> bool:
    if not isinstance(texts, dict):
        return False
    said = [texts.get(language) for language in LANGUAGES]
    return all(isinstance(text, str) and text.strip() for text in said)
