"""Moving one case: all of it in memory first, then written in one transaction under its lock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from engine import instances, job_rows
from engine.exceptions import CannotMove
from engine.instance import Instance
from engine.migration import projections
from engine.migration.joins import waits_for_others
from engine.migration.plan import Plan
from engine.migration.reasons import Reason
from engine.migration.rewriting import Rewritten, rewrite
from engine.registry import Actor, Registry
from engine.store import Row
from engine.tables import INSTANCE
from models import EventKind, InstanceStatus, JobKind

ACTION = "migrate"


@dataclass(frozen=True)
class Carried:
    """A case as it stands in the new version, in memory."""

    instance: Instance
    rewritten: Rewritten
    changes: list[projections.Change]


def carried(
    session: Session, registry: Registry, row: Row, plan: Plan, *, actor: Actor, now: datetime
) -> Carried:
    """Let a case go on in the new version, in memory only.

    :raises CannotMove: with every reason
    """
    if row.status is not InstanceStatus.RUNNING:
        raise CannotMove([Reason("case-ended")])
    if row.definition_id != plan.source.id:
        raise CannotMove([Reason("other-version")])
    before = instances.revive(session, registry, row, actor=actor, now=now)
    rewritten = rewrite(
        before.workflow,
        plan,
        script_engine=before.workflow.script_engine,
        now=now,
        zone=registry.zone,
    )
    instance = instance_of(before, plan, rewritten)
    return Carried(instance, rewritten, projections.changes(instance, plan.source, rewritten))


def instance_of(before: Instance, plan: Plan, rewritten: Rewritten) -> Instance:
    """The opened case in the new version: what has changed since is what the step will write."""
    instance = Instance(
        session=before.session,
        registry=before.registry,
        row=before.row,
        definition=plan.target,
        workflow=rewritten.workflow,
        actor=before.actor,
        now=before.now,
    )
    for token in rewritten.armed:
        instance.timers_before.pop(token, None)
    instance.timers_before |= dict.fromkeys(rewritten.withdrawn)
    return instance


def move(
    session: Session,
    registry: Registry,
    row: Row,
    plan: Plan,
    *,
    migration_id: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Let a locked case go on in the new version, with all its rows.

    Nothing is run. Where an inclusive join holds a branch, a job looks at once whether it still
    has to.

    :raises CannotMove: with every reason; nothing was written
    """
    found = carried(session, registry, row, plan, actor=actor, now=now)
    write(found, plan, facts={"migration": migration_id})


def write(found: Carried, plan: Plan, *, facts: Mapping[str, str]) -> None:
    """Write a case that was carried to the new version."""
    instance = found.instance
    projections.write(instance, found.changes, found.rewritten)
    follow(instance, found.rewritten, plan, facts=facts)
    instances.write(instance)
    keep_version(instance)


def follow(
    instance: Instance, rewritten: Rewritten, plan: Plan, *, facts: Mapping[str, str]
) -> None:
    """Tell history and audit from where to where, and look at joins again."""
    if waits_for_others(instance.workflow):
        instance.jobs.append(
            job_rows.row(
                kind=JobKind.ADVANCE,
                due_at=instance.now,
                now=instance.now,
                instance_id=instance.id,
            )
        )
    told: dict[str, Any] = {
        **facts,
        "from_version": plan.source.version,
        "to_version": plan.target.version,
    }
    instance.action = ACTION
    instance.audit_facts.update(told)
    renamed = {old: new for old, new in rewritten.elements.values() if old != new}
    instance.happened(
        EventKind.MIGRATED,
        facts={
            **told,
            "from_definition": plan.source.id,
            "steps": renamed,
            "withdrawn": sorted(set(rewritten.withdrawn.values())),
            "armed": sorted(set(rewritten.armed.values())),
        },
    )


def keep_version(instance: Instance) -> None:
    """Write into the row of a case which version it runs."""
    instance.connection.execute(
        update(INSTANCE)
        .where(INSTANCE.c.id == instance.id)
        .values(definition_id=instance.definition.id)
    )
