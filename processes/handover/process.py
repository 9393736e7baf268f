"""The process *handover*: the meaning of everything its drawing names."""

from sqlalchemy.orm import Session

from engine.registry import AssignRequest, Process, Seat
from models import Post, Unit
from processes.handover.service_tasks import SERVICE_TASKS
from processes.handover.variables import BEGINS_WITH, READS, SETS
from processes.posts import seats

RECEIVER = "receiving_officer"
ROLES = frozenset({RECEIVER, "sho", "superintendent", "state_nodal", "system"})


def assign(session: Session, request: AssignRequest) -> Seat:
    """The seat of a task: the receiving officer's own post, whatever its role; else as everywhere.

    If nobody holds that post, the task waits there as vacant, where the unit above sees it.
    """
    if request.role == RECEIVER and request.post_id is not None:
        post = session.get(Post, request.post_id)
        if post is not None:
            return Seat.at(post.role, session.get_one(Unit, post.unit_id), post_id=post.id)
    return seats.assign(session, request)


PROCESS = Process(
    name="handover",
    service_tasks=SERVICE_TASKS,
    roles=ROLES,
    option_sources=frozenset({"handed_case"}),
    sets=SETS,
    reads=READS,
    variables=BEGINS_WITH,
    assign=assign,
)
