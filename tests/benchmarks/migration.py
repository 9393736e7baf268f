"""Migration: what it costs to move one running case to another version of its drawing."""

import time

from engine import definitions
from engine.check import check
from engine.migration import batches, orders
from engine.migration.orders import Order
from engine.registry import SYSTEM
from tests.benchmarks import purchase
from tests.benchmarks.portal import Durable

CASES = 200
#: Steps done before a case moves, so that it stands where three branches are open.
STEPS = 4


def case_ms(portal: Durable, cases: int = CASES) -> float:
    """CPU milliseconds of one moved case, with everything that is written, in the mean of many.

    Every second case has three open branches, the others wait at their first step.
    """
    for number in range(cases):
        case = portal.start()
        for step in range(STEPS if number % 2 else 0):
            task_id = portal.open_task(case)
            assert task_id is not None
            portal.complete(task_id, step)
    migration = _begin(portal)
    server_before, began = portal.server_seconds(), time.process_time()
    while _next(portal, migration) is not batches.Rest.NOTHING:
        pass
    spent = time.process_time() - began + portal.server_seconds() - server_before
    with portal.sessions() as session:
        done = orders.progress(session, migration)
    assert done.refused == 0
    assert done.moved >= cases
    return spent / done.moved * 1e3


def _begin(portal: Durable) -> str:
    """Deploy the drawing with a remark, and order that all cases move to it."""
    remark = b'<bpmn:textAnnotation id="remark"/></bpmn:process>'
    files = {
        path: content.replace(b"</bpmn:process>", remark)
        for path, content in purchase.files().items()
    }
    with portal.sessions.begin() as session:
        before = definitions.latest(session, purchase.PROCESS).version
        after = definitions.deploy(
            session, portal.registry, name=purchase.PROCESS, files=files, by=None, note="",
            now=portal.now, checker=check,
        )  # fmt: skip
        order = Order(purchase.PROCESS, before, after.version)
        return orders.begin(session, order, actor=SYSTEM, now=portal.now)


def _next(portal: Durable, migration: str) -> batches.Rest:
    with portal.sessions.begin() as session:
        return batches.move_next(session, portal.registry, migration, portal.now)
