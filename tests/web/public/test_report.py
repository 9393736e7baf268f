"""Reporting: part after part, nothing lost, one complaint however often it is sent."""

import io
import logging
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from engine import instances
from models import Complaint, EmergencyAlert, ProcessInstance, Visit
from models.session import reading
from tests.eighteen_points import EIGHTEEN_POINTS
from tests.web.browser import Browser, Page
from tests.web.installation import Look
from tests.web.mobiles import KEPT, in_record
from tests.web.reporting import HER_ANSWERS, PASSPHRASE, answers_on, begin, fill, report, send
from web.cli.demo import advance
from web.portal import Portal


def complaints(look: Look) -> int:
    return int(look(select(func.count()).select_from(Complaint)))


def last_part(browser: Browser, answers: dict[str, Any] | None = None) -> Page:
    """The part in which she says how she is reached, with all that it asks."""
    fill(browser, begin(browser), answers)
    return browser.open("/form?page=8")


def test_she_reports_and_sees_her_words_and_what_happens_now(browser: Browser, look: Look) -> None:
    page = report(browser)

    assert page.heading == "We have your complaint"
    assert "Your complaint has arrived." in page.words
    assert complaints(look) == 1


def test_the_code_is_on_the_page_only_where_no_message_can_bring_it(app: Flask) -> None:
    with_phone = report(Browser(app, language="en"))
    without = report(Browser(app, language="en"), {"safe_channel": "none", "mobile": None})

    assert "call-back code comes to your phone" in with_phone.words
    assert "Whoever visits you" not in with_phone.words
    assert "Whoever visits you does not ask for it." in without.words
    assert "You will be asked for this code" not in without.words


def test_without_a_telephone_the_receipt_promises_a_visit_and_no_call(app: Flask) -> None:
    no_telephone = {"safe_channel": "none", "mobile": None}

    page = report(Browser(app, language="en"), no_telephone)
    in_hindi = report(Browser(app, language="hi"), no_telephone)

    assert "A woman officer visits you where you live" in page.words
    assert "Whoever visits you must say these words first." in page.words
    assert "The caller's words" not in page.words
    assert "gives you its number there and then" in page.words
    assert "A woman calls you." not in page.words
    assert "महिला अधिकारी आपके घर आकर मिलती है" in in_hindi.words
    assert "जो मिलने आएगी, वह यह नहीं पूछेगी।" in in_hindi.words


def test_a_friends_telephone_is_recommended_to_herself_and_not_to_who_files_for_her(
    browser: Browser, app: Flask
) -> None:
    helped = {
        "helper": "helper",
        "helper_name": "Savita",
        "helper_relation": "friend",
        "helper_may_speak": "no",
        "phone_of": "her",
    }

    herself = last_part(browser)
    for_her = last_part(Browser(app, language="en"), helped)

    assert "A friend's number will do" in herself.words
    assert "A friend's number will do" not in for_her.words


def test_danger_brings_the_call_within_the_hour(browser: Browser, look: Look) -> None:
    page = report(browser, {"danger_now": "1", "what": ["rape"]})

    assert look(select(Complaint.urgency)) == 0
    assert "A woman calls you." in page.words
    assert " 20 " not in page.words


def test_the_receipt_says_of_help_only_what_is_true(
    browser: Browser, portal: Portal, look: Look
) -> None:
    page = report(browser, {"danger_now": "1"})
    at_first = page.words

    advance(portal, timedelta(seconds=5))
    later = browser.open("/form").words

    assert "You said that you are in danger now." in at_first
    assert "on their way" not in at_first
    assert look(select(EmergencyAlert.channel)) == "complaint"
    assert "on their way" not in later
    assert "See who comes" in later
    assert browser.open("/help/now").heading == "Help is being sent"


def test_without_danger_the_receipt_speaks_of_no_units(browser: Browser) -> None:
    page = report(browser)

    assert "in danger now" not in page.words
    assert "units" not in page.words


def test_she_must_agree_to_the_notice_first(browser: Browser, look: Look) -> None:
    page = browser.send(browser.open("/form"))

    assert page.status == 422
    assert "Tick the box" in page.words
    assert look(select(func.count()).select_from(Visit)) == 0


def test_a_part_with_a_fault_stays_with_everything_typed(browser: Browser) -> None:
    page = begin(browser)
    page = browser.send(page, {"f-age_band": "18_plus", "go": "next"})

    page = browser.send(
        page, {"f-account": "She saw it.", "f-incident_when": "Sunday", "go": "next"}
    )

    assert page.status == 422
    assert "One answer needs a correction" in page.words
    assert page.fields()["f-account"][0].strip() == "She saw it."
    assert page.fields()["f-incident_when"] == ["Sunday"]


def test_going_back_keeps_even_unfinished_answers(browser: Browser) -> None:
    page = begin(browser)
    page = browser.send(page, {"f-age_band": "18_plus", "go": "next"})

    page = browser.send(page, {"f-account": "Half a sen", "go": "back"})
    page = browser.open("/form?page=2")

    assert page.fields()["f-account"][0].strip() == "Half a sen"


def test_no_page_can_be_jumped_over(browser: Browser) -> None:
    begin(browser)

    for address in ("/form?page=5", "/form?page=check", "/form?page=send", "/form?page=99"):
        assert browser.open(address).words.count("Part 1 of") == 1


def test_an_answer_that_brings_up_a_question_shows_it(browser: Browser) -> None:
    page = begin(browser)
    page = browser.send(page, {"f-age_band": "18_plus", "go": "next"})

    page = browser.send(page, {"f-what": ["dowry"], "f-complained_before": "yes", "go": "next"})

    assert "brought up 4 further questions" in page.words
    assert "f-earlier_complaint" in page.fields()


def test_a_question_just_brought_up_is_marked_and_linked_and_no_address_names_it(
    browser: Browser,
) -> None:
    page = begin(browser)
    page = browser.send(page, {"f-age_band": "18_plus", "go": "next"})

    page = browser.send(page, {"f-what": ["dowry"], "f-complained_before": "yes", "go": "next"})

    links = page.tree.xpath("//*[@id='further']//a/@href")
    marked = page.tree.xpath("//*[@class='tag tag--soon']/ancestor::*[@id or @for][1]")
    assert len(links) > 1
    assert {f"#{each.get('id') or each.get('for')}" for each in marked} <= set(links)
    assert "#f-earlier_complaint" in links
    assert all(page.tree.xpath("//*[@id=$id]", id=link[1:]) for link in links)
    assert "earlier" not in page.address


def test_the_summary_shows_what_was_said_and_leads_back_to_it(browser: Browser) -> None:
    page = fill(browser, begin(browser))

    assert page.heading == "Look over everything before you send it"
    assert "He hit me again on Sunday." in page.words
    assert "Violence at home, Dowry demand" in page.words
    back = page.tree.xpath("//div[@class='answers__head']/a/@href")
    assert browser.open(back[0]).fields()["f-age_band"] == ["18_plus"]


def test_what_is_typed_never_stands_readable_in_the_database(
    browser: Browser, portal: Portal
) -> None:
    fill(browser, begin(browser), {"account": "canary words of hers"})

    with portal.database.connect() as connection:
        draft = connection.execute(text("SELECT draft FROM visit")).scalar_one()
    assert b"canary" not in draft


def test_markup_she_types_is_shown_as_she_typed_it(browser: Browser) -> None:
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"

    page = fill(browser, begin(browser), {"account": evil, "name": evil})

    assert evil in page.tree.text_content()
    assert page.tree.xpath("//main//script | //main//img") == []


@pytest.mark.parametrize(
    ("passphrase", "again", "remedy"),
    [
        ("short", "short", "at least 8"),
        ("        a", "        a", "at least 8"),
        ("x" * 201, "x" * 201, "at most 200"),
        ("three mangoes", "three apples", "the same passphrase in both"),
    ],
)
def test_a_passphrase_that_does_not_do_is_said_before_anything_is_sent(
    browser: Browser, look: Look, passphrase: str, again: str, remedy: str
) -> None:
    fill(browser, begin(browser))

    page = browser.send(browser.open("/form?page=send"), {"passphrase": passphrase, "again": again})

    assert page.status == 422
    assert remedy in page.words
    assert passphrase not in page.text
    assert complaints(look) == 0


def test_sending_twice_makes_one_complaint_and_the_same_page(browser: Browser, look: Look) -> None:
    fill(browser, begin(browser))
    last = browser.open("/form?page=send")
    secrets = {"passphrase": PASSPHRASE, "again": PASSPHRASE}

    first, second = browser.send(last, secrets), browser.send(last, secrets)

    assert first.heading == second.heading == "We have your complaint"
    assert words_of_the_caller(first) == words_of_the_caller(second)
    assert complaints(look) == 1


def words_of_the_caller(page: Page) -> str:
    return str(page.tree.xpath("string(//p[@class='secret__value'])"))


def test_a_reload_shows_the_receipt_again(browser: Browser) -> None:
    page = report(browser)

    again = browser.open("/form")

    assert words_of_the_caller(page) == words_of_the_caller(again) != ""


def test_closing_the_receipt_forgets_it(browser: Browser) -> None:
    page = report(browser)

    browser.send(page, {"go": "done"})

    assert browser.open("/form").heading == "Before you begin"


def test_variables_of_the_process_hold_no_word_of_hers(
    browser: Browser, look: Look, portal: Portal
) -> None:
    report(browser, {"account": "canary story", "name": "Canary Devi", "mobile": "98765 43210"})

    instance_id = look(select(ProcessInstance.id))
    with reading(portal.sessions) as session:
        variables = str(instances.variables(session, portal.registry, instance_id))
    assert "anary" not in variables
    assert "43210" not in variables


def test_logs_hold_no_word_of_hers(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    page = begin(browser)
    browser.send(page, {"f-age_band": "canary", "f-canary": "canary", "go": "next"})
    fill(browser, begin(browser), {"account": "canary story", "name": "Canary Devi"})
    send(browser, page, "canary passphrase")

    ours = [r.getMessage() for r in caplog.records if r.name.startswith("itsso")]
    assert "posted field ignored: f-canary" in ours
    assert [
        line for line in ours if "story" in line or "Devi" in line or "passphrase" in line
    ] == []


def test_her_words_are_in_no_address(browser: Browser) -> None:
    page = fill(browser, begin(browser))
    receipt = send(browser, page)

    for seen in (page, receipt):
        assert seen.address.split("?")[0] == "/form"
        assert "Asha" not in seen.address


def test_an_unknown_page_of_the_form_is_refused(browser: Browser) -> None:
    page = begin(browser)

    assert browser.send(page, {"page": "77"}).status == 400
    assert browser.send(page, {"page": "../../etc"}).status == 400


def test_a_visit_that_ended_keeps_the_page_just_typed(
    browser: Browser, portal: Portal, app: Flask
) -> None:
    page = begin(browser)
    with portal.sessions.begin() as session:
        session.execute(text("DELETE FROM visit"))

    page = browser.send(page, {"f-age_band": "18_plus", "go": "next"})

    assert "Your earlier answers were deleted" in page.words
    assert browser.open("/form?page=1").fields()["f-age_band"] == ["18_plus"]


def test_a_file_instead_of_a_text_changes_nothing(browser: Browser) -> None:
    page = begin(browser)

    answer = browser.send(
        page,
        {"f-age_band": None, "f-name": (io.BytesIO(b"MZ"), "x.exe")},
        content_type="multipart/form-data",
    )

    assert answer.status in (200, 422)
    assert "How old" in answer.words


def test_all_eighteen_points_are_asked(app: Flask, portal: Portal, look: Look) -> None:
    browser = Browser(app, language="en")
    asked: set[str] = set()
    page = begin(browser)
    for _ in range(40):
        keys = page.tree.xpath("string(//input[@name='f-shown']/@value)").split()
        if not keys:
            break
        asked |= set(keys)
        page = browser.send(page, {**answers_on(page, HER_ANSWERS), "go": "next"})

    assert asked >= EIGHTEEN_POINTS


def test_closing_a_receipt_that_was_forgotten_already_leads_to_the_first_page(
    browser: Browser, portal: Portal
) -> None:
    page = report(browser)
    with portal.sessions.begin() as session:
        session.execute(text("DELETE FROM visit"))

    page = browser.send(page, {"go": "done"})

    assert page.heading == "You are not alone. Tell us what happened."
    assert "deleted" not in page.words


@pytest.mark.parametrize("typed", ["+91-98765-43210", "९८७६५ ४३२१०"])
def test_her_number_is_kept_in_one_form_and_shown_as_people_write_it(
    browser: Browser, portal: Portal, typed: str
) -> None:
    page = fill(browser, begin(browser), {"mobile": typed})
    send(browser, page)

    assert "+91 98765 43210" in page.words
    assert in_record(portal, "mobile") == KEPT


def test_a_sign_that_no_page_shows_is_told_and_nothing_else_is_lost(browser: Browser) -> None:
    page = begin(browser)
    while "f-account" not in page.fields():
        page = browser.send(page, {**answers_on(page, HER_ANSWERS), "go": "next"})

    page = browser.send(page, {"f-account": "He came.\x07 He went.", "go": "next"})

    assert "It holds a sign that cannot be kept" in page.words
    assert page.fields()["f-account"][0].strip() == "He came.� He went."
