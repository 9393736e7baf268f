"""The cases of a draft: replayed apart, told in words, and where none of them has been."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from engine import drafts
from models import Officer
from tests.patience import eventually
from tests.web.browser import Browser, Page
from tests.web.conftest import portal_of
from tests.web.designer.conftest import NOW
from tests.web.designer.test_play import press
from tests.web.installation import settings_for
from web import create_app
from web.portal import Portal


@pytest.fixture
def app(furnished_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The app with a data folder of its own."""
    made = create_app(settings_for(furnished_url, demo=True, var=tmp_path / "var"))
    made.testing = True
    yield made
    portal_of(made).database.dispose()


def begin_draft(portal: Portal, **changed: bytes | None) -> str:
    """A draft of *withdrawal* with the cases of these names written anew, or taken out."""
    with portal.sessions.begin() as session:
        by = session.scalars(select(Officer.id).where(Officer.login == "designer")).one()
        draft = drafts.begin(session, name="withdrawal", by=by, now=NOW)
        there = drafts.files(session, draft.id)
        for name, content in changed.items():
            path = f"cases/{name}.yaml"
            read = 0 if path in there else None
            if content is None:
                drafts.remove_file(session, draft.id, path, read=0, by=by, now=NOW)
            else:
                drafts.save_file(session, draft.id, path, content, read=read, by=by, now=NOW)
        return draft.id


def replayed(browser: Browser, draft: str) -> Page:
    """The page once all cases are replayed."""
    address = f"/designer/drafts/{draft}/cases"
    press(browser, browser.open(address), "/cases")

    def when_over() -> Page | None:
        page = browser.open(address)
        return None if "Look again" in page.words else page

    page = eventually(when_over)
    assert page, "the replay does not end"
    return page


def test_all_cases_are_replayed_and_none_has_failed(meera: Browser, portal: Portal) -> None:
    page = replayed(meera, begin_draft(portal))

    assert "8 cases passed" in page.words
    assert "Some case visits every step and every arrow." in page.words
    assert "What is not cognizable ends at her wish, asked alone." in page.words
    assert page.tree.xpath("//*[@data-step='cases']//*[@class='way__state']")[0].text == "8 passed"


def test_what_failed_is_told_with_its_line_and_where_no_case_has_been(
    meera: Browser, portal: Portal
) -> None:
    told = b"tells: Wrong.\ntells_hi: x\nstart: {first_wish: end}\n"
    wrong = told + b"steps:\n- expect: {ended: true}\n"
    draft = begin_draft(portal, pressed_to_withdraw=None, wrong=wrong, unread=b"tells: Half.\n")

    page = replayed(meera, draft)

    assert "2 failed" in page.words
    assert "ended: expected True; found False." in page.words
    assert "cases/wrong.yaml, line 5, step 1" in page.words
    assert "cannot be read" in page.words
    box = page.tree.xpath("//*[@data-unvisited]")[0]
    assert box.get("data-unvisited")
    drawn = meera.open(box.get("data-source"))
    assert drawn.response.mimetype == "application/xml"
    named = page.tree.xpath("//*[@class='replay__places']//a")
    assert [a.get("href").rpartition("#")[2] for a in named] == box.get("data-unvisited").split()


def test_a_draft_that_cannot_run_has_no_replay(meera: Browser, portal: Portal) -> None:
    draft = begin_draft(portal)
    with portal.sessions.begin() as session:
        by = session.scalars(select(Officer.id).where(Officer.login == "designer")).one()
        drafts.save_file(session, draft, "withdrawal.bpmn", b"<no/>", read=0, by=by, now=NOW)

    page = replayed(meera, draft)

    assert "A draft with errors cannot be replayed." in page.words
    assert "1 failed" in page.tree.xpath("string(//*[@data-step='cases'])")


def test_a_change_of_the_draft_asks_for_another_replay(meera: Browser, portal: Portal) -> None:
    draft = begin_draft(portal)

    page = meera.open(f"/designer/drafts/{draft}/cases")

    assert "Replay all 8 cases" in page.words
    assert "not replayed yet" in page.words
