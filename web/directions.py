"""Directions: what a person typed cannot turn round the line that it stands in.

A name in Arabic script, or a hidden sign that turns what follows, would else show the number
behind it in another order.
"""

import re

from markupsafe import Markup

#: Embeddings, overrides and isolates, open and closed (Unicode Standard Annex 9).
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def isolated(typed: str) -> Markup:
    """What was typed, for a line on which something else stands too.

    Hidden turning signs are left out: one that closes an isolate would break out of this as well.
    """
    return Markup("<bdi>{}</bdi>").format(unturned(typed))


def unturned(typed: str) -> str:
    """What was typed without the hidden signs that turn what follows."""
    return _TURNING.sub("", typed)
