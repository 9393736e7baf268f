"""Playing a draft without JavaScript: beginning, acting, turning the clock, keeping, ending."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from engine import drafts
from models import DraftFile, Officer, OutgoingMessage, ProcessInstance
from tests.web.browser import Browser, Page
from tests.web.conftest import portal_of
from tests.web.designer.conftest import NOW
from tests.web.installation import Look, settings_for
from web import create_app
from web.designer import plays
from web.designer.play_process import HandApart
from web.portal import Portal

#: Withdraws what was asked after three days; the play's clock begins on a Monday.
MONDAY = "2026-03-02T09:30"


@pytest.fixture
def app(furnished_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The app with a data folder of its own."""
    made = create_app(settings_for(furnished_url, demo=True, var=tmp_path / "var"))
    made.testing = True
    yield made
    portal_of(made).database.dispose()


@pytest.fixture
def draft(portal: Portal) -> str:
    """A draft of *withdrawal*, as it is shipped; its id."""
    with portal.sessions.begin() as session:
        by = session.scalars(select(Officer.id).where(Officer.login == "designer")).one()
        return drafts.begin(session, name="withdrawal", by=by, now=NOW).id


def press(browser: Browser, page: Page, ending: str, **values: Any) -> Page:
    """Send the form of the page whose address ends so, once."""
    forms = page.tree.xpath("//main//form")
    at = next(n for n, form in enumerate(forms) if form.get("action", "").endswith(ending))
    return browser.send(page, values, form=at)


@pytest.fixture
def started(meera: Browser, draft: str) -> Page:
    """The page of a play: she has asked to withdraw it."""
    page = press(meera, meera.open(f"/designer/drafts/{draft}/play"), "/begin", begins=MONDAY)
    return press(meera, page, "/play/start", **{"f-first_wish": "end"})


def step(browser: Browser, page: Page, name: str) -> Page:
    """Open a step that waits."""
    return browser.open(page.tree.xpath(f"//tbody//a[text()='{name}']")[0].get("href"))


def test_a_play_begins_with_the_form_of_the_draft(meera: Browser, draft: str) -> None:
    page = meera.open(f"/designer/drafts/{draft}/play")
    assert "Nothing leaves this page" in page.words
    assert "Invent every name" in page.words

    page = press(meera, page, "/begin", begins=MONDAY)
    refused = press(meera, page, "/play/start")
    started = press(meera, page, "/play/start", **{"f-first_wish": "end"})

    assert "How it begins" in page.words
    assert refused.status == 422
    assert "2 March 2026" in started.words
    assert "Go on after all" in started.words
    assert "withdrawal_waits" in started.words


def test_no_clock_begins_at_nothing(meera: Browser, draft: str) -> None:
    page = press(meera, meera.open(f"/designer/drafts/{draft}/play"), "/begin", begins="soon")

    assert page.status == 422
    assert "Choose a day and a time." in page.words


def test_what_is_played_touches_nothing_real(
    meera: Browser, started: Page, look: Look, portal: Portal
) -> None:
    page = press(meera, started, "/clock", go="P7D")

    assert "9 March 2026" in page.words
    assert look(select(func.count()).select_from(ProcessInstance)) == 0
    assert look(select(func.count()).select_from(OutgoingMessage)) == 0


def test_the_clock_turns_to_what_happens_next_and_to_any_moment(
    meera: Browser, started: Page
) -> None:
    page = press(meera, started, "/clock", go="next")
    assert "Time passes until" in page.words

    later = press(meera, page, "/clock", go="until", until="2026-03-08T10:00")
    earlier = press(meera, later, "/clock", go="until", until="2026-03-01T10:00")
    nothing = press(meera, later, "/clock", go="until", until="")

    assert "8 March 2026, 10:00 in the morning" in later.words
    assert earlier.status == 422
    assert nothing.status == 422
    assert "8 March 2026, 10:00 in the morning" in nothing.words


def test_the_wrong_person_is_refused_and_that_can_be_written_down(
    meera: Browser, started: Page
) -> None:
    page = press(meera, started, "/clock", go="until", until="2026-03-05T10:00")
    form = step(meera, page, "Talk to her alone")
    answers = {"by": "sho", "f-talk_result": "not_reached"}

    refused = press(meera, form, form.address, **answers)
    written = press(meera, refused, form.address, **answers, because="not_theirs")

    assert refused.status == 422
    assert "this person does not see it" in refused.words
    assert "must not get through with: Talk to her alone" in written.words
    assert written.tree.xpath("//tbody//a[text()='Talk to her alone']")


def test_findings_of_the_form_are_shown_and_can_be_written_down(
    meera: Browser, started: Page
) -> None:
    page = press(meera, started, "/clock", go="until", until="2026-03-05T10:00")
    form = step(meera, page, "Talk to her alone")

    refused = press(meera, form, form.address)
    because = refused.tree.xpath("//button[@name='because']")[0].get("value")
    written = press(meera, refused, form.address, because=because)

    assert refused.status == 422
    assert "needs a correction" in refused.words
    assert because == "talk_result"
    assert "must not get through" in written.words


def test_her_own_step_is_done_as_she_does_it(meera: Browser, started: Page) -> None:
    form = step(meera, started, "Go on after all")

    page = press(meera, form, form.address, **{"f-goes_on": "1"})

    assert "The complainant does: Go on after all" in page.words
    assert "it has ended" in page.words


def test_a_message_comes_from_outside_or_is_sent_by_somebody(meera: Browser, started: Page) -> None:
    links = started.tree.xpath("//*[@class='play__messages']//a")
    by_her = next(a for a in links if "by=" in a.get("href"))
    outside = next(
        a for a in links if "by=" not in a.get("href") and "/complaint/" in a.get("href")
    )

    form = meera.open(by_her.get("href"))
    foreign = meera.open(outside.get("href"))
    odd = press(meera, foreign, outside.get("href"), values="- no mapping")
    sent = press(meera, foreign, outside.get("href"), values="")

    assert form.status == 200
    assert "Write a name, a colon and a value on each line." in odd.words
    assert sent.status in (200, 422)
    assert "from outside" in sent.words


def test_a_step_is_taken_back(meera: Browser, started: Page) -> None:
    later = press(meera, started, "/clock", go="P1D")
    assert "3 March 2026" in later.words

    page = press(meera, later, "/back")

    assert "1 day passes" not in page.words
    assert "Nothing yet." in page.words


def test_a_page_from_before_changes_nothing(meera: Browser, started: Page) -> None:
    press(meera, started, "/clock", go="P1D")

    page = press(meera, started, "/clock", go="P7D")

    assert "The play has gone on or ended meanwhile" in page.words
    assert "3 March 2026" in page.words
    assert "7 days pass" not in page.words


def test_a_play_is_kept_as_a_case_of_the_draft(
    meera: Browser, started: Page, draft: str, look: Look
) -> None:
    early = meera.open(f"/designer/drafts/{draft}/play/case")
    assert "could never fail" in early.words
    page = press(meera, started, "/clock", go="P1D")
    page = press(meera, page, "/expect", what=["open", "said_to_her"])
    assert "sent since the last look: withdrawal_waits" in page.words
    form = meera.open(f"/designer/drafts/{draft}/play/case")
    told = {"tells": "She waits a day.", "tells_hi": "वे एक दिन रुकती हैं।"}

    untold = press(meera, form, "/play/case", name="she_waits")
    misnamed = press(meera, form, "/play/case", name="../she", **told)
    taken = press(meera, form, "/play/case", name="withdrawn", **told)
    kept = press(meera, form, "/play/case", name="she_waits", **told)

    assert [untold.status, misnamed.status, taken.status] == [422, 422, 422]
    assert "Kept: cases/she_waits.yaml" in kept.words
    query = select(DraftFile.content).where(DraftFile.path == "cases/she_waits.yaml")
    text = look(query).decode()
    assert "first_wish: end" in text
    assert "begins: " in text
    assert "- change_your_mind" in text


def test_an_ended_play_is_gone(meera: Browser, started: Page, portal: Portal) -> None:
    page = press(meera, started, "/end")

    assert "nothing of it is left" in page.words
    assert list((portal.settings.var / "plays").iterdir()) == []


def test_each_designer_has_a_play_of_her_own(farah: Browser, started: Page, draft: str) -> None:
    page = farah.open(f"/designer/drafts/{draft}/play")

    assert "Begin to play" in page.words
    assert started.status == 200


def test_a_change_of_the_draft_is_told(
    meera: Browser, started: Page, draft: str, portal: Portal
) -> None:
    with portal.sessions.begin() as session:
        by = session.scalars(select(Officer.id).where(Officer.login == "designer")).one()
        drafts.save_file(session, draft, "notices/more.json", b"{}", read=None, by=by, now=NOW)

    page = meera.open(f"/designer/drafts/{draft}/play")

    assert "The draft has changed since this play began" in page.words
    assert "plays what was before" in page.words


def test_a_case_that_is_kept_changes_nothing_that_is_played(
    meera: Browser, started: Page, draft: str, portal: Portal
) -> None:
    with portal.sessions.begin() as session:
        by = session.scalars(select(Officer.id).where(Officer.login == "designer")).one()
        drafts.save_file(session, draft, "cases/more.yaml", b"{}", read=None, by=by, now=NOW)

    page = meera.open(f"/designer/drafts/{draft}/play")

    assert "plays what was before" not in page.words
    assert "The draft has changed since this play began" not in page.words


def test_a_draft_with_errors_is_not_played(meera: Browser, draft: str, portal: Portal) -> None:
    with portal.sessions.begin() as session:
        by = session.scalars(select(Officer.id).where(Officer.login == "designer")).one()
        drafts.save_file(session, draft, "withdrawal.bpmn", b"<no/>", read=0, by=by, now=NOW)

    page = press(meera, meera.open(f"/designer/drafts/{draft}/play"), "/begin", begins=MONDAY)

    assert page.status == 422
    assert "A draft with errors cannot be played" in page.words
    assert not (portal.settings.var / "plays").exists()


def test_the_drawings_of_a_play_are_shown_with_their_steps(meera: Browser, started: Page) -> None:
    box = started.tree.xpath("//*[@id='drawing']")[0]
    address = started.tree.xpath("//a[contains(@href, '/play/parts/')]")[0].get("href")

    drawn, part = meera.open(box.get("data-source")), meera.open(address)

    assert "change_your_mind" in box.get("data-standing")
    assert drawn.response.mimetype == "application/xml"
    assert "Go on after all" in part.words
    assert "to the task" in part.words


def test_a_drawing_of_a_play_that_is_over_is_not_there(meera: Browser, started: Page) -> None:
    drawn = started.tree.xpath("//*[@id='drawing']")[0].get("data-source")

    press(meera, started, "/end")

    assert meera.open(drawn).status == 404


@pytest.mark.parametrize(
    "path",
    [
        "play/tasks/" + "0" * 32,
        "play/messages/withdrawal/nothing_so",
        "play/parts/" + "0" * 32 + "/withdrawal",
        "play/case",
    ],
)
def test_what_is_no_part_of_a_play_leads_back_to_it(meera: Browser, draft: str, path: str) -> None:
    page = meera.open(f"/designer/drafts/{draft}/{path}")

    assert page.address.endswith("/play")
    assert page.status == 200


def test_only_designers_play(sign_in: Callable[[str], Browser], draft: str, started: Page) -> None:
    officer = sign_in("sho")

    for path in ("play", "play/case", "cases"):
        assert officer.open(f"/designer/drafts/{draft}/{path}").status == 404
    assert started.status == 200


def test_a_play_goes_on_from_a_story_of_the_draft(meera: Browser, draft: str) -> None:
    page = meera.open(f"/designer/drafts/{draft}/play")
    offered = page.tree.xpath("//select[@name='after']/option/text()")

    refused = press(meera, page, "/begin", begins=MONDAY, after="nothing_like_it")
    page = press(meera, page, "/begin", begins="", after="pressed_to_withdraw")

    assert "pressed_to_withdraw" in offered
    assert refused.status == 422
    assert "This story" in refused.words
    assert "It goes on from the story “pressed_to_withdraw”" in page.words


def test_a_press_that_costs_too_much_is_told_so(
    meera: Browser, started: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plays, "HandApart", partial(HandApart, megabytes=64))

    refused = press(meera, started, "/clock", go="P1D")
    monkeypatch.undo()
    taken = press(meera, started, "/clock", go="P1D")

    assert refused.status == 422
    assert "nothing of it was done" in refused.words.lower()
    assert "1 day passes" not in refused.words
    assert "1 day passes" in taken.words


def test_a_stage_that_cannot_be_made_leaves_the_play_before_it(
    meera: Browser, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    beginning = meera.open(f"/designer/drafts/{draft}/play")
    press(meera, beginning, "/begin", begins=MONDAY)
    monkeypatch.setattr(plays, "HandApart", partial(HandApart, megabytes=64))

    refused = press(meera, beginning, "/begin", begins=MONDAY)

    kept = meera.open(f"/designer/drafts/{draft}/play")
    assert refused.status == 422
    assert "nothing of it was done" in refused.words.lower()
    assert kept.tree.xpath("//main//form[contains(@action, '/play/start')]")
