"""An aunt files for a girl who lives with the accused: by the pages, to the committee."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.journeys.police import Enter, Officer, give_number
from tests.journeys.walks import (
    PASSPHRASE,
    follow,
    press_next,
    report_page_after_page,
    wait_for_code,
)
from tests.web.days import in_days
from tests.web.working import worker_beside
from web.cli.worker import Worker

STATION = "Sitara Chowk"
TELL_COMMITTEE = "Tell the child welfare committee and the special court"
HEAR = "Hear the child where she feels safe"
NOT_AT_HOME = "Call and tell nobody at her home"
CHOSEN = {
    "age_band": "12_15",
    "helper": "guardian",
    "helper_may_speak": "yes",
    "accused_at_home": "yes",
}
TOLD = {
    "helper_name": "Savita Rao",
    "helper_relation": "aunt",
    "helper_mobile": "98765 43211",
    "trusted_person": "Her teacher, Meena",
    "age": "13",
}


@pytest.fixture(autouse=True)
def worker(app: Flask) -> Iterator[Worker]:
    """A worker beside the app."""
    with worker_beside(app) as made:
        yield made


def tell_of_the_child(page: Page, **chosen: str) -> None:
    """Answer on this page what is asked of a girl for whom another files."""
    for key, value in {**CHOSEN, **chosen}.items():
        button = page.locator(f"input[name='f-{key}'][value='{value}']")
        if button.count() and button.is_visible():
            button.check()
    for key, text in TOLD.items():
        field = page.locator(f"input[name='f-{key}']")
        if field.count() and field.is_visible():
            field.fill(text)


def file_for_a_child(page: Page, address: str) -> list[str]:
    """The whole proforma, at first with a telephone of her home; the faults found on the way."""
    phone_of, faults = "home", []
    for each in report_page_after_page(page, address, "en"):
        tell_of_the_child(each, phone_of=phone_of)
        if each.locator("select[name='f-station']").count():
            each.select_option("select[name='f-station']", label=STATION)
        found = each.locator(".govuk-error-summary").all_inner_texts()
        if any("nobody there is called" in text for text in found):
            faults += found
            phone_of = "outside"
            tell_of_the_child(each, phone_of=phone_of)
    return faults


def read_aloud(caller: Officer, code: str) -> str:
    """Call; the aunt answers and gives the code. The complaint number that is read to her."""
    caller.open_task("Call her and ask for the code")
    assert NOT_AT_HOME in caller.page.locator("main").inner_text()
    assert "Savita Rao, aunt" in caller.page.locator(".secret").inner_text()
    caller.choose(call_result="reached")
    caller.complete()
    caller.fill(code_heard=code)
    caller.choose(spoke_with="filer")
    caller.complete()
    return give_number(caller)


def test_a_guardian_files_for_a_child_and_the_committee_hears_within_a_day(
    page: Page, address: str, enter: Enter
) -> None:
    faults = file_for_a_child(page, address)
    code = wait_for_code(page, address)

    number = read_aloud(enter("caller"), code)
    followed = follow(page, address, number, PASSPHRASE)

    assert len(faults) == 1
    assert "Filed for you by somebody else: A parent or guardian." in followed

    sho = enter("sho")
    sho.open_task("Register the complaint")
    read = sho.page.locator("main").inner_text()
    assert NOT_AT_HOME in read
    assert "Savita Rao" in read
    assert "98765 43211" in read
    sho.choose(offences="pocso_sexual_assault", registered_as="fir", recorded_by_woman="yes")
    sho.fill(
        incident_on=in_days(-3), registration_number="7/2026", registration_text="He touched her."
    )
    sho.complete()
    follow(page, address, number, PASSPHRASE)
    press_next(page, ".card a")
    page.check("[name='f-text_is_right'][value=yes]")
    press_next(page, "main button[type=submit]")
    page.fill("[name='f-signature_name']", "Savita Rao")
    press_next(page, "main button[type=submit]")

    sho.open_task(TELL_COMMITTEE)
    due = sho.page.locator(".facts-line").inner_text()
    sho.fill(committee_told_on=in_days(0), special_court_told_on=in_days(0))
    sho.choose(needs_shelter="yes")
    sho.complete()
    not_brought = sho.page.locator(".govuk-error-summary").inner_text()
    sho.fill(brought_before_committee_on=in_days(0), support_person="Rekha of the committee")
    sho.complete()

    assert re.search(r"2[34] h", due), due
    assert "law" in due
    assert "brought before the committee" in not_brought

    recorder = enter("recorder")
    recorder.open_task(HEAR)
    recorder.choose(child_heard="heard")
    recorder.complete()
    recorder.choose(child_heard_where="her_choice", child_companion="guardian")
    recorder.fill(child_heard_on=in_days(0), child_statement="Her own words.")
    recorder.page.check("[name='f-plain_clothes']")
    recorder.page.check("[name='f-accused_out_of_sight']")
    recorder.complete()
    refused = recorder.page.locator(".govuk-error-summary").inner_text()
    recorder.choose(child_companion="trusted")
    recorder.complete()

    assert "no parent or guardian is there" in refused
    assert HEAR not in recorder.inbox
    followed = follow(page, address, number, PASSPHRASE)
    assert "Rekha of the committee" in followed
    assert "take it over myself" in followed
