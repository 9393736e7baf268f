"""The variables of *recovery* that its drawing may read, beside what it writes itself.

The checker goes by them: a condition that reads what nobody writes is told to the designer.
"""

from collections.abc import Mapping

#: What a request begins with.
BEGINS_WITH = frozenset({"lost"})

SETS: Mapping[str, frozenset[str]] = {
    "close_recovery": frozenset(),
    "escalate": frozenset(),
    "forget_word": frozenset(),
    "give_new_code": frozenset({"code_to_read"}),
    "note_recognition": frozenset({"call_tries"}),
    "plan_recovery_call": frozenset({"call_at", "call_tries"}),
    "send_notice": frozenset(),
    "tell_by_every_way": frozenset(),
    "tell_complaint": frozenset({"complaint_told"}),
}
"""What each topic sets."""
