"""Two months are over while a committee has its ninety days: the cause is there, not invented."""

from datetime import timedelta

import pytest

from engine.law import KOLKATA
from processes.demonstration.police import LOGINS
from tests.web.browser import Browser
from tests.web.casework import Casework
from tests.web.staff import SignIn

CAUSE = "A committee has its ninety days by law"
STATE_CAUSE = "state_cause_and_new_date"


@pytest.fixture
def case(casework: Casework) -> str:
    """A complaint that a committee inquires into."""
    complaint_id = casework.called()
    casework.put_on_record(
        complaint_id,
        offences=["workplace_sh"],
        cognizable_answer="no",
        registered_as="committee",
    )
    casework.do(
        complaint_id,
        "forward_to_committee",
        workplace_size="ten_or_more",
        employer_accused="no",
        committee_choice="internal",
        committee_address="The head office",
        forwarded_to_committee_on=today(casework),
    )
    return complaint_id


@pytest.fixture
def superintendent(sign_in: SignIn) -> Browser:
    return sign_in(LOGINS["superintendent"])


def today(casework: Casework, days: int = 0) -> str:
    return (casework.now.astimezone(KOLKATA).date() + timedelta(days=days)).isoformat()


def test_the_cause_and_the_last_day_of_the_committee_are_proposed(
    superintendent: Browser, casework: Casework, case: str
) -> None:
    last_day = today(casework, 90)
    casework.wait(days=62)

    page = superintendent.open(f"/office/tasks/{casework.task(case, STATE_CAUSE).id}")

    chosen = page.tree.xpath("//*[@name='f-breach_cause']/option[@selected]/@value")
    said = page.tree.xpath("string(//textarea[@name='f-breach_explanation'])")
    assert chosen == ["committee"]
    assert page.tree.xpath("//input[@name='f-new_date_on']/@value") == [last_day]
    assert "ninety days by law" in said


def test_the_superintendent_may_state_another_cause(
    superintendent: Browser, casework: Casework, case: str
) -> None:
    casework.wait(days=62)
    page = superintendent.open(f"/office/tasks/{casework.task(case, STATE_CAUSE).id}")

    superintendent.send(page, {"f-breach_cause": "other"})

    assert casework.complaint(case).breach_cause == "other"


def test_once_the_committees_days_are_over_the_cause_is_refused(
    superintendent: Browser, casework: Casework, case: str
) -> None:
    casework.wait(days=91)
    page = superintendent.open(f"/office/tasks/{casework.task(case, STATE_CAUSE).id}")

    refused = superintendent.send(
        page,
        {
            "f-breach_cause": "committee",
            "f-new_date_on": today(casework, 10),
            "f-breach_explanation": "The committee.",
        },
    )

    assert page.tree.xpath("//option[@selected]/@value") in ([], [""])
    assert "No committee inquires, or its ninety days are over" in refused.words


def test_supervisors_see_how_many_wait_for_a_committee(
    superintendent: Browser, casework: Casework, case: str
) -> None:
    casework.wait(days=62)
    before = superintendent.open("/command/")
    page = superintendent.open(f"/office/tasks/{casework.task(case, STATE_CAUSE).id}")

    superintendent.send(page, {})
    after = superintendent.open("/command/")

    assert "No cause is stated yet: 1" in before.words
    assert f"{CAUSE}: 1" in after.words
