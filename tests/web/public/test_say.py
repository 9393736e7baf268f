"""What she says of her complaint at any time: offered, asked, sent once, refused politely."""

import pytest
from sqlalchemy import func, select

from models import Complaint, ComplaintStatus, TaskStatus, UserTask
from processes.demonstration.load import PASSPHRASE
from tests.web.browser import Browser, Page
from tests.web.casework import ended
from tests.web.installation import Look
from web.portal import Portal


@pytest.fixture
def furnished_url(lived_url: str) -> str:
    """Complaints that have lived for a while, instead of none."""
    return lived_url


@pytest.fixture
def followed(browser: Browser, look: Look) -> Page:
    """Her page, opened by number and passphrase."""
    number = look(
        select(Complaint.number).where(Complaint.status == ComplaintStatus.UNDER_INVESTIGATION)
    )
    return browser.send(browser.open("/track"), {"number": number, "passphrase": PASSPHRASE})


def meetings(look: Look) -> int:
    found = look(
        select(func.count())
        .select_from(UserTask)
        .where(UserTask.element_id == "meet_about_pressure", UserTask.status == TaskStatus.OPEN)
    )
    return int(found)


def test_her_page_offers_what_the_drawing_waits_for(followed: Page) -> None:
    offered = followed.tree.xpath("//a[starts-with(@href, '/track/say/')]")

    assert [link.text_content() for link in offered] == [
        "Someone puts pressure on me",
        "My phone is lost, changed or no longer safe",
        "I complain about an officer",
        "I am under eighteen, or the girl concerned is",
        "Add something: words, photographs, papers",
        "Correct what is written about me",
        "A copy of everything",
    ]


def test_what_she_says_reaches_a_woman_officer(
    followed: Page, browser: Browser, look: Look
) -> None:
    asked = browser.open("/track/say/any_pressure_said")

    sent = browser.send(asked, {"f-pressure_by": "family", "f-pressure_words": "At the door"})

    assert followed.status == 200
    assert sent.status == 200
    assert "What you sent has arrived" in sent.words
    assert meetings(look) == 1


def test_the_same_page_sent_twice_says_it_once(
    followed: Page, browser: Browser, look: Look
) -> None:
    asked = browser.open("/track/say/any_pressure_said")
    typed = {"f-pressure_by": "family", "f-pressure_words": "At the door"}
    browser.send(asked, typed)

    again = browser.send(asked, typed)

    assert followed.status == 200
    assert again.status == 409
    assert again.heading == "You have sent this already"
    assert meetings(look) == 1


def test_an_answer_that_is_missing_is_asked_for(
    followed: Page, browser: Browser, look: Look
) -> None:
    asked = browser.open("/track/say/any_pressure_said")

    sent = browser.send(asked, {"f-pressure_by": "family", "f-pressure_words": ""})

    assert followed.status == 200
    assert sent.status == 422
    assert meetings(look) == 0


@pytest.mark.parametrize("element", ["any_offences_said", "write_diary_entry", "nothing"])
def test_what_is_not_hers_to_say_is_not_there(
    followed: Page, browser: Browser, element: str
) -> None:
    answer = browser.open(f"/track/say/{element}")

    assert followed.status == 200
    assert answer.status == 404


def test_a_complaint_that_is_over_takes_nothing_and_says_so(
    browser: Browser, portal: Portal
) -> None:
    browser.send(
        browser.open("/track"),
        {"number": ended(portal), "passphrase": "three mangoes fell"},
    )

    asked = browser.open("/track/say/any_pressure_said")

    assert asked.status == 409
    assert asked.heading == "Your complaint does not take this now"
    assert "Nothing was changed" in asked.words


def test_nobody_says_anything_without_the_passphrase(browser: Browser) -> None:
    assert browser.open("/track/say/any_pressure_said").status == 404
