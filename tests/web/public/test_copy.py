"""What she adds later, and her copy of everything: kept, sent back to her, told to officers."""

import io
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from models import (
    AuditEntry,
    CaseField,
    Complaint,
    ComplaintStatus,
    HistoryEvent,
)
from processes.complaint import documents as kept_documents
from processes.demonstration.load import PASSPHRASE
from processes.demonstration.police import LOGINS
from tests.web.browser import Browser, Page
from tests.web.casework import Casework, ended
from tests.web.files import SECRET, jpeg, png
from tests.web.installation import Look
from tests.web.staff import SignIn
from web.portal import Portal

WORDS = "He wrote to me again"


@pytest.fixture
def furnished_url(lived_url: str) -> str:
    """Complaints that have lived for a while, instead of none."""
    return lived_url


@pytest.fixture
def number(look: Look) -> str:
    found = look(
        select(Complaint.number).where(Complaint.status == ComplaintStatus.UNDER_INVESTIGATION)
    )
    return str(found)


@pytest.fixture
def followed(browser: Browser, number: str) -> Page:
    """Her page, opened by number and passphrase."""
    return open_hers(browser, number)


def open_hers(browser: Browser, number: str) -> Page:
    return browser.send(browser.open("/track"), {"number": number, "passphrase": PASSPHRASE})


def add(browser: Browser, *files: tuple[bytes, str]) -> Page:
    """Add words and files, from the page that asks for them."""
    sent: dict[str, Any] = {
        f"f-document_{place}": (io.BytesIO(content), name)
        for place, (content, name) in enumerate(files, 1)
    }
    asked = browser.open("/track/say/any_addition_said")
    return browser.send(asked, {"f-added_words": WORDS, **sent}, content_type="multipart/form-data")


def documents(look: Look, number: str) -> list[CaseField]:
    found = look(
        select(CaseField)
        .join(Complaint, Complaint.instance_id == CaseField.instance_id)
        .where(Complaint.number == number, CaseField.name.like("%:document_1"))
        .limit(1)
    )
    return [found] if found else []


def copied(browser: Browser) -> Page:
    return browser.send(browser.open("/track/say/any_copy_said"), {"f-copy_is_safe": "1"})


def test_what_she_adds_is_encrypted_and_comes_back_to_her_alone(
    followed: Page, browser: Browser, look: Look, number: str
) -> None:
    sent = add(browser, (png(), "../../क्या हुआ .png.exe\u202e"))

    link = copied(browser).tree.xpath("string(//a[contains(@href, '/track/documents/')]/@href)")
    saved = browser.client.get(link)

    assert followed.status == sent.status == saved.status_code == 200
    assert saved.data.startswith(b"\x89PNG")
    assert SECRET not in saved.data
    assert saved.headers["Content-Disposition"] == 'attachment; filename="document-1.png"'
    kept = documents(look, number)[0]
    assert b"PNG" not in kept.value
    assert WORDS.encode() not in kept.value
    assert Browser(browser.client.application, language="en").open(link).status == 404


@pytest.mark.parametrize(
    ("content", "name", "remedy"),
    [
        (b"", "empty.png", "The file is empty"),
        (b"<svg onload=alert(1)>", "picture.png", "Choose a photograph"),
        (b"MZ\x90", "photo.jpg", "Choose a photograph"),
        (png()[:40], "half.png", "The picture is damaged"),
        (b"%PDF-1.4 a beginning alone", "paper.pdf", "The PDF is damaged"),
        (jpeg() + bytes(2_000_000), "large.jpg", "The file is too large"),
    ],
)
def test_a_file_that_is_none_of_hers_to_add_is_refused_with_the_remedy(
    followed: Page,
    browser: Browser,
    look: Look,
    number: str,
    content: bytes,
    name: str,
    remedy: str,
) -> None:
    answer = add(browser, (content, name))

    assert followed.status == 200
    assert answer.status == 422
    assert remedy in answer.words
    assert WORDS in answer.words
    assert documents(look, number) == []


def test_a_page_shown_again_says_that_the_file_must_be_chosen_again(
    followed: Page, browser: Browser
) -> None:
    asked = browser.open("/track/say/any_addition_said")

    answer = browser.send(
        asked,
        {"f-added_words": "", "f-document_1": (io.BytesIO(png()), "a.png")},
        content_type="multipart/form-data",
    )

    assert followed.status == 200
    assert answer.status == 422
    assert "choose this file again" in answer.words
    assert "A file was received" not in answer.words


def test_the_same_file_sent_twice_is_two_additions_and_neither_is_lost(
    followed: Page, browser: Browser
) -> None:
    add(browser, (png(), "a.png"))
    add(browser, (png(), "a.png"))

    links = copied(browser).tree.xpath("//a[contains(@href, '/track/documents/')]/@href")

    assert followed.status == 200
    assert len(set(links)) == 2


@pytest.mark.parametrize(("language", "heading"), [("en", "A copy of everything"), ("hi", "कॉपी")])
def test_the_copy_holds_what_she_told_who_had_it_and_every_message(
    app: Flask, number: str, language: str, heading: str
) -> None:
    browser = Browser(app, language=language)
    page = open_hers(browser, number)
    add(browser)

    copy = copied(browser)

    assert page.status == copy.status == 200
    assert heading in copy.heading
    assert WORDS in copy.words
    assert len(copy.tree.xpath("//main//h2")) > 5
    asked = copy.tree.xpath("//main//dt")
    assert len(asked) > 10
    assert copy.tree.xpath("count(//main//ul[@class='messages']/li)") >= 1
    assert copy.tree.xpath("count(//main//ol/li)") >= 4


def test_officers_see_that_she_took_a_copy(
    followed: Page, browser: Browser, look: Look, number: str
) -> None:
    copied(browser)

    noted = look(
        select(HistoryEvent.element_id)
        .join(Complaint, Complaint.instance_id == HistoryEvent.instance_id)
        .where(Complaint.number == number, HistoryEvent.element_id == "any_copy_said")
        .limit(1)
    )
    assert followed.status == 200
    assert noted == "any_copy_said"


def test_nobody_comes_to_the_copy_without_asking_for_it(followed: Page, browser: Browser) -> None:
    page = browser.open("/track/copy")

    assert followed.status == 200
    assert page.address == "/track"


def test_of_a_complaint_that_is_over_the_copy_is_noted_in_the_audit(
    browser: Browser, look: Look, portal: Portal
) -> None:
    page = browser.send(
        browser.open("/track"),
        {"number": ended(portal), "passphrase": "three mangoes fell"},
    )
    index = next(
        place
        for place, form in enumerate(page.tree.xpath("//main//form"))
        if form.get("action") == "/track/copy"
    )

    copy = browser.send(page, form=index)

    assert copy.heading == "A copy of everything"
    noted = select(AuditEntry.action).where(AuditEntry.action == "copy_taken_by_her").limit(1)
    assert look(noted) == "copy_taken_by_her"


def test_who_investigates_saves_the_document_and_a_stranger_finds_none(
    app: Flask, browser: Browser, portal: Portal, look: Look
) -> None:
    casework = Casework(portal)
    number = casework.complaint(casework.investigated()).number
    browser.send(browser.open("/track"), {"number": number, "passphrase": "three mangoes fell"})
    add(browser, (jpeg(), "a.jpg"))
    field = documents(look, number)[0]
    key, name = field.name.split(":")
    address = f"/office/runs/{field.instance_id}/documents/{key}/{name}"
    sign_in = SignIn(app)

    answers = {
        role: sign_in(LOGINS[role]).client.get(address).status_code for role in sorted(LOGINS)
    }

    assert {role for role, status in answers.items() if status == 200} == {
        "sho",
        "investigating_officer",
    }
    assert set(answers.values()) == {200, 404}


def test_who_reads_behind_masks_saves_it_for_a_reason_that_the_audit_keeps(
    app: Flask, browser: Browser, portal: Portal, look: Look
) -> None:
    casework = Casework(portal)
    complaint_id = casework.investigated()
    number = casework.complaint(complaint_id).number
    browser.send(browser.open("/track"), {"number": number, "passphrase": "three mangoes fell"})
    add(browser, (jpeg(), "a.jpg"))
    superior = SignIn(app)(LOGINS["superintendent"])
    case = superior.open(f"/office/cases/{complaint_id}")
    index = next(
        place
        for place, form in enumerate(case.tree.xpath("//main//form"))
        if form.get("action").endswith("/unmask")
    )

    shown = superior.send(case, {"reason": "review"}, form=index)
    asked = next(
        form for form in shown.tree.xpath("//main//form") if "/documents/" in form.get("action")
    )
    saved = superior.client.post(asked.get("action"), data=dict(asked.form_values()))
    refused = superior.client.post(
        asked.get("action"), data={**dict(asked.form_values()), "reason": "curiosity"}
    )

    assert saved.status_code == 200
    assert saved.data.startswith(b"\xff\xd8")
    assert refused.status_code == 404
    reasons = select(func.count()).where(AuditEntry.action == "unmasked")
    assert look(reasons) == 2


@pytest.mark.parametrize(
    ("limit", "value"), [("MOST_DOCUMENTS", 2), ("MOST_BYTES", 2 * len(jpeg()))]
)
def test_more_documents_than_a_complaint_takes_are_named_and_no_word_is_lost(
    followed: Page,
    browser: Browser,
    monkeypatch: pytest.MonkeyPatch,
    limit: str,
    value: int,
) -> None:
    monkeypatch.setattr(kept_documents, limit, value)
    first = add(browser, (jpeg(), "a.jpg"))

    too_many = add(browser, (png(), "b.png"), (jpeg(), "c.jpg"))
    without = add(browser)

    assert followed.status == first.status == without.status == 200
    assert too_many.status == 422
    assert too_many.words.count("There is no room for this one") >= 1
    assert [each.get("id") for each in too_many.tree.xpath("//*[@aria-invalid='true']")] == [
        "f-document_2"
    ]
    assert WORDS in too_many.words
    links = copied(browser).tree.xpath("//a[contains(@href, '/track/documents/')]/@href")
    assert len(set(links)) == 1
