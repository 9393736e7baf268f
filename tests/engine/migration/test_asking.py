"""A migration that one designer asks for, and another lets begin."""

import pytest
from sqlalchemy import select

from engine.exceptions import MigrationDecided, MigrationNotFound, SecondPersonNeeded
from engine.migration import asking
from engine.registry import Actor
from engine.tables import AUDIT
from models import CaseMigration, MigrationStatus
from tests.engine.migration.cases import DESIGNER, order, progress
from tests.engine.migration.test_batches import ONE, TWO, start_many
from tests.engine.runtime import Portal

SECOND = Actor("second", "desk")


@pytest.fixture
def asked(portal: Portal) -> str:
    """Asked for by the first designer, while three cases run."""
    portal.deploy(ONE)
    start_many(portal, 3)
    portal.deploy(TWO)
    with portal.sessions.begin() as session:
        return asking.ask(session, order(), actor=DESIGNER, now=portal.now)


def test_nothing_moves_before_another_designer_agrees(portal: Portal, asked: str) -> None:
    portal.work()

    before = progress(portal, asked)

    assert (before.status, before.cases) == (MigrationStatus.ASKED, 0)
    with portal.sessions.begin() as session:
        asking.agree(session, asked, actor=SECOND, now=portal.now)
    portal.work()
    after = progress(portal, asked)
    assert (after.status, after.moved) == (MigrationStatus.DONE, 3)
    with portal.sessions() as session:
        row = session.get_one(CaseMigration, asked)
        assert (row.ordered_by, row.decided_by) == ("designer", "second")
        actions = session.connection().scalars(
            select(AUDIT.c.action).where(AUDIT.c.chain == "definitions").order_by(AUDIT.c.number)
        )
        assert list(actions)[-2:] == ["ask_to_migrate", "migrate"]


def test_nobody_agrees_to_what_she_has_asked_for(portal: Portal, asked: str) -> None:
    with pytest.raises(SecondPersonNeeded), portal.sessions.begin() as session:
        asking.agree(session, asked, actor=DESIGNER, now=portal.now)

    assert progress(portal, asked).status is MigrationStatus.ASKED


def test_what_is_declined_never_begins(portal: Portal, asked: str) -> None:
    with portal.sessions.begin() as session:
        asking.decline(session, asked, actor=SECOND, now=portal.now)

    with pytest.raises(MigrationDecided), portal.sessions.begin() as session:
        asking.agree(session, asked, actor=SECOND, now=portal.now)
    portal.work()
    assert progress(portal, asked).status is MigrationStatus.DECLINED
    assert progress(portal, asked).cases == 0


def test_a_migration_nobody_asked_for_is_not_found(portal: Portal) -> None:
    with pytest.raises(MigrationNotFound), portal.sessions.begin() as session:
        asking.agree(session, "0" * 32, actor=SECOND, now=portal.now)
