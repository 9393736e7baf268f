"""The inbox."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from engine.law import KOLKATA
from models import ProcessInstance, TaskStatus, UserTask
from models.types import new_id
from processes.complaint import inbox as inboxes
from processes.complaint.inbox import Counts, InboxRow, Page, View
from processes.posts.identity import Identity, identity_of
from tests import factories
from tests.processes.place import Place, establish
from tests.processes.plans import plan_of


@pytest.fixture
def instance(session: Session, place: Place, drawing: str, now: datetime) -> str:
    row = ProcessInstance(
        id=new_id(),
        definition_id=drawing,
        business_key=new_id(),
        state=b"",
        unit_id=place.station.id,
        started_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def add_task(place: Place, instance: str, role: str = "sho", **facts: object) -> UserTask:
    station = place.station
    values = {
        "id": new_id(),
        "instance_id": instance,
        "element_id": "register_complaint",
        "role": role,
        "unit_id": station.id,
        "station_id": station.id,
        "opened_at": place.now,
        "due_at": place.now + timedelta(hours=1),
        "needs_woman": False,
        **facts,
    }
    task = UserTask(**values)
    place.session.add(task)
    place.session.flush()
    return task


def look(place: Place, identity: Identity, **facts: object) -> Page:
    return inboxes.inbox(place.session, identity, **{"now": place.now, "zone": KOLKATA, **facts})


def ids(page: Page | list[InboxRow]) -> list[str]:
    rows = page.rows if isinstance(page, Page) else page
    return [row.task_id for row in rows]


def test_the_soonest_due_comes_first_and_no_due_date_last(place: Place, instance: str) -> None:
    tasks = [
        add_task(place, instance, due_at=due)
        for due in (None, place.now + timedelta(days=2), place.now - timedelta(days=1))
    ]

    page = look(place, place.identity("sho"))

    assert ids(page) == [tasks[2].id, tasks[1].id, tasks[0].id]
    assert [row.is_late for row in page.rows] == [True, False, False]


def test_a_row_has_the_words_of_the_drawing(place: Place, instance: str) -> None:
    add_task(place, instance)

    (row,) = look(place, place.identity("sho")).rows

    assert row.name == "Register the complaint"
    assert row.name_hi != row.name
    assert row.number is None


def test_a_colleagues_claim_takes_it_out_of_my_inbox(
    place: Place, instance: str, now: datetime
) -> None:
    colleague = factories.officer(place.session)
    mine = add_task(place, instance, assignee_id=place.officer("sho").id)
    add_task(place, instance, assignee_id=colleague.id)
    add_task(place, instance, status=TaskStatus.COMPLETED)
    open_to_all = add_task(place, instance)

    page = look(place, place.identity("sho"))

    assert set(ids(page)) == {mine.id, open_to_all.id}
    assert {row.task_id: row.is_mine for row in page.rows} == {
        mine.id: True,
        open_to_all.id: False,
    }


def test_another_station_another_role_and_another_seat_see_nothing(
    place: Place, instance: str
) -> None:
    add_task(place, instance)
    add_task(
        place,
        instance,
        "investigating_officer",
        post_id=place.post("investigating_officer", seat=1).id,
    )
    strangers = [
        place.identity("sho", place.other_station),
        place.identity("circle_officer"),
        place.identity("investigating_officer", seat=2),
    ]

    assert [ids(look(place, stranger)) for stranger in strangers] == [[], [], []]


def test_a_task_for_a_woman_is_in_no_mans_inbox(place: Place, instance: str) -> None:
    add_task(place, instance, needs_woman=True)

    assert ids(look(place, place.identity("sho"))) == []


def test_an_officer_without_a_post_has_an_empty_inbox(
    place: Place, instance: str, now: datetime
) -> None:
    idle = identity_of(place.session, factories.officer(place.session).id, now)
    assert idle is not None

    page = look(place, idle)
    counts = inboxes.counts(place.session, idle, now=now, zone=KOLKATA)

    assert page == Page([], None)
    assert counts.all == 0


def test_the_tabs_count_what_they_show(place: Place, instance: str) -> None:
    for days in (-3, -1, 3, 4, 20):
        add_task(place, instance, due_at=place.now + timedelta(days=days))
    add_task(place, instance, due_at=place.now + timedelta(hours=2))
    add_task(place, instance, due_at=None)
    who = place.identity("sho")

    shown = {view: len(look(place, who, view=view).rows) for view in View}
    counts = inboxes.counts(place.session, who, now=place.now, zone=KOLKATA)

    assert shown == {View.ALL: 7, View.LATE: 2, View.TODAY: 1, View.WEEK: 2, View.LATER: 2}
    assert counts == Counts(all=7, late=2, today=1, week=2, later=2)


def test_every_task_stands_under_one_tab_alone(place: Place, instance: str) -> None:
    midnight = inboxes.end_of_day(place.now, KOLKATA)
    moment, week = timedelta(microseconds=1), midnight + timedelta(days=6)
    edges = [place.now, midnight, week]
    for due_at in [at + by for at in edges for by in (-moment, 0 * moment, moment)] + [None]:
        add_task(place, instance, due_at=due_at)
    who = place.identity("sho")

    shown = {view: ids(look(place, who, view=view)) for view in View}

    parted = [task_id for view in View if view is not View.ALL for task_id in shown[view]]
    assert len(parted) == 10
    assert parted == shown[View.ALL]


def test_a_tab_is_paged_like_the_whole(place: Place, instance: str) -> None:
    far = place.now + timedelta(days=30)
    wanted = [add_task(place, instance, due_at=far + timedelta(hours=n // 2)).id for n in range(7)]
    wanted += [add_task(place, instance, due_at=None).id for _ in range(3)]
    add_task(place, instance, due_at=place.now + timedelta(days=1))
    who = place.identity("sho")

    seen: list[str] = []
    page = look(place, who, view=View.LATER, limit=3)
    seen += ids(page)
    while page.following is not None:
        page = look(place, who, view=View.LATER, behind=page.following, limit=3)
        seen += ids(page)

    assert sorted(seen) == sorted(wanted)


def test_today_ends_at_midnight_in_india(now: datetime) -> None:
    end = inboxes.end_of_day(now, KOLKATA)

    assert end == datetime.fromisoformat("2026-03-03T00:00:00+05:30")


def test_paging_shows_every_task_once_also_with_equal_and_missing_due_dates(
    place: Place, instance: str
) -> None:
    due = [place.now + timedelta(hours=n // 3) for n in range(20)] + [None] * 7
    wanted = {add_task(place, instance, due_at=at).id for at in due}
    who = place.identity("sho")

    seen: list[str] = []
    behind = None
    while True:
        page = look(place, who, behind=behind, limit=4)
        seen += ids(page)
        if page.following is None:
            break
        behind = page.following

    assert len(seen) == len(wanted)
    assert set(seen) == wanted


def test_two_seats_of_one_role_show_a_pool_task_once(
    place: Place, instance: str, now: datetime
) -> None:
    officer = place.officer("investigating_officer", seat=1)
    factories.posting(
        place.session, officer, place.post("investigating_officer", seat=2),
        from_at=now, to_at=now + timedelta(days=1), is_acting=True,
    )  # fmt: skip
    task = add_task(place, instance, "investigating_officer")

    assert ids(look(place, place.identity("investigating_officer", seat=1))) == [task.id]


def test_what_lies_at_a_seat_of_another_role_is_in_the_inbox_of_who_holds_it(
    place: Place, instance: str
) -> None:
    charge = place.post("sho").id
    task = add_task(place, instance, "investigating_officer", post_id=charge)

    who = [place.identity("sho"), place.identity("investigating_officer")]

    assert [ids(look(place, each)) for each in who] == [[task.id], []]


def test_the_inbox_runs_along_its_partial_indexes(database: Engine, now: datetime) -> None:
    """On a table of other stations' tasks, nothing is read in full."""
    with Session(database) as session:
        place = establish(session, now)
        who = place.identity("sho")

        plan = plan_of(
            session,
            lambda: inboxes.inbox(session, who, now=now, zone=KOLKATA),
            containing="UNION ALL",
        )

    assert "ix_user_task_pool" in plan
    assert "ix_user_task_post" in plan
    assert "ix_user_task_mine" in plan
    assert "SCAN user_task" not in plan
    assert "Seq Scan on user_task" not in plan
