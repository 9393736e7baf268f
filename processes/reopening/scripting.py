"""How scripted cases of *reopening* begin: beside a complaint whose report is out."""

from typing import Any

from sqlalchemy import select

from engine import instances
from engine.registry import SYSTEM
from models import Complaint, ComplaintStatus, Post, Posting, TaskStatus, UserTask
from models.types import new_id
from processes.complaint.scripting_beside import begin_of, complaint_at_home
from processes.reopening.service_tasks import LET_GO
from processes.scripted.adapter import Adapter, Beginning, CannotBegin

#: What a case says of the complaint: that the superintendent had let it go to the court.
_LET_GO = "let_go"
#: And that what follows the report still goes on.
_GOES_ON = "goes_on"
#: What an officer has said with the message.
_SAID = "police_after_all"


def _begin(beginning: Beginning) -> str:
    """She sends new evidence from her page, or an officer does by a message."""
    said: Any = beginning.reading.values if beginning.message is not None else {}
    if set(said) - {_LET_GO, _GOES_ON, _SAID}:
        raise CannotBegin(f"with the message comes {_LET_GO}, {_GOES_ON}, {_SAID}, or nothing")
    complaint = complaint_at_home(beginning)
    if not said.get(_GOES_ON):
        _end(beginning, complaint)
    complaint.status, complaint.closed_at = ComplaintStatus.CLOSED, beginning.now
    beginning.session.flush()
    if said.get(_LET_GO):
        _let_go(beginning, complaint)
    return begin_of(beginning, complaint, **{name: said[name] for name in said if name == _SAID})


def _end(beginning: Beginning, complaint: Complaint) -> None:
    """Let its own life be over, as once nothing follows the report any more."""
    instances.cancel(
        beginning.session,
        beginning.registry,
        complaint.instance_id or "",
        reason="report_is_out",
        actor=SYSTEM,
        now=beginning.now,
    )


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
