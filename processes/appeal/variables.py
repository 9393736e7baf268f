"""The variables of *appeal* that its drawing may read, beside what it writes itself.

The checker goes by them: a condition that reads what nobody writes is told to the designer.
"""

from collections.abc import Mapping

SETS: Mapping[str, frozenset[str]] = {
    "find_who_decides": frozenset({"decider", "next_rung"}),
    "look_for_open_appeal": frozenset({"another_is_open"}),
    "note_decision": frozenset({"appeal_decided_at", "direction", "direction_due_on"}),
    "note_who_is_complained_of": frozenset({"next_rung"}),
    "pass_upwards": frozenset(),
    "send_notice": frozenset(),
    "tell_complaint": frozenset({"complaint_told"}),
}
"""What each topic sets."""

READS: Mapping[str, frozenset[str]] = {
    "note_decision": frozenset({"decision"}),
    "note_who_is_complained_of": frozenset({"against_officer", "ground"}),
}
"""The answers that each topic goes by, so that no correction changes them."""
