"""Sharing values with a running case, and reading it while its branches end one by one."""

import pytest

from engine import instances
from engine.registry import SYSTEM
from tests.engine.elements.test_sharing import BOX_BESIDE
from tests.engine.runtime import Portal


@pytest.fixture
def case(portal: Portal) -> str:
    """A case beside whose first step a box runs."""
    portal.deploy(BOX_BESIDE)
    case = portal.start(station="first", mark="new", state="new")
    portal.send("post")
    return case


def tell_all(portal: Portal, case: str, **values: str) -> None:
    with portal.sessions.begin() as session:
        instances.share(
            session,
            portal.registry,
            case,
            values,
            reason="told",
            actor=SYSTEM,
            now=portal.now,
        )


def test_a_case_reads_as_it_was_shared_when_the_box_beside_has_ended(
    portal: Portal, case: str
) -> None:
    tell_all(portal, case, station="second")
    portal.do(case, "box_handle", mark="seen")

    assert portal.variables(case) == {"station": "second", "mark": "seen", "state": "new"}
    portal.do(case, "a")
    portal.do(case, "b")
    assert portal.variables(case) == {"station": "second", "mark": "seen", "state": "new"}


def test_a_case_reads_as_its_branches_changed_it_when_the_box_beside_has_ended(
    portal: Portal, case: str
) -> None:
    portal.do(case, "a", state="begun")
    portal.do(case, "box_handle", mark="seen")

    assert portal.variables(case) == {"station": "first", "mark": "seen", "state": "begun"}
