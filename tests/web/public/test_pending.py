"""Her own complaint that waits elsewhere: asked on the page, seen by the superintendent at once."""

from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import select

from models import Complaint
from tests.web.browser import Browser
from tests.web.installation import Look
from tests.web.reporting import report
from tests.web.staff import SignIn

PENDING = {
    "complained_before": "yes",
    "earlier_complaint": "The police station by the river",
    "earlier_number": "77/2025",
    "earlier_on": "2025-10-06",
    "earlier_pending": "yes",
}


def test_her_day_counts_and_the_superintendent_hears_of_it_before_she_is_called(
    app: Flask, browser: Browser, look: Look
) -> None:
    report(browser, PENDING)

    raised = SignIn(app)("sp").open("/command/escalations")

    assert look(select(Complaint.pending_since)) == datetime(2025, 10, 5, 18, 30, tzinfo=UTC)
    assert "A complaint that has been pending elsewhere has come" in raised.words
    assert "77/2025" not in raised.text
    assert "by the river" not in raised.text


def test_what_is_settled_there_counts_from_here(browser: Browser, look: Look) -> None:
    report(browser, {**PENDING, "earlier_pending": "no"})

    assert look(select(Complaint.pending_since)) is None
