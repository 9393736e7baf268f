"""The variables of *reopening* that its drawing may read, beside what it writes itself.

The checker goes by them: a condition that reads what nobody writes is told to the designer.
"""

from collections.abc import Mapping

from processes.complaint.variables import FURTHER_READS, FURTHER_SETS

SETS: Mapping[str, frozenset[str]] = {
    "count_ninety_days": FURTHER_SETS,
    "end_ninety_days": frozenset(),
    "escalate": frozenset(),
    "extend_ninety_days": FURTHER_SETS,
    "look_at_evidence": frozenset(
        {
            *("age_band", "child_at_incident", "decider", "forwarded_on"),
            *("incident_on", "incident_until_on", "kept_from", "offences"),
        }
    ),
    "look_for_station": frozenset({"district", "station", "station_settled"}),
    "move_to_station": frozenset(
        {"district", "io_post_id", "kept_from", "officer_is_left", "station", "unit_complained_of"}
    ),
    "open_appeal": frozenset(),
    "see_what_is_owed": frozenset({"new_steps"}),
    "send_notice": frozenset(),
    "take_to_state": frozenset({"conflict_district", "is_kept_apart", "kept_from"}),
    "tell_cctns": frozenset(),
    "tell_complaint": frozenset({"complaint_told"}),
}
"""What each topic sets."""

READS: Mapping[str, frozenset[str]] = {
    **FURTHER_READS,
    "move_to_station": frozenset({"other_station"}),
}
"""What they go by."""
