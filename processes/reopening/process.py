"""The process *reopening*: the meaning of everything its drawing names."""

from engine.registry import Process
from processes.cctns.telling import TOPIC, not_telling
from processes.complaint.io_seats import REFUSAL
from processes.posts.seats import assign
from processes.reopening.service_tasks import SERVICE_TASKS
from processes.reopening.variables import READS, SETS

ROLES = frozenset(
    {
        "complainant",
        "sho",
        "investigating_officer",
        "circle_officer",
        "superintendent",
        "state_nodal",
        "oversight_cell",
        "national_viewer",  # steps are brought before it; it owns none
        "woman_recorder",  # may tell of new evidence; she owns no step either
        "system",
    }
)

PROCESS = Process(
    name="reopening",
    service_tasks={**SERVICE_TASKS, TOPIC: not_telling},
    roles=ROLES,
    option_sources=frozenset(
        {"io_seats", "io_seats_of_district", "offences", "stations_elsewhere"}
    ),
    decisions=frozenset({REFUSAL, "offences_against_age"}),
    sets=SETS,
    reads=READS,
    assign=assign,
)
