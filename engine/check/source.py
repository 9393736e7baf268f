"""Where the elements of an XML file stand among its bytes, so that one can be changed alone.

A file that is parsed and written anew comes out otherwise than its designer's editor wrote it:
prefixes, order, blanks and comments. Here nothing moves but what is changed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape

from engine.xml import parse_xml

_ATTRIBUTE = re.compile(rb"""\s+([^\s=<>/]+)\s*=\s*("[^"]*"|'[^']*')""")
_START_TAG = re.compile(rb"""<([^\s/>]+)((?:\s+[^\s=<>/]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/?)>""")


@dataclass
class Place:
    """One element: what it says, and from where to where it stands."""

    tag: str  # without its prefix
    attributes: dict[str, str]  # by the name that the file gives them, prefix included
    line: int
    at: int  # where its start tag begins
    text: str = ""  # what stands in it, without that of its children
    ends: int = 0  # where its end tag begins; of an empty element, where it ends
    children: list["Place"] = field(default_factory=list)

    def within(self) -> Iterator["Place"]:
        """The element itself and all in it, in the order of the file."""
        pending = [self]
        while pending:
            place = pending.pop()
            yield place
            pending.extend(reversed(place.children))


@dataclass(frozen=True)
class Edit:
    """Bytes to be put in the place of others."""

    start: int
    end: int
    new: bytes


def read_places(content: bytes) -> Place:
    """The root element of a file, with all in it.

    :raises XmlRefused: the file is not XML that is safe to read
    """
    parse_xml(content)
    return _Reader().read(content)


def apply_edits(content: bytes, edits: list[Edit]) -> bytes:
    """The file with these changes, which do not overlap."""
    for edit in sorted(edits, key=lambda each: each.start, reverse=True):
        content = content[: edit.start] + edit.new + content[edit.end :]
    return content


def set_attribute(content: bytes, place: Place, name: str, value: str) -> Edit:
    """Give an attribute of an element this value, whether it has the attribute or not."""
    start = _start_tag(content, place)
    written = _quoted(value)
    for found in _ATTRIBUTE.finditer(content, start.end(1), start.end(2)):
        if found[1] == name.encode():
            return Edit(found.start(2), found.end(2), written)
    return Edit(start.end(2), start.end(2), b" " + name.encode() + b"=" + written)


def remove_attribute(content: bytes, place: Place, name: str) -> list[Edit]:
    """Take an attribute from an element, with the blanks before it, if it has it."""
    start = _start_tag(content, place)
    return [
        Edit(found.start(), found.end(), b"")
        for found in _ATTRIBUTE.finditer(content, start.end(1), start.end(2))
        if found[1] == name.encode()
    ]


def set_text(content: bytes, place: Place, text: str) -> Edit:
    """Write this text into an element that holds nothing else."""
    return Edit(_start_tag(content, place).end(), place.ends, escape(text).encode())


def remove(content: bytes, place: Place) -> Edit:
    """Take an element out, with the blanks before it."""
    start = place.at
    while start and content[start - 1 : start].isspace():
        start -= 1
    if _start_tag(content, place)[3]:
        return Edit(start, place.ends, b"")
    return Edit(start, content.index(b">", place.ends) + 1, b"")


def rename(content: bytes, place: Place, tag: str) -> list[Edit]:
    """Give an element another tag; the prefix stays."""
    start = _start_tag(content, place)
    prefix, colon, _ = start[1].rpartition(b":")
    new = prefix + colon + tag.encode()
    edits = [Edit(start.start(1), start.end(1), new)]
    if not start[3]:
        edits.append(Edit(place.ends + 2, place.ends + 2 + len(start[1]), new))
    return edits


class _Reader:
    def __init__(self) -> None:
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._write
        self._open: list[Place] = []
        self._root: Place | None = None

    def read(self, content: bytes) -> Place:
        self._parser.Parse(content, True)
        assert self._root is not None  # a file that could be parsed has a root
        return self._root

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        parser = self._parser
        place = Place(
            tag.rpartition(":")[2], attributes, parser.CurrentLineNumber, parser.CurrentByteIndex
        )
        if self._open:
            self._open[-1].children.append(place)
        else:
            self._root = place
        self._open.append(place)

    def _end(self, tag: str) -> None:
        self._open.pop().ends = self._parser.CurrentByteIndex

    def _write(self, text: str) -> None:
        self._open[-1].text += text


def _start_tag(content: bytes, place: Place) -> re.Match[bytes]:
    found = _START_TAG.match(content, place.at)
    assert found is not None  # the parser saw it there
    return found


def _quoted(value: str) -> bytes:
    special = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
    return f'"{escape(value, special)}"'.encode()
