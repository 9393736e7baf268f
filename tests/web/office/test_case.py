"""The case page: what one role may read, unmasking and corrections with their traces."""

import re
from collections import Counter

import pytest
from sqlalchemy import select

from engine import audit, instances
from engine.exceptions import StepFailed
from models import AuditEntry, Complaint, EventKind, HistoryEvent, Job, JobStatus, UserTask
from models.session import reading
from tests.web.browser import Browser, Page
from tests.web.casework import Casework
from tests.web.installation import Look
from tests.web.staff import SignIn

HER_WORDS = "He waits at the gate every evening"


def open_case(browser: Browser, complaint_id: str) -> Page:
    return browser.open(f"/office/cases/{complaint_id}")


def last_of(page: Page) -> int:
    return len(page.tree.xpath("//main//form")) - 1


def test_a_post_that_several_hold_is_not_called_vacant(sign_in: SignIn, casework: Casework) -> None:
    complaint_id = casework.submit()
    casework.wait(hours=20)

    page = open_case(sign_in("caller"), complaint_id)

    ledger = page.tree.xpath("string(//ol[@class='ledger'])")
    assert "nobody has claimed it yet" in ledger
    assert "vacant" not in ledger


def test_the_case_page_tells_where_it_lay_and_what_happened(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.investigated()

    page = open_case(sign_in("io"), complaint_id)

    assert page.status == 200
    assert "Day 1 of" in page.words
    assert "Write the diary entry" in page.tree.xpath("string(//ol[@class='ledger'])")
    assert "The complaint arrived" in page.tree.xpath("string(//main)")
    assert page.tree.xpath("//div[@id='drawing']/@data-standing")[0].split()


def test_officers_read_of_the_complainant_where_she_reads_of_herself(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.called()
    casework.register(complaint_id)

    page = open_case(sign_in("sho"), complaint_id)

    assert "Sign the complaint · The complainant" in page.words
    assert "Sign your complaint" not in page.text
    assert "You" not in re.findall(r"\w+", page.tree.xpath("string(//main)"))


def test_the_timeline_tells_by_day_what_people_did_and_all_of_it_on_demand(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.investigated()

    page = open_case(sign_in("io"), complaint_id)

    shown, everything = page.tree.xpath("//ol[@class='timeline'][1]")
    first = shown.xpath(".//ul[@class='timeline__lines']/li/strong/text()")
    rest = everything.xpath(".//ul[@class='timeline__lines']/li/strong/text()")
    assert set(first) == {"Done", "The complaint arrived", "A time limit passed"}
    assert {"Opened", "Noted"} <= set(rest)
    assert Counter(first) <= Counter(rest)
    days = shown.xpath("./li/strong/text()")
    assert len(days) == len(set(days)) > 0


def test_the_case_page_shows_the_sections_and_that_nobody_has_signed_them(
    sign_in: SignIn, casework: Casework
) -> None:
    named, unnamed = casework.investigated(), casework.called()

    aside = open_case(sign_in("io"), named).tree.xpath("string(//aside[@class='two__side'])")
    before = open_case(sign_in("sho"), unnamed).tree.xpath("string(//aside[@class='two__side'])")

    assert "BNS 2023 78(2)" in aside
    assert "unsigned" in aside
    assert "Procedure: BNSS 2023" in aside
    assert "Under which law" not in before


@pytest.mark.parametrize(
    ("login", "reads"),
    [("io", True), ("sho", True), ("co", False), ("sp", False), ("state", False)],
)
def test_who_investigates_reads_her_words_and_who_supervises_reads_masks(
    sign_in: SignIn, casework: Casework, login: str, reads: bool
) -> None:
    complaint_id = casework.investigated()

    page = open_case(sign_in(login), complaint_id)

    assert (HER_WORDS in page.text, "Asha Devi" in page.text) == (reads, reads)
    assert ("hidden" in page.tree.xpath("string(//dl)")) is not reads


@pytest.mark.parametrize("login", ["caller", "reviewer", "helpdesk", "national"])
def test_a_case_that_is_not_hers_is_not_there(
    sign_in: SignIn, casework: Casework, login: str
) -> None:
    complaint_id = casework.investigated()
    browser = sign_in(login)

    instance_id = casework.complaint(complaint_id).instance_id
    addresses = (f"/office/cases/{complaint_id}", f"/office/runs/{instance_id}/drawing.bpmn")
    assert [browser.open(address).status for address in addresses] == [404, 404]


def test_unmasking_needs_a_reason_shows_once_and_is_audited(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    complaint_id, browser = casework.investigated(), sign_in("sp")
    page = open_case(browser, complaint_id)

    refused = browser.send(page, {"reason": ""}, form=last_of(page))
    shown = browser.send(page, {"reason": "court_order"}, form=last_of(page))

    assert "Choose a reason first." in refused.words
    assert HER_WORDS not in refused.text
    assert HER_WORDS in shown.text
    assert HER_WORDS not in open_case(browser, complaint_id).text
    entry = look(select(AuditEntry.facts).where(AuditEntry.action == "unmasked"))
    assert entry["reason"] == "court_order"
    with reading(casework.portal.sessions) as session:
        assert audit.verify(session) == []


def test_who_may_not_unmask_cannot_by_sending_the_form(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    complaint_id, browser = casework.investigated(), sign_in("recorder")
    token = browser.open("/office/").tree.xpath("string(//input[@name='csrf_token']/@value)")

    answer = browser.client.post(
        f"/office/cases/{complaint_id}/unmask",
        data={"csrf_token": token, "reason": "court_order"},
    )

    assert answer.status_code == 404
    assert look(select(AuditEntry.action).where(AuditEntry.action == "unmasked")) is None


def test_a_correction_is_a_step_of_its_own_with_its_reason(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    complaint_id, browser = casework.investigated(), sign_in("sho")
    case = open_case(browser, complaint_id)
    links = {link.getparent().text_content(): link for link in case.tree.xpath("//main//li/a")}
    address = next(a.get("href") for words, a in links.items() if "Register the complaint" in words)
    page = browser.open(address)

    corrected = {"f-registration_number": "8/2026", "f-recorded_by_woman": "no"}
    asked = browser.send(page, {**corrected, "reason": "mistyped"})
    why = {"f-no_woman_reason": "None was on duty.", "reason": "mistyped"}
    page = browser.send(asked, {**corrected, **why})

    assert "Why no woman officer wrote it down" in asked.words
    assert "Corrected. The earlier answer stays in the history." in page.words
    assert "8/2026" in page.words
    assert (
        look(select(HistoryEvent.facts).where(HistoryEvent.kind == EventKind.CORRECTED))["reason"]
        == "mistyped"
    )
    assert look(select(AuditEntry.facts).where(AuditEntry.action == "correct"))
    with reading(casework.portal.sessions) as session:
        instance_id = casework.complaint(complaint_id).instance_id or ""
        known = instances.variables(session, casework.portal.registry, instance_id)
    assert known["recorded_by_woman"] == "no"


def correction_of(casework: Casework, complaint_id: str, element_id: str) -> str:
    with reading(casework.portal.sessions) as session:
        task_id = session.scalars(
            select(UserTask.id)
            .join(Complaint, Complaint.instance_id == UserTask.instance_id)
            .where(Complaint.id == complaint_id, UserTask.element_id == element_id)
        ).one()
    return f"/office/tasks/{task_id}/correct"


def test_a_correction_without_a_reason_keeps_everything_typed(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    complaint_id, browser = casework.investigated(), sign_in("sho")
    page = browser.open(correction_of(casework, complaint_id, "register_complaint"))

    page = browser.send(page, {"f-registration_number": "8/2026"})

    assert page.status == 422
    assert page.fields()["f-registration_number"] == ["8/2026"]
    assert look(select(HistoryEvent.id).where(HistoryEvent.kind == EventKind.CORRECTED)) is None


def test_a_correction_logs_fields_that_no_page_asked_for_and_not_its_own_reason(
    sign_in: SignIn, casework: Casework, caplog: pytest.LogCaptureFixture
) -> None:
    complaint_id, browser = casework.investigated(), sign_in("sho")
    page = browser.open(correction_of(casework, complaint_id, "register_complaint"))
    caplog.clear()

    browser.send(page, {"f-canary": "x", "reason": "mistyped", "f-registration_number": "8/2026"})

    ignored = [r.getMessage() for r in caplog.records if r.name == "itsso.security"]
    assert ignored == ["posted field ignored: f-canary"]


def test_a_correction_that_the_drawing_cannot_follow_keeps_everything_typed(
    sign_in: SignIn, casework: Casework, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    complaint_id, browser = casework.investigated(), sign_in("sho")
    page = browser.open(correction_of(casework, complaint_id, "register_complaint"))
    instance_id = casework.complaint(complaint_id).instance_id or ""

    def fail(*_given: object, **_named: object) -> None:
        raise StepFailed(
            instance_id=instance_id, element_id="register_complaint", reason="ZeroDivisionError"
        )

    monkeypatch.setattr("processes.complaint.tasks.correct", fail)
    page = browser.send(page, {"f-registration_number": "8/2026", "reason": "mistyped"})

    assert page.status == 500
    assert page.fields()["f-registration_number"] == ["8/2026"]
    assert look(select(Job.last_error).where(Job.status == JobStatus.INCIDENT))


def test_who_may_not_read_the_record_is_not_asked_to_rewrite_it(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id, browser = casework.investigated(), sign_in("co")

    page = browser.open(correction_of(casework, complaint_id, "register_complaint"))

    assert "f-registered_as" in page.fields()
    assert "f-registration_text" not in page.fields()
    assert "She was followed." not in page.text


@pytest.mark.parametrize("login", ["io", "recorder", "caller", "national"])
def test_who_did_not_do_a_step_and_does_not_supervise_it_cannot_correct_it(
    sign_in: SignIn, casework: Casework, login: str
) -> None:
    complaint_id = casework.investigated()

    address = correction_of(casework, complaint_id, "register_complaint")
    assert sign_in(login).open(address).status == 404


def test_what_she_wrote_is_shown_as_text_and_never_as_markup(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.submit(account="<script>window.XSS=1</script><b onmouseover=x>")
    casework.wait(hours=20)
    code = casework.code(complaint_id)
    casework.do(complaint_id, "call_her", call_result="reached", code_heard=code)
    casework.do(complaint_id, "read_out_number", number_read_out=True)

    page = open_case(sign_in("sho"), complaint_id)

    assert "<script>window.XSS" not in page.text
    assert "<script>window.XSS=1</script>" in page.words
