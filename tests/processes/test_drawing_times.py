"""The times that the portal promises stand in the drawing, and say who sets them."""

import pytest

from tests.processes.complaint_files import clock_boxes, nodes, timer_text, timers
from tests.processes.picture import BPMN, properties


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("call_is_late", "after(submitted_at, call_due_after)"),
        ("registration_late", 'after(number_given_at, "PT24H")'),
        ("registration_very_late", 'after(number_given_at, "PT48H")'),
        ("registration_still_missing", "R5/P3D"),
        ("home_recording_late", "PT24H"),
        ("home_recording_very_late", "PT48H"),
        ("home_recording_missing", "PT96H"),
        ("station_choice_late", "R6/PT12H"),
        ("station_waits_an_hour", "PT1H"),
        ("visit_waits_an_hour", "PT1H"),
        ("signature_reminder_due", "R2/PT24H"),
        ("signature_visit_due", "PT60H"),
        ("signature_days_over", "P3D"),
        ("silent_for_7_days", "P7D"),
        ("silent_for_14_days", "P14D"),
        ("silent_for_21_days", "P21D"),
        ("answer_days_over", "P15D"),
        ("fourteen_days_over", "P14D"),
        ("zero_fir_sending_late", "PT24H"),
        ("zero_fir_acceptance_late", 'after(offered_at, "PT48H")'),
        (
            "medical_late",
            'after(get("offences_known_at") or get("opened_again_at", submitted_at), "PT24H")',
        ),
        ("medical_report_late", 'after(examined_at, "P7D")'),
        ("statement_late", 'after(get("offences_known_at") or fir_at, "PT24H")'),
        (
            "child_welfare_late",
            'after(get("offences_known_at") or get("child_known_at", submitted_at), "PT24H")',
        ),
        ("legal_services_reminder_due", "R2/PT12H"),
        ("legal_services_late", 'after(get("offences_known_at") or fir_at, "PT48H")'),
        ("legal_services_very_late", 'after(get("offences_known_at") or fir_at, "P7D")'),
        ("assignment_late", 'after(fir_at, "PT24H")'),
        ("officer_naming_late", 'after(fir_at, "PT48H")'),
        ("officer_naming_very_late", 'after(fir_at, "PT96H")'),
        ("contact_decision_late", "PT4H"),
        ("visit_late", "PT24H"),
        ("visit_very_late", "PT48H"),
        ("further_silence", "P7D"),
        ("further_silence_of_14_days", "P14D"),
        ("further_silence_of_21_days", "P21D"),
        ("interim_relief_late", 'after(legal_services_told_on, "P15D")'),
        ("hearing_late", 'after(application_on, "P3D")'),
        ("order_late", 'after(first_hearing_on, "P60D")'),
        ("committee_late", 'after(forwarded_to_committee_on, "P90D")'),
        ("further_half", 'after(further_from, "P45D")'),
        ("further_days_run_out", "further_ask_at"),
        ("further_seven_days_left", "further_warn_at"),
        ("further_days_over", "further_limit_at"),
        ("further_fifteen_days_beyond", 'after(further_limit_at, "P15D")'),
        ("papers_late", 'after(appeared_on, "P14D")'),
        ("compensation_late", 'after(applied_on, "P2M")'),
        ("seven_days_after", 'after(closed_at, "P7D")'),
        ("thirty_days_after", 'after(closed_at, "P30D")'),
        ("day_30_passed", 'after(clock_starts_at, "P30D")'),
        ("day_45_passed", 'after(clock_starts_at, "P45D")'),
        ("day_52_passed", 'after(clock_starts_at, "P52D")'),
        ("sixty_days_passed", 'after(clock_starts_at, "P60D")'),
        ("ten_days_left", "after(first_remand_on, custody_ten_days_left)"),
        ("three_days_left", "after(first_remand_on, custody_three_days_left)"),
        ("custody_days_over", "after(first_remand_on, custody_length)"),
        ("two_months_passed", 'after(clock_starts_at, "P2M")'),
        ("day_75_passed", 'after(clock_starts_at, "P75D")'),
        ("day_90_passed", 'after(clock_starts_at, "P90D")'),
    ],
)
def test_each_promised_time_stands_in_the_drawing(element: str, text: str) -> None:
    found = {node.get("id"): timer_text(node) for node in timers()}

    assert found[element] == text


def test_every_timer_says_whether_law_or_the_portal_sets_it() -> None:
    unsaid = [
        node.get("id")
        for node in timers()
        if properties(node).get("deadline") not in ("statutory", "target")
    ]

    assert unsaid == []


def test_nothing_on_the_clock_stops_the_work() -> None:
    clock = clock_boxes()

    starts = [box.find(f"{BPMN}startEvent") for box in clock]
    interrupting = [start.get("id") for start in starts if start.get("isInterrupting") != "false"]

    assert len(clock) == 8
    assert interrupting == []


def test_the_clock_asks_the_clock_again_before_it_rings() -> None:
    lengths = {
        box.get("id"): (
            timer_text(box.find(f"{BPMN}startEvent")),
            timer_text(box.find(f"{BPMN}intermediateCatchEvent")),
        )
        for box in clock_boxes()
    }

    for armed, rings in lengths.values():
        assert armed.startswith("after(clock_starts_at, ")
        assert rings == armed


def test_nothing_of_the_law_is_left_outside_the_clock() -> None:
    scope = next(node for node in nodes() if node.get("id") == "from_number_to_report")
    inside = {node.get("id") for node in scope.iterdescendants()}

    assert {"register_complaint", "sign_complaint", "record_at_home", "forward_report"} <= inside
