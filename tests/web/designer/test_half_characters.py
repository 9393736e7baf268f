"""Files with half a character in them: every page of their draft opens, and they can be removed."""

import pytest

from tests.web.browser import Browser
from tests.web.designer.conftest import Begin
from tests.web.designer.test_files import form_to
from tests.web.designer.test_findings import FINE, ask

FORM = rb'{"components": [{"type": "textfield", "key": "\ud800", "label": "\ud800 x"}]}'
PROCESS = rb"""{"name": "\ud800", "name_hi": "\udc00", "may_start": ["\ud800"],
"roles": [{"role": "\ud800", "level": "station"}]}"""
FILES = {
    "visit.bpmn": FINE,
    "forms/x.form": FORM,
    "process.json": PROCESS,
    "simulation.json": rb'{"tells": "\ud800"}',
    "accepted.json": rb'[{"rule": "\ud800"}]',
    "notices/n.json": rb'{"\ud800": {"en": "\ud800", "hi": "\ud800"}}',
    "cases/c.yaml": b'tells: "\\ud800"\ntells_hi: x\nstart: {}\nsteps: []\n',
}
PAGES = (
    "", "/check", "/about", "/notices", "/cases", "/simulation", "/play", "/publish", "/files.zip",
    "/drawings/visit.bpmn",
    *(f"/edit/{path}" for path in FILES),
    *(f"/file/{path}" for path in FILES),
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "hi"])
def test_every_page_of_the_draft_opens(meera: Browser, begin: Begin, language: str) -> None:
    draft = begin(FILES)

    answers = {
        page: meera.client.get(
            f"/designer/drafts/{draft}{page}?lang={language}", follow_redirects=True
        )
        for page in PAGES
    }

    assert {page: answer.status_code for page, answer in answers.items()} == dict.fromkeys(
        PAGES, 200
    )
    checked = answers["/check"].text
    assert checked.count("half a character" if language == "en" else "आधा अक्षर") >= 5


def test_such_a_file_is_opened_as_text_and_taken_out(meera: Browser, begin: Begin) -> None:
    draft = begin(FILES)
    page = meera.open(f"/designer/drafts/{draft}/edit/forms/x.form")
    assert page.tree.xpath("string(//textarea[@id='content'])").strip() == FORM.decode()

    answer = meera.send(page, {"sure": "1"}, form=form_to(page, "/remove/"))

    assert answer.status == 200
    assert (
        "half a character at components" not in meera.open(f"/designer/drafts/{draft}/check").words
    )


@pytest.mark.parametrize("path", ["forms/x.form", "process.json", "notices/n.json"])
def test_scripts_are_told_what_is_wrong(meera: Browser, begin: Begin, path: str) -> None:
    draft = begin({"visit.bpmn": FINE, path: b"{}"})

    found = ask(meera, draft, f"findings?path={path}", FILES[path])
    shown = ask(meera, draft, "preview", FORM)
    saved = ask(meera, draft, f"save/{path}?read=0", FILES[path])

    assert "half-character" in [each["rule"] for each in found.json]
    assert shown.status_code in (200, 422)
    assert "आधा अक्षर" in shown.text or "half a character" in shown.text
    assert saved.status_code == 200
