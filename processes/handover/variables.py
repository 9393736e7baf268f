"""The variables of *handover* that its drawing may read, beside what it writes itself.

The checker goes by them: a condition that reads what nobody writes is told to the designer.
"""

from collections.abc import Mapping

SETS: Mapping[str, frozenset[str]] = {
    "escalate": frozenset(),
    "keep_case": frozenset(),
    "relieve_officer": frozenset({"is_relieved"}),
    "take_inventory": frozenset({"handed_over", "inventory", "is_station_post"}),
    "tell_complainants": frozenset({"complainants_told"}),
    "withdraw_order": frozenset(),
}
"""What each topic sets."""

READS: Mapping[str, frozenset[str]] = {
    "keep_case": frozenset({"handed_case"}),
    "relieve_officer": frozenset({"order_answer"}),
}
"""The answers that each topic goes by, so that no correction changes them."""

BEGINS_WITH = frozenset({"ordered_at", "leaving_post_id", "receiving_post_id"})
"""What a case begins with, beside the answers of the form."""
