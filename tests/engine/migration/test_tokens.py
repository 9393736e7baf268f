"""A token moved by hand, in the same version or together with its case to another."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from engine import audit
from engine.exceptions import CannotMove, InstanceNotRunning
from engine.migration.plan import Plan
from engine.migration.tokens import move_token, tokens_of
from models import EventKind, InstanceStatus, TaskStatus
from tests.engine.drawing import (
    boundary,
    drawing,
    element,
    end,
    exclusive,
    parallel,
    script,
    start,
    sub_process,
    timer,
    user,
)
from tests.engine.migration.cases import DESIGNER, disagreements, history, order, row_of, timers
from tests.engine.runtime import Portal

#: Two branches; in the first a sub-process with a deadline.
CASE = drawing(
    start("s"),
    parallel("split"),
    sub_process(
        "box",
        start("bs"),
        user("inner"),
        boundary("late", "inner", timer("duration", "P3D"), interrupting=False),
        user("after_inner"),
        end("be"),
        end("be2"),
        flows="bs -> inner -> after_inner -> be; late -> be2",
    ),
    end("eb"),
    user("other"),
    script("count", "counted = 'yes'"),
    exclusive("which", default="which_to_last"),
    user("last"),
    boundary("too_late", "last", timer("duration", "P1D")),
    end("e"),
    end("e2"),
    flows="s -> split -> box -> eb; split -> other -> count -> which -> last -> e;too_late -> e2",
)
#: Two branches that meet.
JOINED = drawing(
    start("s"),
    parallel("split"),
    user("one"),
    user("other"),
    parallel("join"),
    user("last"),
    end("e"),
    flows="s -> split -> one -> join; split -> other -> join -> last -> e",
)


def move(
    portal: Portal, case: str, step: str, to: str, *, steps: Mapping[str, str] | None = None,
    is_to_next: bool = False,
) -> None:  # fmt: skip
    """Set the token at a step before another one."""
    with portal.sessions.begin() as session:
        found = tokens_of(session, portal.registry, case, now=portal.now)
        token = next((each.id for each in found if each.element.id == step), "nothing")
        plan: Plan | None = order(steps=steps).plan(session) if is_to_next else None
        move_token(
            session,
            portal.registry,
            case,
            token,
            to=to,
            reason="stuck",
            actor=DESIGNER,
            now=portal.now,
            plan=plan,
        )
    assert disagreements(portal) == []


def refused(portal: Portal, case: str, step: str, to: str) -> str:
    """Why a token cannot be moved."""
    with pytest.raises(CannotMove) as found:
        move(portal, case, step, to)
    (reason,) = found.value.reasons
    return reason.code


def test_a_task_is_closed_and_the_chosen_step_begins(portal: Portal) -> None:
    portal.deploy(CASE)
    case = portal.start()
    before = portal.task(case, "inner")

    move(portal, case, "inner", "after_inner")

    assert portal.open(case) == ["after_inner", "other"]
    assert portal.task(case, "inner").status is TaskStatus.CANCELLED
    assert portal.task(case, "after_inner").id != before.id
    assert timers(portal, case) == {}


def test_what_follows_the_chosen_step_is_run(portal: Portal) -> None:
    portal.deploy(CASE)
    case = portal.start(known=1)

    move(portal, case, "other", "count")

    assert portal.open(case) == ["inner", "last"]
    assert portal.variables(case) == {"known": 1, "counted": "yes"}
    assert timers(portal, case)["too_late"].due_at == portal.now + timedelta(days=1)


def test_a_box_is_left_with_all_that_it_holds(portal: Portal) -> None:
    portal.deploy(CASE)
    case = portal.start()
    portal.do(case, "inner", found="inside")

    move(portal, case, "box", "count")
    portal.do(case, "last")

    assert portal.open(case) == ["other"]
    assert portal.variables(case)["found"] == "inside"


def test_the_same_step_may_begin_again(portal: Portal) -> None:
    portal.deploy(CASE)
    case = portal.start()
    portal.pass_time(days=2)

    move(portal, case, "inner", "inner")

    assert portal.open(case) == ["other", "inner"]
    assert timers(portal, case)["late"].due_at == portal.now + timedelta(days=3)


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("too_late", "no-place"),
        ("s", "no-place"),
        ("inner", "other-scope"),
        ("nowhere", "step-gone"),
    ],
)
def test_a_token_cannot_be_set_anywhere(portal: Portal, to: str, why: str) -> None:
    portal.deploy(CASE)
    case = portal.start()
    before = row_of(portal, case)

    found = refused(portal, case, "other", to)

    assert found == why
    assert row_of(portal, case).state == before.state


def test_no_token_is_set_before_a_join_or_past_one_that_waits_for_it(portal: Portal) -> None:
    portal.deploy(JOINED)
    case = portal.start()

    assert refused(portal, case, "other", "join") == "no-place"
    assert refused(portal, case, "other", "last") == "join-never-filled"
    assert portal.open(case) == ["one", "other"]


def test_an_event_around_a_step_is_no_token(portal: Portal) -> None:
    portal.deploy(CASE)
    case = portal.start()

    with portal.sessions() as session:
        found = [t.element.id for t in tokens_of(session, portal.registry, case, now=portal.now)]

    assert sorted(found) == ["box", "inner", "other"]


def test_history_and_audit_say_who_moved_it_and_why(portal: Portal) -> None:
    portal.deploy(CASE)
    case = portal.start()

    move(portal, case, "other", "last")

    (event,) = [each for each in history(portal, case) if each.kind is EventKind.MOVED]
    assert (event.element_id, event.facts) == ("last", {"from": "other", "reason": "stuck"})
    assert (event.officer_id, event.post_id) == ("designer", "desk")
    with portal.sessions() as session:
        assert list(audit.verify(session)) == []


def test_a_case_that_has_ended_has_no_token(portal: Portal) -> None:
    portal.deploy(drawing(start("s"), end("e"), flows="s -> e"))
    case = portal.start()

    with pytest.raises(InstanceNotRunning):
        move(portal, case, "s", "e")
    assert portal.status(case) is InstanceStatus.COMPLETED


def test_a_step_that_is_gone_is_left_on_the_way_to_the_new_version(portal: Portal) -> None:
    portal.deploy(CASE)
    case = portal.start()
    without = {
        path: content.replace(b'"other"', b'"another"').replace(b"_other", b"_another")
        for path, content in CASE.items()
    }
    without = {path: text.replace(b'"other_', b'"another_') for path, text in without.items()}
    newer = portal.deploy(without)

    move(portal, case, "other", "another", is_to_next=True)

    assert row_of(portal, case).definition_id == newer
    assert portal.open(case) == ["another", "inner"]
    assert EventKind.MIGRATED in [each.kind for each in history(portal, case)]
    for step in ("another", "inner", "after_inner", "last"):
        portal.do(case, step)
    assert portal.status(case) is InstanceStatus.COMPLETED


def test_a_branch_of_several_events_is_left_with_the_others(portal: Portal) -> None:
    portal.deploy(
        drawing(
            start("s"),
            element("eventBasedGateway", "either"),
            element("intermediateCatchEvent", "soon", timer("duration", "P1D")),
            element("intermediateCatchEvent", "later", timer("duration", "P2D")),
            user("work"),
            end("e"),
            flows="s -> either -> soon -> work; either -> later -> work -> e",
        )
    )
    case = portal.start()

    move(portal, case, "soon", "work")

    assert portal.open(case) == ["work"]
    assert timers(portal, case) == {}
