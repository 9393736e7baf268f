"""A correction at the pages leaves what the case has gone by: her outcome above all."""

import pytest
from flask import Flask

from tests.journeys.online import do, do_hers, follow, proposed
from tests.web.browser import Browser, Page
from tests.web.casework import Casework
from tests.web.office.test_case import correction_of
from tests.web.staff import SignIn

CLOSURE = {
    "f-outcome": "final_report",
    "f-final_report_reason": "not_an_offence",
    "reason": "mistyped",
}
STAYS = "The case has already gone on by this answer (Agree or object): it stays."


@pytest.fixture
def her(app: Flask) -> Browser:
    return Browser(app, language="en")


@pytest.fixture
def agreed(casework: Casework, sign_in: SignIn, her: Browser) -> str:
    """A complaint whose charge sheet she was read, and has agreed to."""
    complaint_id = proposed(casework)
    do_hers(her, follow(her, casework, complaint_id), hearing_place="home")
    do(
        sign_in("io"),
        "Read the outcome over to her",
        read_out_on=casework.today,
        read_out_language="hi",
        companion_present="1",
        outcome_read_out="1",
    )
    do_hers(her, follow(her, casework, complaint_id), her_answer="agree")
    casework.wait(minutes=1)
    return complaint_id


def forward(casework: Casework, sho: Browser) -> None:
    day = casework.today
    do(sho, "Forward the report to the court", court="Sessions", forwarded_on=day)
    casework.wait(minutes=5)


def correct(casework: Casework, complaint_id: str, by: Browser) -> Page:
    """The page that answers who makes a closure of the charge sheet."""
    page = by.open(correction_of(casework, complaint_id, "propose_final_opinion"))
    asked = by.send(page, CLOSURE)
    return by.send(asked, CLOSURE) if asked.heading == page.heading else asked


@pytest.mark.parametrize("login", ["io", "sho", "co"])
def test_a_charge_sheet_that_she_agreed_to_is_not_corrected_into_a_closure(
    casework: Casework, sign_in: SignIn, her: Browser, agreed: str, login: str
) -> None:
    refused = correct(casework, agreed, sign_in(login))
    forward(casework, sign_in("sho"))

    assert (refused.status, STAYS in refused.words) == (422, True)
    assert "What the investigation foundCharge sheet" in follow(her, casework, agreed).words


def test_the_refusal_says_in_hindi_too_what_to_do_instead(
    casework: Casework, sign_in: SignIn, agreed: str
) -> None:
    sho = sign_in("sho")
    sho.open("/office/?lang=hi")

    refused = correct(casework, agreed, sho)

    assert refused.status == 422
    assert "मामला इस जवाब के हिसाब से आगे बढ़ चुका है (सहमति या आपत्ति बताएँ)" in refused.words
    assert "नया सबूत" in refused.words


def test_after_the_report_is_with_the_court_its_outcome_stays(
    casework: Casework, sign_in: SignIn, her: Browser, agreed: str
) -> None:
    forward(casework, sign_in("sho"))
    casework.wait(days=1)

    refused = correct(casework, agreed, sign_in("co"))

    assert (refused.status, STAYS in refused.words) == (422, True)
    assert "What the investigation foundCharge sheet" in follow(her, casework, agreed).words


def test_an_outcome_may_be_corrected_until_she_was_read_it(
    casework: Casework, sign_in: SignIn, her: Browser
) -> None:
    complaint_id = proposed(casework)

    done = correct(casework, complaint_id, sign_in("sho"))

    assert "Corrected. The earlier answer stays in the history." in done.words


def test_a_diary_entry_that_was_acted_on_does_not_end_the_investigation_by_a_correction(
    casework: Casework, sign_in: SignIn
) -> None:
    complaint_id = casework.investigated()
    io, day = sign_in("io"), casework.today
    entry = {
        "diary_action": "evidence",
        "diary_done_on": day,
        "diary_text": "Saw the recordings.",
        "next_action": "witness",
        "next_action_on": day,
        "investigation_complete": False,
    }
    casework.do(complaint_id, "write_diary_entry", **entry)
    links = io.open(f"/office/cases/{complaint_id}").tree.xpath("//a/@href[contains(.,'/correct')]")
    page = io.open(links[0])

    refused = io.send(page, {"f-investigation_complete": "1", "reason": "mistyped"})
    done = io.send(page, {"f-diary_text": "Saw the recording.", "reason": "mistyped"})

    assert (refused.status, "it stays." in refused.words) == (422, True)
    assert "Corrected. The earlier answer stays in the history." in done.words
