"""The process *recovery*: the meaning of everything its drawing names."""

from engine.registry import Process
from processes.complaint.notices import CALL_BACK_CODE
from processes.posts.seats import assign
from processes.recovery.beginning import PROCESS as NAME
from processes.recovery.service_tasks import SERVICE_TASKS
from processes.recovery.variables import BEGINS_WITH, SETS

ROLES = frozenset({"complainant", "help_desk", "verification_supervisor", "state_nodal", "system"})

PROCESS = Process(
    name=NAME,
    service_tasks=SERVICE_TASKS,
    roles=ROLES,
    notices=frozenset({CALL_BACK_CODE}),
    sets=SETS,
    variables=BEGINS_WITH,
    assign=assign,
)
