"""Dry runs: what a migration would do, case by case, without writing anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from engine import store
from engine.exceptions import CannotMove
from engine.migration.moving import carried
from engine.migration.orders import Order
from engine.migration.reasons import Reason
from engine.migration.selection import ids
from engine.registry import SYSTEM, Registry


@dataclass(frozen=True)
class Answer:
    """What one case would do: move, or stay for these reasons."""

    instance_id: str
    business_key: str
    reasons: tuple[Reason, ...]

    @property
    def moves(self) -> bool:
        return not self.reasons


def dry_run(
    session: Session, registry: Registry, order: Order, *, now: datetime
) -> Iterator[Answer]:
    """What each selected case would do, one after the other; never more than a few in memory.

    :raises DefinitionNotFound: a version was never deployed
    :raises SameVersion: both are the same
    :raises MappingRefused: a mapped step is in neither version
    """
    plan = order.plan(session)
    for instance_id in ids(session, order.selection, plan.source.id):
        row = store.peek(session.connection(), instance_id)
        if row is None:
            continue
        try:
            carried(session, registry, row, plan, actor=SYSTEM, now=now)
        except CannotMove as refused:
            reasons = refused.reasons
        except DBAPIError:
            raise
        except Exception as error:
            reasons = (Reason("failed", facts={"error": type(error).__name__}),)
        else:
            reasons = ()
        yield Answer(instance_id, row.business_key, reasons)
