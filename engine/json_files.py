"""JSON of drawings: forms, notices and what else stands in files is read here, and only here."""

import json
from collections.abc import Iterable
from typing import Any

from engine.half_characters import escaped, holds_half

_LONGEST_PLACE = 200


class JsonRefused(ValueError):
    """the file is not JSON"""

    def __init__(self) -> None:
        super().__init__(self.reason)

    @property
    def reason(self) -> str:
        """Why, in words that stand in the middle of a sentence."""
        return str(self.__doc__)


class HalfCharacterRefused(JsonRefused):
    """the file holds half a character"""

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__()

    @property
    def reason(self) -> str:
        return f"{self.__doc__} at {self.place}"


def read_json(content: bytes) -> Any:
    """What a file says.

    :raises JsonRefused: it is no JSON
    :raises HalfCharacterRefused: a text or name in it holds half a character; it says where
    """
    try:
        read = json.loads(content)
        is_whole = not holds_half(json.dumps(read, ensure_ascii=False))
    except (ValueError, RecursionError):
        raise JsonRefused from None
    if not is_whole:
        raise HalfCharacterRefused(_place_of_half(read))
    return read


def _place_of_half(read: Any) -> str:
    """Where half a character stands, as `components/0/label`."""
    waiting: list[tuple[Any, Any]] = [(None, read)]  # a place is the one around it, and a name
    while waiting:
        place, value = waiting.pop()
        if holds_half(value if isinstance(value, str) else str(place and place[1])):
            return _path(place) or "/"
        inner: Iterable[tuple[Any, Any]] = enumerate(value) if isinstance(value, list) else ()
        inner = value.items() if isinstance(value, dict) else inner
        waiting += [((place, name), each) for name, each in inner][::-1]
    return "/"


def _path(place: Any) -> str:
    names: list[str] = []
    while place is not None:
        place, name = place
        names.append(escaped(str(name)))
    return "/".join(reversed(names))[:_LONGEST_PLACE]
