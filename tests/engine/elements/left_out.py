"""Whether each correction of the library is needed: its own test, run with it and without it.

    python -m tests.engine.elements.left_out

prints, as JSON, how the test of each module ends with the whole kit, and with a kit that is built
of all modules but that one.
"""

import json
import sys
from pathlib import Path

import pytest

from engine import elements

FOLDER = Path(__file__).parent

#: The test that tells what the module of this name corrects; it must fail without the module.
TEST_OF = {
    "growth": "test_growth.py::test_an_open_task_is_a_token",
    "depth": "test_depth.py::test_all_tasks_of_a_long_history_are_found",
    "isolation": "test_isolation.py::test_a_step_is_handed_the_values_themselves",
    "cancelling": "test_cancelling.py::test_interrupting_instances_ends_what_each_contains",
    "closed_tasks": "test_closed_tasks.py::test_a_completed_task_cannot_be_completed_again",
    "agenda": "test_agenda.py::test_what_waits_is_not_looked_at_when_others_move",
    "flat_parser": "test_flat_parser.py::test_a_thousand_steps_in_a_row_are_read_and_run",
    "gateways": "test_gateways.py::test_only_the_way_taken_is_in_the_tree",
    "joins": "test_joins.py::test_excess_tokens_of_one_flow_stay",
    "subprocess": "test_subprocess.py::test_a_sub_process_ends_with_the_last_of_its_tokens",
    "tasks": "test_tasks.py::test_a_plain_task_is_passed",
    "loops": "test_standard_loop.py::test_the_condition_sees_the_number_of_rounds",
    "standard_loop": "test_standard_loop.py::test_what_a_round_has_replaced_stays_replaced",
    "multi_instance": (
        "test_multi_instance.py::test_results_stand_in_the_order_of_the_items_whoever_is_first"
    ),
    "lanes": "test_lanes.py::test_of_nested_lanes_the_innermost_counts",
    "data_objects": "test_data_objects.py::test_read_before_it_was_written_it_is_none",
    "refused": "test_refused.py::test_a_marker_that_does_not_run_is_refused",
    "drawn_events": (
        "test_drawn_events.py::test_an_error_cannot_be_caught_beside_the_activity_it_ends"
    ),
    "timers": "test_timers.py::test_a_monthly_cycle_never_drifts_where_the_library_adds_seconds",
    "catching": (
        "test_catching.py::test_a_fired_timer_leaves_nothing_behind_in_the_state_of_its_step"
    ),
    "boundary": "test_boundary.py::test_what_an_interrupted_sub_process_has_done_is_done",
    "event_gateway": (
        "test_event_gateway.py::"
        "test_each_timer_keeps_its_own_due_time_where_the_library_keeps_the_first"
    ),
    "throwing": (
        "test_throwing.py::test_a_signal_end_event_is_thrown_where_the_library_does_nothing"
    ),
    "event_subprocess": (
        "test_event_subprocess.py::"
        "test_a_handler_that_ends_last_does_not_set_back_what_its_scope_changed"
    ),
    "delivery": "test_delivery.py::test_a_message_goes_to_the_one_that_has_waited_longest",
    "clock": "test_clock.py::test_a_timer_in_a_loop_is_armed_anew_in_every_round",
    "start": "test_start.py::test_the_only_start_event_may_have_happened_too",
}


class Ends:
    """Notes how the tests end that pytest runs."""

    def __init__(self) -> None:
        self.outcomes: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.failed:
            self.outcomes.append(f"{report.when} {report.outcome}")


def run(test: str, *, without: str | None = None) -> list[str]:
    """How each case of a test ends with the kit that lacks one module."""
    whole = elements.MODULES
    ends = Ends()
    elements.MODULES = tuple(name for name in whole if name != without)
    elements._build.cache_clear()
    try:
        options = ["-qq", "--no-header", "--tb=no", "-p", "no:cacheprovider", "-p", "no:xdist"]
        pytest.main([*options, str(FOLDER / test)], plugins=[ends])
    finally:
        elements.MODULES = whole
        elements._build.cache_clear()
    return ends.outcomes


if __name__ == "__main__":
    answers, sys.stdout = sys.stdout, sys.stderr  # pytest writes to standard output
    found = {
        module: {"whole": run(test), "without": run(test, without=module)}
        for module, test in TEST_OF.items()
    }
    json.dump(found, answers)
