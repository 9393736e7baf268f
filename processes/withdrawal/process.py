"""The process *withdrawal*: the meaning of everything its drawing names."""

from engine.registry import Process
from processes.posts.seats import assign
from processes.withdrawal.service_tasks import SERVICE_TASKS
from processes.withdrawal.variables import READS, SETS

ROLES = frozenset({"complainant", "woman_recorder", "superintendent", "state_nodal", "system"})

PROCESS = Process(
    name="withdrawal",
    service_tasks=SERVICE_TASKS,
    roles=ROLES,
    sets=SETS,
    reads=READS,
    assign=assign,
)
