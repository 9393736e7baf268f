"""Postings through the page: the officer goes, every task stays with the post."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import audit
from engine.registry import SYSTEM
from models import AuditEntry, CustodyInterval, Officer, Post, Posting, Unit, UserTask
from models.session import reading
from models.types import new_id
from processes.demonstration.police import PASSWORD
from processes.posts import transfers
from tests.processes.place import QUICK
from tests.web.browser import Browser, Page
from tests.web.casework import Casework
from tests.web.installation import Look
from tests.web.staff import SignIn

DIARY = "Write the diary entry"


def newcomer(casework: Casework, login: str = "newcomer") -> str:
    """An officer without a post; her id."""
    officer_id = new_id()

    def add(session: Session) -> None:
        like = casework.officer(session, "investigating_officer")
        columns = {c.key: getattr(like, c.key) for c in Officer.__mapper__.column_attrs}
        changed = {"id": officer_id, "login": login, "password_hash": QUICK.hash(PASSWORD)}
        session.add(Officer(**{**columns, **changed}))

    casework.change(add)
    return officer_id


def ids(casework: Casework) -> dict[str, str]:
    with reading(casework.portal.sessions) as session:
        station = casework.unit_of(session, "sho")
        io = casework.identity("investigating_officer")
        vacant = session.scalars(
            select(Post.id).where(
                Post.unit_id == station.id, Post.role == "investigating_officer", Post.seat == 3
            )
        ).one()
        return {
            "station": station.id,
            "district": station.district_id or "",
            "io": io.officer_id,
            "io_post": io.posts[0].post.id,
            "seat_3": vacant,
        }


def change(browser: Browser, unit_id: str, go: str, **values: str) -> Page:
    page = browser.open(f"/command/units/{unit_id}/posts")
    return browser.send(page, {**values, "go": go})


def test_after_a_transfer_every_open_task_is_at_once_in_the_successors_inbox(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    complaint_id, found = casework.investigated(), ids(casework)
    successor = newcomer(casework)
    before, chief, after = sign_in("io"), sign_in("sp"), sign_in("newcomer")
    task = casework.task(complaint_id, "write_diary_entry")
    assert DIARY in before.open("/office/").words

    relieved = change(chief, found["station"], "relieve", officer=found["io"])
    posted = change(chief, found["station"], "transfer", officer=successor, post=found["io_post"])

    assert "The tasks stayed with the post." in relieved.words
    assert "The tasks stayed with the post." in posted.words
    assert DIARY not in before.open("/office/").words
    assert before.open(f"/office/tasks/{task.id}").status == 404
    assert before.open(f"/office/cases/{complaint_id}").status == 404
    assert DIARY in after.open("/office/").words
    assert after.open(f"/office/tasks/{task.id}").status == 200
    holding = look(
        select(CustodyInterval.officer_id).where(
            CustodyInterval.to_at.is_(None), CustodyInterval.token_id == task.id
        )
    )
    assert holding == successor
    with reading(casework.portal.sessions) as session:
        assert audit.verify(session) == []


def test_a_draft_waits_for_the_successor(sign_in: SignIn, casework: Casework) -> None:
    complaint_id, found = casework.investigated(), ids(casework)
    successor = newcomer(casework)
    address = f"/office/tasks/{casework.task(complaint_id, 'write_diary_entry').id}"
    before, chief = sign_in("io"), sign_in("sp")
    page = before.open(address)
    before.send(page, {"f-diary_text": "Half a sentence", "go": "draft"})

    change(chief, found["station"], "relieve", officer=found["io"])
    change(chief, found["station"], "transfer", officer=successor, post=found["io_post"])

    assert "Half a sentence" in sign_in("newcomer").open(address).text


def test_a_held_post_is_not_given_twice(sign_in: SignIn, casework: Casework, look: Look) -> None:
    found, successor = ids(casework), newcomer(casework)

    page = change(
        sign_in("sp"), found["station"], "transfer", officer=successor, post=found["io_post"]
    )

    assert page.status == 422
    assert "Another officer holds this post" in page.words
    assert look(select(Posting.id).where(Posting.officer_id == successor)) is None


def test_an_acting_charge_shows_the_vacant_posts_tasks_until_it_ends(
    sign_in: SignIn, casework: Casework
) -> None:
    complaint_id, found = casework.investigated(), ids(casework)
    other = newcomer(casework)
    chief, browser = sign_in("sp"), sign_in("newcomer")
    change(chief, found["station"], "relieve", officer=found["io"])
    until = (casework.now + timedelta(days=2)).date().isoformat()

    page = change(
        chief, found["station"], "charge", officer=other, post=found["io_post"], until=until
    )

    assert "acting until" in page.words
    assert DIARY in browser.open("/office/").words
    assert "(acting)" in browser.open("/office/").words
    casework.wait(days=4)
    assert DIARY not in browser.open("/office/").words
    assert casework.task(complaint_id, "write_diary_entry").post_id == found["io_post"]


@pytest.mark.parametrize("until", ["", "soon", "9999-12-31"])
def test_an_acting_charge_needs_its_end(sign_in: SignIn, casework: Casework, until: str) -> None:
    found, other = ids(casework), newcomer(casework)
    chief = sign_in("sp")
    change(chief, found["station"], "relieve", officer=found["io"])

    page = change(
        chief, found["station"], "charge", officer=other, post=found["io_post"], until=until
    )

    assert page.status == 422
    assert "must end on a later day" in page.words


def test_a_vacant_post_is_seen_by_the_unit_above(sign_in: SignIn, casework: Casework) -> None:
    casework.investigated()
    found, chief = ids(casework), sign_in("sp")

    change(chief, found["station"], "relieve", officer=found["io"])

    page = chief.open(f"/command/units/{found['district']}")
    assert "1 post is vacant" in page.words
    assert "Investigating officer 1" in page.words


@pytest.mark.parametrize("login", ["sho", "io", "co", "national", "caller"])
def test_only_a_superior_moves_officers(sign_in: SignIn, casework: Casework, login: str) -> None:
    unit_id = ids(casework)["station"]
    browser = sign_in(login)
    token = browser.open("/office/").tree.xpath("string(//input[@name='csrf_token']/@value)")

    seen = browser.open(f"/command/units/{unit_id}/posts").status
    sent = browser.client.post(
        f"/command/units/{unit_id}/posts",
        data={"csrf_token": token, "go": "relieve", "officer": ids(casework)["io"]},
    )

    assert (seen, sent.status_code) == (404, 404)


def test_an_officer_of_another_district_cannot_be_taken(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    found = ids(casework)
    with reading(casework.portal.sessions) as session:
        stranger = session.scalars(
            select(Posting.officer_id)
            .join(Post, Post.id == Posting.post_id)
            .join(Unit, Unit.id == Post.unit_id)
            .where(Post.role == "sho", Unit.district_id != found["district"])
            .limit(1)
        ).one()

    page = change(sign_in("sp"), found["station"], "relieve", officer=stranger)

    assert page.status == 422
    assert look(select(Posting.to_at).where(Posting.officer_id == stranger)) is None


def test_a_post_elsewhere_is_neither_taken_nor_left_by_a_superintendents_word(
    sign_in: SignIn, casework: Casework
) -> None:
    found, chief = ids(casework), sign_in("sp")

    with casework.portal.sessions.begin() as session:
        far_post, holder = session.execute(
            select(Post.id, Posting.officer_id)
            .join(Posting, Posting.post_id == Post.id)
            .join(Unit, Unit.id == Post.unit_id)
            .where(Post.role == "sho", Unit.district_id != found["district"])
            .limit(1)
        ).one()
        transfers.relieve(session, officer_id=holder, now=casework.now, by=SYSTEM)
        transfers.acting_charge(
            session, officer_id=found["io"], post_id=far_post, now=casework.now, by=SYSTEM,
            until=casework.now + timedelta(days=9),
        )  # fmt: skip

    refused = change(chief, found["station"], "transfer", officer=found["io"], post=found["seat_3"])
    change(chief, found["station"], "relieve", officer=found["io"])

    assert refused.status == 422
    assert "only a higher office can transfer her" in refused.words
    assert casework.identity("investigating_officer").post_ids == {far_post}


def test_claims_lapse_when_their_officer_goes(
    sign_in: SignIn, casework: Casework, look: Look
) -> None:
    complaint_id, found = casework.investigated(), ids(casework)
    task = casework.task(complaint_id, "write_diary_entry")
    casework.change(
        lambda session: setattr(session.get_one(UserTask, task.id), "assignee_id", found["io"])
    )

    change(sign_in("sp"), found["station"], "relieve", officer=found["io"])

    assert look(select(UserTask.assignee_id).where(UserTask.id == task.id)) is None


def test_the_audit_names_the_post_that_moved_her(sign_in: SignIn, casework: Casework) -> None:
    known = ids(casework)

    change(sign_in("sp"), known["station"], "relieve", officer=known["io"])

    superintendent = casework.identity("superintendent")
    with reading(casework.portal.sessions) as session:
        posts = set(
            session.scalars(
                select(AuditEntry.post_id).where(AuditEntry.officer_id == superintendent.officer_id)
            )
        )
    assert posts == {superintendent.posts[0].post.id}
