"""The words of bpmn.io's editors in Hindi; in English they bring them along.

`words/bpmn.json`, `words/dmn.json` and `words/form.json` hold each English text with the Hindi one.
Which texts there are, maintainers read from the packages (`tools/vendor/terms.py`).
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "words"


def words_of_editor(kind: str, language: str) -> Mapping[str, str]:
    """What an editor says, by what it says in English; nothing where it may stay as it is."""
    return _hindi(kind) if language == "hi" else {}


@cache
def _hindi(kind: str) -> Mapping[str, str]:
    path = _FOLDER / f"{kind}.json"
    words: Mapping[str, str] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return words
