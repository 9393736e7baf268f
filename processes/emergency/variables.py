"""The variables of *emergency* that its drawing may read, beside what it writes itself.

The checker goes by them: a condition that reads what nobody writes is told to the designer.
"""

from collections.abc import Mapping

SETS: Mapping[str, frozenset[str]] = {
    "choose_unit": frozenset({"unit_answer", "unit_is_found", "unit_post_id", "units_near"}),
    "close_alert": frozenset(),
    "count_alerts": frozenset({"alerts_in_90_days", "visit_is_due"}),
    "escalate": frozenset(),
    "find_units": frozenset(
        {"asking_round", "help_result", "places", "somebody_is_there", "units_near"}
    ),
    "let_unit_go": frozenset(),
    "look_who_comes": frozenset({"is_accepted"}),
    "note_acceptance": frozenset({"somebody_is_there"}),
    "note_arrival": frozenset({"somebody_is_there"}),
    "note_place": frozenset(),
    "note_safety": frozenset(),
    "open_complaint": frozenset(),
    "stand_others_down": frozenset(),
}
"""What each topic sets."""

READS: Mapping[str, frozenset[str]] = {
    "close_alert": frozenset({"visit_result"}),
    "let_unit_go": frozenset({"unit_answer"}),
}
"""The answers that each topic goes by, so that no correction changes them."""

BEGINS_WITH = frozenset(
    {"alert_id", "alerted_at", "is_drill", "language", "number_is_verified", "units_near"}
)
"""What a case begins with, beside the answers of the form."""
