"""The custody ledger: one custodian at a time, split by claims, transfers and jurisdiction."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine import custody, tasks
from engine.custody import Interval
from engine.registry import Actor, AssignRequest, Process, Seat
from engine.step import Step
from models import Level, Unit, UserTask
from models.session import open_database
from models.types import new_id
from tests.engine.drawing import drawing, element, end, parallel, start, user
from tests.engine.runtime import Portal, registry_of


def lane(lane_id: str, nodes: str, **properties: str) -> str:
    """A lane with properties around these nodes."""
    said = "".join(
        f'<camunda:property name="{name}" value="{value}"/>' for name, value in properties.items()
    )
    references = "".join(f"<bpmn:flowNodeRef>{node}</bpmn:flowNodeRef>" for node in nodes.split())
    return (
        f'<bpmn:lane id="{lane_id}" name="{lane_id}"><bpmn:extensionElements><camunda:properties>'
        f"{said}</camunda:properties></bpmn:extensionElements>{references}</bpmn:lane>"
    )


def lanes(station: str = "", field: str = "", woman: str = "") -> str:
    """Two lanes of custodians, and hers."""
    return (
        '<bpmn:laneSet id="ls">'
        + lane("station", station, role="sho", level="station", custodian="true")
        + lane("field", field, role="io", level="station", custodian="true", seat="io_post")
        + lane("woman", woman, role="complainant")
        + "</bpmn:laneSet>"
    )


CASE = drawing(
    lanes(station="register", field="investigate", woman="sign"),
    start("s"),
    user("register"),
    user("sign"),
    user("investigate"),
    end("e"),
    flows="s -> register -> sign -> investigate -> e",
)
#: Two custodians at once, neither waiting for the other.
SIDE_BY_SIDE = drawing(
    lanes(station="register inform"),
    start("s"),
    parallel("split"),
    user("register"),
    user("inform"),
    end("e"),
    end("e2"),
    flows="s -> split -> register -> e; split -> inform -> e2",
)


def assign(session: Session, request: AssignRequest) -> Seat:
    """Every role has one post at each unit; officers are named after post."""
    unit = session.get(Unit, request.unit_id) if request.unit_id and request.level else None
    post = request.post_id or (f"{request.role}@{unit.code}" if unit else None)
    return Seat.at(
        request.role,
        unit,
        post_id=request.post_id,
        ledger_post_id=post,
        officer_id=f"holder of {post}"[:32] if post else None,
    )


def route(step: Step) -> None:
    step.move_to_unit(step.variables["to_unit"])


@pytest.fixture
def portal(sessions: sessionmaker[Session], now: datetime) -> Portal:
    process = Process("toy", assign=assign, service_tasks={"route": route})
    return Portal(sessions, now, registry_of(process))


@pytest.fixture
def units(portal: Portal) -> list[str]:
    """Two stations."""
    ids = [new_id(), new_id()]
    with portal.sessions.begin() as session:
        for number, unit_id in enumerate(ids):
            session.add(
                Unit(
                    id=unit_id,
                    level=Level.STATION,
                    name=f"Station {number}",
                    name_hi=f"थाना {number}",
                    code=f"st{number}",
                    station_id=unit_id,
                )
            )
    return ids


def ledger(portal: Portal, case: str) -> list[Interval]:
    with portal.sessions() as session:
        return custody.ledger(session, case, portal.now)


def test_each_custodians_step_is_an_interval(portal: Portal, units: list[str]) -> None:
    portal.deploy(CASE)
    began = portal.now
    case = portal.start(unit_id=units[0])

    portal.now += timedelta(hours=5)
    portal.do(case, "register", io_post="io_2")
    portal.now += timedelta(hours=20)
    portal.do(case, "sign")
    portal.now += timedelta(hours=3)

    first, second = ledger(portal, case)
    assert (first.element_id, first.post_id, first.officer_id) == (
        "register",
        "sho@st0",
        "holder of sho@st0",
    )
    assert (first.from_at, first.to_at) == (began, began + timedelta(hours=5))
    assert (second.element_id, second.post_id, second.is_open) == ("investigate", "io_2", True)
    assert (second.from_at, second.to_at) == (portal.now - timedelta(hours=3), portal.now)


def test_of_several_at_one_post_who_did_the_step_answers_for_it(portal: Portal) -> None:
    portal.deploy(CASE)
    case = portal.start(unit_id=None)  # no one officer alone holds its post
    (waiting,) = ledger(portal, case)
    task_id = portal.task(case, "register").id

    with portal.sessions.begin() as session:
        tasks.complete(
            session,
            portal.registry,
            task_id,
            variables={"io_post": "io_2"},
            actor=Actor("asha", "sho_2"),
            now=portal.now,
        )

    (done,) = ledger(portal, case)
    assert (waiting.officer_id, done.officer_id) == (None, "asha")


def test_a_step_of_the_complainant_is_nobodys_custody(portal: Portal, units: list[str]) -> None:
    portal.deploy(CASE)
    case = portal.start(unit_id=units[0])

    portal.do(case, "register", io_post="io_2")

    assert [interval.is_open for interval in ledger(portal, case)] == [False]


def test_one_of_two_parallel_custodians_holds_the_case_until_it_is_done(
    portal: Portal, units: list[str]
) -> None:
    portal.deploy(
        drawing(
            lanes(station="register inform", field="investigate"),
            start("s"),
            parallel("split"),
            user("register"),
            user("inform"),
            parallel("join"),
            user("investigate"),
            end("e"),
            flows="s -> split -> register -> join -> investigate -> e; split -> inform -> join",
        )
    )
    case = portal.start(unit_id=units[0], io_post="io_1")
    holder = ledger(portal, case)[0].element_id
    other = "inform" if holder == "register" else "register"

    portal.now += timedelta(hours=1)
    portal.do(case, holder)
    portal.now += timedelta(hours=1)
    portal.do(case, other)

    intervals = ledger(portal, case)
    assert [interval.element_id for interval in intervals] == [holder, other, "investigate"]
    assert [interval.from_at for interval in intervals[1:]] == [i.to_at for i in intervals[:-1]]


def test_the_custodian_who_is_not_the_holder_may_finish_first(
    portal: Portal, units: list[str]
) -> None:
    portal.deploy(SIDE_BY_SIDE)
    case = portal.start(unit_id=units[0])
    holder = ledger(portal, case)[0].element_id

    portal.do(case, "inform" if holder == "register" else "register")

    (only,) = ledger(portal, case)
    assert (only.element_id, only.is_open) == (holder, True)


def test_custody_that_passes_to_a_claimed_task_is_with_who_has_claimed_it(
    portal: Portal, units: list[str]
) -> None:
    portal.deploy(SIDE_BY_SIDE)
    case = portal.start(unit_id=units[0])
    holder = ledger(portal, case)[0].element_id
    other = "inform" if holder == "register" else "register"
    with portal.sessions.begin() as session:
        tasks.claim(session, portal.task(case, other).id, actor=Actor("asha"), now=portal.now)
    portal.now += timedelta(hours=1)

    portal.do(case, holder)

    last = ledger(portal, case)[-1]
    assert (last.element_id, last.officer_id, last.is_open) == (other, "asha", True)


def test_a_step_that_waited_for_its_lock_ends_no_interval_before_it_began(
    portal: Portal, units: list[str]
) -> None:
    portal.deploy(CASE)
    case = portal.start(unit_id=units[0])
    portal.now -= timedelta(seconds=1)

    portal.do(case, "register", io_post="io_2")

    (only,) = ledger(portal, case)
    assert (only.is_open, only.to_at) == (False, only.from_at)


def test_a_transfer_splits_the_interval(portal: Portal, units: list[str]) -> None:
    portal.deploy(CASE)
    case = portal.start(unit_id=units[0])
    portal.now += timedelta(hours=5)

    with portal.sessions.begin() as session:
        count = custody.split_for_post(
            session,
            "sho@st0",
            of_instances=[case],
            leaving={"holder of sho@st0"},
            officer_id="successor",
            now=portal.now,
        )

    before, after = ledger(portal, case)
    assert count == 1
    assert (before.to_at, after.from_at) == (portal.now, portal.now)
    assert (after.officer_id, after.post_id, after.is_open) == ("successor", "sho@st0", True)


def test_claiming_names_the_officer_in_the_ledger(portal: Portal, units: list[str]) -> None:
    portal.deploy(CASE)
    case = portal.start(unit_id=units[0])
    portal.now += timedelta(hours=1)

    with portal.sessions.begin() as session:
        tasks.claim(session, portal.task(case, "register").id, actor=Actor("asha"), now=portal.now)

    assert [i.officer_id for i in ledger(portal, case)] == ["holder of sho@st0", "asha"]


def test_a_case_that_moves_takes_its_open_tasks_and_its_custody_along(
    portal: Portal, units: list[str]
) -> None:
    portal.deploy(
        drawing(
            lanes(station="register", woman="ask"),
            start("s"),
            parallel("split"),
            user("register"),
            user("ask"),
            element("serviceTask", "move", camunda__type="external", camunda__topic="route"),
            end("e"),
            end("e2"),
            flows="s -> split -> register -> e; split -> ask -> move -> e2",
        )
    )
    case = portal.start(unit_id=units[0])
    with portal.sessions.begin() as session:
        tasks.claim(session, portal.task(case, "register").id, actor=Actor("asha"), now=portal.now)
    portal.now += timedelta(hours=1)

    portal.do(case, "ask", to_unit=units[1])

    task = portal.task(case, "register")
    assert (task.unit_id, task.station_id, task.assignee_id) == (units[1], units[1], None)
    last = ledger(portal, case)[-1]
    assert (last.unit_id, last.post_id, last.is_open) == (units[1], "sho@st1", True)
    with portal.sessions() as session:
        open_tasks = session.scalars(select(UserTask).where(UserTask.station_id == units[1])).all()
    assert [t.element_id for t in open_tasks] == ["register"]


def offered() -> str:
    """One registers, and until somebody at a desk without custody accepts it, it stays with her."""
    accept = user(
        "accept",
        "<bpmn:extensionElements><camunda:properties>"
        '<camunda:property name="custody_stays" value="true"/>'
        "</camunda:properties></bpmn:extensionElements>",
        camunda__candidateGroups="desk",
    )
    return drawing(
        lanes(station="register inform"),
        start("s"),
        user("register"),
        accept,
        user("inform"),
        end("e"),
        flows="s -> register -> accept -> inform -> e",
    )


def test_what_waits_to_be_accepted_stays_with_whom_it_was(portal: Portal, units: list[str]) -> None:
    portal.deploy(offered())
    case = portal.start(unit_id=units[0])

    portal.now += timedelta(hours=1)
    portal.do(case, "register")
    accepting, asha = portal.task(case, "accept").id, Actor("asha")
    with portal.sessions.begin() as session:
        tasks.claim(session, accepting, actor=asha, now=portal.now)
    portal.now += timedelta(hours=47)
    waiting = ledger(portal, case)[-1]
    with portal.sessions.begin() as session:
        tasks.complete(
            session, portal.registry, accepting, variables={}, actor=asha, now=portal.now
        )

    first, stayed, after = ledger(portal, case)
    assert (waiting.element_id, waiting.officer_id, waiting.is_open) == (
        "accept",
        "holder of sho@st0",
        True,
    )
    assert (first.to_at, stayed.from_at) == (stayed.from_at, portal.now - timedelta(hours=47))
    assert (stayed.officer_id, stayed.to_at) == ("holder of sho@st0", portal.now)
    assert (after.element_id, after.from_at, after.is_open) == ("inform", portal.now, True)


def test_the_open_interval_is_found_without_reading_the_ledger(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    text = custody._CLOSE._for(database.dialect).text

    with database.connect() as connection:
        plan = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {text}", ("",) * text.count("?")
        ).all()

    assert "ix_custody_interval_instance_id (instance_id=? AND to_at=?)" in str(plan)
    database.dispose()
