"""JSON of drawings: whatever it holds, it is read whole or refused, and can be shown."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import about, draft_names
from engine.check import check, notices
from engine.check.accepting import accepted
from engine.forms import FormRefused, read_form
from engine.json_files import HalfCharacterRefused, JsonRefused, read_json
from tests.engine.check.toys import FINE, KNOWN, NOTICES

#: Texts of any characters, halves among them.
texts = st.text(st.characters() | st.characters(categories=["Cs"]), max_size=6)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
READERS: dict[str, Callable[[bytes], Any]] = {
    "process.json": about.read,
    "accepted.json": lambda content: accepted({"accepted.json": content}),
    "notices/n.json": lambda content: (
        notices.notice_files({"notices/n.json": content}),
        draft_names.notice_texts({"notices/n.json": content}),
    ),
}


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (rb'"\ud800"', "/"),
        (rb'["a", "\udc00 x"]', "1"),
        (rb'{"components": [{"label": "\ud800 x"}]}', "components/0/label"),
        (rb'{"a": {"\ud800": []}}', r"a/\ud800"),
        (b'{"a": "\xed\xa0\x80"}', "a"),
    ],
)
def test_half_a_character_is_refused_with_its_place(content: bytes, place: str) -> None:
    with pytest.raises(HalfCharacterRefused) as refused:
        read_json(content)

    assert refused.value.place == place


def test_two_halves_that_belong_together_are_one_character() -> None:
    assert read_json(rb'"\ud83d\ude00"') == "😀"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfa", b"[" * 50_000, b"1" * 5_000])
def test_what_is_no_json_is_refused(content: bytes) -> None:
    with pytest.raises(JsonRefused):
        read_json(content)


@given(value=values, is_escaped=st.booleans())
def test_what_is_read_can_be_written_and_shown(value: Any, is_escaped: bool) -> None:
    content = json.dumps(value, ensure_ascii=is_escaped).encode("utf-8", "surrogatepass")

    try:
        told = json.dumps(read_json(content), ensure_ascii=False)
    except HalfCharacterRefused as refusal:
        told = refusal.reason
        assert r"\ud" in ascii(value)

    assert told.encode()


@pytest.mark.parametrize("path", READERS)
@given(text=texts, key=texts)
def test_no_reader_lets_half_a_character_through(path: str, text: str, key: str) -> None:
    said: dict[str, Any] = {"name": text, "name_hi": text, "may_start": [text], key: {"en": text}}
    content = json.dumps(said).encode()

    read = READERS[path](content)
    found = check({**FINE, path: content}, KNOWN)

    assert str(read).encode()
    assert json.dumps([each.as_json() for each in found], ensure_ascii=False).encode()


@given(text=texts, key=texts)
def test_no_form_with_half_a_character_is_shown(text: str, key: str) -> None:
    field = {"type": "textfield", "key": "a", "label": f"A {text}", "properties": {key: text}}
    content = json.dumps({"components": [field]}).encode()

    try:
        told = str(read_form(content))
    except FormRefused as refused:
        told = str(refused)

    assert told.encode()


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("forms/x.form", rb'{"components": [{"type": "textfield", "key": "\ud800"}]}'),
        ("process.json", rb'{"name": "\ud800"}'),
        ("process.json", rb'{"may_start": ["\ud800"]}'),
        ("notices/n.json", NOTICES.replace(b'"hello"', rb'"\ud800"')),
        ("simulation.json", rb'{"tells": "\ud800"}'),
        ("accepted.json", rb'["\ud800"]'),
    ],
)
def test_of_such_a_file_this_alone_is_told(path: str, content: bytes) -> None:
    found = check({**FINE, path: content}, KNOWN)

    assert [(each.rule, each.file) for each in found] == [("half-character", path)]
    assert "half a character" in found[0].message
    assert "आधा अक्षर" in found[0].message_hi
