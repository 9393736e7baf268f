"""What is confided to some: no page that others can reach from theirs holds a word of it."""

from collections.abc import Iterator
from urllib.parse import urldefrag

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import delete, select

from models import Post, Posting, UserTask
from processes.posts.seats import seats
from tests.journeys.online import fill, follow
from tests.web.browser import Browser
from tests.web.casework import Casework
from tests.web.office.test_search import search
from tests.web.staff import SignIn
from web.portal import Portal

WORDS = "He told me to settle at the tea stall"
REASON = "in confidence that she is being pressured"
STEP = "Stop the pressure she told of"
#: Everybody with an account who is not named as a reader.
OTHERS = (
    *("sho", "io", "recorder", "co", "sp", "reviewer", "caller", "helpdesk", "legal", "national"),
    *("control", "designer", "admin"),
)
DOORS = ("/office/", "/command/", "/patrol/")
#: So many pages of each officer are read.
MOST = 60


@pytest.fixture
def complaint_id(app: Flask, casework: Casework) -> str:
    """A complaint in which she told of pressure by police, which nobody has met for a day."""
    her = Browser(app, language="en")
    complaint_id = casework.investigated()
    follow(her, casework, complaint_id)
    fill(her, her.open("/track/say/any_confided_said"), confided_words=WORDS)
    casework.wait(hours=24, minutes=5)
    return complaint_id


def reached(browser: Browser, *addresses: str) -> Iterator[tuple[str, str]]:
    """Every page and file that links lead to from these, as far as her doors go."""
    waiting, seen = list(addresses), set(addresses)
    while waiting:
        address = waiting.pop(0)
        answer = browser.client.get(address, follow_redirects=True)
        text = answer.get_data().decode(errors="replace")
        yield address, text
        links = html.fromstring(text).xpath("//a/@href") if answer.mimetype == "text/html" else ()
        for link in (urldefrag(str(each))[0] for each in links):
            if link.startswith(DOORS) and link not in seen and len(seen) < MOST:
                seen.add(link)
                waiting.append(link)


def told_to(browser: Browser, complaint_id: str) -> set[str]:
    """The addresses that this officer can reach and where something of it stands."""
    case = f"/office/cases/{complaint_id}"
    pages = reached(browser, "/office/", case, "/command/", "/command/escalations?seen=1")
    return {address for address, text in pages if WORDS in text or REASON in text}


@pytest.mark.parametrize("login", OTHERS)
def test_no_page_of_others_holds_what_was_confided(
    sign_in: SignIn, complaint_id: str, login: str
) -> None:
    browser = sign_in(login)

    told = told_to(browser, complaint_id)

    assert told == set()


@pytest.mark.parametrize("login", ["oversight", "state"])
def test_who_is_named_reads_what_was_confided(
    sign_in: SignIn, complaint_id: str, login: str
) -> None:
    browser = sign_in(login)

    told = told_to(browser, complaint_id)

    assert f"/office/cases/{complaint_id}" in told


@pytest.mark.parametrize(
    ("login", "is_named"), [("sho", False), ("sp", False), ("national", False), ("state", True)]
)
def test_a_vacant_post_where_it_waits_names_it_to_its_readers_alone(
    portal: Portal, sign_in: SignIn, complaint_id: str, login: str, is_named: bool
) -> None:
    with portal.sessions.begin() as session:
        cell = select(Post.id).where(Post.role == "oversight_cell")
        for posting in session.scalars(select(Posting).where(Posting.post_id.in_(cell))):
            session.delete(posting)
    browser = sign_in(login)

    pages = list(reached(browser, "/office/", f"/office/cases/{complaint_id}", "/command/"))

    named = [address for address, text in pages if STEP in text and "/drawing" not in address]
    assert any(address.startswith("/command/") for address in named) is is_named
    assert bool(named) is is_named


@pytest.mark.parametrize(("login", "is_named"), [("sp", False), ("state", True)])
def test_a_vacant_post_below_names_it_to_its_readers_alone(
    portal: Portal,
    casework: Casework,
    sign_in: SignIn,
    complaint_id: str,
    login: str,
    is_named: bool,
) -> None:
    with portal.sessions.begin() as session:
        station = casework.unit_of(session, "sho")
        post_id = seats(session, station.id, "sho")[0].id
        session.execute(delete(Posting).where(Posting.post_id == post_id))
        task = session.get_one(UserTask, casework.task(complaint_id, "look_into_pressure").id)
        task.unit_id, task.post_id, task.role = station.id, post_id, "sho"
        task.station_id, task.circle_id = station.id, station.circle_id
        task.district_id, task.state_id = station.district_id, station.state_id

    page = sign_in(login).open(f"/command/units/{station.district_id}")

    assert page.status == 200
    assert (STEP in page.words) is is_named


@pytest.mark.parametrize("login", ["sho", "io", "sp"])
def test_a_search_leads_to_nothing_of_it(
    sign_in: SignIn, casework: Casework, complaint_id: str, login: str
) -> None:
    number = str(casework.complaint(complaint_id).number)

    found = search(sign_in(login), number)

    assert found.status == 200
    assert not {told for told in (WORDS, REASON, STEP) if told in found.response.text}
