"""What the law does not leave open is refused on the officer's page, with the reason."""

from tests.web.browser import Page
from tests.web.casework import Casework
from tests.web.office.test_task import REGISTRATION, form_index, open_task, send
from tests.web.staff import SignIn


def on_record(casework: Casework, *offences: str) -> str:
    """A complaint registered as an FIR for these offences, and signed; its id."""
    complaint_id = casework.called()
    casework.do(
        complaint_id,
        "register_complaint",
        offences=list(offences),
        incident_on="2026-03-01",
        registered_as="fir",
        registration_number="7/2026",
        registration_text="She was followed.",
        recorded_by_woman="yes",
    )
    casework.do(complaint_id, "sign_complaint", text_is_right="yes", signature_name="Asha")
    return complaint_id


def seats_offered(page: Page) -> dict[str, str]:
    """The seats that the page offers by their id, with what it says of each."""
    options = page.tree.xpath("//select[@name='f-io_post_id']/option[@value!='']")
    return {option.get("value"): " ".join(option.text_content().split()) for option in options}


def test_a_cognizable_offence_cannot_be_entered_as_a_report(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id, browser = casework.called(), sign_in("sho")
    page = open_task(browser, casework, complaint_id, "register_complaint")

    page = send(browser, page, {**REGISTRATION, "f-registered_as": "ncr"})

    assert page.status == 422
    assert "One of the offences is cognizable, so the whole complaint is." in page.words
    kept = page.fields(form_index(page))
    assert kept["f-registration_text"][0].strip() == "She was followed."
    assert kept["f-registered_as"] == ["ncr"]
    assert casework.task(complaint_id, "register_complaint")


def test_the_refusal_is_told_in_hindi(sign_in: SignIn, casework: Casework) -> None:
    task = casework.task(casework.called(), "register_complaint")
    browser = sign_in("sho")
    page = browser.open(f"/office/tasks/{task.id}?lang=hi")

    page = send(browser, page, {**REGISTRATION, "f-registered_as": "committee"})

    assert page.status == 422
    assert "एक धारा संज्ञेय है, इसलिए पूरी शिकायत संज्ञेय है।" in page.words


def test_what_the_law_leaves_open_is_asked_and_blames_nobody_before(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id, browser = casework.called(), sign_in("sho")
    page = open_task(browser, casework, complaint_id, "register_complaint")
    cruelty = {**REGISTRATION, "f-offences": "cruelty_husband", "f-registered_as": "ncr"}

    asked = send(browser, page, cruelty)
    refused = send(browser, asked, {**cruelty, "f-cognizable_answer": "yes"})
    done = send(browser, refused, {**cruelty, "f-cognizable_answer": "no"})

    assert (asked.status, "Is an offence cognizable here?" in asked.words) == (200, True)
    assert refused.status == 422
    assert done.heading == "Inbox"


def test_the_list_of_seats_says_who_may_not_investigate_and_the_form_refuses_her(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id, browser = on_record(casework, "it_privacy"), sign_in("sho")
    page = open_task(browser, casework, complaint_id, "assign_investigating_officer")
    seats = seats_offered(page)
    below = next(seat for seat, said in seats.items() if said.endswith("below inspector"))

    refused = send(browser, page, {"f-io_post_id": below})
    done = send(browser, page, {"f-io_post_id": next(iter(seats))})

    assert "below inspector" not in seats[next(iter(seats))]
    assert refused.status == 422
    assert "The law asks for an inspector or higher here." in refused.words
    assert "Done: Assign the investigating officer." in done.words


def test_where_nobody_at_the_station_may_the_circle_officer_names_an_officer_of_the_district(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id, station = on_record(casework, "hurt", "scst_overlay"), sign_in("sho")
    page = open_task(station, casework, complaint_id, "assign_investigating_officer")
    nobody = {"f-nobody_qualifies": "on"}
    page = send(station, page, nobody)

    send(station, page, {**nobody, "f-nobody_reason": "No ACP sits here."})
    circle = sign_in("co")
    page = open_task(circle, casework, complaint_id, "name_officer_from_above")
    chosen = list(seats_offered(page))[-1]
    refused = send(circle, page, {"f-io_post_id": chosen})
    decided = {"f-io_post_id": chosen, "f-officer_exception": "on"}
    page = send(circle, refused, decided)
    send(circle, page, {**decided, "f-exception_reason": "None is free in the district."})

    assert "No ACP sits here." in refused.words
    assert "The law asks for a deputy superintendent (ACP) or higher here." in refused.words
    assert casework.task(complaint_id, "write_diary_entry").post_id == chosen


def test_a_seats_rank_stands_in_hindi(sign_in: SignIn, casework: Casework) -> None:
    task = casework.task(on_record(casework, "hurt"), "assign_investigating_officer")

    page = sign_in("sho").open(f"/office/tasks/{task.id}?lang=hi")

    said = " ".join(seats_offered(page).values())
    assert "उप निरीक्षक" in said
    assert "Inspector" not in said
