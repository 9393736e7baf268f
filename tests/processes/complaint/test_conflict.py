"""A complaint against the police: nobody of the accused's district ever has it."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from engine import audit
from engine.exceptions import AnswerSettled, StepFailed
from models import (
    Base,
    CustodyInterval,
    Escalation,
    EventKind,
    HistoryEvent,
    Level,
    ProcessInstance,
    Unit,
    UserTask,
)
from processes.complaint import case_page, tasks
from processes.permissions.permission import Permission
from processes.permissions.rules import may
from tests import factories
from tests.processes.story import Story

UNITS = ("unit_id", "station_id", "circle_id", "district_id")


def submit(story: Story, **answers: object) -> None:
    story.submit(accused_of_station="yes", station=story.place.station.id, **answers)


def choose(story: Story, step: str = "choose_other_station") -> None:
    story.do(
        step,
        other_station=story.place.other_station.id,
        routing_reason="The accused serves there",
    )


def units_named(story: Story) -> set[str | None]:
    """Every unit that a task, an escalation or the ledger of the case names."""
    tables: tuple[type[Base], ...] = (UserTask, Escalation, CustodyInterval)
    with story.sessions() as session:
        return {
            getattr(row, name)
            for table in tables
            for row in session.scalars(select(table))
            for name in UNITS
            if hasattr(row, name)
        }


def units_of_the_accused(story: Story) -> set[str]:
    return {story.place.station.id, story.place.circle.id, story.place.district.id}


def is_called(story: Story) -> None:
    submit(story)
    story.call()
    story.wait(days=5)
    choose(story)
    story.wait(hours=1)
    story.register()


def is_visited(story: Story) -> None:
    submit(story, safe_channel="none", mobile=None)
    story.do("decide_next_contact", next_contact="visit")
    story.wait(hours=20)
    choose(story)
    story.wait(hours=1)
    story.do("visit_her", visit_result="confirmed")
    story.do("give_number_in_person", number_read_out=True)
    story.register()


def is_urgent_and_called_too_late(story: Story) -> None:
    submit(story, danger_now=True)
    story.wait(hours=30)
    story.do("call_her", call_result="reached", code_heard=story.code, call_language="hi")
    story.do("read_out_number", number_read_out=True)
    story.wait(days=95)
    choose(story)
    story.wait(hours=1)
    story.register()


@pytest.mark.parametrize("path", [is_called, is_visited, is_urgent_and_called_too_late])
def test_nothing_of_the_case_ever_names_the_units_of_the_accused(
    story: Story, path: Callable[[Story], None]
) -> None:
    path(story)

    assert units_named(story).isdisjoint(units_of_the_accused(story))
    assert story.open_task("assign_investigating_officer").unit_id == story.place.other_station.id
    assert story.complaint.station_id == story.place.other_station.id


def test_the_case_itself_lies_at_the_state_from_the_first_moment(story: Story) -> None:
    submit(story)

    with story.sessions() as session:
        instance = session.get_one(ProcessInstance, story.complaint.instance_id)
    assert instance.unit_id == story.place.state.id
    assert story.complaint.unit_id == story.place.state.id
    assert story.complaint.is_conflicted


def test_a_visit_waits_for_the_woman_officer_of_the_other_station(story: Story) -> None:
    submit(story, safe_channel="none", mobile=None)
    story.do("decide_next_contact", next_contact="visit")
    before = story.open_elements

    choose(story)
    story.wait(hours=1)

    assert before == ["choose_other_station"]
    assert story.open_task("visit_her").unit_id == story.place.other_station.id


def tell_after_all(story: Story, **not_known: str) -> None:
    """She learns what she did not know when she filed, and says so when her number is read out."""
    story.submit(**not_known, station=story.place.station.id)
    story.wait(hours=20, minutes=5)
    story.do("call_her", call_result="reached", code_heard=story.code, call_language="hi")
    story.do("read_out_number", number_read_out=True, police_after_all="yes")
    story.wait(seconds=1)


@pytest.mark.parametrize("not_known", ["accused_is_police", "accused_of_station"])
def test_who_did_not_know_it_is_asked_again_and_her_station_loses_the_complaint(
    story: Story, not_known: str
) -> None:
    tell_after_all(story, **{not_known: "unknown"})

    left = {task.unit_id for task in story.open_tasks()}
    assert left.isdisjoint(units_of_the_accused(story))
    assert story.complaint.is_conflicted
    assert story.complaint.unit_id == story.place.state.id
    with story.sessions() as session:
        case = case_page.case_of(session, story.complaint)
    assert not may(Permission.SEE_CASE, story.identity("sho"), case)


def is_known_to_be_police_after_all(story: Story) -> None:
    tell_after_all(story, accused_is_police="unknown")
    choose(story, "choose_station_after_all")
    story.wait(days=1)
    story.register()


def test_what_she_learned_later_is_said_once_and_the_other_station_registers(story: Story) -> None:
    is_known_to_be_police_after_all(story)

    assert story.open_task("assign_investigating_officer").unit_id == story.place.other_station.id
    assert story.variables["conflict_district"] == story.place.district.id
    assert story.incidents == []


def test_a_complaint_of_a_district_without_a_station_is_taken_and_another_station_chosen(
    story: Story,
) -> None:
    with story.sessions.begin() as session:
        bare = factories.district(session, session.get_one(Unit, story.place.state.id))

    story.submit(district=bare.id)
    story.call()
    at_first = story.complaint
    choose(story)
    story.wait(hours=1)

    assert at_first.unit_id == story.place.state.id
    assert not at_first.is_conflicted
    assert story.open_task("register_complaint").unit_id == story.place.other_station.id


@pytest.mark.parametrize("role", ["sho", "woman_recorder", "circle_officer", "superintendent"])
def test_no_officer_of_the_district_finds_the_case(story: Story, role: str) -> None:
    submit(story, safe_channel="none", mobile=None)
    story.do("decide_next_contact", next_contact="visit")
    story.wait(hours=5)

    with story.sessions() as session:
        case = case_page.case_of(session, story.complaint)
    assert not may(Permission.SEE_CASE, story.identity(role), case)


def test_before_the_choice_all_is_brought_before_the_state(story: Story) -> None:
    submit(story, danger_now=True)
    story.wait(hours=2)
    story.do("call_her", call_result="reached", code_heard=story.code, call_language="hi")
    story.do("read_out_number", number_read_out=True)

    story.wait(days=80)

    with story.sessions() as session:
        raised = session.scalars(select(Escalation)).all()
    assert {row.level for row in raised} == {Level.STATE}
    assert {row.unit_id for row in raised} == {story.place.state.id}
    assert {"first_urgency", "day_45", "two_months_passed"} <= {row.reason for row in raised}
    assert story.complaint.breached_at == story.complaint.limit_at


def test_what_was_raised_before_the_choice_stays_with_the_state(story: Story) -> None:
    submit(story)
    story.wait(hours=13)
    choose(story)

    with story.sessions() as session:
        raised = session.scalars(select(Escalation)).all()
    assert [(row.reason, row.role, row.unit_id) for row in raised] == [
        ("station_choice_late", "state_nodal", story.place.state.id)
    ]


def test_until_a_station_is_chosen_the_complaint_lies_with_the_oversight_cell(
    story: Story,
) -> None:
    submit(story)
    story.call()

    with story.sessions() as session:
        lies_with = session.scalars(
            select(CustodyInterval.role).where(CustodyInterval.to_at.is_(None))
        ).all()
    assert lies_with == ["oversight_cell"]


def correct_the_choice(story: Story, step: str = "choose_other_station", **answers: object) -> None:
    """The Oversight cell corrects which station takes the complaint."""
    who = story.identity("oversight_cell")
    with story.sessions.begin() as session:
        task = session.scalars(select(UserTask).where(UserTask.element_id == step)).one()
        tasks.correct(
            session,
            story.registry,
            who,
            task.id,
            story._answers(session, step, answers),
            reason="mistyped",
            now=story.now,
        )


def moves(story: Story) -> int:
    """How often the case was moved to a station, as its history tells."""
    with story.sessions() as session:
        noted = session.scalars(
            select(HistoryEvent.facts).where(HistoryEvent.kind == EventKind.NOTED)
        )
        return [facts["name"] for facts in noted].count("moved_to_unit")


def test_a_corrected_choice_moves_the_case_to_the_right_station_in_the_same_step(
    story: Story,
) -> None:
    with story.sessions.begin() as session:
        right = factories.station(session, session.get_one(Unit, story.place.other_circle.id))
    submit(story)
    story.call()
    choose(story)
    story.wait(hours=1)

    correct_the_choice(story, other_station=right.id, routing_reason="Nearer to her")

    assert story.complaint.station_id == right.id
    assert story.open_task("register_complaint").unit_id == right.id
    assert story.variables["station"] == right.id
    assert moves(story) == 2
    with story.sessions() as session:
        assert audit.verify(session) == []


def test_the_case_stays_where_it_is_if_another_station_was_not_chosen(story: Story) -> None:
    submit(story)
    story.call()
    choose(story)
    story.wait(hours=1)

    correct_the_choice(
        story, other_station=story.place.other_station.id, routing_reason="He serves there"
    )

    assert story.open_task("register_complaint").unit_id == story.place.other_station.id
    assert moves(story) == 1


def test_a_corrected_choice_of_the_accused_district_is_refused_and_moves_nothing(
    story: Story,
) -> None:
    submit(story)
    story.call()
    choose(story)
    story.wait(hours=1)

    with pytest.raises(StepFailed):
        correct_the_choice(story, other_station=story.place.station.id, routing_reason="Nearer")

    assert story.complaint.station_id == story.place.other_station.id
    assert units_named(story).isdisjoint(units_of_the_accused(story))


@pytest.mark.parametrize(
    ("path", "step"),
    [
        (is_called, "choose_other_station"),
        (is_known_to_be_police_after_all, "choose_station_after_all"),
    ],
)
def test_once_an_officer_investigates_no_correction_moves_the_case(
    story: Story, path: Callable[[Story], None], step: str
) -> None:
    with story.sessions.begin() as session:
        other = factories.station(session, session.get_one(Unit, story.place.other_circle.id))
    path(story)
    there = story.place.other_station
    seat = story.place.post("investigating_officer", there).id
    story.do("assign_investigating_officer", io_post_id=seat)

    with pytest.raises(AnswerSettled):
        correct_the_choice(story, step, other_station=other.id, routing_reason="Nearer to her")

    assert story.complaint.station_id == there.id
