"""Whom she complains of learns nothing of what runs beside her complaint either, at any step."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import pytest
from sqlalchemy.orm import Session

from engine.drawing import Element
from engine.registry import AssignRequest
from models import Post
from models.session import reading
from processes.permissions.permission import Permission
from processes.permissions.rules import may
from processes.posts.rungs import holders_of_role
from processes.posts.seats import assign
from tests.processes.beside import Beside
from tests.processes.complaint.test_going_along import (
    a_recovery,
    a_reopening,
    a_withdrawal,
    an_appeal,
)
from tests.processes.complaint.test_kept_away import INSTEAD, Reached, tell
from tests.processes.complaint.test_moves import complain_of
from tests.processes.story import Story

Begin = Callable[[Story], Beside]


RUNS: Mapping[str, Begin] = MappingProxyType(
    {
        "appeal": an_appeal,
        "reopening": a_reopening,
        "recovery": a_recovery,
        "withdrawal": a_withdrawal,
    }
)
of_each = pytest.mark.parametrize("of_whom", INSTEAD)
in_each = pytest.mark.parametrize("begin", RUNS.values(), ids=RUNS.keys())


def reached(session: Session, story: Story, beside: Beside) -> Reached:
    """By each step of the run: the role whose it is or that is told, and who holds its post."""
    run = beside.run
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for each in run.definition.elements.values():
        if each.kind == "userTask" and each.level is not None:
            found[each.id] = _done_by(session, story, beside, each)
        elif {"severity", "role"} <= each.properties.keys():  # the appeal's own ladder has no role
            row = tell(session, story, each, run.definition, instance_id=run.instance_id)
            found[each.id] = (
                row.role,
                holders_of_role(session, row.unit_id, row.role, story.now),
            )
    return found


def _done_by(
    session: Session, story: Story, beside: Beside, step: Element
) -> tuple[str, frozenset[str]]:
    known = {**story.variables, **beside.variables}
    seat = assign(
        session,
        AssignRequest(
            role=step.role or "",
            level=step.level,
            unit_id=beside.run.unit.id if beside.run.unit else None,
            post_id=known.get(step.seat) if step.seat else None,
            needs_woman=step.needs_woman,
            now=story.now,
            or_else=step.owner.or_else,
            instance_id=beside.run.instance_id,
        ),
    )
    post = session.get(Post, seat.post_id) if seat.post_id else None
    if post is not None:
        return post.role, frozenset({story.place.officers[post.id].id})
    return seat.role, holders_of_role(session, seat.unit_id, seat.role, story.now)


@of_each
@in_each
def test_no_step_of_it_reaches_whom_she_complains_of(
    with_io: Story, begin: Begin, of_whom: str
) -> None:
    beside = begin(with_io)
    about = with_io.identity(of_whom).officer_id
    with with_io.sessions.begin() as session:
        before = reached(session, with_io, beside)

    complain_of(with_io, of_whom)

    with reading(with_io.sessions) as session:
        after = reached(session, with_io, beside)
    his = {each for each, (_role, who) in before.items() if who == {about}}
    assert [each for each, (_role, who) in after.items() if about in who] == []
    assert {after[each][0] for each in his} <= {INSTEAD[of_whom]}
    assert all(after[each] == before[each] for each in after.keys() - his)


@of_each
@in_each
def test_what_is_open_goes_past_him_at_once_and_comes_back_if_nothing_is_found(
    with_io: Story, begin: Begin, of_whom: str
) -> None:
    beside = begin(with_io)
    before = {task.id: (task.role, task.unit_id) for task in beside.run.open_tasks}

    complain_of(with_io, of_whom)
    with_io.wait(seconds=1)
    meanwhile = {task.id: task.role for task in beside.run.open_tasks}
    with_io.do("examine_officer", officer_decision="nothing", officer_answer="Nothing found.")
    with_io.wait(seconds=1)

    assert of_whom not in meanwhile.values()
    after = {task.id: (task.role, task.unit_id) for task in beside.run.open_tasks}
    assert after == before


@in_each
def test_he_sees_no_step_of_it_until_nothing_is_found(with_io: Story, begin: Begin) -> None:
    beside, of_whom = begin(with_io), "superintendent"
    task = beside.run.open_tasks[0]

    complain_of(with_io, of_whom)
    meanwhile = may(Permission.SEE_TASK, with_io.identity(of_whom), task)
    kept_from = with_io.identity(of_whom).recused
    with_io.do("examine_officer", officer_decision="nothing", officer_answer="Nothing found.")

    assert not meanwhile
    assert beside.run.instance_id in kept_from
    assert with_io.identity(of_whom).recused == frozenset()
