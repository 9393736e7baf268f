"""What a correction of the registration may change, and what it asks anew."""

import pytest
from sqlalchemy.exc import NoResultFound

from engine import messages
from engine.registry import SYSTEM
from tests.web.casework import Casework
from tests.web.office.test_case import correction_of
from tests.web.office.test_task import REGISTRATION, open_task, send
from tests.web.staff import SignIn


def registered_as_report(casework: Casework, *offences: str, **answers: str) -> str:
    """A complaint on record as a non-cognizable report; its id."""
    complaint_id = casework.called()
    casework.do(
        complaint_id,
        "register_complaint",
        offences=list(offences),
        incident_on="2026-03-01",
        registered_as="ncr",
        registration_number="7/2026",
        registration_text="He hit her.",
        recorded_by_woman="yes",
        **answers,
    )
    casework.do(complaint_id, "sign_complaint", text_is_right="yes", signature_name="Asha")
    return complaint_id


def test_the_way_on_record_is_refused_to_a_correction_with_the_step_to_use(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id, browser = registered_as_report(casework, "hurt"), sign_in("sho")
    page = browser.open(correction_of(casework, complaint_id, "register_complaint"))
    corrected = {"f-offences": "outrage_modesty", "reason": "mistyped"}

    refused = browser.send(page, {**corrected, "f-registered_as": "fir"})
    done = browser.send(refused, {**corrected, "f-registered_as": "ncr"})
    casework.wait(minutes=1)

    assert refused.status == 422
    assert "the step Register the FIR opens" in refused.words
    assert "Corrected. The earlier answer stays in the history." in done.words
    assert casework.task(complaint_id, "register_fir").role == "sho"


def test_where_it_happened_is_refused_once_it_is_on_record(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = registered_as_report(casework, "hurt", other_jurisdiction="no")
    browser = sign_in("sho")
    page = browser.open(correction_of(casework, complaint_id, "register_complaint"))

    refused = browser.send(page, {"f-other_jurisdiction": "yes", "reason": "mistyped"})

    assert refused.status == 422
    assert "If it belongs to another station, say so on the case page." in refused.words


def test_the_way_may_be_corrected_until_it_is_on_record(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id, browser = casework.called(), sign_in("sho")
    send(browser, open_task(browser, casework, complaint_id, "register_complaint"), REGISTRATION)
    page = browser.open(correction_of(casework, complaint_id, "register_complaint"))

    zero_fir = {"f-registered_as": "zero_fir", "reason": "mistyped"}
    unsaid = browser.send(page, zero_fir)
    done = browser.send(unsaid, {**zero_fir, "f-other_jurisdiction": "yes"})

    assert (unsaid.status, "Answer that question above first." in unsaid.words) == (422, True)
    assert "Corrected. The earlier answer stays in the history." in done.words


def test_a_correction_asks_anew_whether_an_offence_is_cognizable(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = registered_as_report(casework, "cruelty_husband", cognizable_answer="no")
    browser = sign_in("sho")
    page = browser.open(correction_of(casework, complaint_id, "register_complaint"))
    corrected = {"f-offences": "dowry_demand", "reason": "mistyped"}

    asked = browser.send(page, corrected)
    done = browser.send(asked, {**corrected, "f-cognizable_answer": "yes"})
    casework.wait(minutes=1)

    assert page.fields().get("f-cognizable_answer", []) == []
    assert asked.status == 422
    assert "Corrected. The earlier answer stays in the history." in done.words
    assert casework.task(complaint_id, "register_fir").role == "sho"


def test_other_offences_ask_the_circle_officer_anew_whether_one_is_cognizable(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = registered_as_report(casework, "cruelty_husband", cognizable_answer="no")
    with casework.portal.sessions.begin() as session:
        messages.deliver(
            session,
            casework.portal.registry,
            process="complaint",
            business_key=complaint_id,
            name="offences_changed",
            variables={"proposed_offences": ["dowry_demand"]},
            actor=SYSTEM,
            now=casework.now,
        )
    browser = sign_in("co")
    page = open_task(browser, casework, complaint_id, "decide_reclassification")
    agreed = {"f-reclassification_answer": "agree", "f-reclassification_reason": "It shows."}

    asked = send(browser, page, agreed)
    done = send(browser, asked, {**agreed, "f-proposed_cognizable_answer": "no"})
    casework.wait(minutes=1)

    assert (asked.status, "Is an offence cognizable here?" in asked.words) == (200, True)
    assert done.heading == "Inbox"
    assert casework.task(complaint_id, "refer_to_magistrate")
    with pytest.raises(NoResultFound):
        casework.task(complaint_id, "register_fir")
