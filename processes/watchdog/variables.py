"""The variables of *watchdog* that its drawing may read, beside what it writes itself.

The checker goes by them: a condition that reads what nobody writes is told to the designer.
"""

from collections.abc import Mapping

SETS: Mapping[str, frozenset[str]] = {
    "escalate": frozenset(),
    "look_at_stations": frozenset(
        {"bare_districts", "empty_circles", "empty_posts", "stations_found", "stations_new"}
    ),
    "reroute_intake": frozenset({"is_rerouted"}),
    "return_intake": frozenset({"is_rerouted"}),
    "start_drills": frozenset({"drills", "units_on_duty"}),
    "take_station": frozenset(
        {"is_rerouted", "is_wrong", "signs", "silent_since", "watched_station"}
    ),
}
"""What each topic sets."""

READS: Mapping[str, frozenset[str]] = {
    "reroute_intake": frozenset({"intake_station"}),
}
"""The answers that each topic goes by, so that no correction changes them."""
