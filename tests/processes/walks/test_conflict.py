"""A conflict of the station as it is drawn: who has the complaint before anything else."""

from tests.processes.walk import Walk


def test_a_conflict_is_settled_beside_the_call_and_before_registration(walk: Walk) -> None:
    walk.begin(accused_is_police="yes").wait("PT20H1M")
    side_by_side = walk.open

    walk.do("call_her", call_result="reached").do("read_out_number")
    before_the_choice = walk.open
    walk.do("choose_other_station", other_station="elsewhere")
    at_once = walk.done[-1]
    walk.wait("PT1H")

    assert side_by_side == {"call_her", "choose_other_station"}
    assert before_the_choice == {"choose_other_station"}
    assert at_once == "move_complaint"
    assert walk.open == {"register_complaint"}


def test_a_conflict_is_taken_out_of_the_district_before_anything_else(walk: Walk) -> None:
    walk.begin(accused_is_police="yes", danger_now=True)

    assert walk.done[:3] == ["take_to_state", "send_call_back_code", "tell_superintendent_at_once"]


def test_a_visit_waits_until_another_district_has_the_complaint(walk: Walk) -> None:
    walk.begin(accused_of_station="yes", safe_channel="none")
    walk.do("decide_next_contact", next_contact="visit").wait("PT5H")
    before_the_choice = walk.open

    walk.do("choose_other_station", other_station="elsewhere").wait("PT1H")

    assert before_the_choice == {"choose_other_station"}
    assert walk.open == {"visit_her"}


def test_a_station_that_is_not_chosen_is_told_to_the_state_every_12_hours(walk: Walk) -> None:
    walk.begin(accused_of_station="yes").wait("PT12H1M")
    after_12 = walk.done.count("tell_state_of_station_choice")

    walk.wait("PT12H")

    assert "choose_other_station" in walk.open
    assert after_12 == 1
    assert walk.done.count("tell_state_of_station_choice") == 2


def test_only_the_first_urgency_is_told_at_once(walk: Walk) -> None:
    walk.begin(what=["stalking"])

    assert "tell_superintendent_at_once" not in walk.done
