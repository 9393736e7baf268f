"""Judging: how each case stands with its two months when a simulation ends."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.law import KOLKATA
from models import Complaint, ProcessInstance
from processes.complaint.two_months import limit_from
from processes.simulation.notes import Verdict


def verdicts(session: Session, cases: Mapping[str, int], ends_at: datetime) -> dict[int, Verdict]:
    """The verdict on every case, `cases` by the instance they began with.

    A complaint's limit is the one that the product counts; that of anything else is two months
    after it began, and it is closed when it ends.
    """
    stands = {
        instance_id: (limit_at, closed_at)
        for instance_id, limit_at, closed_at in session.execute(
            select(Complaint.instance_id, Complaint.limit_at, Complaint.closed_at)
        )
    }
    ran = {
        instance_id: (limit_from(started_at, KOLKATA), ended_at)
        for instance_id, started_at, ended_at in session.execute(
            select(ProcessInstance.id, ProcessInstance.started_at, ProcessInstance.ended_at)
        )
        if instance_id in cases
    }
    return {
        number: _verdict(*(stands.get(instance_id) or ran[instance_id]), ends_at)
        for instance_id, number in cases.items()
    }


def _verdict(limit_at: datetime | None, closed_at: datetime | None, ends_at: datetime) -> Verdict:
    """Only a case whose limit has come is judged: the quick ones alone would flatter."""
    if limit_at is None or limit_at > ends_at:
        return Verdict.NOT_YET
    return Verdict.IN_TIME if closed_at is not None and closed_at <= limit_at else Verdict.LATE
