"""The process *reopening*: the meaning of everything its drawing names."""

from engine.registry import Process
from processes.posts.seats import assign
from processes.reopening.service_tasks import SERVICE_TASKS

ROLES = frozenset(
    {
        "complainant",
        "sho",
        "investigating_officer",
        "circle_officer",
        "superintendent",
        "state_nodal",
        "system",
    }
)

PROCESS = Process(
    name="reopening",
    service_tasks=SERVICE_TASKS,
    roles=ROLES,
    option_sources=frozenset({"io_seats"}),
    assign=assign,
)
