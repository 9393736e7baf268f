"""A transfer in real browsers: the officer goes, her cases are taken over, no day is lost."""

import pytest
from playwright.sync_api import Page

from models import Post
from models.session import reading
from processes.complaint import numbers
from processes.posts.postings import holders
from processes.posts.seats import seats
from tests.journeys.police import Enter, Officer, let_in
from tests.journeys.walks import follow_case
from tests.web.casework import Casework
from tests.web.days import in_days
from web import clock
from web.portal import Portal

DIARY, REGISTER = "Write the diary entry", "Register the complaint"
TAKE, TAKE_YOURSELF = "Take the case over", "Take the case over yourself"
IO = "investigating_officer"


@pytest.fixture
def station_posts(casework: Casework, portal: Portal) -> dict[str, list[Post]]:
    """The seats of the first station, by role."""
    with reading(portal.sessions) as session:
        station = casework.unit_of(session, "sho")
        return {role: seats(session, station.id, role) for role in ("sho", IO)}


def test_a_case_is_taken_over_and_only_then_its_officer_goes(
    page: Page,
    address: str,
    casework: Casework,
    enter: Enter,
    portal: Portal,
    station_posts: dict[str, list[Post]],
) -> None:
    her, complaint_id = page, casework.investigated()
    number = numbers.written(casework.complaint(complaint_id).number)
    first, second = station_posts[IO][:2]
    leaving, receiving = name_of(portal, first), name_of(portal, second)
    casework.wait(days=3)
    assert leaving in follow_case(her, address, casework, complaint_id)

    chief, investigator = enter("sp"), enter("io")
    order(chief, address, first.unit_id, leaving=leaving, receiving=second)
    assert DIARY in investigator.inbox
    told = investigator.page.locator("main").inner_text()
    relieve(chief, address, first.unit_id, leaving)
    refused = chief.page.locator("main").inner_text()
    successor = enter(let_in(portal, second.id))
    assert successor.inbox == [TAKE]
    successor.open_task(TAKE)
    offered = successor.page.locator("main").inner_text()
    take_over(successor, casework, accept_answer="accept")

    assert "You are under a transfer order" in told
    assert number in told
    assert "A transfer order of this officer is running" in refused
    assert number in offered
    assert successor.inbox == [DIARY]
    assert investigator.inbox == []
    hers = follow_case(her, address, casework, complaint_id)
    assert "Investigating officer 1, Sitara Chowk" in hers
    assert receiving in hers
    assert "Day 4 of" in hers
    casework.wait(minutes=1)
    her.goto(f"{address}demo/phone?lang=en")
    assert "Somebody else looks after your matter from today." in her.locator("main").inner_text()


def test_what_nobody_takes_over_in_48_hours_is_the_house_officers(
    page: Page,
    address: str,
    casework: Casework,
    enter: Enter,
    portal: Portal,
    station_posts: dict[str, list[Post]],
) -> None:
    her, complaint_id = page, casework.investigated()
    first, second = station_posts[IO][:2]
    leaving = name_of(portal, first)
    chief, investigator = enter("sp"), enter("io")
    order(chief, address, first.unit_id, leaving=leaving, receiving=second)

    casework.wait(hours=47)
    sho, silent = enter("sho"), enter(let_in(portal, second.id))
    early = sho.inbox
    casework.wait(hours=1, minutes=1)

    assert TAKE_YOURSELF not in early
    assert silent.inbox == []
    assert DIARY in investigator.inbox
    sho.open_task(TAKE_YOURSELF)
    take_over(sho, casework)
    assert investigator.inbox == []
    assert DIARY in sho.inbox
    assert name_of(portal, first) == name_of(portal, station_posts["sho"][0])
    assert "Day 3 of" in follow_case(her, address, casework, complaint_id)


def test_what_a_house_officer_leaves_and_nobody_takes_is_the_superintendents(
    page: Page,
    address: str,
    casework: Casework,
    enter: Enter,
    portal: Portal,
    station_posts: dict[str, list[Post]],
) -> None:
    her, complaint_id = page, casework.called()
    post = station_posts["sho"][0]
    leaving = name_of(portal, post)
    chief = enter("sp")
    order(chief, address, post.unit_id, leaving=leaving, receiving=station_posts[IO][1])

    casework.wait(hours=48, minutes=1)
    chief.open_task(TAKE_YOURSELF)
    take_over(chief, casework)
    sho = enter("sho")

    assert sho.inbox == []
    assert chief.inbox == [REGISTER]
    assert "Day 3 of" in follow_case(her, address, casework, complaint_id)


def name_of(portal: Portal, post: Post) -> str:
    """Who holds a post."""
    with reading(portal.sessions) as session:
        return str(holders(session, post.id, clock.now_of(portal))[0].name)


def order(chief: Officer, address: str, unit_id: str, *, leaving: str, receiving: Post) -> None:
    """Order a transfer with handover on the page of posts."""
    chief.page.goto(f"{address}command/units/{unit_id}/posts")
    chief.page.click("summary:text('Order a transfer with handover')")
    choose_officer(chief, "#leaving", leaving)
    chief.page.select_option("#receiving", receiving.id)
    chief.page.fill("#order_number", "SP/Estt-12/2026")
    chief.page.fill("#order_dated_on", in_days(-1))
    chief.page.select_option("#order_cause", "promotion")
    with chief.page.expect_navigation():
        chief.page.click("button[value=order]")
    assert "She goes once everything is handed over" in chief.page.content()


def relieve(chief: Officer, address: str, unit_id: str, officer: str) -> None:
    """Try to relieve an officer of every post at once."""
    chief.page.goto(f"{address}command/units/{unit_id}/posts")
    choose_officer(chief, "#officer", officer)
    with chief.page.expect_navigation():
        chief.page.click("button[value=relieve]")


def choose_officer(chief: Officer, selector: str, name: str) -> None:
    found = chief.page.locator(f"{selector} option", has_text=name).first
    chief.page.select_option(selector, found.get_attribute("value") or "")


def take_over(officer: Officer, casework: Casework, **answers: str) -> None:
    """Take the offered case over, with a next step and its day."""
    if answers:
        officer.choose(**answers)
    if not officer.page.locator("[name='f-next_action_on']").count():
        officer.complete()
    officer.fill(next_action_on=casework.today, next_step="Hear the neighbour")
    officer.choose(evidence_custody="store", notes_read="yes")
    officer.complete()
