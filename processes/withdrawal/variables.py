"""The variables of *withdrawal* that its drawing may read, beside what it writes itself.

The checker goes by them: a condition that reads what nobody writes is told to the designer.
"""

from collections.abc import Mapping

SETS: Mapping[str, frozenset[str]] = {
    "change_contact": frozenset(),
    "escalate": frozenset(),
    "look_at_request": frozenset(),
    "see_if_it_may_end": frozenset({"may_end"}),
    "send_notice": frozenset(),
    "tell_complaint": frozenset({"complaint_told"}),
}
"""What each topic sets."""

READS: Mapping[str, frozenset[str]] = {
    "change_contact": frozenset({"new_channel"}),
}
"""The answers that each topic goes by, so that no correction changes them."""
