"""Following: what number and passphrase open, what a code opens, and what opens nothing."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from models import Attempt, Complaint, ComplaintStatus, OutgoingMessage, TaskStatus, UserTask
from models.session import reading
from processes.complaint import numbers, record
from processes.complaint.other import GOES_ON_UNDER
from processes.demonstration.load import PASSPHRASE
from processes.notifications.messages import body_of
from tests.web.browser import Browser, Page
from tests.web.installation import Look
from web.portal import Portal
from web.security import limiter


@pytest.fixture
def furnished_url(lived_url: str) -> str:
    """Complaints that have lived for a while, instead of none."""
    return lived_url


def number_of(look: Look, *where: object) -> str:
    number = look(select(Complaint.number).where(Complaint.numbered_at.is_not(None), *where))  # type: ignore[arg-type]
    assert number is not None
    return str(number)


def hers(look: Look) -> str:
    """The number of a complaint with a step that waits for her."""
    return number_of(
        look,
        select(UserTask.id)
        .where(
            UserTask.instance_id == Complaint.instance_id,
            UserTask.role == "complainant",
            UserTask.status == TaskStatus.OPEN,
        )
        .exists(),
    )


def open_with(browser: Browser, number: str, passphrase: str = PASSPHRASE) -> Page:
    return browser.send(browser.open("/track"), {"number": number, "passphrase": passphrase})


def test_number_and_passphrase_open_everything(browser: Browser, look: Look) -> None:
    number = number_of(look, Complaint.status == ComplaintStatus.UNDER_INVESTIGATION)

    page = open_with(browser, number)

    assert page.status == 200
    assert re.search(r"The police have had your complaint for \d+ days, since", page.words)
    assert re.search(r"Now it is with the Investigating officer \d, .+, since", page.words)
    assert re.search(r"Day \d+( of|; the limit was day) \d+", page.words)
    assert "Where it has been" in page.words
    assert page.tree.xpath("//svg")


def test_a_complaint_joined_with_another_names_the_number_it_goes_on_under(
    browser: Browser, look: Look, portal: Portal
) -> None:
    number = number_of(look, Complaint.status == ComplaintStatus.UNDER_INVESTIGATION)
    other = number_of(look, Complaint.number != number)
    with portal.sessions.begin() as session:
        joined = session.scalars(select(Complaint).where(Complaint.number == number)).one()
        now = joined.submitted_at + timedelta(days=2)
        joined.closed_at, joined.status = now, ComplaintStatus.CLOSED
        record.write(
            session,
            portal.registry.keyring,
            joined.instance_id or "",
            {GOES_ON_UNDER: other},
            now=now,
        )

    page = open_with(browser, number)

    assert f"It goes on under another number: {numbers.written(other)}" in page.words
    assert "It is closed." not in page.words
    assert "The investigation is finished" not in page.words


def test_whether_law_or_target_sets_the_limit_is_said(browser: Browser, look: Look) -> None:
    law = open_with(browser, number_of(look, Complaint.limit_is_law.is_(True)))
    target = open_with(
        browser_after_closing(browser),
        number_of(look, Complaint.limit_is_law.is_(False), Complaint.limit_at.is_not(None)),
    )

    assert "The law's limit" in law.words
    assert "This portal's target" in target.words


def test_nobody_is_told_that_the_law_sets_no_day_before_it_was_asked(
    browser: Browser, look: Look
) -> None:
    unasked = open_with(browser, number_of(look, Complaint.status == ComplaintStatus.NUMBERED))
    asked = open_with(
        browser_after_closing(browser),
        number_of(
            look,
            Complaint.status == ComplaintStatus.UNDER_INVESTIGATION,
            Complaint.limit_is_law.is_(False),
            Complaint.pending_since.is_(None),
        ),
    )

    assert "Whether the law sets a day too depends on the offences" in unasked.words
    assert "The law sets no day" not in unasked.words
    assert "The law sets no day for this kind of complaint" in asked.words


def browser_after_closing(browser: Browser) -> Browser:
    browser.send(browser.open("/track"), form=-1)
    return browser


@pytest.mark.parametrize("written", ["{}", " {} ", "lower", "groups", "O for 0"])
def test_the_number_may_be_written_as_people_write(
    browser: Browser, look: Look, written: str
) -> None:
    number = number_of(look)
    typed = {
        "lower": number.lower(),
        "groups": numbers.written(number).replace("-", " "),
        "O for 0": number.replace("0", "O").replace("1", "l"),
    }.get(written, written.format(number))

    assert open_with(browser, typed).status == 200


def test_wrong_number_and_wrong_passphrase_look_the_same(browser: Browser, look: Look) -> None:
    number = number_of(look)

    answers = [
        open_with(browser, number, "not her passphrase"),
        open_with(browser, "2ZV3-HS55-A2C8-4", PASSPHRASE),
        open_with(browser, "nonsense", PASSPHRASE),
        open_with(browser, "", ""),
    ]

    bodies = {re.sub(r'value="[^"]*"', "", page.text) for page in answers}
    assert {page.status for page in answers} == {422}
    assert len(bodies) == 1


def test_every_failure_is_counted(browser: Browser, look: Look) -> None:
    open_with(browser, number_of(look), "not her passphrase")

    assert look(select(func.count()).where(Attempt.door == "track")) == 1


def test_after_five_wrong_passphrases_the_right_one_is_refused_too(
    browser: Browser, look: Look
) -> None:
    number = number_of(look)
    for _ in range(5):
        open_with(browser, number, "not her passphrase")

    assert open_with(browser, number).status == 422


def test_the_number_is_in_no_address_and_no_cookie(browser: Browser, look: Look) -> None:
    number = number_of(look)

    page = open_with(browser, number)

    assert page.address == "/track"
    cookie = browser.client.get_cookie("s")
    assert cookie is not None
    assert number not in cookie.decoded_value


def test_opening_the_page_changes_the_token(browser: Browser, look: Look) -> None:
    browser.send(browser.open("/form"), {"agree": "1"})
    before = browser.client.get_cookie("s")

    open_with(browser, number_of(look))

    after = browser.client.get_cookie("s")
    assert before is not None
    assert after is not None
    thief = Browser(browser.client.application, language="en")
    thief.client.set_cookie("s", before.value)
    assert thief.open("/track").heading == "Follow your complaint"


def test_closing_ends_it_on_the_server(app: Flask, look: Look) -> None:
    browser, thief = Browser(app, language="en"), Browser(app, language="en")
    page = open_with(browser, number_of(look))
    cookie = browser.client.get_cookie("s")
    assert cookie is not None

    browser.send(page, form=-1)
    thief.client.set_cookie("s", cookie.value)

    assert browser.open("/track").heading == "Follow your complaint"
    assert thief.open("/track").heading == "Follow your complaint"


def test_the_page_closes_after_a_quarter_of_an_hour_without_a_look(
    browser: Browser, look: Look, now: datetime
) -> None:
    started = datetime.now(now.tzinfo)
    open_with(browser, number_of(look))

    with time_machine.travel(started + timedelta(minutes=14), tick=False):
        assert browser.open("/track").tree.xpath("//p[@class='sentence']")
    with time_machine.travel(started + timedelta(minutes=30), tick=False):
        assert browser.open("/track").heading == "Follow your complaint"


def test_her_step_is_a_form_of_the_drawing_and_moves_the_case_on(
    browser: Browser, look: Look
) -> None:
    page = open_with(browser, hers(look))
    address = page.tree.xpath("string(//div[@class='card']//a/@href)")
    step = browser.open(address)

    empty = browser.send(step)
    assert empty.status == 422

    answers = {
        field.get("name"): field.get("value")
        for field in reversed(step.tree.xpath("//main//input[@type='radio']"))
    }
    page = browser.send(step, answers)
    if page.status == 200 and "/steps/" in page.address:
        texts = page.tree.xpath("//main//input[@type='text']/@name")
        page = browser.send(page, dict.fromkeys(texts, "Asha Devi"))

    assert "What you sent has arrived." in page.words
    assert browser.open(address).status == 409


def test_a_step_sent_from_an_old_window_keeps_what_she_typed(
    browser: Browser, look: Look, portal: Portal
) -> None:
    page = open_with(browser, hers(look))
    step = browser.open(page.tree.xpath("string(//div[@class='card']//a/@href)"))
    task_id = step.address.rpartition("/")[2]
    with portal.sessions.begin() as session:
        session.get_one(UserTask, task_id).status = TaskStatus.CANCELLED
    label, field = step.tree.xpath("//main//label[@class and @for]")[0], None
    field = step.tree.get_element_by_id(label.get("for"))

    late = browser.send(step, {field.get("name"): field.get("value")})

    assert late.status == 409
    assert "This step was over already" in late.words
    typed = " ".join(late.tree.xpath("//dl[@class='answers'][last()]//dd/text()")).split()
    assert " ".join(typed).endswith(label.text_content().strip())


def test_the_step_of_another_complaint_is_not_there(browser: Browser, look: Look) -> None:
    task_id = look(select(UserTask.id).where(UserTask.role == "complainant"))
    other = number_of(
        look,
        ~select(UserTask.id)
        .where(UserTask.id == task_id, UserTask.instance_id == Complaint.instance_id)
        .exists(),
    )
    open_with(browser, other)

    assert browser.open(f"/track/steps/{task_id}").status == 404


def test_an_officers_task_is_not_hers(browser: Browser, look: Look) -> None:
    number = number_of(look, Complaint.status == ComplaintStatus.UNDER_INVESTIGATION)
    task_id = look(
        select(UserTask.id)
        .join(Complaint, Complaint.instance_id == UserTask.instance_id)
        .where(Complaint.number == number, UserTask.status == TaskStatus.OPEN)
    )
    open_with(browser, number)

    assert browser.open(f"/track/steps/{task_id}").status == 404


def test_without_a_passphrase_no_step_is_there(browser: Browser, look: Look) -> None:
    task_id = look(select(UserTask.id).where(UserTask.role == "complainant"))

    assert browser.open(f"/track/steps/{task_id}").status == 404


def code_on_her_phone(portal: Portal) -> str:
    with reading(portal.sessions) as session:
        message = session.scalars(
            select(OutgoingMessage).order_by(OutgoingMessage.queued_at.desc()).limit(1)
        ).one()
        found = re.search(r"\d{6}", body_of(portal.registry.keyring, message) or "")
    assert found
    return found[0]


def with_phone(look: Look) -> str:
    return number_of(look, Complaint.safe_channel == "sms")


def test_a_one_time_code_opens_the_bare_status_only(
    browser: Browser, look: Look, portal: Portal
) -> None:
    page = browser.send(browser.open("/track/code"), {"number": with_phone(look)})

    page = browser.send(page, {"code": code_on_her_phone(portal)})

    assert page.heading == "How your complaint stands"
    assert not page.tree.xpath("//svg")
    assert "Where it has been" not in page.words


def test_a_code_opens_no_step(browser: Browser, look: Look, portal: Portal) -> None:
    task_id = look(select(UserTask.id).where(UserTask.role == "complainant"))
    page = browser.send(browser.open("/track/code"), {"number": with_phone(look)})
    browser.send(page, {"code": code_on_her_phone(portal)})

    assert browser.open(f"/track/steps/{task_id}").status == 404


def test_a_code_works_once(browser: Browser, look: Look, portal: Portal) -> None:
    asked = browser.send(browser.open("/track/code"), {"number": with_phone(look)})
    code = code_on_her_phone(portal)
    browser.send(asked, {"code": code})

    assert browser.send(asked, {"code": code}).status == 422


def test_a_code_works_in_the_browser_that_asked_only(
    app: Flask, look: Look, portal: Portal
) -> None:
    mine, theirs = Browser(app, language="en"), Browser(app, language="en")
    mine.send(mine.open("/track/code"), {"number": with_phone(look)})
    page = theirs.send(theirs.open("/track/code"), {"number": "nonsense"})

    assert theirs.send(page, {"code": code_on_her_phone(portal)}).status == 422


def test_asking_a_code_for_an_unknown_number_looks_the_same(app: Flask, look: Look) -> None:
    known, unknown = Browser(app, language="en"), Browser(app, language="en")

    first = known.send(known.open("/track/code"), {"number": with_phone(look)})
    second = unknown.send(unknown.open("/track/code"), {"number": "2ZV3-HS55-A2C8-4"})

    def without_tokens(page: Page) -> str:
        return re.sub(r'value="[^"]*"', "", page.text)

    assert without_tokens(first) == without_tokens(second)


@pytest.mark.parametrize("language", ["hi", "en"])
def test_every_complaint_opens_at_every_stage(app: Flask, portal: Portal, language: str) -> None:
    with reading(portal.sessions) as session:
        found = session.scalars(select(Complaint.number).where(Complaint.numbered_at.is_not(None)))
        lived = list(found)

    statuses = []
    for number in lived:
        browser = Browser(app, language=language)
        page = browser.send(browser.open("/track"), {"number": number, "passphrase": PASSPHRASE})
        statuses.append(page.status)
        with app.app_context():
            limiter.reset()

    assert len(statuses) > 5
    assert set(statuses) == {200}
