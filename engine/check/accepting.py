"""Accepted warnings: what a designer has looked at and lets stand, with her reason.

They lie in `accepted.json` beside the drawing, so that they are part of the draft, of the request
and of the version. Each holds for a *mark*: the rule, what it says, and the element as it was when
she looked. When the element changes, the warning comes back.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from lxml import etree

from engine.check.drawn import make_finding
from engine.check.finding import Finding, Severity
from engine.json_files import JsonRefused, read_json
from engine.xml import XmlRefused, parse_xml

FILE = "accepted.json"
#: So many characters a reason may have.
LONGEST = 400
_FIELDS = ("rule", "file", "element", "message", "message_hi", "mark", "reason")


@dataclass(frozen=True)
class Accepted:
    """A warning as it was accepted."""

    rule: str
    file: str
    element: str  # "" where it is about the file as a whole
    message: str
    message_hi: str
    mark: str
    reason: str


def accepted(files: Mapping[str, bytes]) -> list[Accepted]:
    """What was accepted in these files, whether or not it still holds; what is odd is left out."""
    return [
        Accepted(**{field: each[field] for field in _FIELDS})
        for each in _written(files) or ()
        if isinstance(each, dict) and all(isinstance(each.get(field), str) for field in _FIELDS)
    ]


def settle(
    findings: list[Finding], files: Mapping[str, bytes], roots: Mapping[str, Any]
) -> list[Finding]:
    """Each warning with its mark, and with the reason for which somebody has accepted it.

    `roots` are those files that were read as XML already.
    """
    reasons = {each.mark: each.reason for each in accepted(files)}
    contents = _Contents(files, roots)
    settled = [_settled(each, contents, reasons) for each in findings]
    if FILE in files and _written(files) is None:
        settled.append(make_finding("accepted-unreadable", file=FILE))
    return settled


def accept(
    files: Mapping[str, bytes], finding: Finding, reason: str, *, marks: Collection[str | None]
) -> bytes:
    """What `accepted.json` says with this warning accepted.

    What was accepted before stays if it is one of the `marks` of what is found now.
    """
    kept = [each for each in accepted(files) if each.mark in marks and each.mark != finding.mark]
    said = Accepted(
        rule=finding.rule,
        file=finding.file,
        element=finding.element or "",
        message=finding.message,
        message_hi=finding.message_hi,
        mark=finding.mark or "",
        reason=reason,
    )
    return _as_file([*kept, said])


def take_back(files: Mapping[str, bytes], mark: str) -> bytes:
    """What `accepted.json` says when the warning of this mark is accepted no more."""
    return _as_file([each for each in accepted(files) if each.mark != mark])


class _Contents:
    """What the elements of the files hold, in a form that no editor's habits change."""

    def __init__(self, files: Mapping[str, bytes], roots: Mapping[str, Any]) -> None:
        self._files = files
        self._roots = dict(roots)
        self._elements: dict[str, dict[str, Any]] = {}
        self._found: dict[tuple[str, str | None], bytes] = {}

    def of(self, finding: Finding) -> bytes:
        """The element a finding is about; the whole file where it is about no element of XML."""
        key = (finding.file, finding.element)
        if key not in self._found:
            node = self._elements_of(finding.file).get(finding.element or "")
            self._found[key] = self._files.get(finding.file, b"") if node is None else _plain(node)
        return self._found[key]

    def _elements_of(self, path: str) -> dict[str, Any]:
        if path not in self._elements:
            root = self._root(path)
            nodes = () if root is None else root.iter(etree.Element)
            self._elements[path] = {node.get("id"): node for node in nodes if node.get("id")}
        return self._elements[path]

    def _root(self, path: str) -> Any:
        if path not in self._roots and path.endswith((".bpmn", ".dmn")):
            try:
                self._roots[path] = parse_xml(self._files[path]).getroot()
            except XmlRefused:
                return None
        return self._roots.get(path)


def _settled(finding: Finding, contents: _Contents, reasons: Mapping[str, str]) -> Finding:
    if finding.severity is not Severity.WARNING:
        return finding
    mark = _mark(finding, contents.of(finding))
    return replace(finding, mark=mark, accepted=reasons.get(mark))


def _plain(node: Any) -> bytes:
    """What an element and its parts say, in whatever prefixes, blanks and order it is written."""
    said = hashlib.sha256()
    for happened, each in etree.iterwalk(node, events=("start", "end")):
        is_begun = happened == "start"
        row = [each.tag, sorted(each.items()), (each.text or "").strip()] if is_begun else None
        said.update(json.dumps(row).encode())
    return said.digest()


def _mark(finding: Finding, content: bytes) -> str:
    said = [finding.rule, finding.file, finding.element or "", finding.by_id or finding.message]
    return hashlib.sha256(json.dumps(said).encode() + content).hexdigest()


def _written(files: Mapping[str, bytes]) -> list[Any] | None:
    """What the file says; None where it is no list."""
    try:
        written = read_json(files.get(FILE, b"[]"))
    except JsonRefused:
        return None
    return written if isinstance(written, list) else None


def _as_file(said: list[Accepted]) -> bytes:
    rows = [asdict(each) for each in said]
    return (json.dumps(rows, ensure_ascii=False, indent=2) + "\n").encode()
