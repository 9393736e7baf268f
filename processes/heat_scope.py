"""The cases of a process that somebody asks about, and days as its database counts them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Float, cast, extract, func, select
from sqlalchemy.orm import Session

from models import ProcessDefinition, ProcessInstance, Unit
from processes.posts.units import within

_DAY_S = 86_400.0


@dataclass(frozen=True)
class Scope:
    """Which cases are meant; what is not given is not asked."""

    process: str
    version: int | None = None
    unit: Unit | None = None  # whose cases, or those of a unit below
    since: datetime | None = None  # steps that ended then or later
    before: datetime | None = None


def of_scope(query: Any, instance_id: Any, scope: Scope) -> Any:
    """Only rows of cases that are meant."""
    query = (
        query.join(ProcessInstance, ProcessInstance.id == instance_id)
        .join(ProcessDefinition, ProcessDefinition.id == ProcessInstance.definition_id)
        .where(ProcessDefinition.name == scope.process)
    )
    if scope.version is not None:
        query = query.where(ProcessDefinition.version == scope.version)
    if scope.unit is not None:
        below = select(Unit.id).where(within(scope.unit))
        query = query.where(ProcessInstance.unit_id.in_(below))
    return query


def within_period(column: Any, scope: Scope) -> list[ColumnElement[bool]]:
    """Only what happened in the period that is meant."""
    found: list[ColumnElement[bool]] = []
    if scope.since is not None:
        found.append(column >= scope.since)
    if scope.before is not None:
        found.append(column < scope.before)
    return found


def days_between(session: Session, since: Any, until: Any) -> ColumnElement[Any]:
    """The days between two moments, in the database's own words."""
    if session.connection().dialect.name == "sqlite":
        return func.julianday(until) - func.julianday(since)
    return cast(extract("epoch", until - since), Float) / _DAY_S
