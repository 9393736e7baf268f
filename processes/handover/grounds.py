"""The grounds of a transfer order: its number, its day, and why it is given."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from models import TransferOrder
from processes.handover.exceptions import OrderCauseMissing, OrderDayImpossible, OrderNumberMissing

#: An order that is older was carried out long ago, or its day is mistyped.
OLDEST = timedelta(days=366)
#: As on the paper: "DG/Estt-12(3)/2026". A number has a digit in it; a name has none.
_NUMBER = re.compile(r"(?=.*\d)[\w /.()-]{1,40}")


class Cause(StrEnum):
    """Why an officer is transferred; the pages have the words."""

    ROUTINE = "routine"
    PROMOTION = "promotion"
    OWN_REQUEST = "own_request"
    ADMINISTRATIVE = "administrative"
    INQUIRY = "inquiry"
    LONG_LEAVE = "long_leave"
    RETIREMENT = "retirement"


@dataclass(frozen=True)
class Ground:
    """What an order says of itself. Nothing of it is about a complaint."""

    number: str
    dated_on: date
    cause: Cause

    @property
    def facts(self) -> dict[str, str]:
        """As the audit keeps it."""
        return {
            "order_number": self.number,
            "order_dated_on": self.dated_on.isoformat(),
            "order_cause": self.cause.value,
        }


def read_ground(number: str, dated_on: str, cause: str, *, today: date) -> Ground:
    """The ground as somebody typed it.

    :raises OrderNumberMissing: there is none, or it has no digit or a sign no number has
    :raises OrderDayImpossible: there is no day, or it lies ahead or more than a year back
    :raises OrderCauseMissing: the cause is none of the list
    """
    written = " ".join(number.split())
    if not _NUMBER.fullmatch(written):
        raise OrderNumberMissing
    try:
        day = date.fromisoformat(dated_on)
    except ValueError:
        raise OrderDayImpossible from None
    if not today - OLDEST <= day <= today:
        raise OrderDayImpossible
    if cause not in set(Cause):
        raise OrderCauseMissing
    return Ground(written, day, Cause(cause))


def ground_of(order: TransferOrder) -> Ground | None:
    """The ground of an order; None for one given before it was asked for."""
    number, dated_on, cause = order.ground_number, order.ground_dated_on, order.ground_cause
    if number is None or dated_on is None or cause is None:
        return None
    return Ground(number, dated_on, Cause(cause))
