"""The variables of *complaint* that its drawing may read, beside what it writes itself.

The checker goes by them: a condition that reads what nobody writes is told to the designer.
"""

from collections.abc import Mapping

FURTHER_SETS = frozenset(
    {"further_ask_at", "further_from", "further_is_law", "further_limit_at", "further_warn_at"}
)
"""What the count of ninety days sets, here and in *reopening*."""

FURTHER_READS: Mapping[str, frozenset[str]] = {
    "count_ninety_days": frozenset({"permission_on"}),
    "extend_ninety_days": frozenset({"more_time_until_on"}),
}
"""What that count goes by."""

SETS: Mapping[str, frozenset[str]] = {
    "ask_for_self_confirmation": frozenset({"code_tries_left", "self_confirmation_asked_at"}),
    "ask_to_reopen": frozenset(),
    "begin_steps": frozenset({"new_steps", "steps_begun"}),
    "call_for_help": frozenset(),
    "change_officer": frozenset({"io_post_id"}),
    "check_call_back_code": frozenset({"code_right", "code_tries_left"}),
    "close_complaint": frozenset({"closed_at", "outcome"}),
    "count_ninety_days": FURTHER_SETS,
    "end_ninety_days": frozenset(),
    "escalate": frozenset(),
    "extend_ninety_days": FURTHER_SETS,
    "give_complaint_number": frozenset({"number_given_at"}),
    "hand_over_to_her": frozenset({"safe_channel", "second_channel", "taken_over_at"}),
    "hand_over_to_station": frozenset({"district", "io_post_id", "officer_is_left", "station"}),
    "let_begin_again": frozenset({"steps_begun"}),
    "let_them_have_it_again": frozenset(
        {"officers_examined", "officers_kept_away", "unit_complained_of"}
    ),
    "look_for_station": frozenset({"district", "station", "station_settled"}),
    "look_at_other": frozenset({"other_goes_on"}),
    "look_up_law": frozenset({"charge_heads"}),
    "move_to_station": frozenset(
        {
            "district",
            "io_post_id",
            "kept_from",
            "officer_is_left",
            "station",
            "unit_complained_of",
        }
    ),
    "note_duplicate": frozenset(),
    "note_later_fir": frozenset({"later_fir_is_due"}),
    "note_taken_over": frozenset({"her_word", "safe_channel", "speak_with"}),
    "note_whom_she_complains_of": frozenset(
        {"officers_examined", "officers_kept_away", "unit_complained_of"}
    ),
    "offer_to_station": frozenset({"is_another_state", "offered_at", "receiving_post_id"}),
    "open_again": frozenset(
        {
            "breached_at",
            "clock_starts_at",
            "closed_at",
            "fir_at",
            "limit_at",
            "limit_is_law",
            "offences_known_at",
            "opened_again_at",
            "recorded_at",
            "to_be_investigated",
        }
    ),
    "open_appeal": frozenset(),
    "open_tracking": frozenset({"clock_starts_at", "limit_at", "limit_is_law"}),
    "park_complaint": frozenset(),
    "plan_call": frozenset({"call_at", "call_tries", "can_call"}),
    "prepare_call_back_code": frozenset({"code_tries_left"}),
    "reclassify": frozenset(
        {
            "charge_heads",
            "clock_starts_at",
            "cognizable_answer",
            "limit_at",
            "limit_is_law",
            "offences",
        }
    ),
    "record_breach": frozenset({"breached_at"}),
    "record_opinion": frozenset({"opinion_at"}),
    "route_elsewhere": frozenset({"district", "station"}),
    "see_if_code_is_out": frozenset({"code_is_out"}),
    "send_code_another_way": frozenset(),
    "send_complaint_number": frozenset({"number_given_at"}),
    "send_notice": frozenset(),
    "silence_channel": frozenset(),
    "start_two_month_clock": frozenset(
        {"charge_heads", "clock_starts_at", "limit_at", "limit_is_law"}
    ),
    "take_on_record": frozenset({"recorded_at"}),
    "take_over_correction": frozenset({"age_band", "age_before", "child_age_band"}),
    "take_to_state": frozenset({"conflict_district", "is_kept_apart", "kept_from"}),
    "tell_cctns": frozenset(),
    "tell_complaint": frozenset({"complaint_told"}),
    "tell_new_date": frozenset(),
    "treat_as_child": frozenset({"age_band", "child_known_at"}),
    "use_new_channel": frozenset({"safe_channel"}),
    "watch_remand": frozenset({"charge_heads", "remands_watched"}),
}
"""What each topic sets, beside the answers of the tables that it asks."""

READS: Mapping[str, frozenset[str]] = {
    **FURTHER_READS,
    "ask_to_reopen": frozenset({"police_after_all"}),
    "change_officer": frozenset({"new_io_post_id"}),
    "hand_over_to_her": frozenset({"new_channel"}),
    "hand_over_to_station": frozenset({"receiving_station"}),
    "move_to_station": frozenset({"other_station"}),
    "note_taken_over": frozenset({"speak_with"}),
    "note_whom_she_complains_of": frozenset({"kept_away", "kept_from_level"}),
    "offer_to_station": frozenset({"receiving_station"}),
    "reclassify": frozenset({"proposed_cognizable_answer", "proposed_offences"}),
    "route_elsewhere": frozenset({"other_station"}),
    "take_over_correction": frozenset({"right_age_band", "was_younger_then"}),
    "tell_new_date": frozenset({"breach_cause"}),
    "treat_as_child": frozenset({"child_age_band"}),
    "use_new_channel": frozenset({"new_channel"}),
    "watch_remand": frozenset({"first_remand_on"}),
}
"""The answers that each topic goes by, so that no correction changes them.

Of those for which the law is asked, and the two months counted, a correction does so again.
"""

BEGINS_WITH = frozenset(
    {
        "complaint_id",
        "submitted_at",
        "station",
        "has_station",
        "language",
        "number_given_at",
        "clock_starts_at",
        "listed_fir_on",
        "limit_is_law",
        "limit_at",
    }
)
"""What a case begins with, beside the answers of the form."""
