"""How a rule speaks, and how grave what it finds is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sentence:
    """What a rule says, in both languages."""

    severity: str
    english: str
    hindi: str


def error(english: str, hindi: str) -> Sentence:
    """What prevents deployment."""
    return Sentence("error", english, hindi)


def warning(english: str, hindi: str) -> Sentence:
    """What most likely is a mistake."""
    return Sentence("warning", english, hindi)


def note(english: str, hindi: str) -> Sentence:
    """What is worth knowing."""
    return Sentence("note", english, hindi)
