"""The task page: its form, what surrounds it, and everything that can go wrong on sending."""

import logging

import pytest
from sqlalchemy import func, select, update

from engine import instances
from engine.exceptions import StepFailed
from models import CaseField, HistoryEvent, Job, JobStatus, TaskStatus, UserTask
from models.session import reading
from processes.complaint import tasks
from tests.web.browser import Browser, Page
from tests.web.casework import Casework
from tests.web.days import in_days
from tests.web.installation import Look
from tests.web.staff import SignIn

REGISTRATION = {
    "f-offences": "stalking",
    "f-incident_on": "2026-03-01",
    "f-registered_as": "fir",
    "f-registration_number": "7/2026",
    "f-registration_text": "She was followed.",
    "f-recorded_by_woman": "yes",
}
DIARY = {
    "f-diary_action": "witness",
    "f-diary_done_on": in_days(-1),
    "f-diary_text": "Spoke with the driver.",
    "f-next_action": "evidence",
    "f-next_action_on": in_days(7),
}


def open_task(browser: Browser, casework: Casework, complaint_id: str, element_id: str) -> Page:
    return browser.open(f"/office/tasks/{casework.task(complaint_id, element_id).id}")


def form_index(page: Page) -> int:
    """Which form of the page is the task's own."""
    forms = page.tree.xpath("//main//form")
    return next(i for i, form in enumerate(forms) if form.xpath(".//input[@name='f-shown']"))


def send(browser: Browser, page: Page, values: dict[str, str | None], go: str = "complete") -> Page:
    return browser.send(page, {**values, "go": go}, form=form_index(page))


def test_completing_a_task_moves_the_complaint_and_says_so(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id, browser = casework.called(), sign_in("sho")

    page = open_task(browser, casework, complaint_id, "register_complaint")

    page = send(browser, page, REGISTRATION)

    assert (page.status, page.heading) == (200, "Inbox")
    assert "Done: Register the complaint." in page.words
    assert casework.task(complaint_id, "sign_complaint").role == "complainant"


def test_whoever_owns_the_next_step_too_comes_to_it_at_once(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.submit()
    casework.wait(hours=20)
    browser = sign_in("caller")
    page = open_task(browser, casework, complaint_id, "call_her")

    page = send(browser, page, {"f-call_result": "reached"})
    page = send(browser, page, {"f-code_heard": casework.code(complaint_id)})

    assert page.heading == "Read out the complaint number"


def test_the_caller_sees_the_phrase_and_asks_only_for_the_code(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.submit()
    casework.wait(hours=20)
    browser = sign_in("caller")

    page = open_task(browser, casework, complaint_id, "call_her")

    assert "Say these words first" in page.words
    assert "98765 43210" in page.words
    assert casework.code(complaint_id) not in page.text
    assert "He waits at the gate" not in page.text
    assert str(casework.complaint(complaint_id).number) not in page.text.replace("-", "")


def test_the_caller_is_told_who_else_may_answer(sign_in: SignIn, casework: Casework) -> None:
    for_child = casework.submit(
        helper="guardian",
        helper_name="Savita Rao",
        helper_relation="aunt",
        age_band="under_12",
        accused_at_home="yes",
    )
    for_herself = casework.submit()
    casework.wait(hours=20)
    browser = sign_in("caller")

    asked_for = open_task(browser, casework, for_child, "call_her")
    herself = open_task(browser, casework, for_herself, "call_her")

    assert "Filled in for her by Savita Rao, aunt" in asked_for.words
    assert "ask for her" in asked_for.words
    assert "Call and tell nobody at her home" in asked_for.words
    assert "Who filed it" in asked_for.words
    assert "Who filed it" not in herself.words
    assert "Filled in for her" not in herself.words


def test_the_caller_is_told_what_is_safe_before_she_dials(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.submit(someone_reads_my_phone=True)
    casework.wait(hours=20)

    page = open_task(sign_in("caller"), casework, complaint_id, "call_her")

    assert "Leave no message." in page.words
    assert "Somebody else looks at her phone." in page.words


NO_TELEPHONE = {
    "safe_channel": "none",
    "mobile": None,
    "current_address": "House 7, Weavers' Lane",
    "landmark": "Old water tank",
}


def test_who_visits_her_sees_where_she_is_and_the_phrase(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.submit(**NO_TELEPHONE)
    casework.do(complaint_id, "decide_next_contact", next_contact="visit")

    page = open_task(sign_in("recorder"), casework, complaint_id, "visit_her")

    assert "Asha Devi" in page.words
    assert "House 7, Weavers' Lane" in page.words
    assert "Old water tank" in page.words
    assert "Say these words to her first" in page.words
    assert "No telephone is safe for her: do not call." in page.words
    assert not page.tree.xpath("//main//a[starts-with(@href, 'tel:')]")


def test_a_visit_without_an_address_says_so(sign_in: SignIn, casework: Casework) -> None:
    complaint_id = casework.submit(safe_channel="none", mobile=None)
    casework.do(complaint_id, "decide_next_contact", next_contact="visit")

    page = open_task(sign_in("recorder"), casework, complaint_id, "visit_her")

    assert "She gave no address." in page.words
    assert "Say these words to her first" in page.words


def test_where_she_lives_is_not_shown_to_who_only_calls_or_supervises(
    sign_in: SignIn, casework: Casework
) -> None:
    called = casework.submit(current_address="House 7, Weavers' Lane")
    visited = casework.submit(**NO_TELEPHONE)
    casework.do(visited, "decide_next_contact", next_contact="visit")
    casework.wait(hours=20)

    calling = open_task(sign_in("caller"), casework, called, "call_her")
    supervising = open_task(sign_in("co"), casework, visited, "visit_her")

    assert "98765 43210" in calling.words
    assert "Weavers' Lane" not in calling.text
    assert "Weavers' Lane" not in supervising.text


@pytest.mark.parametrize(
    ("element_id", "hours"), [("visit_for_signature", 61), ("record_at_home", 73)]
)
def test_who_goes_for_the_signature_sees_where_she_lives_and_her_telephone(
    sign_in: SignIn, casework: Casework, element_id: str, hours: int
) -> None:
    complaint_id = casework.called(current_address="House 7, Weavers' Lane")
    casework.register(complaint_id)
    casework.wait(hours=hours)

    page = open_task(sign_in("recorder"), casework, complaint_id, element_id)

    assert "House 7, Weavers' Lane" in page.words
    assert "98765 43210" in page.words
    assert "Leave no message." in page.words


def test_a_wrong_code_does_not_look_like_success(sign_in: SignIn, casework: Casework) -> None:
    complaint_id = casework.submit()
    casework.wait(hours=20)
    browser = sign_in("caller")
    page = open_task(browser, casework, complaint_id, "call_her")
    wrong = "000000" if casework.code(complaint_id) != "000000" else "111111"

    page = send(browser, page, {"f-call_result": "reached", "f-code_heard": wrong})

    assert page.heading == "Call her and ask for the code"
    assert "The code was not right. 4 tries are left." in page.words
    assert "Done:" not in page.words


def test_the_number_is_shown_to_be_read_out_once_the_code_was_right(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.submit()
    casework.wait(hours=20)
    code = casework.code(complaint_id)
    casework.do(complaint_id, "call_her", call_result="reached", code_heard=code)
    browser = sign_in("caller")

    page = open_task(browser, casework, complaint_id, "read_out_number")

    shown = page.tree.xpath("string(//p[@class='secret__value number'])")
    assert shown.replace("-", "") == casework.complaint(complaint_id).number
    assert len(page.tree.xpath("//ol[@class='spoken']//span")) == 13


def test_a_faulty_form_keeps_everything_typed_and_changes_nothing(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id, browser = casework.called(), sign_in("sho")
    page = open_task(browser, casework, complaint_id, "register_complaint")

    page = send(
        browser, page, {**REGISTRATION, "f-registered_as": None, "f-incident_on": "yesterday"}
    )

    assert page.status == 422
    assert "Choose an answer." in page.words
    kept = page.fields(form_index(page))
    assert kept["f-registration_text"][0].strip() == "She was followed."
    assert kept["f-incident_on"] == ["yesterday"]
    assert kept["f-offences"] == ["stalking"]
    assert casework.task(complaint_id, "register_complaint")


def test_a_second_press_of_the_button_does_the_step_once(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    complaint_id, browser = casework.called(), sign_in("sho")
    page = open_task(browser, casework, complaint_id, "register_complaint")
    send(browser, page, REGISTRATION)
    before = look(select(func.count()).select_from(HistoryEvent))

    again = send(browser, page, REGISTRATION)

    assert again.status == 409
    assert "You have completed this step already" in again.words
    assert "Somebody was quicker" not in again.words
    assert "She was followed." in again.words
    assert look(select(func.count()).select_from(HistoryEvent)) == before


def test_what_was_typed_stays_on_the_page_when_a_colleague_was_quicker(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    complaint_id = casework.submit()
    casework.wait(hours=20)
    browser = sign_in("caller")
    page = open_task(browser, casework, complaint_id, "call_her")
    task = casework.task(complaint_id, "call_her")
    colleague = casework.colleague_of("verification_caller")
    casework.change(
        lambda session: session.execute(
            update(UserTask).where(UserTask.id == task.id).values(assignee_id=colleague)
        )
    )

    answer = send(
        browser, page, {"f-call_result": "no_answer", "f-call_note": "Rang twice, no answer"}
    )

    assert answer.status == 409
    assert "Rang twice, no answer" in answer.words
    assert look(select(UserTask.status).where(UserTask.id == task.id)).name == "OPEN"


def test_a_step_that_fell_away_meanwhile_was_done_by_nobody(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id, browser = casework.called(), sign_in("sho")
    page = open_task(browser, casework, complaint_id, "register_complaint")
    task = casework.task(complaint_id, "register_complaint")
    casework.change(
        lambda session: session.execute(
            update(UserTask).where(UserTask.id == task.id).values(status=TaskStatus.CANCELLED)
        )
    )

    answer = send(browser, page, REGISTRATION)

    assert answer.status == 409
    assert "This step is no longer needed" in answer.words
    assert "She was followed." in answer.words


def test_what_a_colleague_completed_says_that_somebody_was_quicker(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id, browser = casework.called(), sign_in("sho")
    page = open_task(browser, casework, complaint_id, "register_complaint")
    task = casework.task(complaint_id, "register_complaint")
    colleague = casework.identity("woman_recorder").officer_id
    casework.change(
        lambda session: session.execute(
            update(UserTask)
            .where(UserTask.id == task.id)
            .values(status=TaskStatus.COMPLETED, closed_by=colleague)
        )
    )

    assert "Somebody was quicker" in send(browser, page, REGISTRATION).words


def test_the_drawing_of_a_task_is_centred_on_its_own_step(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.called()

    page = open_task(sign_in("sho"), casework, complaint_id, "register_complaint")

    assert page.tree.xpath("//div[@id='drawing']/@data-here") == ["register_complaint"]


@pytest.mark.parametrize("login", ["recorder", "io", "caller", "reviewer", "national", "helpdesk"])
def test_a_task_of_another_post_is_not_there(
    sign_in: SignIn, casework: Casework, login: str
) -> None:
    complaint_id = casework.called()
    address = f"/office/tasks/{casework.task(complaint_id, 'register_complaint').id}"
    browser = sign_in(login)

    seen = browser.open(address)
    page = browser.open("/office/")
    sent = browser.client.post(
        address,
        data={
            "csrf_token": page.tree.xpath("string(//input[@name='csrf_token']/@value)"),
            **REGISTRATION,
        },
    )

    assert (seen.status, sent.status_code) == (404, 404)
    assert casework.task(complaint_id, "register_complaint")


def test_a_supervisor_sees_the_task_below_her_but_no_form(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.called()

    page = open_task(sign_in("co"), casework, complaint_id, "register_complaint")

    assert page.status == 200
    assert "belongs to another post" in page.words
    assert not page.tree.xpath("//main//input[@name='f-shown']")


def test_a_task_that_never_was_looks_like_one_that_is_not_hers(sign_in: SignIn) -> None:
    assert sign_in("sho").open(f"/office/tasks/{'0' * 32}").status == 404


def test_a_draft_is_kept_shown_again_and_marked_in_the_inbox(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    complaint_id, browser = casework.called(), sign_in("sho")
    page = open_task(browser, casework, complaint_id, "register_complaint")

    page = send(browser, page, {"f-registration_text": "She was fol"}, go="draft")

    assert "Kept as a draft" in page.words
    assert page.fields(form_index(page))["f-registration_text"][0].strip() == "She was fol"
    assert "draft" in browser.open("/office/").words
    assert look(select(UserTask.draft).where(UserTask.draft.is_not(None))).find(b"She was") == -1


def test_a_field_the_form_does_not_have_is_ignored_and_logged_by_name(
    sign_in: SignIn, casework: Casework, caplog: pytest.LogCaptureFixture
) -> None:
    complaint_id, browser = casework.called(), sign_in("sho")
    page = open_task(browser, casework, complaint_id, "register_complaint")

    with caplog.at_level(logging.WARNING, "itsso.security"):
        send(
            browser,
            page,
            {**REGISTRATION, "supervisor_approved": "so secret", "f-limit_is_law": "1"},
        )

    with reading(casework.portal.sessions) as session:
        instance_id = casework.complaint(complaint_id).instance_id or ""
        known = instances.variables(session, casework.portal.registry, instance_id)
    assert "supervisor_approved" not in known
    assert "supervisor_approved" in caplog.text
    assert "so secret" not in caplog.text


def test_what_she_told_is_shown_but_cannot_be_rewritten_by_the_form(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    complaint_id, browser = casework.called(), sign_in("sho")
    page = open_task(browser, casework, complaint_id, "register_complaint")
    before = look(select(func.count()).where(CaseField.name == "account"))

    send(browser, page, {**REGISTRATION, "f-account": "Nothing happened"})

    assert "He waits at the gate every evening" in page.words
    again = browser.open(f"/office/cases/{complaint_id}")
    assert "Nothing happened" not in again.words
    assert "He waits at the gate every evening" in again.words
    assert look(select(func.count()).where(CaseField.name == "account")) == before


def test_a_pools_task_can_be_taken_and_given_back(sign_in: SignIn, casework: Casework) -> None:
    complaint_id = casework.submit()
    casework.wait(hours=20)
    browser = sign_in("caller")
    page = open_task(browser, casework, complaint_id, "call_her")

    taken = browser.send(page, {"go": "claim"})
    given_back = browser.send(taken, {"go": "release"})

    assert "You have taken this task." in taken.words
    assert "Nobody has taken this task." in given_back.words


def test_a_diary_entry_brings_up_the_next_one(sign_in: SignIn, casework: Casework) -> None:
    complaint_id, browser = casework.investigated(), sign_in("io")

    page = send(browser, open_task(browser, casework, complaint_id, "write_diary_entry"), DIARY)

    assert page.heading == "Write the diary entry"
    assert "Done: Write the diary entry." in page.words


def test_a_question_that_an_answer_hides_is_not_asked(sign_in: SignIn, casework: Casework) -> None:
    complaint_id, browser = casework.investigated(), sign_in("io")
    page = open_task(browser, casework, complaint_id, "write_diary_entry")

    page = send(
        browser,
        page,
        {**DIARY, "f-investigation_complete": "1", "f-next_action": "", "f-next_action_on": ""},
    )

    assert page.heading == "Propose the final opinion"


def test_when_the_portal_cannot_go_on_the_answers_stay_as_a_draft(
    sign_in: SignIn, casework: Casework, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaint_id, browser = casework.called(), sign_in("sho")
    page = open_task(browser, casework, complaint_id, "register_complaint")
    failed = StepFailed(
        instance_id=casework.complaint(complaint_id).instance_id or "",
        element_id="register_complaint",
        reason="ZeroDivisionError",
    )

    def fail(*_given: object, **_named: object) -> None:
        raise failed

    monkeypatch.setattr(tasks, "complete", fail)
    page = send(browser, page, REGISTRATION)

    assert page.status == 500
    assert "what you typed is kept as a draft" in page.words
    assert page.fields(form_index(page))["f-registration_text"][0].strip() == "She was followed."
    assert look(select(Job.last_error).where(Job.status == JobStatus.INCIDENT))
    again = open_task(browser, casework, complaint_id, "register_complaint")
    assert again.fields(form_index(again))["f-registration_text"][0].strip() == "She was followed."
