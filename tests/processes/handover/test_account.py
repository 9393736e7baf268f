"""Moves of account: who had a case loses it whole, and whoever has it now meets it and does it."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.law import KOLKATA
from models import Escalation, Level, Post, Unit, UserTask
from models.session import reading
from processes.complaint import corrections, inbox, numbers, record, tasks
from processes.complaint.case_page import search
from processes.posts.identity import Identity, identity_of
from processes.posts.postings import holders
from processes.runs import run_of
from tests import factories
from tests.processes.complaint.sayings import say
from tests.processes.complaint.test_moves import complain_of
from tests.processes.handover.story import OrderStory

#: The officers who lose the case, and the post whose holder has it then.
Moved = tuple[list[str], Post]


def filled(session: Session, story: OrderStory, station: Unit) -> dict[str, Post]:
    """The posts of a new station, each held."""
    roles = ("sho", "woman_recorder", "investigating_officer")
    posts = {role: factories.post(session, station, role) for role in roles}
    for post in posts.values():
        factories.posted(session, post, now=story.now)
    return posts


def new_station(story: OrderStory, circle: Unit) -> tuple[Unit, dict[str, Post]]:
    with story.sessions.begin() as session:
        station = factories.station(session, circle)
        return station, filled(session, story, station)


def lose(story: OrderStory, *roles: str) -> list[str]:
    return [story.place.officer(role).id for role in roles]


def assigned(story: OrderStory) -> None:
    story.submit()
    story.call()
    story.register()
    story.assign()


def zero_fir(story: OrderStory, there: Unit, charge: Post) -> None:
    story.submit()
    story.call()
    story.record(registered_as="zero_fir", other_jurisdiction="yes")
    story.do(
        "send_zero_fir",
        other_district=there.district_id,
        receiving_station=there.id,
        transfer_reason="It was there.",
    )
    task = story.open_task("accept_zero_fir")
    with story.sessions.begin() as session:
        answers = story._answers(
            session, task.element_id, {"zero_fir_answer": "accept", "fir_number": "74/2026"}
        )
        who = holder(session, charge, story.now)
        tasks.complete(session, story.registry, who, task.id, answers, now=story.now)


def dispute(story: OrderStory, there: Unit) -> None:
    assigned(story)
    say(story, "any_jurisdiction_said", other_station=there.id, jurisdiction_reason="There.")
    story.do(
        "decide_jurisdiction",
        jurisdiction_answer="other_station",
        other_station=there.id,
        jurisdiction_answer_reason="It was there.",
    )


def by_zero_fir(story: OrderStory) -> Moved:
    there = story.place.other_station
    charge = story.place.post("sho", there)
    zero_fir(story, there, charge)
    return lose(story, "sho", "circle_officer", "superintendent"), charge


def to_another_state(story: OrderStory) -> Moved:
    with story.sessions.begin() as session:
        state = factories.unit(session, Level.STATE, story.place.nation)
        circle = factories.circle(session, factories.district(session, state))
        there = factories.station(session, circle)
        charge = filled(session, story, there)["sho"]
    zero_fir(story, there, charge)
    return lose(story, "sho", "circle_officer", "superintendent", "state_nodal"), charge


def within_the_circle(story: OrderStory) -> Moved:
    there, posts = new_station(story, story.place.circle)
    dispute(story, there)
    return lose(story, "sho", "investigating_officer"), posts["sho"]


def within_the_district(story: OrderStory) -> Moved:
    with story.sessions.begin() as session:
        circle = factories.circle(session, story.place.district)
    there, posts = new_station(story, circle)
    dispute(story, there)
    return lose(story, "sho", "investigating_officer", "circle_officer"), posts["sho"]


def by_a_transfer_order(story: OrderStory) -> Moved:
    assigned(story)
    leaving = lose(story, "investigating_officer")
    story.order()
    story.accept_all()
    return leaving, story.place.post("investigating_officer")


def to_an_officer_of_another_unit(story: OrderStory) -> Moved:
    _station, posts = new_station(story, story.place.circle)
    assigned(story)
    complain_of(story, "investigating_officer")
    story.do("examine_officer", officer_decision="other_officer", officer_answer="Another has it.")
    seat = posts["investigating_officer"]
    story.do("name_other_officer", new_io_post_id=seat.id, other_officer_reason="She asked.")
    return lose(story, "investigating_officer"), seat


def holder(session: Session, post: Post, now: datetime) -> Identity:
    found = identity_of(session, holders(session, post.id, now)[0].id, now)
    assert found is not None
    return found


def doors(session: Session, story: OrderStory, who: Identity, since: datetime) -> set[str]:
    """The doors behind which somebody meets the case."""
    instance_id = story.complaint.instance_id or ""
    rows = inbox.inbox(session, who, now=story.now, zone=KOLKATA).rows
    rung = select(Escalation.id).where(
        Escalation.instance_id == instance_id,
        Escalation.raised_at > since,
        Escalation.role.in_(who.roles),
        Escalation.unit_id.in_({held.unit.id for held in who.posts}),
    )
    found = {
        "inbox": [row for row in rows if row.complaint_id == story.complaint_id],
        "search": who.posts and search(session, who, numbers.written(story.complaint.number)),
        "correct": corrections.correctable(who, run_of(session, instance_id)),
        "rung": session.scalars(rung).all(),
    }
    return {name for name, each in found.items() if each}


@pytest.mark.parametrize(
    ("move", "has"),
    [
        (by_zero_fir, {"inbox", "search", "correct"}),
        (to_another_state, {"inbox", "search", "correct"}),
        (within_the_circle, {"inbox", "search", "correct"}),
        (within_the_district, {"inbox", "search", "correct"}),
        (by_a_transfer_order, {"inbox", "search"}),
        (to_an_officer_of_another_unit, {"inbox", "search"}),
    ],
)
def test_who_had_it_meets_it_nowhere_and_who_has_it_does(
    story: OrderStory, move: Callable[[OrderStory], Moved], has: set[str]
) -> None:
    losing, post = move(story)
    story.wait(minutes=1)
    moved_at = story.now

    story.wait(days=9)

    with reading(story.sessions) as session:
        left = [identity_of(session, officer_id, story.now) for officer_id in losing]
        assert [doors(session, story, who, moved_at) for who in left if who] == [set()] * len(left)
        assert doors(session, story, holder(session, post, story.now), moved_at) >= has


def test_who_has_charge_of_the_new_station_corrects_what_the_old_one_wrote(
    story: OrderStory,
) -> None:
    _losing, charge = within_the_district(story)
    values = {"risk_level": "standard", "safety_plan": "She stays with her sister."}

    with story.sessions.begin() as session:
        task = session.scalars(select(UserTask).where(UserTask.element_id == "check_risk")).one()
        who = holder(session, charge, story.now)
        answers = story._answers(session, task.element_id, values)
        tasks.correct(
            session, story.registry, who, task.id, answers, reason="mistyped", now=story.now
        )

    with reading(story.sessions) as session:
        instance_id = story.complaint.instance_id or ""
        told = record.latest(session, story.registry.keyring, instance_id, "safety_plan")
    assert told == "She stays with her sister."
