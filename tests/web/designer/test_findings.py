"""Mistakes: in words on a page, for the editors, and mended by one click."""

import re

from sqlalchemy import select

from engine import new_drawing
from models import DraftFile
from tests.web.browser import Browser
from tests.web.designer.conftest import Begin
from tests.web.designer.test_files import files, form_to
from tests.web.designer.test_publishing import approved, asked, example
from tests.web.installation import Look
from web.portal import Portal

FINE = new_drawing.draw("visit")
NOT_TICKED = FINE.replace(b' isExecutable="true"', b"")
DRAWING = select(DraftFile.content).where(DraftFile.path == "visit.bpmn")


def ask(browser: Browser, draft: str, query: str, text: bytes = b""):  # type: ignore[no-untyped-def]
    """Ask as the editor's script does."""
    page = browser.open(f"/designer/drafts/{draft}")
    found = re.search(r'"token": "([^"]+)"', page.text)
    assert found
    return browser.client.post(
        f"/designer/drafts/{draft}/{query}",
        data=text,
        headers={"X-CSRFToken": found[1]},
        content_type="application/octet-stream",
    )


def test_a_draft_without_mistakes_says_so(meera: Browser, begin: Begin) -> None:
    page = meera.open(f"/designer/drafts/{begin({'visit.bpmn': FINE})}/check")

    assert "No mistakes found." in page.words
    assert "no mistakes found" in page.tree.xpath("string(//li[@data-step='check'])")


def test_every_mistake_is_named_in_both_languages(meera: Browser, begin: Begin) -> None:
    draft = begin({"visit.bpmn": FINE, "broken.bpmn": b"<x", "forms/ask.form": b"[]"})

    english = meera.open(f"/designer/drafts/{draft}/check?lang=en")
    hindi = meera.open(f"/designer/drafts/{draft}/check?lang=hi")

    listed = english.tree.xpath("//li[contains(@class, 'finding--error')]")
    assert len(listed) == 2
    assert "broken.bpmn" in english.words
    assert re.search("[ऀ-ॿ]{3}", hindi.tree.xpath("string(//p[@class='finding__message'])"))


def test_a_click_mends_what_can_safely_be_mended(meera: Browser, begin: Begin, look: Look) -> None:
    page = meera.open(f"/designer/drafts/{begin({'visit.bpmn': NOT_TICKED})}/check")
    assert "1 error" in page.words

    after = meera.send(page, form=form_to(page, "/fix-saved"))

    assert "Mended." in after.words
    assert "No mistakes found." in after.words
    assert b'isExecutable="true"' in look(DRAWING)


def test_what_was_mended_meanwhile_is_not_mended_twice(
    meera: Browser, farah: Browser, begin: Begin, look: Look
) -> None:
    draft = begin({"visit.bpmn": NOT_TICKED})
    slow = farah.open(f"/designer/drafts/{draft}/check")
    page = meera.open(f"/designer/drafts/{draft}/check")
    meera.send(page, form=form_to(page, "/fix-saved"))
    mended = look(DRAWING)

    after = farah.send(slow, form=form_to(slow, "/fix-saved"))

    assert "check again" in after.words
    assert look(DRAWING) == mended


def test_an_editor_asks_about_what_it_has_not_saved(
    meera: Browser, begin: Begin, look: Look
) -> None:
    draft = begin({"visit.bpmn": FINE})

    saved = ask(meera, draft, "findings")
    typed = ask(meera, draft, "findings?path=visit.bpmn", NOT_TICKED)

    assert saved.json == []
    [finding] = typed.json
    assert (finding["severity"], finding["element"]) == ("error", "visit")
    assert finding["fix"]
    assert finding["line"] > 1
    assert look(DRAWING) == FINE


def test_an_editor_gets_the_mended_text_and_nothing_is_saved(
    meera: Browser, begin: Begin, look: Look
) -> None:
    draft = begin({"visit.bpmn": FINE})
    [finding] = ask(meera, draft, "findings?path=visit.bpmn", NOT_TICKED).json
    which = f"path=visit.bpmn&key={finding['key']}"

    answer = ask(meera, draft, f"fix?{which}", NOT_TICKED)

    assert answer.status_code == 200
    assert 'isExecutable="true"' in answer.json["content"]
    assert look(DRAWING) == FINE
    assert ask(meera, draft, f"fix?{which}", FINE).status_code == 409


ASKING = (
    FINE.replace(b'targetRef="ended"', b'targetRef="ask"')
    .replace(
        b"<bpmn:flowNodeRef>ended",
        b"<bpmn:flowNodeRef>ask</bpmn:flowNodeRef><bpmn:flowNodeRef>ended",
    )
    .replace(
        b"  </bpmn:process>",
        b'<bpmn:userTask id="ask" name="Ask" camunda:formKey="ask_her.form" />'
        b'<bpmn:sequenceFlow id="on" sourceRef="ask" targetRef="ended" /></bpmn:process>',
    )
)


def test_a_missing_form_is_made_by_a_click(meera: Browser, begin: Begin, portal: Portal) -> None:
    page = meera.open(f"/designer/drafts/{begin({'visit.bpmn': ASKING})}/check")
    assert "Make the form “forms/ask_her.form”" in page.words

    after = meera.send(page, form=form_to(page, "/fix-saved"))

    assert "No mistakes found." in after.words
    assert files(portal).keys() == {"visit.bpmn", "forms/ask_her.form"}
    assert files(portal)["visit.bpmn"] == ASKING


def test_an_editor_saves_the_form_that_a_fix_makes_and_can_take_it_out(
    meera: Browser, farah: Browser, begin: Begin, portal: Portal
) -> None:
    draft = begin({"visit.bpmn": FINE})
    [finding] = ask(meera, draft, "findings?path=visit.bpmn", ASKING).json

    answer = ask(meera, draft, f"fix?path=visit.bpmn&key={finding['key']}", ASKING).json
    [(path, text)] = answer["made"].items()
    saved = ask(meera, draft, f"save/{path}?read=", text.encode()).json

    assert answer["content"].encode() == ASKING
    assert files(portal)["forms/ask_her.form"] == text.encode()
    again = ask(farah, draft, f"save/{path}?read={saved['saves']}", b"{}").json
    assert ask(meera, draft, f"take-out/{path}?read={saved['saves']}").status_code == 409
    assert ask(meera, draft, f"take-out/{path}?read={again['saves']}").status_code == 200
    assert files(portal) == {"visit.bpmn": FINE}


def test_what_another_has_mended_does_not_keep_her_from_mending_the_rest(
    meera: Browser, begin: Begin, portal: Portal
) -> None:
    broken = ASKING.replace(b' isExecutable="true"', b"")
    draft = begin({"visit.bpmn": broken})
    slow = meera.open(f"/designer/drafts/{draft}/check")
    one, other = [
        at for at, form in enumerate(slow.tree.xpath("//main//form")) if "fix-saved" in form.action
    ]

    meera.send(slow, form=one)
    after = meera.send(slow, form=other)

    assert "No mistakes found." in after.words
    assert len(files(portal)) == 2


def test_hostile_files_are_findings_and_no_faults(meera: Browser, begin: Begin) -> None:
    bombs = {
        "visit.bpmn": b'<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>',
        "deep.bpmn": b"<a>" * 20_000,
        "wide.form": b"[" * 100_000,
        "utf16.bpmn": "<a/>".encode("utf-16"),
        "empty.dmn": b"",
        "a.json": b"\xff",
    }

    draft = begin(bombs)

    for path in ("", "/check", *(f"/edit/{name}" for name in bombs)):
        assert meera.open(f"/designer/drafts/{draft}{path}").status == 200
    assert "Error" in meera.open(f"/designer/drafts/{draft}/check").words


def test_a_mistake_in_a_name_is_text_and_no_markup(meera: Browser, begin: Begin) -> None:
    hostile = FINE.replace(b'name="Started"', b'name="&lt;img src=x onerror=alert(1)&gt;"')
    hostile = hostile.replace(b'targetRef="ended"', b'targetRef="nothing"')

    page = meera.open(f"/designer/drafts/{begin({'visit.bpmn': hostile})}/check")

    assert page.tree.xpath("//li[contains(@class, 'finding--error')]")
    assert not page.tree.xpath("//main//img")


def vacant() -> dict[str, bytes]:
    """A drawing with a step that belongs to nobody here, and no other mistake."""
    files = example()
    files["visit.bpmn"] = files["visit.bpmn"].replace(b'"vehicle_desk"', b'"bicycle_desk"')
    files["process.json"] = files["process.json"].replace(b'"vehicle_desk", ', b"")
    return files


def test_a_warning_that_was_looked_at_is_accepted_with_a_reason(
    meera: Browser, farah: Browser, begin: Begin
) -> None:
    draft = begin(vacant())
    page = meera.open(f"/designer/drafts/{draft}/check")
    before = page.tree.xpath("string(//li[@data-step='check'])")

    silent = meera.send(page, {"reason": " "}, form=form_to(page, "/accept"))
    after = meera.send(page, {"reason": "The desk comes in May"}, form=form_to(page, "/accept"))

    assert "why it may stand" in silent.words
    assert "It may stand: The desk comes in May" in after.words
    assert after.tree.xpath("string(//li[@data-step='check'])") != before
    asked = farah.open(f"/designer/drafts/{draft}/publish")
    assert "The desk comes in May" in asked.words


def test_an_accepted_warning_can_be_accepted_no_more(meera: Browser, begin: Begin) -> None:
    draft = begin(vacant())
    page = meera.open(f"/designer/drafts/{draft}/check")
    page = meera.send(page, {"reason": "The desk comes in May"}, form=form_to(page, "/accept"))

    after = meera.send(page, form=form_to(page, "/accept-no-more"))

    assert "The desk comes in May" not in after.words
    assert after.tree.xpath("//form[contains(@action, '/accept')]")


def test_what_was_accepted_is_shown_with_the_version(
    meera: Browser, farah: Browser, begin: Begin
) -> None:
    draft = begin(vacant())
    page = meera.open(f"/designer/drafts/{draft}/check")
    meera.send(page, {"reason": "The desk comes in May"}, form=form_to(page, "/accept"))

    asked(meera, draft)
    approved(farah, draft)

    assert "The desk comes in May" in meera.open("/designer/processes/visit").words
