"""The pages on which her number stands to be read out: on the telephone, or at a visit."""

import pytest

from tests.web.casework import Casework
from tests.web.office.test_task import NO_TELEPHONE, open_task, send
from tests.web.staff import SignIn


@pytest.fixture
def met(casework: Casework) -> str:
    """The complaint of a woman without a telephone, who was visited and has confirmed."""
    complaint_id = casework.submit(**NO_TELEPHONE)
    casework.do(complaint_id, "decide_next_contact", next_contact="visit")
    casework.do(complaint_id, "visit_her", visit_result="confirmed")
    return complaint_id


def test_who_met_her_sees_the_number_and_where_she_lives(
    sign_in: SignIn, casework: Casework, met: str
) -> None:
    page = open_task(sign_in("recorder"), casework, met, "give_number_in_person")

    shown = page.tree.xpath("string(//p[@class='secret__value number'])")
    assert shown.replace("-", "") == casework.complaint(met).number
    assert len(page.tree.xpath("//ol[@class='spoken']//span")) == 13
    assert "House 7, Weavers' Lane" in page.words
    assert "No telephone is safe for her: do not call." in page.words


def test_the_call_desk_does_not_get_the_number_of_whom_it_cannot_call(
    sign_in: SignIn, casework: Casework, met: str
) -> None:
    caller = sign_in("caller")

    inbox = caller.open("/office/")
    page = open_task(caller, casework, met, "give_number_in_person")

    assert "complaint number" not in inbox.words
    assert page.status == 404


def test_who_supervises_the_call_does_not_read_the_number_out(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.submit()
    casework.wait(hours=20)
    code = casework.code(complaint_id)
    casework.do(complaint_id, "call_her", call_result="reached", code_heard=code)

    page = open_task(sign_in("verification"), casework, complaint_id, "read_out_number")

    assert page.status == 200
    assert not page.tree.xpath("//ol[@class='spoken']")


def test_once_she_has_it_her_complaint_lies_with_the_station(
    sign_in: SignIn, casework: Casework, met: str
) -> None:
    browser = sign_in("recorder")
    page = open_task(browser, casework, met, "give_number_in_person")

    asked = send(browser, page, {"f-number_read_out": "y"})
    send(browser, asked, {"f-police_after_all": "no"})

    assert "is the accused in the police" in asked.words
    assert casework.task(met, "register_complaint")
