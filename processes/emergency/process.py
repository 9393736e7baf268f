"""The process *emergency*: the meaning of everything its drawing names."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from engine.prepared import Prepared
from engine.registry import AssignRequest, Process, Seat
from models import Post, Unit
from processes.emergency import verification
from processes.emergency.service_tasks import SERVICE_TASKS
from processes.emergency.units import ROLE
from processes.emergency.variables import BEGINS_WITH, READS, SETS
from processes.posts import seats

ROLES = frozenset(
    {
        "complainant",
        "verification_caller",
        "verification_supervisor",
        ROLE,
        "control_room_lead",
        "sho",
        "superintendent",
        "state_nodal",
        "woman_recorder",
        "system",
    }
)


def assign(session: Session, request: AssignRequest) -> Seat:
    """The seat of a task: a patrol unit's own post wherever it is stationed, else as everywhere.

    The nearest unit may belong to another station than the alert.
    """
    if request.role == ROLE and request.post_id is not None:
        found = _PATROL_SEAT.one(session.connection(), {"of_post": request.post_id})
        if found is not None:
            unit_id, station_id, circle_id, district_id, state_id = found
            return Seat(
                role=ROLE,
                unit_id=unit_id,
                post_id=request.post_id,
                station_id=station_id,
                circle_id=circle_id,
                district_id=district_id,
                state_id=state_id,
            )
    return seats.assign(session, request)


# asked for each unit of an alert, so it is prepared
_PATROL_SEAT = Prepared(
    select(Unit.id, Unit.station_id, Unit.circle_id, Unit.district_id, Unit.state_id)
    .join(Post, Post.unit_id == Unit.id)
    .where(Post.id == bindparam("of_post"), Post.role == ROLE)
)

PROCESS = Process(
    name="emergency",
    service_tasks=SERVICE_TASKS,
    roles=ROLES,
    notices=frozenset({verification.NOTICE}),
    sets=SETS,
    reads=READS,
    variables=BEGINS_WITH,
    assign=assign,
)
