"""The process *complaint*: the meaning of everything its drawing names."""

from engine.law import Deadline
from engine.registry import Process
from processes.cctns.telling import TOPIC, not_telling
from processes.complaint.notices import PORTAL_NOTICES
from processes.complaint.options import SOURCES
from processes.complaint.service_tasks import SERVICE_TASKS, count_two_months_anew
from processes.complaint.variables import BEGINS_WITH, READS, SETS
from processes.posts.seats import assign

ROLES = frozenset(
    {
        "complainant",
        "verification_caller",
        "verification_supervisor",
        "legal_desk",
        "oversight_cell",
        "sho",
        "woman_recorder",
        "investigating_officer",
        "circle_officer",
        "superintendent",
        "independent_reviewer",
        "state_nodal",
        "national_viewer",  # steps are brought before it; it owns none
        "system",
    }
)

#: BNSS 193(2): the report within two months, of the offences for which the law says so.
DEADLINES = (Deadline(step="forward_report", length="P2M"),)

PROCESS = Process(
    name="complaint",
    service_tasks={**SERVICE_TASKS, TOPIC: not_telling},
    roles=ROLES,
    option_sources=frozenset(SOURCES),
    notices=PORTAL_NOTICES,
    sets=SETS,
    reads=READS,
    variables=BEGINS_WITH,
    deadlines=DEADLINES,
    assign=assign,
    corrected=count_two_months_anew,
)
