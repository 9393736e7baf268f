"""Room for documents: how many a case still takes, told at the field that is one too many."""

import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage, MultiDict

from engine.forms import read_form
from processes.complaint.documents import Room
from tests.web.files import jpeg, pdf
from web.task_forms import PREFIX, TaskForm

ADDITION = Path(__file__).parents[3] / "bpmn" / "complaint" / "forms" / "add_facts.form"
SIZE = len(pdf())
LOCKED = (Path(__file__).parent / "papers" / "aes-256-locked.pdf").read_bytes()


def sent(now: datetime, language: str, room: Room, **files: bytes) -> TaskForm:
    posted: MultiDict[str, Any] = MultiDict({f"{PREFIX}added_words": "He wrote to me again"})
    for key, content in files.items():
        posted.add(PREFIX + key, FileStorage(io.BytesIO(content), filename="paper"))
    return TaskForm(
        read_form(ADDITION.read_bytes()),
        language=language,
        now=now,
        sources=lambda _source, _known: (),
        posted=posted,
        room=lambda: room,
    )


def refused(form: TaskForm) -> Mapping[str, str]:
    form.validate()
    return {anchor.removeprefix(PREFIX): remedy for anchor, _, remedy in form.errors}


@pytest.mark.parametrize(
    ("room", "too_much"),
    [
        (Room(2, 2 * SIZE), []),
        (Room(1, 2 * SIZE), ["document_2"]),
        (Room(2, 2 * SIZE - 1), ["document_2"]),
        (Room(2, SIZE - 1), ["document_1", "document_2"]),
        (Room(-3, 9 * SIZE), ["document_1", "document_2"]),
    ],
)
def test_what_there_is_no_room_for_is_named_and_the_words_stay(
    app: Flask, now: datetime, room: Room, too_much: list[str]
) -> None:
    with app.test_request_context("/?lang=en"):
        form = sent(now, "en", room, document_1=pdf(), document_2=pdf())

        assert list(refused(form)) == too_much
        assert form.values["added_words"] == "He wrote to me again"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "There is no room for this one"), ("hi", "इसके लिए जगह नहीं है")]
)
def test_the_finding_is_told_in_both_languages(
    app: Flask, now: datetime, language: str, words: str
) -> None:
    with app.test_request_context(f"/?lang={language}"):
        found = refused(sent(now, language, Room(0, 0), document_1=jpeg()))

    assert found["document_1"].startswith(words)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "It is locked with a password"), ("hi", "यह पासवर्ड से बंद है")]
)
def test_a_locked_paper_is_named_in_both_languages_and_the_words_stay(
    app: Flask, now: datetime, language: str, words: str
) -> None:
    with app.test_request_context(f"/?lang={language}"):
        form = sent(now, language, Room(2, 9_000), document_1=pdf(), document_2=LOCKED)
        found = refused(form)

    assert list(found) == ["document_2"]
    assert found["document_2"].startswith(words)
    assert form.values["added_words"] == "He wrote to me again"


def test_who_sends_no_document_needs_no_room(app: Flask, now: datetime) -> None:
    with app.test_request_context("/?lang=en"):
        assert refused(sent(now, "en", Room(0, 0))) == {}
