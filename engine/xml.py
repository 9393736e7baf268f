"""Reads XML that strangers may have written: drawings, decision tables, nothing else.

Only UTF-8 is read, so that no other encoding can hide a DOCTYPE from the look at the raw bytes
before the parser sees them. Without a DOCTYPE there are no entities, no external files and no
expansion; what remains is size, and that is bounded.
"""

import re
from typing import Any

from lxml import etree

MAX_BYTES = 3 * 1024 * 1024
MAX_DEPTH = 200
MAX_NODES = 200_000

_BOM = b"\xef\xbb\xbf"
_DECLARED_ENCODING = re.compile(rb"""^<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([^"'>]{0,40})["']""")
_ENCODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})


class XmlRefused(Exception):
    """The file is not XML that is safe to read."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason if line is None else f"{reason} (line {line})")
        self.reason = reason
        self.line = line


def parse_xml(data: bytes, limit: int = MAX_BYTES) -> Any:
    """Parse a file and return its tree (an lxml ElementTree).

    :raises XmlRefused: it is too large, too deep, not UTF-8, has a DOCTYPE or is not well-formed
    """
    if len(data) > limit:
        raise XmlRefused(f"the file is larger than {limit} bytes")
    _refuse_other_encodings(data)
    _refuse_doctype(data)
    if data.count(b"<") > 2 * MAX_NODES:
        raise XmlRefused(f"the file has more than {MAX_NODES} elements")
    tree = _parse(data)
    _refuse_large_trees(tree)
    return tree


def local_name(node: Any) -> str:
    """The tag of an element without its namespace; "" for comments and instructions."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _refuse_other_encodings(data: bytes) -> None:
    text = data.removeprefix(_BOM)
    declared = _DECLARED_ENCODING.match(text)
    if declared and declared[1].lower() not in _ENCODINGS:
        raise XmlRefused("the file must be saved as UTF-8", 1)
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise XmlRefused(
            "the file must be saved as UTF-8", text.count(b"\n", 0, error.start) + 1
        ) from None
    nul = text.find(b"\0")
    if nul >= 0:
        raise XmlRefused("the file must be saved as UTF-8", text.count(b"\n", 0, nul) + 1)


def _refuse_doctype(data: bytes) -> None:
    """Look at what stands before the first element: the only place where a DOCTYPE may be."""
    at = len(_BOM) if data.startswith(_BOM) else 0
    while True:
        while data[at : at + 1].isspace():
            at += 1
        if data.startswith(b"<!--", at):
            end = data.find(b"-->", at + 4)
        elif data.startswith(b"<?", at):
            end = data.find(b"?>", at + 2)
        else:
            break
        if end < 0:
            return
        at = end + (3 if data.startswith(b"-->", end) else 2)
    if data[at : at + 9].upper().startswith(b"<!DOCTYPE"):
        raise XmlRefused("a DOCTYPE is not allowed; remove it", data.count(b"\n", 0, at) + 1)


def _parse(data: bytes) -> Any:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
    )
    try:
        return etree.ElementTree(etree.fromstring(data, parser))
    except etree.XMLSyntaxError as error:
        raise XmlRefused(_why(error), error.lineno or None) from None
    except (ValueError, LookupError):
        raise XmlRefused("the file is not well-formed XML") from None


def _why(error: etree.XMLSyntaxError) -> str:
    if "Excessive depth" in str(error.msg):
        return f"elements are nested deeper than {MAX_DEPTH}"
    return "the file is not well-formed XML"


def _refuse_large_trees(tree: Any) -> None:
    nodes = depth = 0
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event == "end":
            depth -= 1
            continue
        nodes += 1
        if nodes > MAX_NODES:
            raise XmlRefused(f"the file has more than {MAX_NODES} elements", node.sourceline)
        if event == "start":
            depth += 1
            if depth > MAX_DEPTH:
                raise XmlRefused(f"elements are nested deeper than {MAX_DEPTH}", node.sourceline)
