"""A process that no programmer has heard of, from its folder to its end, through the pages."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from engine import audit
from models import (
    AuditEntry,
    CaseField,
    Complaint,
    Escalation,
    InstanceStatus,
    Level,
    Officer,
    Post,
    Posting,
    ProcessInstance,
    Unit,
)
from tests.web.browser import Browser, Page
from tests.web.casework import Casework
from tests.web.installation import Look
from tests.web.staff import SignIn
from web.portal import Portal

FOLDER = Path(__file__).parents[3] / "docs" / "examples" / "stolen_vehicle"
ROLE = "vehicle_desk"
REPORT = {"f-number_plate": "UP00 AB 1234", "f-vehicle_kind": "car", "f-has_tracker": "no"}


@pytest.fixture
def deployed(app: Flask) -> None:
    left_out = ["--without-cases", "--despite", "Its cases have a test of their own"]
    done = app.test_cli_runner().invoke(args=["deploy", str(FOLDER), "--note", "new", *left_out])
    assert done.exit_code == 0, done.output


@pytest.fixture
def desk(deployed: None, portal: Portal, casework: Casework, sign_in: SignIn) -> Browser:
    """The woman recorder of the first station, seated at its vehicle desk as well."""
    with portal.sessions.begin() as session:
        station = casework.unit_of(session, "sho")
        post = session.scalars(
            select(Post).where(Post.role == ROLE, Post.unit_id == station.id)
        ).one()
        officer = session.scalars(select(Officer).where(Officer.login == "recorder")).one()
        session.add(
            Posting(officer_id=officer.id, post_id=post.id, from_at=casework.now - timedelta(1))
        )
    return sign_in("recorder")


def start_link(page: Page) -> str:
    return str(page.tree.xpath("string(//section[@class='startable']//a/@href)"))


def begun(browser: Browser) -> Page:
    """The page of the run that was started with the report."""
    return browser.send(browser.open(start_link(browser.open("/office/"))), REPORT)


def do_step(browser: Browser, name: str, **typed: str) -> Page:
    inbox = browser.open("/office/")
    link = next(a for a in inbox.tree.xpath("//tbody//th/a") if name in a.text_content())
    answers = {f"f-{key}": value for key, value in typed.items()}
    page = browser.open(link.get("href"))
    forms = page.tree.xpath("//main//form")
    own = next(at for at, form in enumerate(forms) if form.xpath(".//button[@value='complete']"))
    return browser.send(page, {**answers, "go": "complete"}, form=own)


def test_deploying_makes_the_posts_of_the_new_role_at_each_unit_of_its_level(
    deployed: None, look: Look
) -> None:
    stations = look(select(func.count(Unit.id)).where(Unit.level == Level.STATION))
    of_role = select(func.count(Post.id)).where(Post.role == ROLE)

    assert look(of_role) == stations
    assert look(of_role.join(Posting, Posting.post_id == Post.id)) == 0


def test_deploying_it_again_makes_no_post_twice(app: Flask, deployed: None, look: Look) -> None:
    made = look(select(func.count(Post.id)))

    again = app.test_cli_runner().invoke(args=["deploy", str(FOLDER), "--note", "again"])

    assert "version 1" in again.output
    assert look(select(func.count(Post.id))) == made


def test_the_deployment_stands_in_the_audit(deployed: None, portal: Portal, look: Look) -> None:
    entry = look(select(AuditEntry).where(AuditEntry.chain == "definitions"))

    assert (entry.action, entry.facts["name"]) == ("deploy", "stolen_vehicle")
    with portal.sessions() as session:
        assert audit.verify(session) == []


def test_only_the_roles_it_names_may_start_it(desk: Browser, sign_in: SignIn) -> None:
    link = start_link(desk.open("/office/"))

    assert "Report a stolen vehicle" in desk.open("/office/").words
    assert start_link(sign_in("sho").open("/office/")) == link
    for login in ("io", "co", "designer", "admin"):
        other = sign_in(login)
        assert start_link(other.open("/office/")) == ""
        assert other.open(link).status == 404


def test_nobody_starts_it_at_a_unit_that_is_not_hers(
    desk: Browser, look: Look, casework: Casework
) -> None:
    link = start_link(desk.open("/office/"))
    own = link.rpartition("/")[2]
    other = look(select(Unit.id).where(Unit.level == Level.STATION, Unit.id != own).limit(1))

    assert desk.open(link.replace(own, other)).status == 404


def test_the_start_form_says_what_is_missing(desk: Browser, look: Look) -> None:
    page = desk.open(start_link(desk.open("/office/")))

    again = desk.send(page, {"f-vehicle_kind": "car"})

    assert again.status == 422
    assert look(select(func.count(ProcessInstance.id))) == 0


def test_the_same_page_sent_twice_starts_it_once(desk: Browser, look: Look) -> None:
    page = desk.open(start_link(desk.open("/office/")))
    desk.send(page, REPORT)

    again = desk.send(page, REPORT)

    assert again.status == 409
    assert look(select(func.count(ProcessInstance.id))) == 1


def test_a_page_with_an_invented_key_starts_nothing_beside_a_complaint(
    desk: Browser, casework: Casework, look: Look
) -> None:
    complaint = casework.submit()
    page = desk.open(start_link(desk.open("/office/")))

    desk.send(page, {**REPORT, "said_key": complaint})

    keys = select(func.count(ProcessInstance.id)).where(ProcessInstance.business_key == complaint)
    assert look(keys) == 1
    assert look(select(func.count(Complaint.id))) == 1


def test_it_lives_from_the_report_to_the_search(
    desk: Browser, sign_in: SignIn, casework: Casework, look: Look
) -> None:
    run = begun(desk)

    assert run.heading == "Stolen vehicle report"
    assert "Register the report" in run.words
    assert "Vehicle desk" in run.words
    assert "UP00 AB 1234" not in str(look(select(CaseField.value)))

    casework.wait(days=3, minutes=1)

    raised = look(select(Escalation))
    assert (raised.role, raised.reason) == ("sho", "report_not_registered")
    sho = sign_in("sho")
    unit_page = sho.open("/command/")
    assert "A stolen vehicle has not been registered for three days" in unit_page.words
    tiles = unit_page.tree.xpath("//dl[@class='tiles']/div")
    overdue = next(each for each in tiles if "past their time" in each.text_content())
    assert overdue.xpath("string(dd)") == "1"

    after = do_step(desk, "Register the report", diary_number="12", was_found="no")
    assert "Done: Register the report" in after.words
    do_step(sho, "Send out the search", search_area="district")

    ended = look(select(ProcessInstance))
    assert ended.status is InstanceStatus.COMPLETED
    shown = desk.open(run.address)
    assert "It is over" in shown.words
    assert "Vehicle desk, " in shown.words


def test_the_station_knows_the_run_and_no_other_does(
    desk: Browser, sign_in: SignIn, casework: Casework
) -> None:
    address = begun(desk).address

    for login in ("sho", "co", "sp", "state"):
        assert sign_in(login).open(address).status == 200
    for login in ("io", "caller", "designer", "admin", "national"):
        assert sign_in(login).open(address).status == 404


def test_it_is_there_in_hindi_too(desk: Browser) -> None:
    begun(desk)
    desk.client.get("/?lang=hi")

    inbox = desk.open("/office/")

    assert "वाहन चोरी की रिपोर्ट करें" in inbox.words
    assert "रिपोर्ट दर्ज करें" in inbox.words


def test_its_scripted_cases_go_everywhere(app: Flask) -> None:
    told = app.test_cli_runner().invoke(
        args=["test-process", FOLDER.name, "--drawings", str(FOLDER.parent), "--require-full"]
    )

    assert told.exit_code == 0, told.output
    assert "10 of 10 elements visited" in told.output
