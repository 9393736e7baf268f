"""What the checker says of a draft, kept for as long as the draft's files are the same."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel.speaklater import LazyString

from engine import definitions
from engine.cache import Cache
from engine.check import Finding, Known, Severity
from engine.check.apart import check_apart
from engine.check.fixing import describe
from models import Draft
from processes.design.checking import known_here
from web import database, i18n
from web.portal import portal

#: By the process, the hash of all files and the roles of posts.
_found: Cache[tuple[Finding, ...]] = Cache(64)


def findings_of(draft: Draft, files: Mapping[str, bytes]) -> Sequence[Finding]:
    """Everything that is wrong with these files; the checker works in a process of its own."""
    known = _known(draft)
    key = _key(draft, definitions.hash_of(files), known)
    found = _found.get(key)
    if found is None:
        checked = check_apart(files, known, process=draft.name)
        found = tuple(sorted(checked, key=_gravest_first))
        _found.put(key, found)
    return found


def found_before(draft: Draft, content_hash: str) -> Sequence[Finding] | None:
    """What was found in files of this hash, if they were checked lately."""
    return _found.get(_key(draft, content_hash, _known(draft)))


def same(draft: Draft, files: Mapping[str, bytes], asked: Mapping[str, str]) -> Finding | None:
    """The finding that a page has shown, if it is still there."""
    number = asked.get("number", "")
    found = findings_of(draft, files)
    if not number.isascii() or not number.isdigit() or int(number) >= len(found):
        return None
    finding = found[int(number)]
    is_same = finding.rule == asked.get("rule") and (finding.element or "") == asked.get("element")
    return finding if is_same else None


def open_warnings(findings: Sequence[Finding]) -> int:
    """How many of them are no errors and were not accepted."""
    return sum(each.is_open and each.severity is not Severity.ERROR for each in findings)


def as_shown(number: int, finding: Finding) -> dict[str, Any]:
    """A finding as the editors show it, in the language of the page."""
    in_hindi = i18n.language() == "hi"
    fix = describe(finding.fix)[1 if in_hindi else 0] if finding.fix else None
    return {
        "number": number,
        "rule": finding.rule,
        "severity": (finding.severity if finding.is_open else Severity.NOTE).value,
        "severityWords": _severity_words(finding),
        "file": finding.file,
        "element": finding.element,
        "name": finding.name,
        "line": finding.line,
        "message": finding.message_hi if in_hindi else finding.message,
        "other": finding.message if in_hindi else finding.message_hi,
        "fix": fix,
        "mark": finding.mark,
        "accepted": finding.accepted,
        "acceptedWords": ""
        if finding.is_open
        else gettext("It may stand: %(reason)s", reason=finding.accepted),
    }


def _severity_words(finding: Finding) -> str:
    """How grave it is, in words."""
    if not finding.is_open:
        return gettext("Accepted")
    words: Mapping[Severity, str | LazyString] = {
        Severity.ERROR: gettext("Error"),
        Severity.WARNING: gettext("Warning"),
        Severity.NOTE: gettext("Note"),
    }
    return str(words[finding.severity])


def _known(draft: Draft) -> Known:
    return known_here(database.session(), portal().registry, draft.name)


def _key(draft: Draft, content_hash: str, known: Known) -> str:
    """Posts come and go while the files stay as they are."""
    held = ",".join(sorted(known.held_roles or ()))
    return f"{draft.name}/{content_hash}/{held}"


def _gravest_first(finding: Finding) -> tuple[bool, int, str, int]:
    order = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    gravity = order.index(finding.severity)
    return not finding.is_open, gravity, finding.file, finding.line or 0
