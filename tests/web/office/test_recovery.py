"""The help desk's steps: whom to call, and the one-time word, each seen only by who may."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from models import AuditEntry, RecoveryRequest, UserTask
from tests.web.browser import Browser
from tests.web.casework import Casework
from tests.web.installation import Look
from tests.web.lost import (
    CALLS,
    READS,
    ask,
    complete,
    held,
    number_of,
    press,
    step,
    word_shown,
)
from tests.web.staff import SignIn

CALLS_ID = "call_and_recognise"


@pytest.fixture
def asked(app: Flask, casework: Casework) -> str:
    """The number of a complaint whose passphrase was lost."""
    number = number_of(casework, casework.called())
    ask(Browser(app, language="en"), casework, number)
    return number


def test_the_step_shows_whom_to_call_only_to_who_asks_and_the_audit_keeps_it(
    asked: str, sign_in: SignIn, look: Look
) -> None:
    browser = sign_in("helpdesk")
    looks = select(func.count()).where(AuditEntry.action == "recovery_looked_up")

    task = step(browser, CALLS)
    before = look(looks)
    shown = press(browser, task, "Show whom to call")

    assert "98765 43210" not in task.words
    assert "Asha Devi" in shown.words
    assert "98765 43210" in shown.words
    assert "Say these words first" in shown.words
    assert "She wrote it on" in shown.words
    assert (before, look(looks)) == (0, 1)
    assert shown.tree.xpath("//main//a[contains(@href, '/office/tasks/')]")


def test_the_desk_reads_no_number_and_opens_no_case(
    asked: str, sign_in: SignIn, casework: Casework, look: Look
) -> None:
    browser = sign_in("helpdesk")

    inbox, task = browser.open("/office/"), step(browser, CALLS)
    instance_id = look(select(UserTask.instance_id).where(UserTask.element_id == CALLS_ID))
    token = task.tree.xpath("string(//input[@name='csrf_token']/@value)")
    searched = browser.client.post("/office/search", data={"number": asked, "csrf_token": token})

    assert asked not in inbox.words + task.words
    assert not task.tree.xpath("//main//a[contains(@href, '/office/cases/')]")
    assert browser.open(f"/office/runs/{instance_id}").status == 404
    assert searched.status_code == 404
    assert "No complaint of this number" in searched.text


def test_another_officer_makes_the_word_after_the_hold_and_reads_it_once(
    asked: str, sign_in: SignIn, casework: Casework, look: Look
) -> None:
    first, second = sign_in("helpdesk"), sign_in("helpdesk2")
    held(first, casework)

    word = word_shown(second)

    assert len(word) == len("XXXX-XXXX-XXXX-X")
    assert READS not in first.open("/office/").words
    assert word not in step(second, READS).text
    assert word not in str(look(select(RecoveryRequest.token_digest)))
    assert "Done" in complete(second, step(second, READS), **{"f-word_result": "read_out"}).words


@pytest.mark.parametrize(
    ("language", "remedy"),
    [("en", "press “Make and show the one-time word”"), ("hi", "अभी कोई शब्द बना ही नहीं")],
)
def test_no_word_was_read_out_before_one_is_made(
    asked: str, sign_in: SignIn, casework: Casework, look: Look, language: str, remedy: str
) -> None:
    held(sign_in("helpdesk"), casework)
    second = sign_in("helpdesk2")
    task_id = look(select(UserTask.id).where(UserTask.element_id == "read_out_word"))
    page = second.open(f"/office/tasks/{task_id}?lang={language}")
    button = {"en": "Complete this step", "hi": "यह काम पूरा करें"}[language]

    refused = press(second, page, button, **{"f-word_result": "read_out", "go": "complete"})

    assert refused.status == 422
    assert remedy in refused.words


def test_a_word_that_was_forgotten_must_be_made_anew(
    asked: str, sign_in: SignIn, casework: Casework
) -> None:
    held(sign_in("helpdesk"), casework)
    second = sign_in("helpdesk2")
    word_shown(second)
    complete(second, step(second, READS), **{"f-word_result": "not_reached"})
    casework.wait(hours=24)

    with pytest.raises(AssertionError, match="No word has been made"):
        complete(second, step(second, READS), **{"f-word_result": "read_out"})
    word_shown(second)

    assert "Done" in complete(second, step(second, READS), **{"f-word_result": "read_out"}).words


def test_she_can_ask_anew_once_a_request_has_expired(
    asked: str, app: Flask, sign_in: SignIn, casework: Casework, look: Look
) -> None:
    held(sign_in("helpdesk"), casework)
    second = sign_in("helpdesk2")
    word_shown(second)
    complete(second, step(second, READS), **{"f-word_result": "read_out"})
    casework.wait(days=3, hours=1)
    begun = select(func.count()).where(UserTask.element_id == CALLS_ID)

    before = look(begun)
    ask(Browser(app, language="en"), casework, asked)
    casework.wait(hours=24)

    assert (before, look(begun)) == (1, 2)
    assert step(second, CALLS).status == 200


def test_who_recognised_her_gets_no_word_by_its_address_either(
    asked: str, sign_in: SignIn, casework: Casework, look: Look
) -> None:
    first = sign_in("helpdesk")
    page = step(first, CALLS)
    token = page.fields(0)["csrf_token"]
    held(first, casework)
    task_id = look(select(UserTask.id).where(UserTask.element_id == "read_out_word"))

    answers = [
        first.client.post(f"/office/tasks/{task_id}/{what}", data={"csrf_token": token})
        for what in ("word", "whom-to-call")
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert look(select(RecoveryRequest.token_digest)) is None


@pytest.mark.parametrize("login", ["sho", "io", "state", "oversight", "caller", "verification"])
def test_only_the_desk_is_shown_whom_to_call(
    asked: str, sign_in: SignIn, look: Look, login: str
) -> None:
    task_id = look(select(UserTask.id).where(UserTask.element_id == CALLS_ID))
    browser = sign_in(login)
    token = browser.open("/office/").tree.xpath("string(//input[@name='csrf_token']/@value)")

    answer = browser.client.post(
        f"/office/tasks/{task_id}/whom-to-call", data={"csrf_token": token}
    )

    assert answer.status_code == 404
    assert "98765" not in answer.text


def test_the_old_page_is_gone_and_the_inbox_is_the_door(asked: str, sign_in: SignIn) -> None:
    browser = sign_in("helpdesk")

    assert browser.open("/office/lost").status == 404
    assert CALLS in browser.open("/office/").words


def test_the_station_sees_on_the_case_page_that_it_runs(
    asked: str, sign_in: SignIn, casework: Casework, look: Look
) -> None:
    browser = sign_in("sho")
    complaint_id = look(select(RecoveryRequest.complaint_id))

    page = browser.open(f"/office/cases/{complaint_id}")

    assert "Lost code or passphrase" in page.words
    assert CALLS in page.words
