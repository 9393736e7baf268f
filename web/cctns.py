"""Comparing with CCTNS, from a page or from the shell: ask outside, then compare inside."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.session import reading
from processes.cctns import reconciliation
from processes.cctns.gateway import Gateway
from processes.cctns.reconciliation import Line
from web import gateways
from web.portal import Portal

#: So far back is compared, unless asked otherwise.
BACK = timedelta(days=30)
#: Clocks differ; what was acknowledged at the edge is asked for with some room.
_ROOM = timedelta(hours=1)


class NotConfigured(Exception):
    """This installation has no gateway to CCTNS."""


@dataclass(frozen=True)
class Compared:
    """What was found, and how much of it was set right."""

    lines: list[Line]
    set_right: int


def compare(made: Portal, *, now: datetime, back: timedelta = BACK, mend: bool = False) -> Compared:
    """Ask CCTNS what it has and compare; with `mend` set right what can be.

    :raises NotConfigured: there is no gateway
    :raises SendFailed: CCTNS does not say what it has
    """
    gateway: Gateway | None = gateways.to_cctns(made.settings)
    if gateway is None:
        raise NotConfigured
    since, until = now - back, now + _ROOM
    held = gateway.held(since - _ROOM, until)  # outside any transaction
    with reading(made.sessions) as session:
        lines = reconciliation.compare(session, made.registry, held, since=since, until=until)
    if not mend:
        return Compared(lines, 0)
    with made.sessions.begin() as session:
        done = reconciliation.set_right(session, made.registry, lines, held, now=now)
    return Compared(lines, done)
