"""What the checker says of a draft, kept for as long as the draft's files are the same."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
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
        if not gave_up(found):
            _found.put(key, found)
    return found


def found_before(draft: Draft, content_hash: str) -> Sequence[Finding] | None:
    """What was found in files of this hash, if they were checked lately."""
    return _found.get(_key(draft, content_hash, _known(draft)))


def gave_up(found: Sequence[Finding]) -> bool:
    """Whether the files were not checked at all, as on a busy machine."""
    return any(each.rule == "checker-gave-up" for each in found)


def same(found: Sequence[Finding], key: str) -> Finding | None:
    """The one that a page has shown, if it is still there; others may have come and gone."""
    return next((each for each in found if _key_of(each) == key), None)


def gone(found: Sequence[Finding]) -> str:
    """What a designer reads whose finding is not among these."""
    if gave_up(found):
        return gettext("It could not be checked. Try again.")
    return gettext("This has changed meanwhile: check again.")


def open_warnings(findings: Sequence[Finding]) -> int:
    """How many of them are no errors and were not accepted."""
    return sum(each.is_open and each.severity is not Severity.ERROR for each in findings)


def as_shown(number: int, finding: Finding) -> dict[str, Any]:
    """A finding as the editors show it, in the language of the page."""
    in_hindi = i18n.language() == "hi"
    fix = describe(finding.fix)[1 if in_hindi else 0] if finding.fix else None
    return {
        "number": number,
        "key": _key_of(finding),
        "rule": finding.rule,
        "severity": (finding.severity if finding.is_open else Severity.NOTE).value,
        "severityWords": _severity_words(finding),
        "file": finding.file,
        "element": finding.element,
        "name": finding.name_hi if in_hindi and finding.name_hi else finding.name,
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


def _key_of(finding: Finding) -> str:
    """The same for findings that say the same of the same element and offer the same fix."""
    said = [finding.rule, finding.file, finding.element, finding.message, finding.fix]
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


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
