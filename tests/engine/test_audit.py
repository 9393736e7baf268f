"""The audit: every step has its entry, and no entry can be changed, dropped or invented."""

from sqlalchemy import delete, update

from engine import audit
from engine.registry import Actor
from engine.tables import AUDIT
from tests.engine.drawing import drawing, end, start, user
from tests.engine.runtime import Portal

STEPS = drawing(
    start("s"), user("first"), user("second"), end("e"), flows="s -> first -> second -> e"
)


def entries(portal: Portal, chain: str) -> list[tuple[int, str]]:
    with portal.sessions() as session:
        rows = session.execute(
            AUDIT.select().where(AUDIT.c.chain == chain).order_by(AUDIT.c.number)
        )
        return [(row.number, row.action) for row in rows]


def breaks(portal: Portal) -> list[audit.Break]:
    with portal.sessions() as session:
        return audit.verify(session)


def run_a_case(portal: Portal) -> str:
    portal.deploy(STEPS)
    case = portal.start()
    portal.do(case, "first", officer="asha")
    portal.do(case, "second", officer="asha")
    return case


def test_every_step_has_one_entry_and_the_chain_holds(portal: Portal) -> None:
    case = run_a_case(portal)

    assert entries(portal, case) == [(1, "start"), (2, "complete"), (3, "complete")]
    assert breaks(portal) == []


def test_a_changed_entry_shows(portal: Portal) -> None:
    case = run_a_case(portal)

    with portal.sessions.begin() as session:
        session.execute(
            update(AUDIT)
            .where(AUDIT.c.chain == case, AUDIT.c.number == 2)
            .values(officer_id="beena")
        )

    assert breaks(portal) == [audit.Break(case, 2, "link")]


def test_a_dropped_entry_shows(portal: Portal) -> None:
    case = run_a_case(portal)

    with portal.sessions.begin() as session:
        session.execute(delete(AUDIT).where(AUDIT.c.chain == case, AUDIT.c.number == 2))

    assert breaks(portal) == [audit.Break(case, 3, "gap")]


def test_an_entry_cut_off_at_the_end_shows(portal: Portal) -> None:
    case = run_a_case(portal)

    with portal.sessions.begin() as session:
        session.execute(delete(AUDIT).where(AUDIT.c.chain == case, AUDIT.c.number == 3))

    assert breaks(portal) == [audit.Break(case, 2, "gap")]


def test_others_may_add_to_a_chain_between_steps(portal: Portal) -> None:
    portal.deploy(STEPS)
    case = portal.start()
    with portal.sessions.begin() as session:
        audit.record(session, case, "unmask", Actor("asha", "post"), portal.now, field="phone")

    portal.do(case, "first")

    assert entries(portal, case) == [(1, "start"), (2, "unmask"), (3, "complete")]
    assert breaks(portal) == []


def test_a_chain_may_belong_to_no_instance(portal: Portal) -> None:
    with portal.sessions.begin() as session:
        for number in range(3):
            audit.record(session, "postings", "transfer", Actor("dcp"), portal.now, n=number)

    assert entries(portal, "postings") == [(1, "transfer"), (2, "transfer"), (3, "transfer")]
    assert breaks(portal) == []
