"""New evidence in real browsers: from her page to the superintendent, and into an inquiry again."""

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from models import Complaint, UserTask
from models.session import reading
from processes.complaint import numbers
from processes.demonstration.load import PASSPHRASE
from processes.posts.seats import seats
from tests.journeys.police import Enter, Officer, let_in
from tests.journeys.walks import follow, press_next
from tests.web.days import in_days
from web.portal import Portal

BUTTON = "main button[type=submit]"


@pytest.fixture
def furnished_url(lived_url: str) -> str:
    """Complaints that have lived for a while, instead of none."""
    return lived_url


@pytest.fixture
def reported(portal: Portal) -> str:
    """The number of a complaint whose report is out."""
    with reading(portal.sessions) as session:
        number = session.scalars(
            select(Complaint.number).where(
                Complaint.closed_at.is_not(None), Complaint.numbered_at.is_not(None)
            )
        ).first()
    assert number is not None
    return numbers.written(number)


def let_owner_in(portal: Portal, enter: Enter, element_id: str) -> Officer:
    """Let who has the open step sign in."""
    with reading(portal.sessions) as session:
        task = session.scalars(
            select(UserTask).where(UserTask.element_id == element_id, UserTask.status == 0)
        ).one()
        post_id = task.post_id or seats(session, task.unit_id or "", task.role)[0].id
    return enter(let_in(portal, post_id))


def send_evidence(her: Page, address: str, number: str, words: str) -> str:
    """Send new evidence from her page; what her page says then."""
    follow(her, address, number, PASSPHRASE)
    her.locator("main details summary").evaluate_all("all => all.forEach(s => s.click())")
    with her.expect_navigation():
        her.click("main a:text-is('Send new evidence: open it again')")
    her.fill("[name='f-evidence_words']", words)
    press_next(her, BUTTON)
    return follow(her, address, number, PASSPHRASE)


def test_new_evidence_opens_a_case_again_and_brings_an_officer_and_a_diary(
    page: Page, address: str, portal: Portal, enter: Enter, reported: str
) -> None:
    her = page

    said = send_evidence(her, address, reported, "A neighbour filmed it")

    assert "Decide whether it is reopened" in said
    chief = let_owner_in(portal, enter, "decide_on_evidence")
    chief.open_task("Decide whether it is reopened")
    assert "A neighbour filmed it" in chief.page.locator("main").inner_text()
    chief.choose(evidence_decision="reopen")
    chief.fill(evidence_reasons="The film shows the vehicle.")
    chief.complete()
    assert "The film shows the vehicle." in follow(her, address, reported, PASSPHRASE)

    sho = let_owner_in(portal, enter, "assign_officer_again")
    sho.open_task("Name who investigates again")
    sho.page.select_option("select[name='f-io_post_id']", index=1)
    sho.choose(trial_runs="no")
    sho.complete()
    hers = follow(her, address, reported, PASSPHRASE)
    assert "It is investigated again. Day 1 of 90." in hers
    assert "Investigating officer" in her.locator("ol.steps > li").first.inner_text()

    officer = let_owner_in(portal, enter, "write_new_entry")
    officer.open_task("Write the diary entry")
    officer.choose(diary_action="evidence", next_action="evidence")
    officer.fill(
        diary_done_on=in_days(0), diary_text="The film was secured.", next_action_on=in_days(3)
    )
    officer.complete()
    assert "Write the diary entry" in officer.inbox


def test_evidence_that_changes_nothing_is_answered_with_reasons_and_may_be_appealed(
    page: Page, address: str, portal: Portal, enter: Enter, reported: str
) -> None:
    her = page
    send_evidence(her, address, reported, "He smiled at the court")

    chief = let_owner_in(portal, enter, "decide_on_evidence")
    chief.open_task("Decide whether it is reopened")
    chief.choose(evidence_decision="refuse")
    chief.fill(evidence_reasons="A smile is no evidence.")
    chief.complete()

    said = follow(her, address, reported, PASSPHRASE)
    assert "A smile is no evidence." in said
    assert her.locator("main a:text-is('Ask an officer above to look at it')").count() == 1
