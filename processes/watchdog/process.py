"""The process *watchdog*: the meaning of everything its drawing names."""

from engine.registry import Process
from processes.posts.seats import assign
from processes.watchdog.service_tasks import SERVICE_TASKS
from processes.watchdog.variables import READS, SETS

ROLES = frozenset({"sho", "circle_officer", "superintendent", "state_nodal", "system"})

PROCESS = Process(
    name="watchdog",
    service_tasks=SERVICE_TASKS,
    roles=ROLES,
    option_sources=frozenset({"stations_beside"}),
    sets=SETS,
    reads=READS,
    assign=assign,
)
