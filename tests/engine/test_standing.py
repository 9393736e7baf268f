"""Standing: where the tokens of an instance are, in its own drawing and in those that it calls."""

import pytest

from engine.exceptions import InstanceNotFound
from engine.standing import standing_at
from tests.engine.drawing import (
    boundary,
    definitions,
    element,
    end,
    process,
    start,
    sub_process,
    timer,
    user,
)
from tests.engine.runtime import Portal

CALLED = process("called", start("cs"), user("ask"), end("ce"), flows="cs -> ask -> ce")
CALLING = process(
    "toy",
    start("s"),
    user("first"),
    sub_process("box", start("bs"), user("inside"), end("be"), flows="bs -> inside -> be"),
    element("callActivity", "call", calledElement="called"),
    boundary("late", "call", timer("duration", "P1D"), interrupting=False),
    end("e"),
    end("told"),
    flows="s -> first -> box -> call -> e; late -> told",
)
FILES = {"toy.bpmn": definitions(CALLING), "called.bpmn": definitions(CALLED)}


def standing(portal: Portal, case: str) -> set[str]:
    with portal.sessions() as session:
        return set(standing_at(session, portal.registry, case))


def test_a_token_stands_at_the_open_step_and_at_every_box_around_it(portal: Portal) -> None:
    portal.deploy(FILES)
    case = portal.start()
    seen = [standing(portal, case)]

    for step in ("first", "inside"):
        portal.do(case, step)
        seen.append(standing(portal, case))

    assert seen == [{"first"}, {"box", "inside"}, {"call", "ask"}]


def test_what_only_listens_on_a_border_has_no_token(portal: Portal) -> None:
    portal.deploy(FILES)
    case = portal.start()
    portal.do(case, "first")
    portal.do(case, "inside")

    waiting = [job.element_id for job in portal.waiting(case)]

    assert waiting == ["late"]
    assert "late" not in standing(portal, case)


def test_nothing_stands_in_what_has_ended(portal: Portal) -> None:
    portal.deploy(FILES)
    case = portal.start()

    for step in ("first", "inside", "ask"):
        portal.do(case, step)

    assert standing(portal, case) == set()


def test_where_an_unknown_instance_stands_cannot_be_asked(portal: Portal) -> None:
    with portal.sessions() as session, pytest.raises(InstanceNotFound):
        standing_at(session, portal.registry, "0" * 32)
