"""A woman without a telephone: nobody calls her, and who visits her brings the number."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.journeys.police import Enter, give_number
from tests.journeys.walks import PASSPHRASE, follow, report_page_after_page
from tests.web.working import worker_beside
from web.cli.worker import Worker

STATION = "Sitara Chowk"
HOME = "House 7, Weavers' Lane"


@pytest.fixture(autouse=True)
def worker(app: Flask) -> Iterator[Worker]:
    """A worker beside the app."""
    with worker_beside(app) as made:
        yield made


def report_without_telephone(page: Page, address: str) -> str:
    """The whole proforma; what the last page promises her."""
    for each in report_page_after_page(page, address, "en"):
        if each.locator("select[name='f-station']").count():
            each.select_option("select[name='f-station']", label=STATION)
        if each.locator("[name='f-current_address']").count():
            each.fill("[name='f-current_address']", HOME)
        if each.locator("input[name='f-safe_channel']").count():
            each.check("input[name='f-safe_channel'][value='none']")
    return page.locator("main").inner_text()


def test_who_has_no_telephone_gets_her_number_from_the_officer_who_visits_her(
    page: Page, address: str, enter: Enter
) -> None:
    promised = report_without_telephone(page, address)
    words = page.locator(".secret__value").first.inner_text()

    supervisor = enter("verification")
    supervisor.open_task("Decide how to reach her")
    supervisor.choose(next_contact="visit")
    supervisor.complete()
    visitor = enter("recorder")
    visitor.open_task("Visit her at a safe place")
    to_go = visitor.page.locator(".secret").inner_text()
    visitor.choose(visit_result="confirmed")
    visitor.complete()
    at_her_door = visitor.page.locator("main").inner_text()
    number = give_number(visitor)
    followed = follow(page, address, number, PASSPHRASE)

    assert "Whoever visits you does not ask for it." in promised
    assert "A woman calls you." not in promised
    assert HOME in to_go
    assert words in to_go
    assert "Give her the complaint number in person" in at_her_door
    assert HOME in at_her_door
    assert "Station house officer, Sitara Chowk, Kanpur Commissionerate" in followed
    assert enter("caller").inbox == []
