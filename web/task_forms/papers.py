"""Papers: whether what begins like a PDF can be read as one, without reading all of it.

A PDF is read from its end: a pointer there leads to the table of its parts, and the trailer beside
it names the part that holds all pages. What has these three opens; what is cut off, renamed or a
beginning alone does not. Nothing in the file is run or unpacked.
"""

import re

from web.task_forms.paper_locks import needs_password

#: The pointer and the end sign lie in the last part of the file; some programs add a few blanks.
_TAIL = 1_100
#: How much of a table of parts kept as a stream is its description.
_DESCRIPTION = 4_000
_HEADER = re.compile(rb"%PDF-[12]\.[0-9]")
_POINTER = re.compile(rb"startxref\s{1,4}([0-9]{1,10})\s{1,4}%%EOF")
_STREAM = re.compile(rb"[0-9]{1,10}\s{1,4}[0-9]{1,5}\s{1,4}obj\b")
_ROOT = re.compile(rb"/Root\s{0,4}[0-9]{1,10}\s{1,4}[0-9]{1,5}\s{1,4}R\b")


def is_paper(content: bytes) -> bool:
    """Whether these bytes are a whole PDF by header, table of parts and trailer."""
    return bool(_HEADER.match(content)) and _ROOT.search(_trailer(content)) is not None


def is_locked(content: bytes) -> bool:
    """Whether this whole PDF opens only with a password."""
    return needs_password(content, _trailer(content))


def _trailer(content: bytes) -> bytes:
    """What stands beside the table of parts that the end points to; nothing where none is found."""
    pointers = _POINTER.findall(content[-_TAIL:])
    if not pointers:
        return b""
    at = int(pointers[-1])
    table = content[at : at + _DESCRIPTION].lstrip()
    if table.startswith(b"xref"):
        begins = content.find(b"trailer", at)
        described = content[begins : begins + _DESCRIPTION] if begins > 0 else b""
        return described.partition(b"startxref")[0]
    described = table.partition(b"stream")[0]
    return described if _STREAM.match(table) and b"/XRef" in described else b""
