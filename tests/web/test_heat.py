"""Where time goes, on the pages of designers and supervisors."""

import json

import pytest
from sqlalchemy import func, select

from models import Job, JobStatus, Level, ProcessInstance, UserTask
from tests.web.browser import Page
from tests.web.casework import Casework
from tests.web.command.test_overview import unit_ids
from tests.web.installation import Look
from tests.web.staff import SignIn
from web.portal import Portal

COMPLAINTS = 3


@pytest.fixture
def casework(portal: Portal) -> Casework:
    """An installation with a few complaints at one station, all at the same step."""
    made = Casework(portal)
    for _ in range(COMPLAINTS):
        made.submit()
    return made


def numbers(page: Page) -> dict[str, str]:
    """What is written on the drawings."""
    found: dict[str, str] = {}
    for drawn in page.tree.xpath("//main//*[@data-numbers]"):
        found |= json.loads(drawn.get("data-numbers"))
    return found


def test_a_designer_is_told_nothing_of_fewer_than_five_cases(
    casework: Casework, sign_in: SignIn, look: Look
) -> None:
    step = look(select(UserTask.element_id).where(UserTask.status == 0).limit(1))

    page = sign_in("designer").open("/designer/processes/complaint/heat")

    assert page.status == 200
    assert numbers(page)[step] == "<5"
    assert "fewer than 5" in page.words


def test_a_supervisor_sees_how_many_stand_where_at_her_unit(
    casework: Casework, sign_in: SignIn, look: Look
) -> None:
    step = look(select(UserTask.element_id).where(UserTask.status == 0).limit(1))
    unit = unit_ids(casework, Level.DISTRICT)

    page = sign_in("sp").open(f"/command/units/{unit['own']}/heat/complaint")

    assert page.status == 200
    assert numbers(page)[step] == str(COMPLAINTS)
    source = page.tree.xpath("string(//main//*[@data-source]/@data-source)")
    assert b"<bpmn" in sign_in("sp").client.get(source).data


def test_waits_stand_apart_from_what_people_do(casework: Casework, sign_in: SignIn) -> None:
    step = stuck(casework)

    page = sign_in("designer").open("/designer/processes/complaint/heat")

    people, waits = page.tree.xpath("//main//table")
    assert numbers(page)[step].startswith("⏲ ")
    assert "⏲" in waits.text_content()
    assert "⏲" not in people.text_content()


def test_steps_with_less_waiting_are_folded(casework: Casework, sign_in: SignIn) -> None:
    casework.investigated()
    unit = unit_ids(casework, Level.DISTRICT)["own"]

    page = sign_in("sp").open(f"/command/units/{unit}/heat/complaint")

    hottest, others, waits = page.tree.xpath("//main//table")
    assert len(hottest.xpath("./tbody/tr")) == 8
    assert others.xpath("./tbody/tr")
    assert not hottest.xpath("./ancestor::details")
    assert others.xpath("./ancestor::details[not(@open)]")
    assert waits.xpath("./ancestor::details[not(@open)]")


def test_a_supervisor_opens_a_case_that_stands_at_a_step(
    casework: Casework, sign_in: SignIn, look: Look
) -> None:
    complaint = casework.investigated()
    step = look(
        select(UserTask.element_id)
        .join(ProcessInstance, ProcessInstance.id == UserTask.instance_id)
        .where(ProcessInstance.business_key == complaint, UserTask.status == 0)
        .limit(1)
    )
    unit = unit_ids(casework, Level.DISTRICT)
    sp = sign_in("sp")

    page = sp.open(f"/command/units/{unit['own']}/heat/complaint/at/{step}")

    (link,) = page.tree.xpath("//main//td/a/@href")
    assert sp.open(link).status == 200
    assert sp.open(f"/command/units/{unit['other']}/heat/complaint/at/{step}").status == 404
    assert sp.open(f"/command/units/{unit['own']}/heat/elsewhere/at/{step}").status == 404


def test_nobody_sees_where_time_goes_elsewhere(casework: Casework, sign_in: SignIn) -> None:
    sp = sign_in("sp")
    unit = unit_ids(casework, Level.DISTRICT)

    assert sp.open(f"/command/units/{unit['other']}/heat/complaint").status == 404
    assert sp.open("/designer/processes/complaint/heat").status == 404
    assert sign_in("designer").open(f"/command/units/{unit['own']}/heat/complaint").status == 404


@pytest.mark.parametrize("query", ["?version=1&days=30", "?version=99&days=7", "?version=x"])
def test_any_choice_is_answered(sign_in: SignIn, query: str) -> None:
    page = sign_in("designer").open("/designer/processes/withdrawal/heat" + query)

    assert page.status == 200
    assert "No case has been at any step" in page.words


def test_a_process_or_drawing_that_is_not_there_is_not_found(sign_in: SignIn) -> None:
    designer = sign_in("designer")

    assert designer.open("/designer/processes/elsewhere/heat").status == 404
    assert designer.open("/designer/versions/0/drawings/x.bpmn").status == 404


def test_who_may_tries_what_gave_up_again_from_the_drawing(
    casework: Casework, sign_in: SignIn, look: Look
) -> None:
    step = stuck(casework)
    admin = sign_in("admin")
    page = admin.open("/command/incidents/at/complaint")
    forms = page.tree.xpath("//main//form")
    again = next(
        at for at, form in enumerate(forms) if "/command/incidents/" in (form.get("action") or "")
    )

    after = admin.send(page, form=again)

    assert "⚠" in numbers(page)[step]
    source = page.tree.xpath("string(//main//*[@data-source]/@data-source)")
    assert b"<bpmn" in admin.client.get(source).data
    assert "It is tried again now." in after.words
    assert "Incidents in" in after.words
    assert look(select(func.count(Job.id)).where(Job.status == JobStatus.INCIDENT)) == 0


def test_a_designer_sees_what_gave_up_and_does_not_try_it_again(
    casework: Casework, sign_in: SignIn
) -> None:
    step = stuck(casework)
    designer = sign_in("designer")

    page = designer.open("/designer/processes/complaint/heat")

    assert "⚠" in numbers(page)[step]
    assert not page.tree.xpath("//form[contains(@action, '/command/incidents/')]")
    assert designer.open("/command/incidents/at/complaint").status == 404


def test_the_page_of_a_unit_leads_to_every_process(casework: Casework, sign_in: SignIn) -> None:
    unit = unit_ids(casework, Level.DISTRICT)["own"]
    sp = sign_in("sp")

    links = sp.open(f"/command/units/{unit}").tree.xpath("//a[contains(@href, '/heat/')]/@href")

    assert {link.rpartition("/")[2] for link in links} >= {"complaint", "appeal", "withdrawal"}
    assert [sp.open(link).status for link in links] == [200] * len(links)


def stuck(casework: Casework) -> str:
    """One job of a complaint has given up; the step at which it did."""

    with casework.portal.sessions.begin() as session:
        job = session.scalars(
            select(Job).where(Job.element_id.is_not(None), Job.instance_id.is_not(None)).limit(1)
        ).one()
        job.status = JobStatus.INCIDENT
        return str(job.element_id)
