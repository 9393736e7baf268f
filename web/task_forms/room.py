"""What to do about documents for which a case has no room."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext

from processes.complaint.documents import MOST_BYTES, MOST_DOCUMENTS, Room

#: How many more documents the case takes.
RoomLeft = Callable[[], Room]


def too_much(sent: Mapping[str, Mapping[str, Any]], room_left: RoomLeft) -> dict[str, str]:
    """The remedy for each of the documents just sent that the case cannot take, by its key."""
    if not sent:
        return {}
    room, size, found = room_left(), 0, {}
    for number, (key, document) in enumerate(sent.items(), start=1):
        size += document["bytes"]
        if number > room.documents or size > room.size:
            found[key] = gettext(
                "There is no room for this one: all documents of a complaint are at most"
                " %(most)s, of %(size)s MB together. Leave it out, or bring it on paper.",
                most=MOST_DOCUMENTS,
                size=MOST_BYTES // 1_000_000,
            )
    return found
