"""Two stations of one name: every page says in which district the one it means lies."""

import pytest
from flask import Flask
from sqlalchemy import select

from models import Unit
from models.session import reading
from processes.complaint.options import EVER_OFFERED, SOURCES, Question
from tests.web.browser import Browser
from tests.web.casework import Casework
from tests.web.office.test_task import open_task
from tests.web.public.test_her_page import followed
from tests.web.staff import SignIn
from web.portal import Portal


@pytest.fixture
def twins(portal: Portal, casework: Casework) -> tuple[Unit, Unit]:
    """The station of the printed account, and the one of its name in another district."""
    with reading(portal.sessions) as session:
        here = casework.unit_of(session, "sho")
        named_alike = select(Unit).where(Unit.name == here.name, Unit.id != here.id)
        there = session.scalars(named_alike).one()
        session.expunge_all()
    assert here.district_id != there.district_id
    return here, there


def test_her_page_and_the_officers_say_which_of_the_two(
    browser: Browser, sign_in: SignIn, casework: Casework, twins: tuple[Unit, Unit]
) -> None:
    here, there = twins
    complaint_id = casework.called()

    her_page = followed(browser, casework, complaint_id)
    task = open_task(sign_in("sho"), casework, complaint_id, "register_complaint")
    inbox = sign_in("sho").open("/office/")

    header = " ".join(inbox.tree.xpath("//*[@class='who__post']/text()"))
    assert here.full_name in her_page.words
    assert here.full_name in header
    assert not inbox.tree.xpath("//td[@data-label='Station']")  # it is her own, named above
    assert here.full_name in task.words
    assert there.full_name not in her_page.words + task.words


def test_in_hindi_it_is_said_in_hindi(
    app: Flask, casework: Casework, twins: tuple[Unit, Unit]
) -> None:
    complaint_id = casework.called()

    page = followed(Browser(app, language="hi"), casework, complaint_id)

    assert twins[0].full_name_hi in page.words
    assert "," in twins[0].full_name_hi


def test_the_lists_of_a_transfer_say_which_of_the_two(
    sign_in: SignIn, twins: tuple[Unit, Unit]
) -> None:
    here, there = twins

    posts = sign_in("admin").open(f"/command/units/{here.state_id}/posts")

    offered = posts.tree.xpath("//select[@name='post']/option/text()")
    for station in (here, there):
        assert any(each.strip().split(" –")[0].endswith(station.full_name) for each in offered)
    assert not any(each.strip().split(" –")[0].endswith(f" {here.name}") for each in offered)


def test_a_list_says_the_district_where_it_is_not_of_one_district(
    portal: Portal, casework: Casework, twins: tuple[Unit, Unit]
) -> None:
    here, there = twins

    with reading(portal.sessions) as session:
        asked = Question(session, casework.now, values={"district": there.district_id})
        offered = [each.label for each in SOURCES["stations"](asked)]
        ever = [each.label for each in EVER_OFFERED["stations"](asked)]

    assert there.name in offered
    assert {here.full_name, there.full_name} < set(ever)
    assert here.name not in ever
