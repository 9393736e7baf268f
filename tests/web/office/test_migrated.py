"""Pages of a case that went on in a new version while an officer was at work on it."""

from collections.abc import Mapping

import pytest

from engine import definitions
from engine.check import check
from engine.migration import batches, orders
from engine.migration.orders import Order
from engine.registry import SYSTEM
from tests.processes.drawings import files_of
from tests.web.casework import Casework
from tests.web.office.test_task import REGISTRATION, form_index, open_task, send
from tests.web.staff import SignIn
from web.portal import Portal

FORM = "forms/register_complaint.form"


def migrate(portal: Portal, casework: Casework, files: Mapping[str, bytes], **steps: str) -> None:
    """Deploy a new version and let every complaint go on in it."""
    with portal.sessions.begin() as session:
        definitions.deploy(
            session, portal.registry, name="complaint", files=files, by=None, note="",
            now=casework.now, checker=check,
        )  # fmt: skip
        migration = orders.begin(
            session, Order("complaint", 1, 2, steps), actor=SYSTEM, now=casework.now
        )
    with portal.sessions.begin() as session:
        batches.move_next(session, portal.registry, migration, casework.now)
        assert orders.progress(session, migration).refused == 0


def with_another_question() -> dict[str, bytes]:
    """The FIR's number is asked under another name."""
    files = files_of("complaint")
    form = files[FORM].replace(b'"registration_number"', b'"diary_number"')
    return {**files, FORM: form}


def test_a_draft_fills_the_questions_that_the_new_form_still_asks(
    sign_in: SignIn, casework: Casework, portal: Portal
) -> None:
    complaint_id, browser = casework.called(), sign_in("sho")
    page = open_task(browser, casework, complaint_id, "register_complaint")
    typed = {"f-registration_text": "She was fol", "f-registration_number": "7/2026"}
    send(browser, page, typed, go="draft")

    migrate(portal, casework, with_another_question())

    page = open_task(browser, casework, complaint_id, "register_complaint")
    fields = page.fields(form_index(page))
    assert fields["f-registration_text"][0].strip() == "She was fol"
    assert fields["f-diary_number"] == [""]
    assert "f-registration_number" not in fields


def test_who_had_the_old_form_open_is_asked_what_the_new_one_asks_more(
    sign_in: SignIn, casework: Casework, portal: Portal
) -> None:
    complaint_id, browser = casework.called(), sign_in("sho")
    page = open_task(browser, casework, complaint_id, "register_complaint")
    migrate(portal, casework, with_another_question())

    page = send(browser, page, REGISTRATION)
    fields = page.fields(form_index(page))
    done = send(browser, page, {"f-diary_number": "7/2026"})

    assert (page.status, page.heading) == (200, "Register the complaint")
    assert fields["f-registration_text"][0].strip() == "She was followed."
    assert done.heading == "Inbox"
    assert "Done: Register the complaint." in done.words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "It goes on by a new version of the drawing"),
        ("hi", "मामला चित्र के नए रूप से आगे चलता है"),
    ],
)
def test_the_timeline_says_that_the_version_changed(
    sign_in: SignIn, casework: Casework, portal: Portal, language: str, words: str
) -> None:
    complaint_id, browser = casework.called(), sign_in("sho")

    migrate(portal, casework, with_another_question())

    page = browser.open(f"/office/cases/{complaint_id}?lang={language}")
    assert words in page.words
