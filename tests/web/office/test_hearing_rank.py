"""POCSO 24: a woman officer not below sub-inspector hears a child, or says why nobody could."""

import pytest
from sqlalchemy import update

from models import Officer
from tests.web.browser import Browser, Page
from tests.web.casework import Casework
from tests.web.days import in_days
from tests.web.office.test_task import open_task, send
from tests.web.staff import SignIn

HEARD = {
    "f-child_heard": "heard",
    "f-child_heard_on": in_days(0),
    "f-child_heard_where": "her_choice",
    "f-child_companion": "trusted",
    "f-plain_clothes": "on",
    "f-accused_out_of_sight": "on",
    "f-child_statement": "What she says.",
}
BELOW = {"f-heard_below_rank": "on", "f-hearing_rank_reason": "She was alone."}
TICK = "Your rank is below sub-inspector: tick this"
WHY = "Why could no woman sub-inspector or above hear her?"


def ranked(sign_in: SignIn, casework: Casework, rank: str) -> Browser:
    """The woman officer of the station, who has this rank."""
    browser = sign_in("recorder")
    with casework.portal.sessions.begin() as session:
        session.execute(update(Officer).where(Officer.login == "recorder").values(rank=rank))
    return browser


def to_be_heard(casework: Casework) -> str:
    """A complaint of a girl, on record; its id."""
    complaint_id = casework.called(age_band="12_15")
    casework.put_on_record(complaint_id, offences=["rape"])
    return complaint_id


def hear(browser: Browser, casework: Casework, complaint_id: str, **more: str) -> Page:
    page = open_task(browser, casework, complaint_id, "hear_child")
    asked = send(browser, page, {"f-child_heard": "heard"})
    return send(browser, asked, {**HEARD, **more})


@pytest.mark.parametrize("rank", ["Woman Constable", "ASI", "Volunteer"])
def test_below_sub_inspector_the_reason_is_asked_and_kept(
    sign_in: SignIn, casework: Casework, rank: str
) -> None:
    complaint_id, browser = to_be_heard(casework), ranked(sign_in, casework, rank)

    asked = hear(browser, casework, complaint_id)
    done = hear(browser, casework, complaint_id, **BELOW)

    above = sign_in("co").open(f"/office/cases/{complaint_id}")
    told = sign_in("sp").open("/command/escalations")
    assert asked.status == 422
    assert WHY in asked.words
    assert TICK in asked.words
    assert "She was alone." in above.words
    assert "A child was heard by a woman officer below sub-inspector" in told.words
    assert "Done: Hear the child where she feels safe." in done.words


def test_a_sub_inspector_is_not_asked(sign_in: SignIn, casework: Casework) -> None:
    browser = ranked(sign_in, casework, "Woman Sub-Inspector")

    done = hear(browser, casework, to_be_heard(casework))

    assert WHY not in done.words
    assert "Done: Hear the child where she feels safe." in done.words
