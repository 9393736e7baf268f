"""Doing what a finding offers: one change in one file, everything else as it was."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain

from engine.check.drawn import STEPS
from engine.check.finding import Finding
from engine.check.source import (
    Edit,
    Place,
    apply_edits,
    read_places,
    remove,
    remove_attribute,
    rename,
    set_attribute,
    set_text,
)
from engine.exceptions import DraftPathRefused
from engine.new_file import content_of
from engine.xml import XmlRefused

Fix = Mapping[str, str]

_JSON_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
_NEVER_CHANGED = frozenset({"id", "name"})
_OF_THEIR_OWN = STEPS | {"sequenceFlow", "lane"}


class FixImpossible(Exception):
    """The file no longer holds what the finding was about."""


def apply_fix(files: Mapping[str, bytes], finding: Finding) -> dict[str, bytes]:
    """The files with this finding mended; they are not checked anew.

    :raises FixImpossible: the finding offers no fix, or its element has changed meanwhile
    """
    if finding.fix is None or finding.file not in files:
        raise FixImpossible
    files = _with_new_file(files, finding.fix)
    if finding.fix.keys() == {"new_file"}:
        return files
    content = files[finding.file]
    if finding.file.endswith((".form", ".json")):
        return {**files, finding.file: _in_json(content, finding.fix)}
    try:
        root = read_places(content)
    except XmlRefused:
        raise FixImpossible from None
    place = _place_of(root, finding)
    edits = _edits(content, root, place, finding.fix)
    if not edits:
        raise FixImpossible
    return {**files, finding.file: apply_edits(content, edits)}


def describe(fix: Fix) -> tuple[str, str]:
    """What the fix does, in English and in Hindi."""
    value = fix.get("value", "")
    if "new_file" in fix:
        new = fix["new_file"]
        return (f"Make the form “{new}”", f"फ़ॉर्म “{new}” बनाएँ")
    if "instead_of" in fix:
        return (f"Name the form by formKey: “{value}”", f"फ़ॉर्म को formKey से बताएँ: “{value}”")
    if "text" in fix:
        old = fix["text"]
        return (f"Write “{value}” for “{old}”", f"“{old}” की जगह “{value}” लिखें")
    if "attribute" in fix:
        name = fix["attribute"]
        return (f"Set {name} to “{value}”", f"{name} को “{value}” करें")
    if "tag" in fix:
        return (f"Make it a {value}", f"इसे {value} बनाएँ")
    if "default" in fix:
        english, hindi = fix["called"], fix["called_hi"]
        return (f"Make the arrow {english} the default", f"{hindi} को डिफ़ॉल्ट बनाएँ")
    what = fix.get("reference") or fix["remove"]
    return (f"Remove {what}", f"{what} हटाएँ")


def _edits(content: bytes, root: Place, place: Place, fix: Fix) -> list[Edit]:
    if "text" in fix:
        return list(_texts(content, place, fix["text"], fix["value"]))
    if "attribute" in fix:
        names = fix.get("instead_of", "").split()
        gone = [remove_attribute(content, place, name) for name in names]
        return [set_attribute(content, place, fix["attribute"], fix["value"]), *chain(*gone)]
    if "tag" in fix:
        named = [each for each in _own(place) if each.tag == fix["tag"]]
        return [edit for each in named for edit in rename(content, each, fix["value"])]
    if "default" in fix:
        arrows = [each for each in root.within() if each.attributes.get("id") == fix["default"]]
        conditions = [child for arrow in arrows for child in _conditions(arrow)]
        default = set_attribute(content, place, "default", fix["default"])
        return [default, *(remove(content, each) for each in conditions)] if arrows else []
    unwanted = [
        child
        for child in place.children
        if child.tag == fix["remove"] and fix.get("reference") in (None, child.text.strip())
    ]
    return [remove(content, each) for each in unwanted]


def _with_new_file(files: Mapping[str, bytes], fix: Fix) -> dict[str, bytes]:
    """The files with the one that the fix makes.

    :raises FixImpossible: there is one already, or none may be called so
    """
    path = fix.get("new_file")
    if path is None:
        return dict(files)
    if path in files:
        raise FixImpossible
    try:
        return {**files, path: content_of(path)}
    except DraftPathRefused:
        raise FixImpossible from None


def _place_of(root: Place, finding: Finding) -> Place:
    """The element that the finding is about; of two with one id, the one in its line."""
    wanted = finding.element
    named = [each for each in root.within() if wanted and each.attributes.get("id") == wanted]
    if not named:
        raise FixImpossible
    return next((each for each in named if each.line == finding.line), named[0])


def _texts(content: bytes, place: Place, old: str, new: str) -> Iterator[Edit]:
    """Wherever the element says the old text: in attributes, and in children of nothing else."""
    wanted = old.strip()
    for each in _own(place):
        for name, value in each.attributes.items():
            if name not in _NEVER_CHANGED and value.strip() == wanted:
                yield set_attribute(content, each, name, new)
        if not each.children and each.text.strip() == wanted:
            yield set_text(content, each, new)


def _own(place: Place) -> Iterator[Place]:
    """The element with its parts, without the steps of a sub-process."""
    pending = [place]
    while pending:
        each = pending.pop()
        yield each
        pending.extend(child for child in each.children if child.tag not in _OF_THEIR_OWN)


def _conditions(arrow: Place) -> list[Place]:
    return [child for child in arrow.children if child.tag == "conditionExpression"]


def _in_json(content: bytes, fix: Fix) -> bytes:
    """A form with one text changed, wherever it stands; blanks, order and a leading `=` stay."""
    edits = []
    for found in _JSON_STRING.finditer(content):
        try:
            said = json.loads(found[0])
        except ValueError:
            continue
        equals = "=" if said.lstrip().startswith("=") else ""
        if said.strip().removeprefix("=").strip() == fix.get("text"):
            new = json.dumps(equals + fix["value"], ensure_ascii=False).encode()
            edits.append(Edit(found.start(), found.end(), new))
    if not edits:
        raise FixImpossible
    return apply_edits(content, edits)
