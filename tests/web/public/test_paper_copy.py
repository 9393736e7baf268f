"""After a withdrawal nobody comes to her any more; her page says where the paper copy is hers."""

import pytest

from engine import messages
from engine.registry import SYSTEM
from processes.complaint.opening import PROCESS
from tests.web.browser import Browser
from tests.web.casework import Casework
from tests.web.public.test_her_page import followed

WHERE = "or on paper at: "


def withdraw(casework: Casework, complaint_id: str) -> None:
    """A woman of another station has heard alone that she wishes it to end."""
    casework.change(
        lambda session: messages.deliver(
            session,
            casework.portal.registry,
            process=PROCESS,
            business_key=complaint_id,
            name="withdrawal_confirmed",
            variables={},
            actor=SYSTEM,
            now=casework.now,
        )
    )


@pytest.fixture
def recorded(casework: Casework) -> str:
    """A complaint of what is not cognizable, on record; nobody has given her a copy yet."""
    complaint_id = casework.called()
    casework.put_on_record(complaint_id, offences=["hurt"], registered_as="ncr")
    return complaint_id


def test_who_withdrew_reads_at_which_station_the_copy_is_hers(
    browser: Browser, casework: Casework, recorded: str
) -> None:
    withdraw(casework, recorded)

    page = followed(browser, casework, recorded)

    with casework.portal.sessions() as session:
        station = casework.unit_of(session, "sho").full_name
    assert f"{WHERE}{station}" in page.words
    assert "A copy of everything" in page.words


def test_while_it_goes_on_an_officer_brings_it(
    browser: Browser, casework: Casework, recorded: str
) -> None:
    page = followed(browser, casework, recorded)

    assert WHERE not in page.words


def test_who_has_it_on_paper_is_told_nothing_of_it(
    browser: Browser, casework: Casework, recorded: str
) -> None:
    today = casework.today
    casework.do(recorded, "give_copy", copy_given_as="paper", copy_given_on=today)
    withdraw(casework, recorded)

    page = followed(browser, casework, recorded)

    assert WHERE not in page.words


def test_what_was_withdrawn_before_it_was_recorded_has_no_copy(
    browser: Browser, casework: Casework
) -> None:
    complaint_id = casework.called()
    withdraw(casework, complaint_id)

    page = followed(browser, casework, complaint_id)

    assert WHERE not in page.words
