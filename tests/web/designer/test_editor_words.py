"""The words of the editors of drawings, tables and forms in Hindi."""

import json
import re
from pathlib import Path

import pytest

from web.designer.editor_words import words_of_editor

TERMS = json.loads((Path(__file__).parents[3] / "tools" / "vendor" / "terms.json").read_text())
PLACE = re.compile(r"{ ?\w+ ?}")
HINDI = re.compile(r"[ऀ-ॿ]")

EDITORS = pytest.mark.parametrize("editor", ["bpmn", "dmn", "form"])


@EDITORS
def test_every_term_that_an_editor_shows_has_hindi(editor: str) -> None:
    known = words_of_editor(editor, "hi")

    assert len(TERMS[editor]) > 40
    assert [term for term in TERMS[editor] if term not in known] == []


@EDITORS
def test_hindi_is_hindi_and_keeps_the_places_of_the_english(editor: str) -> None:
    known = words_of_editor(editor, "hi")

    assert [each for each in known if not HINDI.search(known[each])] == []
    for english, hindi in known.items():
        assert sorted(PLACE.findall(english)) == sorted(PLACE.findall(hindi)), english


def test_in_english_the_editors_keep_their_own_words() -> None:
    assert words_of_editor("bpmn", "en") == {}
    assert words_of_editor("text", "hi") == {}
