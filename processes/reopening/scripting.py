"""How scripted cases of *reopening* begin: beside a complaint whose report is out."""

from typing import Any

from sqlalchemy import select

from engine import instances
from engine.registry import SYSTEM
from models import Complaint, ComplaintStatus, Post, Posting, TaskStatus, UserTask
from models.types import new_id
from processes.complaint.scripting import take_over
from processes.complaint.scripting_beside import begin_of, numbered_row
from processes.reopening.service_tasks import LET_GO
from processes.scripted.adapter import Adapter, Beginning, CannotBegin

#: What a case says of the complaint: that the superintendent had let it go to the court.
_LET_GO = "let_go"


def _begin(beginning: Beginning) -> str:
    """She sends new evidence from her page, or an officer does by a message."""
    session, registry, now = beginning.session, beginning.registry, beginning.now
    said: Any = beginning.reading.values if beginning.message is not None else {}
    if set(said) - {_LET_GO}:
        raise CannotBegin(f"with the message comes {_LET_GO}, or nothing")
    complaint = take_over(session, registry, numbered_row(now), now=now)
    _close(beginning, complaint)
    if said.get(_LET_GO):
        _let_go(beginning, complaint)
    return begin_of(beginning, complaint)


def _close(beginning: Beginning, complaint: Complaint) -> None:
    """Let its own life be over, as after the report."""
    instances.cancel(
        beginning.session,
        beginning.registry,
        complaint.instance_id or "",
        reason="report_is_out",
        actor=SYSTEM,
        now=beginning.now,
    )
    complaint.status, complaint.closed_at = ComplaintStatus.CLOSED, beginning.now
    beginning.session.flush()


def _let_go(beginning: Beginning, complaint: Complaint) -> None:
    """The superintendent had decided that the report goes to the court."""
    decided_by = beginning.session.scalars(
        select(Posting.officer_id)
        .join(Post, Post.id == Posting.post_id)
        .where(Post.unit_id == complaint.district_id, Post.role == "superintendent")
    ).first()
    beginning.session.add(
        UserTask(
            id=new_id(),
            instance_id=complaint.instance_id,
            element_id=LET_GO,
            role="superintendent",
            status=TaskStatus.COMPLETED,
            opened_at=beginning.now,
            closed_at=beginning.now,
            closed_by=decided_by,
        )
    )
    beginning.session.flush()


SCRIPTING = Adapter(begin=_begin)
