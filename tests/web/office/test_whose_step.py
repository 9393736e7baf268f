"""Whoever owns a step finds it in the inbox and completes it, however it came to that post."""

import pytest
from flask import Flask
from sqlalchemy import select, update

from models import Officer, Post, Posting
from models.session import reading
from processes.demonstration.police import PASSWORD
from processes.posts.postings import holders
from processes.posts.seats import seats
from tests.journeys.online import do, follow
from tests.processes.place import QUICK
from tests.web.browser import Browser
from tests.web.casework import Casework
from tests.web.emergency.test_help import call
from tests.web.office.test_inbox import steps
from tests.web.office.test_lost_cases import complain_of, leave_its_station
from tests.web.staff import SignIn


@pytest.fixture
def her(app: Flask) -> Browser:
    return Browser(app, language="en")


def test_what_an_officer_complained_of_is_passed_over_with_who_is_next_above_does(
    casework: Casework, sign_in: SignIn, her: Browser
) -> None:
    case = casework.called()
    casework.put_on_record(case)
    follow(her, casework, case)
    complain_of(her, casework, "sho")
    with reading(casework.portal.sessions) as session:
        station = casework.unit_of(session, "sho")
        seat = seats(session, station.id, "investigating_officer")[0].id
    name = "Assign the investigating officer"
    sho, co = sign_in("sho"), sign_in("co")

    before = [name in steps(each.open("/office/")) for each in (sho, co)]
    do(co, name, io_post_id=seat)

    assert before == [False, True]
    assert name not in steps(co.open("/office/"))
    assert casework.task(case, "write_diary_entry").post_id == seat


def test_what_an_officer_left_at_a_move_the_new_station_does(
    casework: Casework, sign_in: SignIn, her: Browser
) -> None:
    case = casework.investigated()
    follow(her, casework, case)
    there = leave_its_station(casework, sign_in, her)
    with reading(casework.portal.sessions) as session:
        [charge] = seats(session, there.id, "sho")
        [officer] = holders(session, charge.id, casework.now)
        login, password = officer.login, QUICK.hash(PASSWORD)
    known = update(Officer).where(Officer.id == officer.id).values(password_hash=password)
    casework.change(lambda session: session.execute(known))
    browser, name = sign_in(login), "Write the diary entry"

    is_waiting = name in steps(browser.open("/office/"))
    do(
        browser,
        name,
        diary_action="evidence",
        diary_done_on=casework.today,
        diary_text="Saw the recordings.",
        investigation_complete="yes",
    )

    assert is_waiting
    assert casework.task(case, "propose_final_opinion").post_id == charge.id


def test_what_lies_at_a_post_that_nobody_holds_the_next_named_does(
    browser: Browser, casework: Casework, sign_in: SignIn
) -> None:
    now, name = casework.now, "Send a unit by radio"
    leads = select(Post.id).where(Post.role == "control_room_lead")
    gone = update(Posting).where(Posting.post_id.in_(leads)).values(to_at=now)
    casework.change(lambda session: session.execute(gone))
    call(browser)
    casework.wait(minutes=3)
    sp = sign_in("sp")

    is_waiting = name in steps(sp.open("/office/"))
    done = do(sp, name, help_result="with_her")

    assert is_waiting
    assert done.status == 200
    assert name not in steps(sp.open("/office/"))
