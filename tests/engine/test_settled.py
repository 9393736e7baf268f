"""Settled answers: a correction changes none by which a case has gone a way."""

from collections.abc import Mapping
from datetime import datetime

import pytest
from sqlalchemy.orm import Session, sessionmaker

from engine.exceptions import AnswerSettled
from engine.registry import Process
from tests.engine.drawing import drawing, element, end, exclusive, script, start, user
from tests.engine.runtime import Portal, registry_of


def said(properties: Mapping[str, str]) -> str:
    """Properties of an element."""
    each = "".join(
        f'<camunda:property name="{name}" value="{value}"/>' for name, value in properties.items()
    )
    return (
        "<bpmn:extensionElements><camunda:properties>"
        f"{each}</camunda:properties></bpmn:extensionElements>"
    )


def step(**properties: str) -> str:
    """The step whose answers are corrected, with these properties."""
    return user("propose", said(properties))


def served(portal: Portal, *, topic: str, **properties: str) -> str:
    """A case that a service has gone on with, after its channel and its hour were answered."""
    portal.deploy(
        drawing(
            start("s"),
            step(when_corrected="ring"),
            element("serviceTask", "serve", said(properties), camunda__topic=topic),
            user("file"),
            end("e"),
            flows="s -> propose -> serve -> file -> e",
        )
    )
    started = portal.start()
    portal.do(started, "propose", channel="sms", hour=9)
    return started


def case(portal: Portal, **properties: str) -> str:
    """A case whose outcome was proposed, and lies with who hears her."""
    portal.deploy(
        drawing(
            start("s"),
            step(**properties),
            user("hear"),
            exclusive("which", default="which_to_forward"),
            user("review"),
            user("forward"),
            script("count", "score = weight + 1"),
            user("file"),
            end("e"),
            end("e2"),
            flows="s -> propose -> hear -> which; which -> review: outcome == 'closure';"
            " which -> forward -> count -> file -> e; review -> e2",
        )
    )
    started = portal.start()
    portal.do(started, "propose", outcome="charge", weight=1, said_on="2026-03-02")
    return started


@pytest.fixture
def portal(sessions: sessionmaker[Session], now: datetime) -> Portal:
    toy = Process(
        "toy",
        service_tasks={"reach": lambda _: None, "ring": lambda _: None},
        reads={"reach": frozenset({"channel"}), "ring": frozenset({"channel"})},
    )
    return Portal(sessions, now, registry_of(toy))


def test_until_its_way_was_taken_an_answer_may_change(portal: Portal) -> None:
    started = case(portal)

    portal.correct(started, "propose", outcome="closure")
    portal.do(started, "hear")

    assert portal.open(started) == ["review"]


def test_an_answer_by_which_a_way_was_taken_stays(portal: Portal) -> None:
    started = case(portal)
    portal.do(started, "hear")

    with pytest.raises(AnswerSettled):
        portal.correct(started, "propose", outcome="closure", said_on="2026-03-01")

    known = portal.variables(started)
    assert (known["outcome"], known["said_on"]) == ("charge", "2026-03-02")


def test_what_nothing_has_read_may_change_beside_what_stays(portal: Portal) -> None:
    started = case(portal)
    portal.do(started, "hear")

    portal.correct(started, "propose", outcome="charge", weight=5, said_on="2026-03-01")
    portal.do(started, "forward")

    known = portal.variables(started)
    assert (known["said_on"], known["score"]) == ("2026-03-01", 6)


def test_what_a_script_has_read_stays(portal: Portal) -> None:
    started = case(portal)
    portal.do(started, "hear")
    portal.do(started, "forward")

    with pytest.raises(AnswerSettled):
        portal.correct(started, "propose", weight=5)


@pytest.mark.parametrize(
    ("topic", "properties"),
    [
        ("reach", {}),
        ("set_variables", {"set_way": "channel + '!'"}),
        ("ring", {"passes": "outcome, channel"}),
        ("ring", {"of_unit": "channel"}),
        ("ring", {"from": "channel"}),
    ],
)
def test_what_a_service_has_gone_by_stays(
    portal: Portal, topic: str, properties: Mapping[str, str]
) -> None:
    started = served(portal, topic=topic, **properties)

    portal.correct(started, "propose", channel="sms", hour=10)
    with pytest.raises(AnswerSettled):
        portal.correct(started, "propose", channel="voice", hour=10)

    known = portal.variables(started)
    assert (known["channel"], known["hour"]) == ("sms", 10)


def test_what_a_correction_does_again_settles_nothing(portal: Portal) -> None:
    started = served(portal, topic="ring")

    portal.correct(started, "propose", channel="voice")

    assert portal.variables(started)["channel"] == "voice"


def test_an_answer_left_empty_stays_however_it_is_left_empty(portal: Portal) -> None:
    started = case(portal)
    portal.do(started, "hear", ground=None)

    portal.correct(started, "propose", outcome="charge", ground="")

    assert portal.variables(started)["ground"] == ""


def test_a_drawing_says_which_answers_may_change_after_their_way(portal: Portal) -> None:
    started = case(portal, may_change="weight outcome")
    portal.do(started, "hear")

    portal.correct(started, "propose", outcome="closure")

    assert portal.variables(started)["outcome"] == "closure"


def test_a_drawing_says_after_which_step_no_answer_changes_any_more(portal: Portal) -> None:
    started = case(portal, may_change="outcome", settled_by="count")
    portal.do(started, "hear")
    portal.do(started, "forward")

    with pytest.raises(AnswerSettled):
        portal.correct(started, "propose", said_on="2026-03-01")


def test_an_answer_given_anew_may_change_until_its_way_is_taken_anew(portal: Portal) -> None:
    portal.deploy(
        drawing(
            start("s"),
            user("propose"),
            user("hear"),
            exclusive("which", default="which_to_propose"),
            end("e"),
            flows="s -> propose -> hear -> which; which -> propose;"
            " which -> e: outcome == 'charge'",
        )
    )
    started = portal.start()
    portal.do(started, "propose", outcome="unsure")
    portal.pass_time(days=1)
    portal.do(started, "hear")
    portal.do(started, "propose", outcome="closure")

    portal.correct(started, "propose", outcome="charge")
    portal.do(started, "hear")

    assert portal.open(started) == []
