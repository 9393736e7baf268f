"""A copy of everything, and her documents, through the API."""

import base64
from typing import Any

import pytest
from sqlalchemy import func, select

from models import CaseField, HistoryEvent
from processes.complaint import documents as kept_documents
from processes.complaint import numbers
from tests.web.api.conftest import PASSPHRASE, Partner
from tests.web.api.documented import differences
from tests.web.casework import Casework
from tests.web.files import pdf
from tests.web.installation import Look
from web.portal import Portal

KEY = "a-key-of-her-telephone-1"
SAFE = {"answers": {"copy_is_safe": True}}
PAPER = pdf()


@pytest.fixture
def opening(portal: Portal) -> dict[str, Any]:
    casework = Casework(portal)
    number = numbers.written(casework.complaint(casework.called()).number)
    return {"number": number, "passphrase": PASSPHRASE}


def test_the_copy_holds_what_she_told_and_officers_see_that_it_was_taken(
    partner: Partner, opening: dict[str, Any], look: Look
) -> None:
    answer = partner.post("/complaints/copy", {**opening, **SAFE})

    assert answer.status_code == 200, answer.text
    document = partner.get("/openapi.json").json
    schema = document["components"]["schemas"]["Copy"]
    assert list(differences(answer.json, schema, document)) == []
    told = [
        fact["answer"]
        for chapter in answer.json["chapters"]
        for section in chapter["sections"]
        for fact in section["facts"]
    ]
    assert "Asha Devi" in told
    taken = select(func.count()).where(HistoryEvent.element_id == "any_copy_said")
    assert look(taken) == 1


def test_without_a_safe_moment_there_is_no_copy(
    partner: Partner, opening: dict[str, Any], look: Look
) -> None:
    answer = partner.post("/complaints/copy", {**opening, "answers": {"copy_is_safe": False}})
    stranger = partner.post("/complaints/copy", {**opening, **SAFE, "passphrase": "four mangoes"})

    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json["errors"]] == ["/answers/copy_is_safe"]
    assert stranger.status_code == 404


def test_a_document_she_added_comes_back_as_it_was(
    partner: Partner, opening: dict[str, Any]
) -> None:
    saying = next(
        each["id"]
        for each in partner.post("/complaints/track", opening).json["sayings"]
        if "fact" in each["id"] or "add" in each["id"]
    )
    asked = partner.post("/complaints/sayings/show", {**opening, "saying": saying}).json["answers"]
    file_key = next(
        key for key, schema in asked["properties"].items() if schema.get("format") == "byte"
    )
    answers = {
        key: schema["enum"][0] if "enum" in schema else "Invented"
        for key, schema in asked["properties"].items()
        if key in asked["required"]
    } | {file_key: base64.b64encode(PAPER).decode()}
    sent = partner.post(
        "/complaints/sayings", {**opening, "saying": saying, "answers": answers}, key=KEY
    )
    assert sent.status_code == 201, sent.text

    copy = partner.post("/complaints/copy", {**opening, **SAFE}).json
    (name,) = [
        fact["document"]
        for chapter in copy["chapters"]
        for section in chapter["sections"]
        for fact in section["facts"]
        if fact["document"]
    ]
    found = partner.post("/complaints/documents", {**opening, "document": name})
    unknown = partner.post("/complaints/documents", {**opening, "document": "a/b"})

    assert base64.b64decode(found.json["content"]) == PAPER
    assert found.json["media_type"] == "application/pdf"
    assert unknown.status_code == 404


def test_more_documents_than_a_complaint_takes_are_named(
    partner: Partner, opening: dict[str, Any], monkeypatch: pytest.MonkeyPatch, look: Look
) -> None:
    monkeypatch.setattr(kept_documents, "MOST_DOCUMENTS", 1)
    paper = base64.b64encode(PAPER).decode()
    answers = {"added_words": "Invented", "document_1": paper, "document_2": paper}

    sent = partner.post(
        "/complaints/sayings",
        {**opening, "saying": "any_addition_said", "answers": answers},
        key=KEY,
    )

    assert sent.status_code == 422
    assert [each["pointer"] for each in sent.json["errors"]] == ["/answers/document_2"]
    assert look(select(func.count()).where(CaseField.name.like("%document_1%"))) == 0
