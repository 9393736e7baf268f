"""What she confides to some: its words, steps and marks are for them alone, as the drawing says."""

import re

import pytest
from flask import Flask

from tests.journeys.online import do, do_hers, fill, follow, proposed
from tests.web.browser import Browser, Page
from tests.web.casework import Casework
from tests.web.staff import SignIn

#: Every account of the station and the district that may open the case.
STATION_AND_DISTRICT = ("sho", "io", "recorder", "co", "sp")


@pytest.fixture
def her(app: Flask) -> Browser:
    return Browser(app, language="en")


def say(her: Browser, casework: Casework, complaint_id: str, start: str, **values: str) -> Page:
    """Send what she says at any time, from her page."""
    follow(her, casework, complaint_id)
    return fill(her, her.open(f"/track/say/{start}"), **values)


def seen_by(sign_in: SignIn, logins: tuple[str, ...], complaint_id: str) -> dict[str, str]:
    """The words of the case page, as each of them sees it; empty for who may not open it."""
    pages = {login: sign_in(login).open(f"/office/cases/{complaint_id}") for login in logins}
    return {login: page.words if page.status == 200 else "" for login, page in pages.items()}


def who_reads(seen: dict[str, str], words: str) -> set[str]:
    return {login for login, page in seen.items() if re.search(words, page)}


def reported(casework: Casework, sign_in: SignIn, her: Browser) -> str:
    """A complaint whose report went to the court a week ago."""
    complaint_id = proposed(casework)
    do_hers(her, follow(her, casework, complaint_id), hearing_place="home")
    day = casework.today
    do(
        sign_in("io"),
        "Read the outcome over to her",
        read_out_on=day,
        read_out_language="hi",
        companion_present="1",
        outcome_read_out="1",
    )
    do_hers(her, follow(her, casework, complaint_id), her_answer="agree")
    do(sign_in("sho"), "Forward the report to the court", court="S", forwarded_on=day)
    casework.wait(days=7, hours=1)
    return complaint_id


def test_her_feedback_is_read_by_the_state_nodal_officer_and_by_nobody_below(
    casework: Casework, sign_in: SignIn, her: Browser
) -> None:
    complaint_id = reported(casework, sign_in, her)
    page = follow(her, casework, complaint_id)
    step = page.tree.xpath("string(//main//a[contains(., 'Say how it was')]/@href)")

    fill(her, her.open(step), feedback_state="badly_treated", feedback_words="He shouted at me")
    seen = seen_by(sign_in, (*STATION_AND_DISTRICT, "state"), complaint_id)

    assert who_reads(seen, "He shouted at me") == {"state"}
    assert who_reads(seen, "Say how it was|Read it and answer for it") == {"state"}
    assert who_reads(seen, "Forward the report to the court") >= {"sho", "io", "co", "sp"}


@pytest.mark.parametrize(
    ("officer", "login"),
    [("sho", "sho"), ("investigating_officer", "io"), ("circle_officer", "co")],
)
def test_a_complaint_about_an_officer_is_known_to_the_oversight_cell_and_the_state_alone(
    casework: Casework, sign_in: SignIn, her: Browser, officer: str, login: str
) -> None:
    complaint_id = casework.investigated()

    say(
        her,
        casework,
        complaint_id,
        "any_officer_said",
        officer_role=officer,
        officer_words="He asked for money",
    )
    casework.wait(days=7, minutes=5)
    seen = seen_by(sign_in, (*STATION_AND_DISTRICT, "oversight", "state"), complaint_id)

    assert who_reads(seen, "He asked for money") == {"oversight", "state"}
    about = "Examine the complaint about|Examine the officer|not examined in 7 days"
    assert who_reads(seen, about) == {"oversight", "state"}
    assert who_reads(seen, "Timeline") & {"sho", "io", "co", "sp"} == {"sho", "io", "co", "sp"} - {
        login
    }


def test_pressure_by_police_is_known_to_the_oversight_cell_and_the_state_alone(
    casework: Casework, sign_in: SignIn, her: Browser
) -> None:
    complaint_id = casework.investigated()

    words = "He told me to settle"
    say(her, casework, complaint_id, "any_confided_said", confided_words=words)
    casework.wait(hours=24, minutes=5)
    seen = seen_by(sign_in, (*STATION_AND_DISTRICT, "oversight", "state"), complaint_id)

    assert who_reads(seen, words) == {"oversight", "state"}
    assert who_reads(seen, "Stop the pressure she told of") == {"oversight", "state"}
    assert who_reads(seen, "in confidence that she is being pressured") == {"oversight", "state"}
    assert who_reads(seen, "A message came: Police put pressure on her") == {"oversight", "state"}
    came = {login: page.count("A message came") for login, page in seen.items()}
    assert came["sho"] == came["sp"] == came["oversight"] - 2  # among the news, and among all
    assert who_reads(seen, "Timeline") >= {"sho", "io", "co", "sp"}


def test_pressure_told_in_a_talk_alone_stays_from_her_station_and_district(
    casework: Casework, sign_in: SignIn, her: Browser
) -> None:
    complaint_id = casework.investigated()
    follow(her, casework, complaint_id)
    fill(her, her.open("/track/ask/withdrawal"), first_wish="end")
    casework.wait(hours=72, minutes=5)

    casework.do(
        complaint_id,
        "talk_to_her",
        talk_result="met",
        was_alone="yes",
        talk_notes="They came to her house",
        is_pressured="yes",
        pressure_by="police",
    )
    casework.wait(minutes=5)
    seen = seen_by(sign_in, (*STATION_AND_DISTRICT, "oversight", "state"), complaint_id)

    assert who_reads(seen, "Stop the pressure she told of") == {"oversight", "state"}
    assert who_reads(seen, "in confidence that she is being pressured") == {"oversight", "state"}
    assert who_reads(seen, "They came to her house") == set()
    assert who_reads(seen, "Timeline") >= {"sho", "io", "co", "sp"}
