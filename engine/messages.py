"""Messages and signals: from outside, and from one drawing to another."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import literal_column, select
from sqlalchemy.orm import Session

from engine import definitions, job_rows, store
from engine.exceptions import DefinitionNotFound, MessageNotExpected
from engine.instance import Instance
from engine.instances import revive, start, write
from engine.registry import SYSTEM, Actor, Registry
from engine.runner import advance
from engine.store import Row
from engine.tables import DEFINITION, INSTANCE
from models import EventKind, InstanceStatus, JobKind

RUNNING = INSTANCE.c.status == literal_column(str(int(InstanceStatus.RUNNING)))


class TargetBusy(Exception):
    """Somebody else holds an instance that this message may be for; try again."""


def deliver(
    session: Session,
    registry: Registry,
    *,
    process: str,
    business_key: str,
    name: str,
    variables: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    unit_id: str | None = None,
) -> str:
    """Give a message to the instance that waits for it, or start one by it; return its id.

    Several instances of a process may have one business key: the oldest that waits takes it. One
    that is started belongs to the unit `unit_id`; without it its first step must find a unit
    before a step of a person opens.

    :raises MessageNotExpected: nobody waits for it; nothing is written
    """
    for instance_id in _running(session, business_key, process):
        row = store.take(session.connection(), instance_id)
        if row is not None and _take(
            session, registry, row, name=name, variables=variables, actor=actor, now=now
        ):
            return instance_id
    started = _start_by(
        session,
        registry,
        process,
        business_key=business_key,
        name=name,
        variables=variables,
        actor=actor,
        now=now,
        unit_id=unit_id,
    )
    if started is None:
        raise MessageNotExpected(name=name, business_key=business_key)
    return started


def deliver_to(
    session: Session,
    registry: Registry,
    instance_id: str,
    *,
    name: str,
    variables: Mapping[str, Any],
    actor: Actor,
    now: datetime,
) -> None:
    """Give a message to this very instance, where several of one business key may wait for it.

    :raises MessageNotExpected: it does not wait for it; nothing is written
    """
    row = store.take(session.connection(), instance_id)
    if row is None or not _take(
        session, registry, row, name=name, variables=variables, actor=actor, now=now
    ):
        raise MessageNotExpected(name=name, instance=instance_id)


def pass_on(
    session: Session, registry: Registry, payload: Mapping[str, Any], now: datetime
) -> None:
    """Hand on what a drawing has thrown: a message to one instance, a signal to all.

    A message goes to the instances of the same business key, the thrower's own included. What is
    started by either begins at the thrower's unit.

    :raises MessageNotExpected: nobody waits for the message
    :raises TargetBusy: somebody holds an instance it may be for
    """
    if "signal" in payload:
        _broadcast(session, payload, now)
        _start_by_signal(session, registry, payload, now)
        return
    name, business_key = payload["message"], payload["business_key"]
    unit_id = _unit_of(session, payload)
    brought = payload.get("variables", {})
    for instance_id in _running(session, business_key):
        row = store.take_or_skip(session.connection(), instance_id)
        if row is None:
            raise TargetBusy(instance_id)
        if _take(session, registry, row, name=name, variables=brought, actor=SYSTEM, now=now):
            return
    for process in registry.processes:
        if _start_by(
            session,
            registry,
            process,
            business_key=business_key,
            name=name,
            variables=brought,
            actor=SYSTEM,
            now=now,
            unit_id=unit_id,
        ):
            return
    raise MessageNotExpected(name=name, business_key=business_key)


def take_signal(instance: Instance, name: str) -> None:
    """Let an opened instance take a signal, if it waits for it."""
    if instance.workflow.take_signal(name):
        instance.happened(EventKind.MESSAGE_RECEIVED, facts={"signal": name})
        instance.action = "signal"
        advance(instance)


def _take(
    session: Session,
    registry: Registry,
    row: Row,
    *,
    name: str,
    variables: Mapping[str, Any],
    actor: Actor,
    now: datetime,
) -> bool:
    """Let an instance take a message; False if it does not wait for it, and nothing is written."""
    if row.status is not InstanceStatus.RUNNING:
        return False
    instance = revive(session, registry, row, actor=actor, now=now)
    if not instance.workflow.take_message(name, dict(variables)):
        return False
    instance.happened(EventKind.MESSAGE_RECEIVED, facts={"message": name})
    instance.action = "message"
    instance.audit_facts["message"] = name
    advance(instance)
    write(instance)
    return True


def _start_by(
    session: Session,
    registry: Registry,
    process: str,
    *,
    business_key: str,
    name: str,
    variables: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    unit_id: str | None,
) -> str | None:
    """Start an instance by a message; None if the process has no start event for it."""
    try:
        newest = definitions.latest(session, process)
    except DefinitionNotFound:
        return None
    start_event = definitions.load(session, newest.id).outline.start_messages.get(name)
    if start_event is None:
        return None
    return start(
        session,
        registry,
        process=process,
        business_key=business_key,
        variables=variables,
        unit_id=unit_id,
        actor=actor,
        now=now,
        start_event=start_event,
    )


def _running(session: Session, business_key: str, process: str | None = None) -> list[str]:
    """The running instances of a business key, oldest first."""
    query = (
        select(INSTANCE.c.id)
        .where(RUNNING, INSTANCE.c.business_key == business_key)
        .order_by(INSTANCE.c.started_at, INSTANCE.c.id)
    )
    if process is not None:
        query = query.join(DEFINITION, DEFINITION.c.id == INSTANCE.c.definition_id).where(
            DEFINITION.c.name == process
        )
    return list(session.connection().scalars(query))


def _start_by_signal(
    session: Session, registry: Registry, payload: Mapping[str, Any], now: datetime
) -> None:
    """Start one instance of every process that begins with the signal, of the same business key."""
    unit_id = _unit_of(session, payload)
    for process in registry.processes:
        try:
            newest = definitions.latest(session, process)
        except DefinitionNotFound:
            continue
        starts = definitions.load(session, newest.id).outline.start_signals
        if payload["signal"] in starts:
            start(
                session,
                registry,
                process=process,
                business_key=payload["business_key"],
                variables={},
                unit_id=unit_id,
                actor=SYSTEM,
                now=now,
                start_event=starts[payload["signal"]],
            )


def _unit_of(session: Session, payload: Mapping[str, Any]) -> str | None:
    """The unit of the instance that has thrown, as it is now; None where none has."""
    thrower = select(INSTANCE.c.unit_id).where(INSTANCE.c.id == payload.get("from_instance"))
    return session.connection().scalar(thrower)


def _broadcast(session: Session, payload: Mapping[str, Any], now: datetime) -> None:
    """One job for each running instance whose drawing catches the signal; the thrower has it."""
    connection = session.connection()
    name = payload["signal"]
    running = connection.scalars(select(INSTANCE.c.definition_id).where(RUNNING).distinct()).all()
    catching = [d for d in running if name in definitions.load(session, d).outline.caught_signals]
    if not catching:
        return
    targets = connection.scalars(
        select(INSTANCE.c.id).where(
            RUNNING,
            INSTANCE.c.definition_id.in_(catching),
            INSTANCE.c.id != payload["from_instance"],
        )
    ).all()
    if targets:
        job_rows.add_all(
            connection,
            [
                job_rows.row(
                    kind=JobKind.MESSAGE,
                    due_at=now,
                    now=now,
                    instance_id=target,
                    payload={"signal": name},
                )
                for target in targets
            ],
        )
