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


def checks(look: Look) -> int:
    found = look(
        select(func.count())
        .select_from(UserTask)
        .where(UserTask.element_id == "check_her_correction", UserTask.status == TaskStatus.OPEN)
    )
    return int(found)


def test_her_page_offers_what_the_drawing_waits_for(followed: Page) -> None:
    offered = followed.tree.xpath("//a[starts-with(@href, '/track/say/')]")

    assert [link.text_content() for link in offered] == [
        "Someone puts pressure on me",
        "Somebody of the police puts pressure on me",
        "My phone is lost, changed or no longer safe",
        "I complain about an officer",
        "I am under eighteen, or the girl concerned is",
        "The accused is in the police, or of this station",
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


def test_she_corrects_her_age_and_her_address_and_a_woman_officer_looks_at_it(
    followed: Page, browser: Browser, look: Look
) -> None:
    asked = browser.open("/track/say/any_correction_said")
    typed = {
        "f-correction_words": "The age is wrong",
        "f-right_age_band": "16_17",
        "f-right_email": "asha.verma@example.in",
    }

    asks_age = browser.send(asked, typed)
    wrong = browser.send(asks_age, {**typed, "f-right_age": "18"})
    sent = browser.send(wrong, {**typed, "f-right_age": "17"})

    assert followed.status == 200
    assert (asks_age.status, wrong.status, sent.status) == (200, 422, 200)
    assert asks_age.fields()["f-right_email"] == ["asha.verma@example.in"]
    assert "This contradicts the age chosen above" in wrong.words
    assert "What you sent has arrived" in sent.words
    assert checks(look) == 1


def test_an_address_that_is_none_is_named_and_nothing_typed_is_lost(
    followed: Page, browser: Browser, look: Look
) -> None:
    asked = browser.open("/track/say/any_correction_said")

    sent = browser.send(
        asked, {"f-correction_words": "It changed", "f-right_email": "asha at home"}
    )

    assert followed.status == 200
    assert sent.status == 422
    assert "Write the email address in full" in sent.words
    assert sent.fields()["f-right_email"] == ["asha at home"]
    assert checks(look) == 0


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
