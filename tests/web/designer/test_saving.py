"""Saving files of a draft, and two designers at the same one."""

import re

import pytest
from sqlalchemy import select

from models import DraftFile
from tests.web.browser import Browser, Page
from tests.web.designer.conftest import Begin
from tests.web.installation import Look

ASK = "forms/ask.form"
TEXT = select(DraftFile.content).where(DraftFile.path == ASK)
FILES = {"visit.bpmn": b"<drawing/>", ASK: b"{}\n", "notices/a.json": b"{\r\n}\r\n"}


def opened(browser: Browser, draft: str, path: str = ASK) -> Page:
    return browser.open(f"/designer/drafts/{draft}/edit/{path}")


def text_form(page: Page) -> int:
    forms = page.tree.xpath("//main//form")
    return next(at for at, form in enumerate(forms) if form.get("id") == "text-form")


def keep(browser: Browser, draft: str, text: bytes, *, read: int, path: str = ASK):  # type: ignore[no-untyped-def]
    """Save as the page's script does."""
    page = opened(browser, draft)
    found = re.search(r'"token": "([^"]+)"', page.text)
    assert found
    return browser.client.post(
        f"/designer/drafts/{draft}/save/{path}?read={read}",
        data=text,
        headers={"X-CSRFToken": found[1]},
        content_type="application/octet-stream",
    )


def test_a_file_is_changed_without_javascript(meera: Browser, begin: Begin, look: Look) -> None:
    draft = begin(FILES)
    page = opened(meera, draft)

    after = meera.send(page, {"content": '{"a": 1}\r\n'}, form=text_form(page))

    assert after.status == 200
    assert look(TEXT) == b'{"a": 1}\n'
    assert "Meera Joshi" in after.words


def test_the_ends_of_lines_stay_as_they_were(meera: Browser, begin: Begin, look: Look) -> None:
    draft = begin(FILES)
    page = opened(meera, draft, "notices/a.json")

    meera.send(page, {"content": "{\r\n}\r\n"}, form=text_form(page))

    saved = look(select(DraftFile).where(DraftFile.path == "notices/a.json"))
    assert (saved.content, saved.saves) == (b"{\r\n}\r\n", 0)


def test_a_script_saves_with_the_state_it_has_read(
    meera: Browser, begin: Begin, look: Look
) -> None:
    draft = begin(FILES)

    answer = keep(meera, draft, b'{"b": 2}', read=0)

    assert answer.status_code == 200
    assert answer.json["saves"] == 1
    assert look(TEXT) == b'{"b": 2}'


def test_the_slower_script_is_told_who_was_quicker_and_what_stands_there(
    meera: Browser, farah: Browser, begin: Begin, look: Look
) -> None:
    draft = begin(FILES)
    keep(meera, draft, b'{"meera": 1}', read=0)

    answer = keep(farah, draft, b'{"farah": 1}', read=0)

    assert answer.status_code == 409
    assert answer.json["who"] == "Meera Joshi"
    assert answer.json["content"] == '{"meera": 1}'
    assert look(TEXT) == b'{"meera": 1}'
    assert keep(farah, draft, b'{"farah": 1}', read=answer.json["saves"]).status_code == 200


def test_the_slower_designer_without_javascript_sees_both_texts_and_decides(
    meera: Browser, farah: Browser, begin: Begin, look: Look
) -> None:
    draft = begin(FILES)
    page = opened(farah, draft)
    keep(meera, draft, b'{"meera": 1}', read=0)

    answer = farah.send(page, {"content": '{"farah": 1}'}, form=text_form(page))

    assert answer.status == 409
    assert "Another designer was quicker" in answer.words
    assert "Meera Joshi" in answer.words
    assert '{"meera": 1}' in answer.words
    assert look(TEXT) == b'{"meera": 1}'
    forms = answer.tree.xpath("//main//form")
    mine = next(at for at, form in enumerate(forms) if form.xpath(".//textarea[@name='content']"))
    farah.send(answer, {"content": '{"farah": 1}'}, form=mine)
    assert look(TEXT) == b'{"farah": 1}'


def test_who_saves_what_was_taken_out_is_told(meera: Browser, farah: Browser, begin: Begin) -> None:
    draft = begin(FILES)
    page = opened(meera, draft)
    forms = page.tree.xpath("//main//form")
    out = next(at for at, form in enumerate(forms) if "/remove/" in form.get("action"))
    read = opened(farah, draft)
    meera.send(page, {"sure": "1"}, form=out)

    answer = farah.send(read, {"content": "x"}, form=text_form(read))

    assert answer.status == 409
    assert "took this file out" in answer.words


def test_a_script_without_the_forms_token_saves_nothing(
    meera: Browser, begin: Begin, look: Look
) -> None:
    draft = begin(FILES)

    answer = meera.client.post(f"/designer/drafts/{draft}/save/{ASK}?read=0", data=b"x")

    assert answer.status_code == 400
    assert look(TEXT) == b"{}\n"


def test_a_file_of_more_than_two_megabytes_is_refused(
    meera: Browser, begin: Begin, look: Look
) -> None:
    draft = begin(FILES)

    assert keep(meera, draft, b"x" * 2_000_001, read=0).status_code == 413
    assert keep(meera, draft, b"x" * 50_000_000, read=0).status_code == 413
    assert look(TEXT) == b"{}\n"


@pytest.mark.parametrize("read", ["", "x", "-1", "99999999999999999999", "١"])
def test_a_made_up_state_is_a_conflict_and_no_fault(
    meera: Browser, begin: Begin, look: Look, read: str
) -> None:
    draft = begin(FILES)

    assert keep(meera, draft, b"x", read=read).status_code == 409  # type: ignore[arg-type]
    assert look(TEXT) == b"{}\n"


def test_what_a_file_holds_is_never_markup_of_the_page(meera: Browser, begin: Begin) -> None:
    hostile = b"</textarea></script><script>window.XSS=1</script><!--"
    draft = begin({**FILES, ASK: hostile, "b.form": b'{"id":"</script><script>1</script>"}'})

    page = opened(meera, draft)

    assert page.tree.xpath("//textarea[@id='content']")[0].text.strip() == hostile.decode()
    assert not [s for s in page.tree.xpath("//script[not(@src)]/text()") if "XSS" in s]


@pytest.mark.parametrize(
    "content", [b"\xff\xfe<\x00a\x00/\x00>\x00", b"\x00", "é".encode("latin-1")]
)
def test_a_file_that_is_no_utf8_text_is_shown_as_such(
    meera: Browser, begin: Begin, content: bytes
) -> None:
    draft = begin({**FILES, ASK: content})

    page = opened(meera, draft)

    assert page.status == 200
    assert "not UTF-8" in page.words
    assert not page.tree.xpath("//textarea[@id='content']")
    answer = meera.client.get(f"/designer/drafts/{draft}/file/{ASK}")
    assert answer.data == content
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_an_empty_file_is_edited_like_any_other(meera: Browser, begin: Begin, look: Look) -> None:
    draft = begin({**FILES, ASK: b""})
    page = opened(meera, draft)

    meera.send(page, {"content": "\r\nfirst"}, form=text_form(page))

    assert look(TEXT) == b"\nfirst"
    # a browser drops the first end of line of a text area
    shown = opened(meera, draft).tree.xpath("//textarea[@id='content']")[0].text
    assert shown.replace("\n", "", 1) == "\nfirst"
