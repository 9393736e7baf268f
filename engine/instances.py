"""Process instances: start one, cancel one, and `opened`, the one door to a running one.

Inside `opened` the instance's row is locked and its workflow is loaded; on leaving, all that the
step has changed is written. If anything raises, nothing is written and the object is thrown away;
the caller, who began the transaction, rolls it back.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from engine import definitions, elements, saving, store
from engine.definitions import Definition
from engine.exceptions import InstanceNotFound, InstanceNotRunning
from engine.expressions import script_engine
from engine.instance import Instance
from engine.prepared import Prepared
from engine.registry import SYSTEM, Actor, Registry
from engine.runner import advance
from engine.runner import share as share_with_branches
from engine.state import Identity, StateCodec
from engine.tables import INSTANCE
from models import EventKind, InstanceStatus
from models.encryption import Keyring
from models.types import new_id

#: Nothing is computed while variables are only read.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)

_DEFINITION = Prepared(
    select(INSTANCE.c.definition_id).where(INSTANCE.c.id == bindparam("of_instance"))
)


def start(
    session: Session,
    registry: Registry,
    *,
    process: str,
    business_key: str,
    variables: Mapping[str, Any],
    unit_id: str | None,
    actor: Actor,
    now: datetime,
    instance_id: str | None = None,
    start_event: str | None = None,
) -> str:
    """Start the newest version of a process, run its first steps, and return the instance's id.

    `start_event` names the start event that has happened, where it is not the one without a
    trigger.

    :raises DefinitionNotFound: the process was never deployed
    :raises StepFailed: its first steps cannot run; nothing is written
    """
    definition = definitions.load(session, definitions.latest(session, process).id)
    session.flush()
    row = store.insert_instance(
        session.connection(),
        instance_id=instance_id or new_id(),
        definition_id=definition.id,
        business_key=business_key,
        unit_id=unit_id,
        now=now,
    )
    workflow = elements.new_workflow(
        definition.parsed.spec,
        definition.parsed.subprocess_specs,
        script_engine=script_engine(now=now, zone=registry.zone),
        now=now,
        zone=registry.zone,
        variables=variables,
        start_event=start_event,
    )
    instance = Instance(
        session=session,
        registry=registry,
        row=row,
        definition=definition,
        workflow=workflow,
        actor=actor,
        now=now,
    )
    instance.happened(EventKind.STARTED, facts={"version": definition.version})
    instance.action = "start"
    advance(instance)
    write(instance)
    return row.id


@contextmanager
def opened(
    session: Session, registry: Registry, instance_id: str, *, actor: Actor, now: datetime
) -> Iterator[Instance]:
    """Lock a running instance, load it, and write on leaving what was done with it.

    :raises InstanceNotFound: there is none with this id
    :raises InstanceNotRunning: it has ended
    :raises InstanceBusy: somebody else has held it for too long
    :raises StateRejected: its stored state was tampered with
    """
    row = store.take(session.connection(), instance_id)
    if row is None:
        raise InstanceNotFound(id=instance_id)
    instance = revive(session, registry, row, actor=actor, now=now)
    yield instance
    write(instance)


@contextmanager
def entered(
    session: Session, registry: Registry, row: store.Row, *, actor: Actor, now: datetime
) -> Iterator[Instance]:
    """:func:`opened` for a row that the engine has just taken itself."""
    instance = revive(session, registry, row, actor=actor, now=now)
    yield instance
    write(instance)


def write(instance: Instance) -> None:
    """Write what a step has changed; the instance is of no use afterwards."""
    saving.save(instance, _codec(instance.registry.keyring))


def revive(
    session: Session,
    registry: Registry,
    row: store.Row,
    *,
    actor: Actor,
    now: datetime,
    read_only: bool = False,
) -> Instance:
    """Load the workflow of a row.

    :raises InstanceNotRunning: it has ended
    :raises StateRejected: its stored state was tampered with
    """
    if row.status is not InstanceStatus.RUNNING and not read_only:
        raise InstanceNotRunning(id=row.id)
    definition = definitions.load(session, row.definition_id)
    workflow = _codec(registry.keyring).load(
        row.state,
        Identity(definition.content_hash, row.id, row.version),
        definition.parsed.spec,
        definition.parsed.subprocess_specs,
        script_engine=script_engine(now=now, zone=registry.zone),
        now=now,
        zone=registry.zone,
    )
    return Instance(
        session=session,
        registry=registry,
        row=row,
        definition=definition,
        workflow=workflow,
        actor=actor,
        now=now,
    )


def cancel(
    session: Session,
    registry: Registry,
    instance_id: str,
    *,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """End an instance before its drawing does; its open tasks and timers are cancelled.

    `reason` is a code.

    :raises InstanceNotRunning: it has ended already
    """
    with opened(session, registry, instance_id, actor=actor, now=now) as instance:
        # its tokens end; what they held stays with the instance, for pages that still show it
        instance.workflow.data.update(instance.variables())
        instance.workflow.cancel()
        instance.cancelled = True
        instance.action = "cancel"
        instance.audit_facts["reason"] = reason
        instance.happened(EventKind.CANCELLED, facts={"reason": reason})


def share(
    session: Session,
    registry: Registry,
    instance_id: str,
    values: Mapping[str, Any],
    *,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Let every open branch of an instance see these values; open tasks follow the seats they name.

    `reason` is a code, for the history and the audit.

    :raises InstanceNotFound: there is none with this id
    :raises InstanceNotRunning: it has ended
    """
    with opened(session, registry, instance_id, actor=actor, now=now) as instance:
        share_with_branches(instance, values)
        advance(instance)
        instance.action = "share"
        instance.audit_facts["reason"] = reason
        instance.happened(EventKind.NOTED, facts={"name": reason})


def definition_of(session: Session, instance_id: str) -> Definition:
    """The version of the drawing that an instance follows.

    :raises InstanceNotFound: there is none with this id
    """
    found = _DEFINITION.one(session.connection(), {"of_instance": instance_id})
    if found is None:
        raise InstanceNotFound(id=instance_id)
    return definitions.load(session, found[0])


def variables(
    session: Session, registry: Registry, instance_id: str, *, task_id: str | None = None
) -> dict[str, Any]:
    """The variables of an instance as they stand, for pages that need codes; read only.

    Branches that run are read as if they met now; where they know different values, that of the
    open task `task_id` is heard.

    :raises InstanceNotFound: there is none with this id
    """
    row = store.peek(session.connection(), instance_id)
    if row is None:
        raise InstanceNotFound(id=instance_id)
    instance = revive(session, registry, row, actor=SYSTEM, now=_NEVER, read_only=True)
    own = instance.open_tasks().get(task_id or "")
    return instance.variables() | (own.data if own is not None else {})


@lru_cache(maxsize=8)
def _codec(keyring: Keyring) -> StateCodec:
    return StateCodec(keyring.state_keys)
