"""Processes that begin by themselves: at a date, after a while, again and again."""

from datetime import timedelta

from sqlalchemy import select

from models import Job, JobStatus, ProcessInstance
from tests.engine.drawing import drawing, element, end, start, timer, user
from tests.engine.runtime import Portal


def begins(kind: str, text: str, task: str = "look") -> dict[str, bytes]:
    """A drawing that a timer starts."""
    return drawing(start("s", timer(kind, text)), user(task), end("e"), flows=f"s -> {task} -> e")


def cases(portal: Portal) -> list[str]:
    with portal.sessions() as session:
        return list(
            session.scalars(select(ProcessInstance.id).order_by(ProcessInstance.started_at))
        )


def test_a_deployed_timer_starts_an_instance_when_it_is_due(portal: Portal) -> None:
    portal.deploy(begins("duration", "PT2H"))

    portal.pass_time(hours=1)
    before = cases(portal)
    portal.pass_time(hours=1)

    assert before == []
    (case,) = cases(portal)
    assert portal.open(case) == ["look"]
    portal.pass_time(days=9)
    assert len(cases(portal)) == 1


def test_a_cycle_starts_an_instance_each_time(portal: Portal) -> None:
    portal.deploy(begins("cycle", "R3/P1D"))

    portal.pass_time(days=1)
    first = len(cases(portal))
    portal.pass_time(days=30)

    assert first == 1
    assert len(cases(portal)) == 3


def test_a_new_version_takes_the_place_of_the_old_ones_timer(portal: Portal) -> None:
    portal.deploy(begins("duration", "PT2H", "old"))
    portal.deploy(begins("duration", "PT3H", "new"))

    portal.pass_time(hours=4)

    (case,) = cases(portal)
    assert portal.open(case) == ["new"]
    with portal.sessions() as session:
        statuses = list(session.scalars(select(Job.status).order_by(Job.id)))
    assert statuses == [JobStatus.CANCELLED, JobStatus.DONE]


def test_deploying_the_same_content_again_starts_no_second_clock(portal: Portal) -> None:
    portal.deploy(begins("cycle", "R/P1D"))
    portal.deploy(begins("cycle", "R/P1D"))

    portal.pass_time(days=1)

    assert len(cases(portal)) == 1


def test_a_signal_may_start_an_instance(portal: Portal) -> None:
    bell = '<bpmn:signal id="sig" name="bell"/>'
    rings = '<bpmn:signalEventDefinition signalRef="sig"/>'
    portal.deploy(
        drawing(
            start("s"),
            start("rung", rings),
            user("first"),
            element("intermediateThrowEvent", "ring", rings),
            user("second"),
            end("e"),
            end("e2"),
            flows="s -> first -> ring -> e; rung -> second -> e2",
            beside=bell,
        )
    )
    ringer = portal.start(business_key="case")

    portal.now += timedelta(hours=1)
    portal.do(ringer, "first")
    portal.work()

    (started,) = [case for case in cases(portal) if case != ringer]
    assert portal.open(started) == ["second"]


def test_a_date_that_has_passed_starts_nothing_when_a_drawing_is_deployed_again(
    portal: Portal,
) -> None:
    date = (portal.now + timedelta(days=1)).isoformat()
    portal.deploy(begins("date", date, "old"))
    portal.pass_time(days=2)

    portal.deploy(begins("date", date, "new"))
    portal.work()

    (case,) = cases(portal)
    assert portal.open(case) == ["old"]


def test_occurrences_missed_in_an_outage_all_follow_but_none_from_before_the_deployment(
    portal: Portal,
) -> None:
    first = (portal.now - timedelta(days=10)).isoformat()
    portal.deploy(begins("cycle", f"R/{first}/P1D"))

    portal.pass_time(days=3)

    assert len(cases(portal)) == 3
