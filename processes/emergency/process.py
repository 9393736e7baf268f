"""The process *emergency*: the meaning of everything its drawing names."""

from sqlalchemy.orm import Session

from engine.registry import AssignRequest, Process, Seat
from models import Post, Unit
from processes.emergency.service_tasks import SERVICE_TASKS
from processes.emergency.units import ROLE
from processes.posts import seats

ROLES = frozenset(
    {
        "complainant",
        "verification_caller",
        ROLE,
        "control_room_lead",
        "superintendent",
        "woman_recorder",
        "system",
    }
)


def assign(session: Session, request: AssignRequest) -> Seat:
    """The seat of a task: a patrol unit's own post wherever it is stationed, else as everywhere.

    The nearest unit may belong to another station than the alert.
    """
    if request.role == ROLE and request.post_id is not None:
        post = session.get(Post, request.post_id)
        if post is not None and post.role == ROLE:
            return Seat.at(ROLE, session.get_one(Unit, post.unit_id), post_id=post.id)
    return seats.assign(session, request)


PROCESS = Process(
    name="emergency",
    service_tasks=SERVICE_TASKS,
    roles=ROLES,
    assign=assign,
)
