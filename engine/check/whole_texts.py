"""The rule about texts in JSON: all of them are whole, in forms, notices and every other file."""

from collections.abc import Mapping

from engine.check.drawn import make_finding
from engine.check.finding import Finding
from engine.json_files import HalfCharacterRefused, JsonRefused, read_json

_RULE = "half-character"
_SUFFIXES = (".form", ".json")


def half_characters(files: Mapping[str, bytes]) -> list[Finding]:
    """Of each file the first text that holds half a character."""
    findings = []
    for path in sorted(files):
        if path.endswith(_SUFFIXES):
            try:
                read_json(files[path])
            except HalfCharacterRefused as refusal:
                facts = {"place": refusal.place}
                findings.append(make_finding(_RULE, file=path, facts=facts))
            except JsonRefused:
                continue  # the rules of its kind say so
    return findings


def without_what_follows(findings: list[Finding]) -> list[Finding]:
    """The findings, of a file with half a character that one alone: it is read no further."""
    files = {each.file for each in findings if each.rule == _RULE}
    return [each for each in findings if each.rule == _RULE or each.file not in files]
