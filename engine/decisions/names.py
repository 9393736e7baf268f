"""The names that one DMN file gives its inputs, decisions, results and parts of contexts."""

from collections.abc import Iterator
from typing import Any

from engine.feel.names import Names, is_plain, one_word
from engine.xml import local_name

MAX_NAMES = 300
MAX_LENGTH = 200


def names_of(root: Any) -> Names:
    """Those of several words or signs, which nobody could read without knowing them."""
    found = dict(_given(root, "inputData", "output", "variable", "itemComponent"))
    for node in root.iter("{*}decision"):
        found.setdefault(_written(node), variable_of(node))
    return Names(tuple(sorted(each for each in found.items() if _is_needed(*each))))


def doubles_of(root: Any) -> list[tuple[str, str, str]]:
    """Two different names that one word would stand for, such as `Her Age` and `Her-Age`."""
    first: dict[str, str] = {}
    return [
        (first[word], written, word)
        for written, word in _given(root, "inputData", "output", "variable")
        if first.setdefault(word, written) != written
    ]


def variable_of(decision: Any) -> str:
    """The variable in which decisions that need this one find its result."""
    for child in decision:
        word = one_word(child.get("name") or "") if local_name(child) == "variable" else ""
        if word.isidentifier():
            return word
    return str(decision.get("id"))


def _given(root: Any, *tags: str) -> Iterator[tuple[str, str]]:
    """Each name as it is written, and the word that it is kept under."""
    for node in root.iter(*(f"{{*}}{tag}" for tag in tags)):
        written = _written(node)
        yield written, one_word(written)


def _is_needed(written: str, word: str) -> bool:
    return 0 < len(written) <= MAX_LENGTH and word.isidentifier() and not is_plain(written)


def _written(node: Any) -> str:
    return " ".join((node.get("name") or "").split())
