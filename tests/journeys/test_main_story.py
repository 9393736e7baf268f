"""The main story in real browsers: from the proforma to the closure, with the clock moved on.

A worker runs beside the served app, as `make run` starts them; codes are read off her telephone.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page

from engine.law import KOLKATA
from tests.journeys.police import Enter, call_back, give_number
from tests.journeys.walks import (
    PASSPHRASE,
    follow,
    press_next,
    report_at,
    wait_for_code,
)
from tests.web.days import in_days
from tests.web.working import worker_beside
from web.cli.worker import Worker

STATION = "Sitara Chowk"
DAY = "2026-11-01"
#: What the station owes her whatever became of the report.
OWED = ["Tell the legal services authority", "Ask the Magistrate for a day", "Say why it is late"]


@pytest.fixture(autouse=True)
def worker(app: Flask) -> Iterator[Worker]:
    """A worker beside the app."""
    with worker_beside(app) as made:
        yield made


def move_clock(her: Page, address: str, step: str) -> None:
    her.goto(f"{address}demo/phone")
    press_next(her, f"main button[value={step}]")


def day_at_the_portal() -> str:
    """The day in India, once the story has moved the clock to where the opinion is formed."""
    moved = timedelta(days=7, hours=20, minutes=10)
    return (datetime.now(UTC) + moved).astimezone(KOLKATA).date().isoformat()


def open_her_step(her: Page) -> None:
    press_next(her, ".card a")


def test_a_complaint_lives_from_the_proforma_to_its_closure(
    page: Page, address: str, enter: Enter
) -> None:
    her = page
    words = report_at(her, address, STATION)
    code = wait_for_code(her, address)
    move_clock(her, address, "PT20H")
    move_clock(her, address, "PT10M")

    caller = enter("caller")
    caller.open_task("Call her and ask for the code")
    assert words in caller.page.locator(".secret").inner_text()
    assert code not in caller.page.content()
    caller.choose(call_result="reached")
    caller.complete()
    caller.fill(code_heard=code)
    caller.complete()
    assert caller.page.locator("h1").inner_text() == "Read out the complaint number"
    number = give_number(caller)

    followed = follow(her, address, number, PASSPHRASE)
    assert f"Station house officer, {STATION}" in followed
    assert "Day 1 of" in followed

    sho = enter("sho")
    sho.open_task("Register the complaint")
    sho.choose(offences="stalking", registered_as="fir", recorded_by_woman="yes")
    sho.fill(incident_on=DAY, registration_number="7/2026", registration_text="She was beaten.")
    sho.complete()

    follow(her, address, number, PASSPHRASE)
    open_her_step(her)
    assert "She was beaten." in her.locator("main").inner_text()
    her.check("[name='f-text_is_right'][value=yes]")
    press_next(her, "main button[type=submit]")
    her.fill("[name='f-signature_name']", "Asha Devi")
    press_next(her, "main button[type=submit]")

    sho.open_task("Assign the investigating officer")
    sho.page.select_option("select[name='f-io_post_id']", index=1)
    sho.complete()

    investigator = enter("io")
    investigator.open_task("Write the diary entry")
    investigator.choose(diary_action="witness", next_action="evidence")
    investigator.fill(diary_done_on=DAY, diary_text="Spoke with her.", next_action_on=in_days(30))
    investigator.complete()
    assert investigator.page.locator("h1").inner_text() == "Write the diary entry"
    assert "Investigating officer 1" in follow(her, address, number, PASSPHRASE)

    move_clock(her, address, "P7D")
    investigator.open_task("Write the diary entry")
    investigator.choose(diary_action="evidence", investigation_complete="1")
    investigator.fill(diary_done_on=DAY, diary_text="Saw the recordings.")
    investigator.complete()
    investigator.choose(outcome="charge_sheet")
    investigator.fill(opinion_text="The recordings bear out what she told.")
    investigator.complete()

    follow(her, address, number, PASSPHRASE)
    open_her_step(her)
    her.check("[name='f-hearing_place'][value=home]")
    press_next(her, "main button[type=submit]")

    investigator.open_task("Read the outcome over to her")
    assert "The recordings bear out" in investigator.page.locator("main").inner_text()
    investigator.choose(read_out_language="hi", outcome_read_out="1")
    investigator.fill(read_out_on=day_at_the_portal())
    investigator.complete()

    follow(her, address, number, PASSPHRASE)
    open_her_step(her)
    assert "The recordings bear out" in her.locator("main").inner_text()
    her.check("[name='f-her_answer'][value=agree]")
    press_next(her, "main button[type=submit]")

    assert "Forward the report to the court" in sho.inbox
    sho.open_task("Forward the report to the court")
    sho.fill(court="Chief Judicial Magistrate", forwarded_on=day_at_the_portal())
    sho.complete()

    assert sho.inbox == [*OWED, "Record the court's number and first date"]
    assert investigator.inbox == []
    assert "closed" in follow(her, address, number, PASSPHRASE)


def test_a_breach_comes_before_the_superintendent_and_she_is_told(
    page: Page, address: str, enter: Enter
) -> None:
    her = page
    report_at(her, address, STATION)
    code = wait_for_code(her, address)
    move_clock(her, address, "PT20H")
    number = call_back(enter("caller"), code)

    move_clock(her, address, "P30D")
    move_clock(her, address, "P30D")
    move_clock(her, address, "P7D")

    superintendent = enter("sp")
    superintendent.page.goto(f"{address}command/")
    seen = superintendent.page.locator("main").inner_text()
    assert number in seen
    assert "days late" in seen
    assert "Not registered in 48 hours" in seen
    assert "The time is over" in follow(her, address, number, PASSPHRASE)
