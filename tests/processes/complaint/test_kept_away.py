"""While it is examined, whom she complains of learns of nothing, and all of it reaches somebody."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definitions
from engine.definitions import Definition
from engine.drawing import Element
from engine.law import KOLKATA
from engine.registry import SYSTEM, AssignRequest
from engine.step import Step
from models import Escalation, Level, Post, ProcessInstance, UserTask
from models.session import reading
from models.types import new_id
from processes.complaint import command, escalations, inbox, numbers, tasks
from processes.complaint.case_page import search
from processes.complaint.service_tasks import escalate
from processes.posts.identity import Identity
from processes.posts.recusals import recuse
from processes.posts.rungs import holders_of_role
from processes.posts.seats import assign
from tests import factories
from tests.processes.complaint.test_moves import complain_of, move
from tests.processes.story import Story

#: Whom she complains of, and who has meanwhile what would fall to that post.
INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        "investigating_officer": "sho",
        "sho": "circle_officer",
        "circle_officer": "superintendent",
        "superintendent": "state_nodal",
    }
)
Reached = Mapping[str, tuple[str, frozenset[str]]]

of_each = pytest.mark.parametrize("of_whom", INSTEAD)


def drawing_of(session: Session, story: Story) -> Definition:
    instance = session.get_one(ProcessInstance, story.complaint.instance_id)
    return definitions.load(session, instance.definition_id)


def tell(
    session: Session,
    story: Story,
    element: Element,
    definition: Definition,
    *,
    instance_id: str | None = None,
) -> Escalation:
    """What a step of the drawing, or of a run beside, brings before somebody, were it reached."""
    token = new_id()
    elsewhere = story.place.other_station.id
    escalate(
        Step(
            session=session,
            now=story.now,
            instance_id=instance_id or story.complaint.instance_id or "",
            business_key=story.complaint_id,
            unit_id=story.complaint.unit_id,
            element_id=element.id,
            token_id=token,
            properties=element.properties,
            variables={**story.variables, "receiving_station": elsewhere},
            actor=SYSTEM,
            definition=definition,
            keyring=story.registry.keyring,
            _move=lambda unit_id: None,
            _seat_anew=lambda roles: None,
            _share=lambda values: None,
            _note=lambda name, facts: None,
        )
    )
    session.flush()
    return session.scalars(select(Escalation).where(Escalation.token_id == token)).one()


def told_by(session: Session, story: Story) -> Reached:
    """By each step that tells somebody: the role told, and who holds its post."""
    drawn = drawing_of(session, story)
    rows = {
        each.id: tell(session, story, each, drawn)
        for each in drawn.elements.values()
        if "severity" in each.properties
    }
    return {
        element_id: (row.role, holders_of_role(session, row.unit_id, row.role, story.now))
        for element_id, row in rows.items()
    }


def done_by(session: Session, story: Story) -> Reached:
    """By each step of the police: the role whose it is, and who holds its post."""
    there = story.place.post("sho", story.place.other_station).id
    known = {**story.variables, "receiving_post_id": there}
    found = {}
    for each in drawing_of(session, story).elements.values():
        if each.kind != "userTask" or each.level is None:
            continue
        seat = assign(
            session,
            AssignRequest(
                role=each.role or "",
                level=each.level,
                unit_id=story.complaint.unit_id,
                post_id=known.get(each.seat) if each.seat else None,
                needs_woman=each.needs_woman,
                now=story.now,
                instance_id=story.complaint.instance_id,
            ),
        )
        post = session.get(Post, seat.post_id) if seat.post_id else None
        role = seat.role if post is None else post.role
        found[each.id] = (role, holders_of_role(session, seat.unit_id, role, story.now))
        if post is not None:
            found[each.id] = (role, frozenset({story.place.officers[post.id].id}))
    return found


def find_nothing(story: Story, task: UserTask) -> None:
    """The Oversight cell finds nothing in this examination."""
    values = {"officer_decision": "nothing", "officer_answer": "Nothing found."}
    with story.sessions.begin() as session:
        answers = story._answers(session, task.element_id, values)
        who = story.identity("oversight_cell")
        tasks.complete(session, story.registry, who, task.id, answers, now=story.now)


def finds(session: Session, story: Story, who: Identity) -> set[str]:
    """The doors behind which this officer finds the case."""
    unit, now = who.posts[0].unit, story.now
    number = numbers.written(story.complaint.number)
    raised = escalations.brought_before(session, unit, recused=who.recused)
    late = command.late_cases(session, unit, now=now, recused=who.recused)
    doors = {
        "inbox": inbox.inbox(session, who, now=now, zone=KOLKATA).rows,
        "search": search(session, who, number),
        "late": late,
        "raised": [line for line in raised if line.complaint_id == story.complaint_id],
    }
    return {name for name, found in doors.items() if found}


@of_each
@pytest.mark.parametrize("reached", [told_by, done_by])
def test_no_step_of_any_drawing_reaches_whom_she_complains_of_and_each_reaches_somebody(
    with_io: Story, of_whom: str, reached: Callable[[Session, Story], Reached]
) -> None:
    with with_io.sessions.begin() as session:
        desk = factories.post(session, with_io.place.state, "legal_desk")
        factories.posted(session, desk, now=with_io.now)
        before = reached(session, with_io)
    about = with_io.identity(of_whom).officer_id

    complain_of(with_io, of_whom)

    with reading(with_io.sessions) as session:
        after = reached(session, with_io)
    his = {element_id for element_id, (_role, who) in before.items() if who == {about}}
    assert [element_id for element_id, (_role, who) in after.items() if not who - {about}] == []
    assert {after[element_id][0] for element_id in his} <= {INSTEAD[of_whom]}
    assert {each: after[each] for each in after.keys() - his} == {
        each: before[each] for each in before.keys() - his
    }


@of_each
def test_he_finds_it_behind_no_door_and_whose_turn_it_is_does(with_io: Story, of_whom: str) -> None:
    with_io.wait(days=66)

    complain_of(with_io, of_whom)

    with reading(with_io.sessions) as session:
        assert finds(session, with_io, with_io.identity(of_whom)) == set()
        assert finds(session, with_io, with_io.identity(INSTEAD[of_whom])) >= {"search", "late"}


@of_each
def test_what_lies_open_with_him_goes_on_at_once_and_comes_back_if_nothing_is_found(
    with_io: Story, of_whom: str
) -> None:
    with_io.wait(days=70)
    before = {task.id: (task.role, task.unit_id) for task in with_io.open_tasks()}

    complain_of(with_io, of_whom)
    meanwhile = {task.id: task.role for task in with_io.open_tasks() if task.id in before}
    with_io.do("examine_officer", officer_decision="nothing", officer_answer="Nothing found.")

    assert of_whom not in meanwhile.values()
    after = {task.id: (task.role, task.unit_id) for task in with_io.open_tasks()}
    assert after == before
    with reading(with_io.sessions) as session:
        assert "search" in finds(session, with_io, with_io.identity(of_whom))


def test_who_takes_his_post_meanwhile_is_told_and_does_his_steps(with_io: Story) -> None:
    complain_of(with_io, "circle_officer")
    post = with_io.place.post("circle_officer")
    with with_io.sessions.begin() as session:
        newcomer = factories.posted(session, post, now=with_io.now)

    with reading(with_io.sessions) as session:
        told = told_by(session, with_io)["tell_circle_of_copy"]

    held_by = frozenset({newcomer.id, with_io.place.officer("circle_officer").id})
    assert told == ("circle_officer", held_by)


def test_where_it_has_gone_because_of_him_he_stays_kept_from_it(with_io: Story) -> None:
    complain_of(with_io, "sho")

    move(with_io, with_io.place.other_station)

    assert with_io.complaint.instance_id in with_io.identity("sho").recused


def test_while_he_is_examined_for_another_word_of_hers_too_he_stays_kept_from_it(
    with_io: Story,
) -> None:
    complain_of(with_io, "sho")
    complain_of(with_io, "sho")
    examined = [task for task in with_io.open_tasks() if task.element_id == "examine_officer"]

    kept = []
    for task in examined:
        find_nothing(with_io, task)
        kept.append(with_io.complaint.instance_id in with_io.identity("sho").recused)

    assert kept == [True, False]


def test_what_a_woman_must_do_goes_past_every_man_to_the_next_woman(with_io: Story) -> None:
    recorder = with_io.place.officer("woman_recorder")
    with with_io.sessions.begin() as session:
        recuse(
            session,
            with_io.complaint.instance_id or "",
            [recorder.id],
            reason="complained_of",
            now=with_io.now,
        )
        request = AssignRequest(
            role="woman_recorder",
            level=Level.STATION,
            unit_id=with_io.place.station.id,
            post_id=None,
            needs_woman=True,
            now=with_io.now,
            instance_id=with_io.complaint.instance_id,
        )
        found = [
            assign(session, replace(request, needs_woman=needs)).role for needs in (False, True)
        ]

    assert found == ["sho", "state_nodal"]
