"""The process *appeal*: the meaning of everything its drawing names."""

from engine.registry import Process
from processes.appeal.options import SOURCES
from processes.appeal.service_tasks import SERVICE_TASKS
from processes.appeal.variables import READS, SETS
from processes.posts.seats import assign

ROLES = frozenset(
    {"complainant", "sho", "circle_officer", "superintendent", "state_nodal", "system"}
)

PROCESS = Process(
    name="appeal",
    service_tasks=SERVICE_TASKS,
    roles=ROLES,
    option_sources=frozenset(SOURCES),
    sets=SETS,
    reads=READS,
    assign=assign,
)
