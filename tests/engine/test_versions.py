"""Versions: deployed by who works at the machine, and rolled back; both say why, in the audit."""

from collections.abc import Mapping
from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine import audit, versions
from engine.check import check
from engine.exceptions import DefinitionRefused, NewestMovedOn, NothingToPublish, WordsNeeded
from engine.registry import Registry
from engine.rehearsal import Rehearsal
from models import AuditEntry, ProcessDefinition
from tests.engine.drawing import drawing, end, in_one_lane, start, user
from tests.engine.two_versions import FAILED, LEFT_OUT, ONE, PASSED, PATH, TWO, VERSIONS, deployed


def from_the_shell(
    session: Session,
    registry: Registry,
    files: Mapping[str, bytes],
    *,
    now: datetime,
    note: str = "Two is asked instead of one",
    rehearsal: Rehearsal = PASSED,
    despite: str = "",
) -> ProcessDefinition:
    return versions.deploy(
        session,
        registry,
        name="toy",
        files=files,
        note=note,
        account="operator",
        rehearsal=rehearsal,
        despite=despite,
        now=now,
        checker=check,
    )


def rolled_back(
    session: Session,
    registry: Registry,
    to: ProcessDefinition,
    by: str,
    *,
    seen: ProcessDefinition,
    now: datetime,
    reason: str = "why",
) -> ProcessDefinition:
    return versions.roll_back(
        session,
        registry,
        to.id,
        reason=reason,
        by=by,
        seen_newest=seen.id,
        now=now,
        checker=check,
    )


def test_what_is_deployed_at_the_machine_says_which_account_did_it(
    session: Session, registry: Registry, now: datetime
) -> None:
    deployed(session, registry, ONE, now=now)

    row = from_the_shell(session, registry, TWO, now=now)

    assert (row.version, row.note) == (2, "Two is asked instead of one")
    assert (row.deployed_by, row.approved_by) == (None, None)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.chain == "definitions")).one()
    assert (entry.action, entry.officer_id) == ("deploy", None)
    assert entry.facts["account"] == "operator"
    assert entry.facts["had_second"] is False
    assert audit.verify(session) == []


@pytest.mark.parametrize("note", ["", " ", "x" * 401])
def test_it_says_what_changes(
    session: Session, registry: Registry, now: datetime, note: str
) -> None:
    with pytest.raises(WordsNeeded):
        from_the_shell(session, registry, ONE, now=now, note=note)

    assert session.scalar(VERSIONS) == 0


@pytest.mark.parametrize(
    ("rehearsal", "failed", "left_out"), [(FAILED, 1, False), (LEFT_OUT, 0, True)]
)
def test_where_cases_failed_or_were_left_out_it_is_said_why(
    session: Session,
    registry: Registry,
    now: datetime,
    rehearsal: Rehearsal,
    failed: int,
    left_out: bool,
) -> None:
    with pytest.raises(WordsNeeded):
        from_the_shell(session, registry, ONE, now=now, rehearsal=rehearsal)
    from_the_shell(session, registry, ONE, now=now, rehearsal=rehearsal, despite="The law is new")

    facts = session.scalars(select(AuditEntry)).one().facts
    assert (facts["cases_failed"], facts["cases_left_out"]) == (failed, left_out)
    assert facts["despite"] == "The law is new"


def test_what_runs_already_is_not_deployed_again(
    session: Session, registry: Registry, now: datetime
) -> None:
    deployed(session, registry, ONE, now=now)

    with pytest.raises(NothingToPublish):
        from_the_shell(session, registry, ONE, now=now)

    assert session.scalar(select(func.count(AuditEntry.link))) == 0


def test_what_has_errors_is_not_deployed_at_the_machine_either(
    session: Session, registry: Registry, now: datetime
) -> None:
    with pytest.raises(DefinitionRefused):
        from_the_shell(session, registry, {PATH: b"<broken"}, now=now)

    assert session.scalar(VERSIONS) == 0


def test_rolling_back_deploys_the_files_of_the_older_version_again(
    session: Session, registry: Registry, asha: str, now: datetime
) -> None:
    first = deployed(session, registry, ONE, now=now)
    second = deployed(session, registry, TWO, now=now)

    row = rolled_back(
        session, registry, first, asha, seen=second, reason="The new step stands still", now=now
    )
    session.commit()

    assert (row.version, row.rolled_back_from, row.deployed_by) == (3, first.id, asha)
    assert row.approved_by is None
    assert versions.files_of(session, row.id) == ONE
    entry = session.scalars(select(AuditEntry).where(AuditEntry.chain == "definitions")).one()
    assert entry.action == "roll back"
    assert entry.facts["reason"] == "The new step stands still"
    assert entry.facts["to_version"] == 1


def test_what_runs_already_is_not_rolled_back_to(
    session: Session, registry: Registry, asha: str, now: datetime
) -> None:
    first = deployed(session, registry, ONE, now=now)

    with pytest.raises(NothingToPublish):
        rolled_back(session, registry, first, asha, seen=first, now=now)

    assert session.scalar(VERSIONS) == 1


def test_two_who_roll_back_at_once_do_it_once(
    session: Session, registry: Registry, asha: str, now: datetime
) -> None:
    first = deployed(session, registry, ONE, now=now)
    second = deployed(session, registry, TWO, now=now)
    third = in_one_lane(drawing(start("s"), user("three"), end("e"), flows="s -> three -> e"))
    deployed(session, registry, third, now=now)

    with pytest.raises(NewestMovedOn):
        rolled_back(session, registry, first, asha, seen=second, now=now)

    assert session.scalar(VERSIONS) == 3
