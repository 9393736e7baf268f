"""Notices, starters and roles of a draft as plain forms, without JSON and without JavaScript."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from models import DraftFile
from tests.engine.check.toys import properties
from tests.engine.drawing import definitions, process
from tests.web.browser import Browser, Page
from tests.web.designer.conftest import Begin
from tests.web.installation import Look

NOTICES = {"come_back": {"hi": "फिर आइए", "en": "Come back"}}
DRAWING = {"visit.bpmn": b"<drawing/>"}
NAMED = '<bpmn:process name="A visit" '
CLERK = {
    "role": "clerk",
    "level": "station",
    "name": "Clerk",
    "name_hi": "लिपिक",
    "woman": True,
    "seats": 2,
}


def stored(look: Look, path: str) -> Any:
    content = look(select(DraftFile.content).where(DraftFile.path == path))
    return None if content is None else json.loads(content)


def form_with(page: Page, name: str) -> int:
    """The number of the form that has a field of this name."""
    forms = page.tree.xpath("//main//form")
    return next(at for at, form in enumerate(forms) if form.xpath(f".//*[@name='{name}']"))


def with_notices(begin: Begin) -> str:
    return begin({**DRAWING, "notices/a.json": json.dumps(NOTICES).encode()})


def test_a_notice_is_changed_in_both_languages(meera: Browser, begin: Begin, look: Look) -> None:
    draft = with_notices(begin)
    page = meera.open(f"/designer/drafts/{draft}/notices")

    texts = {"hi": ["कल आइए", ""], "en": ["Come\r\ntomorrow", ""]}
    after = meera.send(page, texts, form=form_with(page, "notice"))

    assert "Saved." in after.words
    assert stored(look, "notices/a.json") == {"come_back": {"hi": "कल आइए", "en": "Come tomorrow"}}


def test_a_notice_is_added(meera: Browser, begin: Begin, look: Look) -> None:
    draft = begin(DRAWING)
    page = meera.open(f"/designer/drafts/{draft}/notices")

    meera.send(page, {"notice": "bye", "hi": "विदा", "en": "Bye"}, form=form_with(page, "notice"))

    assert stored(look, "notices/notices.json") == {"bye": {"hi": "विदा", "en": "Bye"}}


def test_a_notice_without_one_language_is_not_saved(
    meera: Browser, begin: Begin, look: Look
) -> None:
    draft = with_notices(begin)
    page = meera.open(f"/designer/drafts/{draft}/notices")

    after = meera.send(page, {"hi": [" ", ""]}, form=form_with(page, "notice"))

    assert after.status == 422
    assert stored(look, "notices/a.json") == NOTICES


def test_the_slower_of_two_overwrites_no_notice(
    meera: Browser, farah: Browser, begin: Begin, look: Look
) -> None:
    draft = with_notices(begin)
    page = farah.open(f"/designer/drafts/{draft}/notices")
    quicker = meera.open(f"/designer/drafts/{draft}/notices")
    meera.send(quicker, {"hi": ["पहला", ""]}, form=form_with(quicker, "notice"))

    after = farah.send(page, {"hi": ["दूसरा", ""]}, form=form_with(page, "notice"))

    assert after.status == 409
    assert stored(look, "notices/a.json")["come_back"]["hi"] == "पहला"


@pytest.mark.parametrize("content", [b"[", b"[]", b'{"a": 1}', b'{"a": {"ta": "x"}}', b"\xff"])
def test_a_file_that_is_no_list_of_notices_is_left_to_the_text_editor(
    meera: Browser, begin: Begin, content: bytes
) -> None:
    draft = begin({**DRAWING, "notices/a.json": content})

    page = meera.open(f"/designer/drafts/{draft}/notices")

    assert page.status == 200
    assert "no list of notices" in page.words


@pytest.mark.parametrize("path", ["process.json", "visit.bpmn", "notices/a.bpmn"])
def test_nothing_else_is_written_by_that_form(
    meera: Browser, begin: Begin, look: Look, path: str
) -> None:
    draft = with_notices(begin)
    page = meera.open(f"/designer/drafts/{draft}/notices")
    token = page.tree.xpath("string(//input[@name='csrf_token']/@value)")

    answer = meera.client.post(
        f"/designer/drafts/{draft}/notices/{path}", data={"csrf_token": token, "read": "0"}
    )

    assert answer.status_code == 404
    assert look(select(DraftFile.content).where(DraftFile.path == "visit.bpmn")) == b"<drawing/>"


def test_the_names_that_the_drawing_says_are_offered_in_both_languages(
    meera: Browser, begin: Begin
) -> None:
    visit = process("visit", properties(name_hi="भेंट"), flows="")
    draft = begin({"visit.bpmn": definitions(visit.replace("<bpmn:process ", NAMED))})

    page = meera.open(f"/designer/drafts/{draft}/about")

    assert page.tree.xpath("//input[@id='name']/@value") == ["A visit"]
    assert page.tree.xpath("//input[@id='name_hi']/@value") == ["भेंट"]


def test_starters_and_a_role_are_written_as_the_engine_reads_them(
    meera: Browser, begin: Begin, look: Look
) -> None:
    draft = begin(DRAWING)
    page = meera.open(f"/designer/drafts/{draft}/about")

    after = meera.send(
        page,
        {
            "name": "Visit",
            "name_hi": "भेंट",
            "may_start": ["sho"],
            "role": ["clerk", ""],
            "role_name": ["Clerk", ""],
            "role_name_hi": ["लिपिक", ""],
            "level": ["station", "station"],
            "seats": ["2", "1"],
            "woman": ["0"],
        },
        form=form_with(page, "role"),
    )

    assert "Saved." in after.words
    assert stored(look, "process.json") == {
        "name": "Visit",
        "name_hi": "भेंट",
        "may_start": ["sho"],
        "roles": [CLERK],
    }
    assert "Clerk" in after.tree.xpath("string(//ul[@class='starters__list'])")
    assert after.tree.xpath("//input[@name='may_start'][@value='sho']/@checked")


def test_an_emptied_line_takes_the_role_out(meera: Browser, begin: Begin, look: Look) -> None:
    said = {"name": "Visit", "name_hi": "भेंट", "may_start": [], "roles": [CLERK]}
    draft = begin({**DRAWING, "process.json": json.dumps(said).encode()})
    page = meera.open(f"/designer/drafts/{draft}/about")

    empty = ["", "", ""]
    meera.send(
        page,
        {"role": empty, "role_name": empty, "role_name_hi": empty},
        form=form_with(page, "role"),
    )

    assert stored(look, "process.json")["roles"] == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name_hi": ""}, "name in both languages"),
        ({"role": ["The Clerk", ""]}, "small letters"),
        ({"role_name_hi": ["", ""]}, "name in both languages"),
        ({"level": ["moon", "station"]}, "needs a level"),
        ({"seats": ["0", "1"]}, "posts at each unit"),
        ({"seats": ["9999999999999999999999", "1"]}, "posts at each unit"),
        ({"seats": ["²", "1"]}, "posts at each unit"),
    ],
)
def test_what_cannot_be_is_said_and_not_saved(
    meera: Browser, begin: Begin, look: Look, typed: dict[str, Any], told: str
) -> None:
    draft = begin(DRAWING)
    page = meera.open(f"/designer/drafts/{draft}/about")
    right = {
        "name": "Visit",
        "name_hi": "भेंट",
        "role": ["clerk", ""],
        "role_name": ["Clerk", ""],
        "role_name_hi": ["लिपिक", ""],
    }

    after = meera.send(page, {**right, **typed}, form=form_with(page, "role"))

    assert after.status == 422
    assert told in after.words
    assert stored(look, "process.json") is None


def test_the_slower_of_two_overwrites_no_starters(
    meera: Browser, farah: Browser, begin: Begin, look: Look
) -> None:
    draft = begin(DRAWING)
    page = farah.open(f"/designer/drafts/{draft}/about")
    quicker = meera.open(f"/designer/drafts/{draft}/about")
    named = {"name_hi": "भेंट"}
    meera.send(quicker, {**named, "name": "First"}, form=form_with(quicker, "role"))

    after = farah.send(page, {**named, "name": "Second"}, form=form_with(page, "role"))

    assert after.status == 409
    assert stored(look, "process.json")["name"] == "First"
    assert after.tree.xpath("string(//input[@name='name']/@value)") == "First"


def test_the_name_of_the_drawing_is_offered(meera: Browser, begin: Begin) -> None:
    draft = begin()

    page = meera.open(f"/designer/drafts/{draft}/about")

    assert page.tree.xpath("string(//input[@name='name']/@value)") == "Visit"
