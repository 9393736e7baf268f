"""New evidence on her page: offered once the report is out, sent once at a time."""

import pytest
from sqlalchemy import func, select

from models import Complaint, ProcessDefinition, ProcessInstance, UserTask
from processes.demonstration.load import PASSPHRASE
from tests.web.browser import Browser, Page
from tests.web.installation import Look

ADDRESS = "/track/ask/reopening"
RUNS = (
    select(func.count())
    .select_from(ProcessInstance)
    .join(ProcessDefinition, ProcessDefinition.id == ProcessInstance.definition_id)
    .where(ProcessDefinition.name == "reopening")
)


@pytest.fixture
def furnished_url(lived_url: str) -> str:
    """Complaints that have lived for a while, instead of none."""
    return lived_url


def follow(browser: Browser, look: Look, *where: object) -> Page:
    number = look(select(Complaint.number).where(Complaint.numbered_at.is_not(None), *where))  # type: ignore[arg-type]
    return browser.send(browser.open("/track"), {"number": number, "passphrase": PASSPHRASE})


def test_before_the_report_it_is_not_offered(browser: Browser, look: Look) -> None:
    page = follow(browser, look, Complaint.closed_at.is_(None))

    refused = browser.open(ADDRESS)

    assert "Send new evidence" not in page.words
    assert refused.status == 404
    assert look(RUNS) == 0


def test_after_the_report_it_goes_to_who_decides(browser: Browser, look: Look) -> None:
    page = follow(browser, look, Complaint.closed_at.is_not(None))

    sent = browser.send(browser.open(ADDRESS), {"f-evidence_words": "A letter of my aunt."})

    assert "Send new evidence" in page.words
    assert sent.status == 200
    assert look(RUNS) == 1
    decided_in = select(UserTask.element_id).where(UserTask.element_id.like("decide_on_evidence%"))
    assert look(decided_in) is not None


def test_without_a_word_of_what_is_new_nothing_is_sent(browser: Browser, look: Look) -> None:
    follow(browser, look, Complaint.closed_at.is_not(None))

    page = browser.send(browser.open(ADDRESS), {"f-evidence_words": " "})

    assert page.status == 422
    assert look(RUNS) == 0


def test_while_one_is_decided_on_a_second_is_refused(browser: Browser, look: Look) -> None:
    follow(browser, look, Complaint.closed_at.is_not(None))
    form = browser.open(ADDRESS)
    browser.send(form, {"f-evidence_words": "A letter."})

    again = browser.send(form, {"f-evidence_words": "Another letter."})

    assert again.status == 409
    assert look(RUNS) == 1
