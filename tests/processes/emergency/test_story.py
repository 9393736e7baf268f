"""The drawing of *emergency*, driven end to end on both databases."""

import pytest
from sqlalchemy import select

from engine import instances
from models import AlertStatus, Complaint, EmergencyResponse, PatrolUnit, ResponseEnd, UserTask
from models.session import reading
from processes.complaint import record
from processes.emergency.patrol import board
from processes.posts.identity import identity_of
from processes.posts.postings import holders
from tests.processes.emergency.story import EmergencyStory
from tests.processes.place import Place

OUTCOME = {
    "found": "she_is_safe",
    "injured": "no",
    "children": "yes",
    "arrested": "no",
    "moved_to": "family",
    "wants_complaint": "no",
}


def test_the_nearest_units_are_asked_at_once_and_one_of_them_has_a_woman(
    story: EmergencyStory,
) -> None:
    story.call()

    assert story.asked == ["P1", "P2", "P4"]


def test_a_unit_that_does_not_answer_within_a_minute_is_replaced_by_the_next(
    story: EmergencyStory,
) -> None:
    story.call()
    story.unit_says("P2", "accept_alert", unit_answer="going")

    story.wait(seconds=61)

    assert story.asked == ["P3", "P5"]
    assert story.responses["P1"].ended_as is ResponseEnd.SILENT


def test_a_unit_that_cannot_come_is_replaced_at_once(story: EmergencyStory) -> None:
    story.call()

    story.unit_says("P1", "accept_alert", unit_answer="cannot")

    assert story.asked == ["P2", "P3", "P4"]
    assert story.responses["P1"].ended_as is ResponseEnd.DECLINED


def test_the_first_arrival_stands_the_others_down(story: EmergencyStory) -> None:
    story.call()
    story.unit_says("P1", "accept_alert", unit_answer="going")
    story.unit_says("P2", "accept_alert", unit_answer="going")

    story.unit_says("P2", "reach_her", unit_answer="arrived")

    assert story.open_elements == ["say_outcome"]
    assert story.alert.status is AlertStatus.THERE
    assert {sign: r.ended_as for sign, r in story.responses.items()} == {
        "P1": ResponseEnd.STOOD_DOWN,
        "P2": ResponseEnd.ARRIVED,
        "P4": ResponseEnd.STOOD_DOWN,
    }


def test_the_outcome_belongs_to_the_unit_that_arrived_and_a_day_later_she_is_called(
    story: EmergencyStory,
) -> None:
    story.call()
    story.unit_says("P1", "accept_alert", unit_answer="going")
    story.unit_says("P1", "reach_her", unit_answer="arrived")

    story.unit_says("P1", "say_outcome", **OUTCOME)
    story.wait(hours=24, minutes=1)
    story.do("follow_up", is_safe_today="yes")

    assert story.alert.status is AlertStatus.CLOSED
    assert story.open_elements == []
    assert story.escalations == []
    assert story.incidents == []


def test_without_an_answer_the_control_room_and_then_the_superintendent_are_brought_in(
    story: EmergencyStory,
) -> None:
    story.call()

    story.wait(minutes=16)

    assert story.escalations == [
        ("nobody_accepted", "control_room_lead"),
        ("nobody_arrived", "control_room_lead"),
        ("nobody_arrived_at_all", "superintendent"),
    ]
    assert {"direct_units", "take_charge", "superintendent_takes_charge", "find_help"} <= set(
        story.open_elements
    )


def test_help_the_control_room_found_ends_the_search(story: EmergencyStory) -> None:
    story.call()
    story.wait(minutes=3)

    story.do("direct_units", help_result="not_yet")
    story.do("direct_units", help_result="with_her", help_note="A constable on foot")

    assert story.open_elements == ["write_down_outcome"]
    assert story.alert.status is AlertStatus.THERE


def test_the_control_room_may_have_the_units_asked_again(story: EmergencyStory) -> None:
    story.call()
    story.wait(minutes=4)
    assert story.asked == []

    story.do("find_help", help_result="not_yet")

    assert story.asked == ["P1", "P2", "P4"]


def test_an_accepted_alert_brings_nobody_in_after_two_minutes(story: EmergencyStory) -> None:
    story.call()
    story.unit_says("P1", "accept_alert", unit_answer="going")

    story.wait(minutes=9)

    assert story.escalations == []


def test_when_she_says_that_she_is_safe_units_stand_down_and_a_woman_calls_her(
    story: EmergencyStory,
) -> None:
    story.call()

    story.say_safe()

    assert story.open_elements == ["ask_if_safe"]
    assert story.open_tasks()[0].needs_woman
    assert {r.ended_as for r in story.responses.values()} == {ResponseEnd.STOOD_DOWN}


def test_a_forced_word_that_she_is_safe_sends_the_units_again(story: EmergencyStory) -> None:
    story.call()
    story.say_safe()

    story.do("ask_if_safe", is_safe="no")

    assert story.asked == ["P1", "P2", "P4"]


def test_while_units_are_asked_again_calling_belongs_to_the_same_alert(
    story: EmergencyStory,
) -> None:
    first = story.call()
    story.say_safe()
    story.do("ask_if_safe", is_safe="no")

    again = story.call()

    assert (again.alert_id, again.is_new) == (first.alert_id, False)
    assert story.alert.status is AlertStatus.RAISED


def test_calling_again_takes_back_that_she_is_safe(story: EmergencyStory) -> None:
    first = story.call()
    story.say_safe()

    again = story.call()

    assert (again.alert_id, again.is_new) == (first.alert_id, False)
    assert story.asked == ["P1", "P2", "P4"]


def test_pressing_thrice_makes_one_alert(story: EmergencyStory) -> None:
    first = story.call()

    again = [story.call().alert_id for _ in range(2)]

    assert again == [first.alert_id] * 2


def test_after_help_was_there_calling_again_is_a_new_alert(story: EmergencyStory) -> None:
    first = story.call()
    story.unit_says("P1", "accept_alert", unit_answer="going")
    story.unit_says("P1", "reach_her", unit_answer="arrived")

    second = story.call()

    assert second.is_new
    assert second.alert_id != first.alert_id


def test_two_alerts_within_ninety_days_bring_a_visit(story: EmergencyStory) -> None:
    story.call()
    story.unit_says("P1", "accept_alert", unit_answer="going")
    story.unit_says("P1", "reach_her", unit_answer="arrived")
    story.unit_says("P1", "say_outcome", **OUTCOME)
    assert story.open_elements == []
    story.wait(days=80)

    story.call()
    story.unit_says("P1", "accept_alert", unit_answer="going")
    story.unit_says("P1", "reach_her", unit_answer="arrived")
    story.unit_says("P1", "say_outcome", **OUTCOME)

    assert story.open_elements == ["visit_her"]


def test_two_alerts_ninety_days_apart_bring_none(story: EmergencyStory) -> None:
    story.call()
    story.say_safe()
    story.do("ask_if_safe", is_safe="yes")
    story.wait(days=91)

    again = story.call(mobile="+91 98765 43210")
    story.say_safe()
    story.do("ask_if_safe", is_safe="yes")

    assert again.is_new
    assert story.open_elements == []


def test_who_is_still_unsafe_a_day_later_is_brought_before_the_superintendent(
    story: EmergencyStory,
) -> None:
    story.call()
    story.say_safe()
    story.do("ask_if_safe", is_safe="yes")
    story.wait(hours=25)

    story.do("follow_up", is_safe_today="not_reached")

    assert story.escalations == [("unsafe_after_emergency", "superintendent")]
    assert story.alert.status is AlertStatus.CLOSED


def test_a_drill_ends_with_the_first_answer(story: EmergencyStory, patrols: Place) -> None:
    story.drill(patrols.station)
    assert story.asked == ["P1", "P2", "P4"]

    story.unit_says("P1", "accept_alert", unit_answer="going")

    assert story.open_elements == []
    assert story.alert.accepted_at == story.now
    assert story.responses["P1"].ended_as is ResponseEnd.ANSWERED


def test_a_drill_that_every_unit_declines_ends_without_troubling_the_control_room(
    story: EmergencyStory, patrols: Place
) -> None:
    story.drill(patrols.station)

    while story.asked:
        story.unit_says(story.asked[0], "accept_alert", unit_answer="cannot")

    assert story.open_elements == []
    assert story.alert.accepted_at is None
    assert story.alert.status is AlertStatus.CLOSED


def test_a_drill_keeps_no_unit_from_a_real_call_which_it_sees_first(
    story: EmergencyStory, patrols: Place
) -> None:
    story.drill(patrols.station)

    story.call()

    assert story.asked == ["P1", "P2", "P4"]
    with reading(story.sessions) as session:
        post_id = session.scalars(select(PatrolUnit.post_id).where(PatrolUnit.call_sign == "P1"))
        officer = holders(session, post_id.one(), story.now)[0]
        who = identity_of(session, officer.id, story.now)
        assert who is not None
        shown = board(session, story.registry, who)
    assert [call.is_drill for call in shown.calls] == [False, True]


def test_a_unit_on_its_way_to_somebody_is_not_asked_for_a_drill(
    story: EmergencyStory, patrols: Place
) -> None:
    story.call()

    story.drill(patrols.station)

    assert not {"P1", "P2", "P4"} & set(story.asked)


def test_a_drill_that_nobody_answers_ends_without_troubling_the_superintendent(
    story: EmergencyStory, patrols: Place
) -> None:
    story.drill(patrols.station)

    story.wait(minutes=20)

    assert story.alert.accepted_at is None
    assert story.alert.status is AlertStatus.CLOSED
    assert story.escalations == []


def test_a_complaint_she_wants_is_opened_once_with_what_she_told(
    story: EmergencyStory,
) -> None:
    story.call()
    story.unit_says("P1", "accept_alert", unit_answer="going")
    story.unit_says("P1", "reach_her", unit_answer="arrived")

    story.unit_says(
        "P1",
        "say_outcome",
        **{**OUTCOME, "wants_complaint": "yes"},
        what=["domestic_violence"],
        age_band="18_plus",
        account="He locked the door.",
    )
    story.wait(seconds=1)

    with reading(story.sessions) as session:
        complaint = session.get_one(Complaint, story.alert.complaint_id)
        told = record.told(
            session, story.registry.keyring, complaint.instance_id or "", ["account", "mobile"]
        )
    assert complaint.station_id == story.alert.station_id
    assert told == {"account": "He locked the door.", "mobile": "+919876543210"}
    assert story.incidents == []


@pytest.mark.parametrize("said", ["accused_is_police", "accused_of_station"])
def test_a_complaint_about_the_police_goes_to_the_state_by_this_door_too(
    story: EmergencyStory, patrols: Place, said: str
) -> None:
    story.call()
    story.unit_says("P1", "accept_alert", unit_answer="going")
    story.unit_says("P1", "reach_her", unit_answer="arrived")

    story.unit_says(
        "P1",
        "say_outcome",
        **{**OUTCOME, "wants_complaint": "yes"},
        **{"accused_is_police": "no", "accused_of_station": "no", said: "yes"},
        what=["molestation"],
        age_band="18_plus",
    )
    story.wait(seconds=1)

    with reading(story.sessions) as session:
        complaint = session.get_one(Complaint, story.alert.complaint_id)
    assert complaint.is_conflicted
    assert complaint.unit_id == patrols.state.id
    assert complaint.district_id is None


def test_where_she_is_stands_in_no_variable_and_no_row_in_clear(story: EmergencyStory) -> None:
    story.call(where="Blue door")

    with reading(story.sessions) as session:
        known = instances.variables(session, story.registry, story.alert.instance_id)
        rows = session.execute(select(EmergencyResponse.__table__)).all()
    assert not {"latitude", "longitude", "where", "mobile"} & set(known)
    assert not [value for row in rows for value in row if isinstance(value, float)]


@pytest.mark.parametrize(
    "who", ["find_help", "direct_units", "take_charge", "superintendent_takes_charge"]
)
def test_she_is_asked_the_next_day_once_whoever_brought_help(
    story: EmergencyStory, who: str
) -> None:
    story.call()
    story.wait(minutes=31)

    story.do(who, help_result="with_her")
    story.wait(hours=25)

    assert story.open_elements == ["follow_up", "write_down_outcome"]
    with reading(story.sessions) as session:
        asked = session.scalars(select(UserTask.id).where(UserTask.element_id == "follow_up")).all()
    assert len(asked) == 1
