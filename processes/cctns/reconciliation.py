"""Reconciliation: what CCTNS has and what we have, and setting right what can be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice

from sqlalchemy import literal_column, select, tuple_
from sqlalchemy.orm import Session

from engine import definitions, instances
from engine.registry import Registry
from models import CctnsKind, CctnsMessage, CctnsStatus, Complaint, ProcessInstance
from processes.cctns.contents import is_for_cctns
from processes.cctns.delivery import acknowledge, number_of
from processes.cctns.gateway import Held
from processes.cctns.telling import add_job, tell
from processes.complaint import offences

MOST = 500
# literally in the text, as in the partial index: a bound parameter would hide it
_IS_OPEN = literal_column("cctns_message.status").in_(
    [literal_column(str(int(each))) for each in (CctnsStatus.QUEUED, CctnsStatus.REFUSED)]
)


class Difference(StrEnum):
    """How ours and theirs can differ."""

    THEY_LACK_IT = "they_lack_it"  # it was acknowledged, and they do not have it
    WE_LACK_IT = "we_lack_it"  # they have what we never sent
    OTHER_NUMBER = "other_number"
    NOT_ACKNOWLEDGED = "not_acknowledged"  # they have it, the acknowledgement was lost
    REFUSED = "refused"
    NEVER_TOLD = "never_told"  # an FIR that was recorded before there was a gateway


@dataclass(frozen=True)
class Line:
    """One difference, at a complaint of ours; None where it is not ours."""

    difference: Difference
    complaint_id: str | None
    message_id: str | None


def compare(
    session: Session,
    registry: Registry,
    held: Sequence[Held],
    *,
    since: datetime,
    until: datetime,
) -> list[Line]:
    """Every difference of the messages acknowledged in this time, and what was never told."""
    theirs = {each.id: each for each in held}
    ours = {row.id: row for row in _ours(session, list(theirs), since=since, until=until)}
    lines = [
        Line(difference, row.complaint_id, row.id)
        for row in ours.values()
        if (difference := _difference(registry, row, theirs.get(row.id))) is not None
    ]
    lines += [
        Line(Difference.WE_LACK_IT, None, message_id) for message_id in theirs.keys() - ours.keys()
    ]
    lines += [
        Line(Difference.NEVER_TOLD, complaint_id, None)
        for complaint_id in never_told(session, registry)
    ]
    return sorted(lines, key=lambda line: (line.difference, line.message_id or ""))


def set_right(
    session: Session,
    registry: Registry,
    lines: Sequence[Line],
    held: Sequence[Held],
    *,
    now: datetime,
) -> int:
    """Take lost acknowledgements up, send again what they refused, tell what never was; how many.

    What they acknowledged and lack cannot be sent again: it is wiped here.
    """
    numbers = {each.id: each.number for each in held}
    done = 0
    for line in lines:
        if line.difference is Difference.NEVER_TOLD and line.complaint_id:
            done += _tell_now(session, registry, line.complaint_id, now=now)
            continue
        message = session.get(CctnsMessage, line.message_id) if line.message_id else None
        if message is None:
            continue
        if line.difference is Difference.NOT_ACKNOWLEDGED:
            acknowledge(registry.keyring, message, numbers[message.id], now=now)
            done += 1
        elif line.difference is Difference.REFUSED:
            message.status = CctnsStatus.QUEUED
            add_job(session, message, now)
            done += 1
    return done


def never_told(session: Session, registry: Registry) -> list[str]:
    """Complaints that are on record as FIRs and of which CCTNS was told nothing, the oldest."""
    untold = (
        complaint_id
        for complaint_id, instance_id in _recorded_without_message(session)
        if is_for_cctns(instances.variables(session, registry, instance_id))
    )
    return list(islice(untold, MOST))


def waiting(session: Session) -> Sequence[CctnsMessage]:
    """What CCTNS has not acknowledged, oldest first."""
    return session.scalars(
        select(CctnsMessage)
        .where(_IS_OPEN)
        .order_by(CctnsMessage.queued_at, CctnsMessage.id)
        .limit(MOST)
    ).all()


def _recorded_without_message(session: Session) -> Iterator[tuple[str, str]]:
    """Complaint and instance of all that is on record and was never told, the oldest first.

    Most of it is no FIR and stays so, hence one page of it after the other.
    """
    told = select(CctnsMessage.complaint_id).where(CctnsMessage.complaint_id == Complaint.id)
    place = tuple_(Complaint.recorded_at, Complaint.id)
    query = (
        select(Complaint.id, Complaint.instance_id, Complaint.recorded_at)
        .where(Complaint.recorded_at.is_not(None), ~told.exists())
        .order_by(Complaint.recorded_at, Complaint.id)
        .limit(MOST)
    )
    page = session.execute(query).all()
    while page:
        for row in page:
            yield row.id, row.instance_id or ""
        last = page[-1]
        page = session.execute(query.where(place > tuple_(last.recorded_at, last.id))).all()


def _ours(
    session: Session, ids: Sequence[str], *, since: datetime, until: datetime
) -> list[CctnsMessage]:
    in_time = CctnsMessage.acknowledged_at.between(since, until)
    # either along an index of its own: asked for both at once, SQLite reads every message
    rows = {
        row.id: row
        for which in (in_time, _IS_OPEN)
        for row in session.scalars(select(CctnsMessage).where(which))
    }
    for first in range(0, len(ids), MOST):
        chunk = [each for each in ids[first : first + MOST] if each not in rows]
        found = session.scalars(select(CctnsMessage).where(CctnsMessage.id.in_(chunk)))
        rows |= {row.id: row for row in found}
    return list(rows.values())


def _difference(registry: Registry, row: CctnsMessage, theirs: Held | None) -> Difference | None:
    if row.status is CctnsStatus.ACKNOWLEDGED:
        if theirs is None:
            return Difference.THEY_LACK_IT
        same = number_of(registry.keyring, row) == theirs.number
        return None if same else Difference.OTHER_NUMBER
    if theirs is not None and row.status is not CctnsStatus.SUPERSEDED:
        return Difference.NOT_ACKNOWLEDGED
    return Difference.REFUSED if row.status is CctnsStatus.REFUSED else None


def _tell_now(session: Session, registry: Registry, complaint_id: str, *, now: datetime) -> int:
    complaint = session.get_one(Complaint, complaint_id)
    instance = session.get_one(ProcessInstance, complaint.instance_id)
    definition = definitions.load(session, instance.definition_id)
    message = tell(
        session,
        registry.keyring,
        complaint,
        CctnsKind.REGISTRATION,
        variables=instances.variables(session, registry, instance.id),
        tables=offences.tables_of(session, definition),
        now=now,
    )
    return int(message is not None)
