"""Control signs, such as a bell or an escape: nobody means to type one, and no page shows it.

The joiners of Hindi (U+200C, U+200D) are none.
"""

import re

_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\v\f\x0e-\x1f\x7f-\x9f]")
_MARK = "\N{REPLACEMENT CHARACTER}"


def with_plain_breaks(text: str) -> str:
    """The text with a line feed for every sign by which word processors begin a line or a page."""
    return _BREAK.sub("\n", text)


def holds_control_sign(text: str) -> bool:
    """Whether a control sign stands in the text, line breaks and tabs left out."""
    return _CONTROL.search(text) is not None


def marked(text: str) -> str:
    """The text with a sign that is seen in place of each control sign."""
    return _CONTROL.sub(_MARK, text)
