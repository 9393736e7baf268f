"""Messages and signals: from outside, between cases, and to nobody."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from engine import history, messages
from engine.exceptions import MessageNotExpected
from engine.registry import SYSTEM, Process
from models import EventKind, InstanceStatus, JobStatus, ProcessInstance, Unit
from tests import factories
from tests.engine.drawing import (
    boundary,
    definitions,
    drawing,
    element,
    end,
    process,
    start,
    user,
)
from tests.engine.runtime import Portal, registry_of

RESUME = '<bpmn:message id="m" name="resume"/>'
CATCHES = '<bpmn:messageEventDefinition messageRef="m"/>'
BELL = '<bpmn:signal id="sig" name="bell"/>'
RINGS = '<bpmn:signalEventDefinition signalRef="sig"/>'

PARKED = drawing(
    start("s"),
    element("intermediateCatchEvent", "parked", CATCHES),
    user("go_on"),
    end("e"),
    flows="s -> parked -> go_on -> e",
    beside=RESUME,
)


@pytest.fixture
def unit(portal: Portal) -> Unit:
    """A unit that a case may belong to."""
    with portal.sessions.begin() as session:
        return factories.state(session)


def instances_of(portal: Portal, key: str) -> list[str]:
    with portal.sessions() as session:
        query = select(ProcessInstance.id).where(ProcessInstance.business_key == key)
        return list(session.scalars(query))


def test_a_message_goes_to_the_case_of_its_business_key(portal: Portal) -> None:
    portal.deploy(PARKED)
    case = portal.start(business_key="case")
    other = portal.start(business_key="other")

    taken_by = portal.send("resume", answer=1)

    assert taken_by == case
    assert portal.open(case) == ["go_on"]
    assert portal.open(other) == []
    assert portal.variables(case) == {"answer": 1}
    with portal.sessions() as session:
        facts = [
            e.facts for e in history.timeline(session, case) if e.kind is EventKind.MESSAGE_RECEIVED
        ]
    assert {"message": "resume"} in facts


@pytest.mark.parametrize(("name", "key"), [("stop", "case"), ("resume", "nobody")])
def test_a_message_nobody_waits_for_is_refused_and_writes_nothing(
    portal: Portal, name: str, key: str
) -> None:
    portal.deploy(PARKED)
    case = portal.start()
    with portal.sessions() as session:
        before = session.get_one(ProcessInstance, case).version

    with pytest.raises(MessageNotExpected):
        portal.send(name, key=key)

    with portal.sessions() as session:
        assert session.get_one(ProcessInstance, case).version == before


def test_a_message_is_taken_once(portal: Portal) -> None:
    portal.deploy(PARKED)
    portal.start()
    portal.send("resume")

    with pytest.raises(MessageNotExpected):
        portal.send("resume")


def test_a_message_to_this_very_case_leaves_the_older_one_waiting(portal: Portal) -> None:
    portal.deploy(PARKED)
    older, newer = portal.start(business_key="case"), portal.start(business_key="case")

    def tell(name: str) -> None:
        with portal.sessions.begin() as session:
            messages.deliver_to(
                session,
                portal.registry,
                newer,
                name=name,
                variables={},
                actor=SYSTEM,
                now=portal.now,
            )

    tell("resume")

    assert (portal.open(older), portal.open(newer)) == ([], ["go_on"])
    for name in ("resume", "stop"):
        with pytest.raises(MessageNotExpected):
            tell(name)


def test_a_message_may_start_an_instance(portal: Portal) -> None:
    portal.deploy(
        drawing(
            start("s"),
            start("called", CATCHES),
            user("by_hand"),
            user("by_message"),
            end("e"),
            end("e2"),
            flows="s -> by_hand -> e; called -> by_message -> e2",
            beside=RESUME,
        )
    )

    case = portal.send("resume", key="new", answer=1)

    assert portal.open(case) == ["by_message"]
    assert portal.variables(case) == {"answer": 1}


def test_a_drawing_may_send_a_message_to_another_of_the_same_business_key(portal: Portal) -> None:
    thrower = process(
        "toy",
        start("s"),
        user("decide"),
        element("intermediateThrowEvent", "tell", CATCHES),
        end("e"),
        flows="s -> decide -> tell -> e",
    )
    portal.registry = registry_of(Process("waiter"))
    portal.deploy({"toy.bpmn": definitions(RESUME, thrower)})
    portal.deploy(
        {"waiter.bpmn": PARKED["toy.bpmn"].replace(b'process id="toy"', b'process id="waiter"')},
        "waiter",
    )
    waiting = portal.start("waiter", business_key="case")
    elsewhere = portal.start("waiter", business_key="other")
    sender = portal.start("toy", business_key="case")

    portal.do(sender, "decide")
    assert portal.open(waiting) == []
    portal.work()

    assert portal.status(sender) is InstanceStatus.COMPLETED
    assert portal.open(waiting) == ["go_on"]
    assert portal.open(elsewhere) == []


def test_a_message_between_drawings_waits_for_its_taker_and_then_becomes_an_incident(
    portal: Portal,
) -> None:
    portal.deploy(
        drawing(
            start("s"),
            element("intermediateThrowEvent", "tell", CATCHES),
            end("e"),
            flows="s -> tell -> e",
            beside=RESUME,
        )
    )
    portal.start()

    for _ in range(5):
        portal.pass_time(minutes=2)

    (job,) = portal.jobs()
    assert job.status is JobStatus.INCIDENT
    assert job.last_error is not None
    assert "resume" in job.last_error


@pytest.mark.parametrize(
    ("event", "beside"), [(CATCHES, RESUME), (RINGS, BELL)], ids=["message", "signal"]
)
def test_what_a_drawing_starts_beside_it_begins_at_the_unit_of_the_thrower(
    portal: Portal, unit: Unit, event: str, beside: str
) -> None:
    thrower = process(
        "toy",
        start("s"),
        element("intermediateThrowEvent", "tell", event),
        user("wait"),
        end("e"),
        flows="s -> tell -> wait -> e",
    )
    taker = process("taker", start("t", event), user("answer"), end("f"), flows="t -> answer -> f")
    portal.registry = registry_of(Process("taker"))
    portal.deploy({"toy.bpmn": definitions(beside, thrower)})
    portal.deploy({"taker.bpmn": definitions(beside, taker)}, "taker")
    sender = portal.start(unit_id=unit.id)

    portal.work()

    (started,) = set(instances_of(portal, "case")) - {sender}
    assert portal.task(started, "answer").unit_id == unit.id


def test_who_sends_a_message_from_outside_names_the_unit_of_what_it_starts(
    portal: Portal, unit: Unit
) -> None:
    portal.deploy(
        drawing(
            start("s"),
            start("called", CATCHES),
            user("answer"),
            end("e"),
            flows="s -> answer; called -> answer -> e",
            beside=RESUME,
        )
    )

    case = portal.send("resume", key="new", unit_id=unit.id)

    assert portal.task(case, "answer").unit_id == unit.id


def test_a_signal_reaches_every_case_that_waits_for_it(portal: Portal) -> None:
    portal.deploy(
        drawing(
            start("s"),
            user("work"),
            boundary("hears", "work", RINGS, interrupting=False),
            user("answer"),
            element("intermediateThrowEvent", "ring", RINGS),
            end("e"),
            end("e2"),
            flows="s -> work -> ring -> e; hears -> answer -> e2",
            beside=BELL,
        )
    )
    cases = [portal.start(business_key=f"case{n}") for n in range(3)]

    portal.do(cases[0], "work")
    portal.work()

    assert portal.status(cases[0]) is InstanceStatus.COMPLETED
    assert [portal.open(case) for case in cases[1:]] == [["answer", "work"]] * 2
    assert portal.pass_time(days=1) == 0


def test_a_receive_task_waits_for_its_message(portal: Portal) -> None:
    portal.deploy(
        drawing(
            start("s"),
            element("receiveTask", "wait", messageRef="m"),
            user("go_on"),
            end("e"),
            flows="s -> wait -> go_on -> e",
            beside=RESUME,
        )
    )
    case = portal.start()
    portal.now += timedelta(hours=1)

    portal.send("resume")

    assert portal.open(case) == ["go_on"]
