"""Jobs: in order, retried, given up, and never holding up another case."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from engine import history, incidents, instances, jobs
from engine.exceptions import JobNotFound, StepFailed
from engine.registry import SYSTEM, Process
from engine.step import Step
from models import EventKind, Job, JobKind, JobStatus, ProcessInstance
from tests.engine.drawing import boundary, drawing, element, end, start, timer, user
from tests.engine.runtime import Portal, registry_of

SERVED_AT_NIGHT = drawing(
    start("s"),
    user("work"),
    boundary("night", "work", timer("duration", "PT8H")),
    element("serviceTask", "serve", camunda__type="external", camunda__topic="serve"),
    end("e"),
    end("e2"),
    flows="s -> work -> e; night -> serve -> e2",
)


class Poisoned(Exception):
    """What a handler raises for the cases it cannot bear."""


class Service:
    """A handler that remembers whom it served, and fails for some."""

    def __init__(self) -> None:
        self.served: list[str] = []
        self.poison: set[str] = set()

    def __call__(self, step: Step) -> dict[str, Any]:
        if step.business_key in self.poison:
            step.add_job(JobKind.DELIVERY, step.now, {"deliver": "never"})
            raise Poisoned(step.business_key)
        self.served.append(step.business_key)
        return {"served": True}


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def portal(sessions: sessionmaker[Session], now: datetime, service: Service) -> Portal:
    return Portal(sessions, now, registry_of(Process("toy", service_tasks={"serve": service})))


def test_cases_are_served_in_the_order_in_which_they_fell_due(
    portal: Portal, service: Service
) -> None:
    portal.deploy(SERVED_AT_NIGHT)
    for name in ("second", "first", "third"):
        portal.now += timedelta(minutes={"second": 10, "first": -10, "third": 20}[name])
        portal.start(business_key=name)

    portal.pass_time(days=1)

    assert service.served == ["first", "second", "third"]


def test_a_failing_case_holds_up_no_other(portal: Portal, service: Service) -> None:
    portal.deploy(SERVED_AT_NIGHT)
    poisoned = portal.start(business_key="poisoned")
    for name in ("a", "b", "c"):
        portal.start(business_key=name)
    service.poison.add("poisoned")

    portal.pass_time(hours=9)

    assert service.served == ["a", "b", "c"]
    (job,) = portal.jobs(poisoned)
    assert (job.status, job.attempts) == (JobStatus.WAITING, 1)
    assert job.last_error is not None
    assert "serve" in job.last_error
    assert portal.open(poisoned) == ["work"]


def test_a_job_that_fails_five_times_becomes_an_incident(portal: Portal, service: Service) -> None:
    portal.deploy(SERVED_AT_NIGHT)
    case = portal.start(business_key="poisoned")
    service.poison.add("poisoned")

    portal.pass_time(hours=9)
    delays = []
    while portal.waiting(case):
        (job,) = portal.waiting(case)
        delays.append((job.due_at - portal.now).total_seconds())
        portal.now = job.due_at
        portal.work()

    (job,) = portal.jobs(case)
    assert (job.status, job.attempts) == (JobStatus.INCIDENT, 5)
    assert delays == sorted(delays)
    assert 0.3 <= delays[0] <= 0.4
    assert delays[-1] <= 60
    with portal.sessions() as session:
        kinds = [event.kind for event in history.timeline(session, case)]
        assert [job.id for job in incidents.unsettled(session)] == [job.id]
    assert kinds.count(EventKind.INCIDENT) == 1
    assert portal.pass_time(days=30) == 0


def test_an_incident_goes_on_when_a_person_retries_it(portal: Portal, service: Service) -> None:
    portal.deploy(SERVED_AT_NIGHT)
    case = portal.start(business_key="poisoned")
    service.poison.add("poisoned")
    portal.pass_time(hours=9)
    for _ in range(5):
        portal.pass_time(minutes=2)
    service.poison.clear()
    [job, *_] = portal.jobs(case)

    with portal.sessions.begin() as session:
        incidents.retry(session, job.id, portal.now)
    portal.work()

    assert service.served == ["poisoned"]
    assert portal.variables(case)["served"] is True
    with portal.sessions() as session:
        kinds = [event.kind for event in history.timeline(session, case)]
    assert EventKind.RETRIED in kinds


def test_only_an_incident_can_be_retried(portal: Portal) -> None:
    portal.deploy(SERVED_AT_NIGHT)
    case = portal.start()
    [job, *_] = portal.jobs(case)

    with portal.sessions.begin() as session, pytest.raises(JobNotFound):
        incidents.retry(session, job.id, portal.now)


def test_an_officer_may_complete_the_task_beside_an_incident(
    portal: Portal, service: Service
) -> None:
    portal.deploy(SERVED_AT_NIGHT)
    case = portal.start(business_key="poisoned")
    service.poison.add("poisoned")
    portal.pass_time(hours=9)
    for _ in range(5):
        portal.pass_time(minutes=2)

    portal.do(case, "work")

    assert [job.status for job in portal.jobs(case)] == [JobStatus.CANCELLED]


def test_a_failing_step_of_an_officer_is_raised_and_can_be_reported(
    portal: Portal, service: Service
) -> None:
    portal.deploy(
        drawing(
            start("s"),
            user("work"),
            element("serviceTask", "serve", camunda__type="external", camunda__topic="serve"),
            end("e"),
            flows="s -> work -> serve -> e",
        )
    )
    case = portal.start(business_key="poisoned")
    service.poison.add("poisoned")

    with pytest.raises(StepFailed) as failed:
        portal.do(case, "work")
    with portal.sessions.begin() as session:
        job_id = incidents.report_failure(session, failed.value, portal.now)
    with portal.sessions.begin() as session:
        again = incidents.report_failure(session, failed.value, portal.now)

    assert again == job_id
    (job,) = portal.jobs()
    assert (job.kind, job.status, job.element_id) == (
        JobKind.ADVANCE,
        JobStatus.INCIDENT,
        "serve",
    )
    assert portal.open(case) == ["work"]


def test_a_job_whose_timer_no_longer_waits_is_closed(portal: Portal) -> None:
    portal.deploy(SERVED_AT_NIGHT)
    case = portal.start()
    with portal.sessions.begin() as session:
        session.add(
            Job(
                kind=JobKind.TIMER,
                instance_id=case,
                token_id="0" * 32,
                due_at=portal.now,
                created_at=portal.now,
            )
        )

    portal.work()

    stray = [job for job in portal.jobs(case) if job.token_id == "0" * 32]
    assert [job.status for job in stray] == [JobStatus.CANCELLED]
    assert portal.open(case) == ["work"]


def test_the_clock_of_a_demonstration_stops_at_everything_that_falls_due(
    portal: Portal, service: Service
) -> None:
    portal.deploy(SERVED_AT_NIGHT)
    began = portal.now
    portal.start(business_key="a")
    portal.now += timedelta(hours=1)
    portal.start(business_key="b")
    moments: list[datetime] = []

    done = jobs.run_until(
        portal.sessions,
        portal.registry,
        deliver={},
        moment=began + timedelta(hours=20),
        move_clock=moments.append,
        lease_clock=lambda: began,
    )

    assert done == 2
    assert moments == [began + timedelta(hours=h) for h in (8, 9, 20)]
    assert service.served == ["a", "b"]


def test_a_tampered_state_becomes_an_incident_and_is_never_run(
    portal: Portal, service: Service
) -> None:
    portal.deploy(SERVED_AT_NIGHT)
    case = portal.start()
    other = portal.start(business_key="other")
    with portal.sessions.begin() as session:
        row = session.get_one(ProcessInstance, case)
        row.state = row.state[:-1] + bytes([row.state[-1] ^ 1])

    portal.pass_time(hours=9)
    for _ in range(5):
        portal.pass_time(minutes=2)

    assert service.served == ["other"]
    assert [job.status for job in portal.jobs(case)] == [JobStatus.INCIDENT]
    assert [job.status for job in portal.jobs(other)] == [JobStatus.DONE]


def test_the_jobs_of_a_cancelled_case_are_closed_with_it(portal: Portal) -> None:
    portal.deploy(SERVED_AT_NIGHT)
    case = portal.start()

    with portal.sessions.begin() as session:
        instances.cancel(
            session, portal.registry, case, reason="duplicate", actor=SYSTEM, now=portal.now
        )

    assert [job.status for job in portal.jobs(case)] == [JobStatus.CANCELLED]
    assert portal.open(case) == []


ERROR_AT_NIGHT = drawing(
    start("s"),
    user("work"),
    boundary("night", "work", timer("duration", "PT8H")),
    end("lost", '<bpmn:errorEventDefinition errorRef="err"/>'),
    end("e"),
    flows="s -> work -> e; night -> lost",
    beside='<bpmn:error id="err" errorCode="lost"/>',
)


def test_an_error_nothing_catches_becomes_an_incident_and_the_case_stays_as_it_was(
    portal: Portal,
) -> None:
    portal.deploy(ERROR_AT_NIGHT)
    case = portal.start()

    portal.pass_time(hours=9)
    for _ in range(5):
        portal.pass_time(minutes=2)

    (job,) = portal.jobs(case)
    assert job.status is JobStatus.INCIDENT
    assert job.last_error is not None
    assert "UncaughtError" in job.last_error
    assert portal.open(case) == ["work"]


def test_a_case_beyond_its_budget_becomes_an_incident_and_others_go_on(
    portal: Portal, service: Service
) -> None:
    many = (
        '<bpmn:multiInstanceLoopCharacteristics isSequential="false">'
        "<bpmn:loopCardinality>count</bpmn:loopCardinality>"
        "</bpmn:multiInstanceLoopCharacteristics>"
    )
    portal.deploy(
        drawing(
            start("s"),
            user("work"),
            boundary("night", "work", timer("duration", "PT8H")),
            user("ask", many),
            end("e"),
            end("e2"),
            flows="s -> work -> e; night -> ask -> e2",
        )
    )
    greedy = portal.start(business_key="greedy", count=1_001)
    modest = portal.start(business_key="modest", count=3)

    portal.pass_time(hours=9)
    for _ in range(5):
        portal.pass_time(minutes=2)

    assert [job.status for job in portal.jobs(greedy)] == [JobStatus.INCIDENT]
    assert portal.open(greedy) == ["work"]
    assert portal.open(modest) == ["ask"] * 3
