"""The inbox page: own posts' tasks, the soonest due first, with what one sees at a glance."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import UserTask
from models.session import reading
from models.types import new_id
from tests.web.browser import Page
from tests.web.casework import Casework
from tests.web.public.test_her_page import report_is_out
from tests.web.staff import SignIn
from web.office import words


def steps(page: Page) -> list[str]:
    return [" ".join(link.text_content().split()) for link in page.tree.xpath("//tbody//th/a")]


def numbers(page: Page) -> list[str]:
    return [cell.text for cell in page.tree.xpath("//tbody//td[@class='number']")]


def tabs(page: Page) -> dict[str, str]:
    links = page.tree.xpath("//nav[@class='tabs']/a")
    return {link.text.strip(): link[0].text for link in links}


def many(casework: Casework, complaint_id: str, count: int) -> None:
    """So many more open tasks like the one there is, each due a minute later."""
    first = casework.task(complaint_id, "register_complaint")
    columns = {c.key: getattr(first, c.key) for c in UserTask.__mapper__.column_attrs}

    def add(session: Session) -> None:
        for number in range(1, count):
            due_at = first.due_at and first.due_at + timedelta(minutes=number)
            session.add(UserTask(**{**columns, "id": new_id(), "due_at": due_at}))

    casework.change(add)


def test_an_empty_inbox_says_so(sign_in: SignIn) -> None:
    page = sign_in("sho").open("/office/")

    assert "Nothing is waiting here." in page.words
    assert tabs(page) == {
        "All": "0",
        "Late": "0",
        "Due today": "0",
        "Due this week": "0",
        "Later": "0",
    }


def test_what_is_still_owed_to_her_waits_there_after_the_report(
    sign_in: SignIn, casework: Casework
) -> None:
    report_is_out(casework)
    casework.wait(days=60)

    late = sign_in("sho").open("/office/?view=late")

    assert {"Tell the legal services authority", "Ask the Magistrate for a day"} <= set(steps(late))
    assert "two months over" not in late.words


def test_a_task_shows_its_step_its_number_and_its_time_left(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id = casework.called()
    number = casework.complaint(complaint_id).number

    page = sign_in("sho").open("/office/")

    assert steps(page) == ["Register the complaint"]
    assert [cell.replace("-", "") for cell in numbers(page)] == [number]
    assert "23 h 59 min left" in page.words
    assert tabs(page)["All"] == "1"


@pytest.mark.parametrize(
    ("due_at", "said"),
    [
        (datetime(2026, 3, 5, 5, 0, tzinfo=UTC), "3 days left"),  # it was opened half an hour ago
        (datetime(2026, 3, 4, 18, 30, tzinfo=UTC), "2 days left"),  # the midnight after 4 March
        (datetime(2026, 3, 5, 18, 0, tzinfo=UTC), "3 days left"),
        (datetime(2026, 3, 4, 5, 0, tzinfo=UTC), "47 h 30 min left"),
        (datetime(2026, 3, 2, 7, 29, tzinfo=UTC), "1 h 59 min left"),
        (datetime(2026, 3, 2, 7, 30, tzinfo=UTC), "2 hours left"),
        (datetime(2026, 3, 2, 6, 29, tzinfo=UTC), "59 minutes left"),
        (datetime(2026, 2, 27, 5, 0, tzinfo=UTC), "3 days late"),
    ],
)
def test_what_is_left_is_told_to_the_minute_and_then_in_days_of_the_calendar(
    app: Flask, due_at: datetime, said: str
) -> None:
    with app.test_request_context("/?lang=en"):
        assert words.time_left(due_at, datetime(2026, 3, 2, 5, 30, tzinfo=UTC)) == said


def test_a_task_stands_in_no_other_posts_inbox(sign_in: SignIn, casework: Casework) -> None:
    casework.called()

    others = ("recorder", "io", "co", "sp", "caller", "reviewer", "state", "national")
    found = {login: steps(sign_in(login).open("/office/")) for login in others}

    assert [login for login in others if found[login]] == []


def test_the_number_stays_hidden_until_it_was_given(sign_in: SignIn, casework: Casework) -> None:
    complaint_id = casework.submit()
    casework.wait(hours=20)

    page = sign_in("caller").open("/office/")

    assert steps(page) == ["Call her and ask for the code"]
    assert numbers(page) == ["no number yet"]
    assert str(casework.complaint(complaint_id).number) not in page.text


def test_what_is_late_is_marked_in_words_and_counted(sign_in: SignIn, casework: Casework) -> None:
    casework.called()
    casework.wait(hours=30)

    page = sign_in("sho").open("/office/?view=late")

    assert len(page.tree.xpath("//tr[@class='is-late']")) == 1
    assert "hours late" in page.words
    assert tabs(page)["Late"] == "1"


def test_a_calm_step_of_a_complaint_past_its_two_months_says_so(
    sign_in: SignIn, casework: Casework
) -> None:
    casework.investigated()
    before = sign_in("io").open("/office/")
    casework.wait(days=63)

    page = sign_in("io").open("/office/")

    assert "two months over" not in before.words
    assert "two months over" in page.words


def test_the_soonest_due_comes_first_and_pages_lose_and_double_nothing(
    sign_in: SignIn, casework: Casework
) -> None:
    many(casework, casework.called(), 60)
    browser = sign_in("sho")

    page = browser.open("/office/")
    found = page.tree.xpath("//tbody//th/a/@href")
    while following := page.tree.xpath("//a[@rel='next']/@href"):
        page = browser.open(following[0])
        found += page.tree.xpath("//tbody//th/a/@href")

    assert len(found) == len(set(found)) == 60
    assert tabs(page)["All"] == "60"
    assert found[0].endswith(casework_first(casework))


def casework_first(casework: Casework) -> str:
    """The id of the task that is due first of all."""
    with reading(casework.portal.sessions) as session:
        return session.scalars(
            select(UserTask.id).where(UserTask.role == "sho").order_by(UserTask.due_at).limit(1)
        ).one()


def test_a_mistyped_page_address_begins_at_the_top(sign_in: SignIn, casework: Casework) -> None:
    casework.called()

    page = sign_in("sho").open("/office/?view=nonsense&behind=x&due=never")

    assert (page.status, len(steps(page))) == (200, 1)


def test_steps_are_named_in_hindi_where_one_reads_hindi(
    sign_in: SignIn, casework: Casework
) -> None:
    casework.called()

    page = sign_in("sho").open("/office/?lang=hi")

    assert steps(page) == ["शिकायत दर्ज करें"]
    assert page.heading == "इनबॉक्स"


def test_a_colleagues_task_is_in_her_inbox_alone(sign_in: SignIn, casework: Casework) -> None:
    complaint_id = casework.submit()
    casework.wait(hours=20)
    task = casework.task(complaint_id, "call_her")
    colleague = casework.colleague_of("verification_caller")
    casework.change(
        lambda session: session.execute(
            update(UserTask).where(UserTask.id == task.id).values(assignee_id=colleague)
        )
    )

    assert steps(sign_in("caller").open("/office/")) == []


def test_the_oversight_cell_sees_which_complaints_are_against_police(
    sign_in: SignIn, casework: Casework
) -> None:
    casework.submit(accused_is_police="yes")
    casework.wait(hours=30)

    watching = sign_in("oversight").open("/office/")
    calling = sign_in("caller").open("/office/")

    assert "Choose a station of another district" in steps(watching)
    assert "accused is police or of the station" in watching.words
    assert "accused is police or of the station" not in calling.words
