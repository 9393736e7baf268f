"""Corrections that she asks for: of her name, her age and her address, and what they begin."""

import pytest

from models import Complaint
from models.session import reading
from processes.complaint import sayable, tasks
from processes.complaint.answers import form_of
from processes.complaint.case_page import find_case
from processes.complaint.contact import recipient
from processes.exceptions import TooLateToSay
from processes.notifications.messages import Recipient
from processes.runs import run_of_complaint
from tests.processes.complaint.sayings import in_record, offered_to_her, say
from tests.processes.story import Story


def test_a_correction_waits_for_a_woman_officer_and_keeps_what_stood_before(
    with_io: Story,
) -> None:
    before = in_record(with_io, "name")
    say(with_io, "any_correction_said")
    waits = in_record(with_io, "name")

    with_io.do("check_her_correction", correction_taken="yes")

    assert waits == before
    assert in_record(with_io, "name") == ["Asha Devi Verma"]
    assert in_record(with_io, "name", revision=1) == before


def test_a_corrected_age_under_eighteen_begins_what_a_child_is_owed(with_io: Story) -> None:
    say(with_io, "any_correction_said", right_age_band="16_17", right_age=17)
    with_io.wait(minutes=1)
    open_before = with_io.open_elements

    with_io.do("check_her_correction", correction_taken="yes")
    with_io.wait(minutes=1)

    assert "inform_child_welfare" not in open_before
    assert "inform_child_welfare" in with_io.open_elements
    assert "child_found" in with_io.escalations
    assert with_io.variables["age_band"] == "16_17"
    assert in_record(with_io, "age") == [17]


def test_a_correction_of_her_age_that_is_refused_changes_nothing(with_io: Story) -> None:
    say(with_io, "any_correction_said", right_age_band="16_17", right_age=17)

    with_io.do("check_her_correction", correction_taken="no", correction_reason="The papers differ")
    with_io.wait(minutes=1)

    assert with_io.variables["age_band"] == "18_plus"
    assert "inform_child_welfare" not in with_io.open_elements


def test_who_turns_out_to_be_of_age_is_brought_before_the_station_and_its_step_may_end(
    with_io: Story,
) -> None:
    say(with_io, "any_child_said")
    say(with_io, "any_correction_said", right_age_band="18_plus", right_age=18)

    with_io.do("check_her_correction", correction_taken="yes")
    with_io.do("inform_child_welfare", no_child_after_all=True)

    assert with_io.variables["age_band"] == "18_plus"
    assert "no_child_after_all" in with_io.escalations
    assert "inform_child_welfare" not in with_io.open_elements


def test_who_is_known_to_be_a_child_is_not_said_to_be_one_a_second_time(with_io: Story) -> None:
    say(with_io, "any_child_said")

    with reading(with_io.sessions) as session:
        who = with_io.identity("sho")
        case = find_case(session, who, with_io.complaint_id)
        told = sayable.not_now(session, with_io.registry, who, case)
        with pytest.raises(TooLateToSay) as refused:
            sayable.refuse_if_not_now(
                session, with_io.registry, with_io.complaint, "any_child_said", roles={"sho"}
            )

    assert "any_child_said" not in offered_to_her(with_io)
    assert [element.id for element in told] == ["any_child_said"]
    assert "known already" in refused.value.why
    assert "पहले से" in refused.value.why_hi


def test_another_age_of_a_child_is_known_and_nobody_is_told_twice(with_io: Story) -> None:
    say(with_io, "any_child_said")
    say(with_io, "any_correction_said", right_age_band="12_15", right_age=15)

    with_io.do("check_her_correction", correction_taken="yes")
    with_io.wait(minutes=1)

    assert with_io.variables["age_band"] == "12_15"
    assert with_io.open_elements.count("inform_child_welfare") == 1


def test_what_she_was_then_is_known_to_every_later_step(with_io: Story) -> None:
    say(with_io, "any_correction_said", right_age_band="18_plus", right_age=19)

    with_io.do("check_her_correction", correction_taken="yes", was_younger_then=True)

    assert with_io.variables["child_at_incident"] is True


def test_messages_go_to_the_corrected_address_once_it_is_taken_over(with_io: Story) -> None:
    with with_io.sessions.begin() as session:
        session.get_one(Complaint, with_io.complaint_id).safe_channel = "email"
    say(with_io, "any_correction_said", right_email="asha.verma@example.in")
    before = address_of(with_io)

    with_io.do("check_her_correction", correction_taken="yes")

    assert before is None
    assert address_of(with_io) == Recipient("email", "asha.verma@example.in")


def address_of(story: Story) -> Recipient | None:
    with reading(story.sessions) as session:
        return recipient(session, story.registry.keyring, story.complaint)


def test_of_two_corrections_each_is_decided_by_itself(with_io: Story) -> None:
    landmark = {"correction_words": "Near the mill.", "right_landmark": "The mill"}
    say(with_io, "any_correction_said")
    say(with_io, "any_correction_said", **landmark)

    waiting = [each for each in with_io.open_tasks() if each.element_id == "check_her_correction"]
    with reading(with_io.sessions) as session:
        definition = run_of_complaint(session, with_io.complaint).definition
        form = form_of(definition, definition.elements["check_her_correction"].form)
        shown = [tasks.shown_values(session, with_io.registry, task, form) for task in waiting]

    told = sorted((str(each["right_name"]), str(each["right_landmark"])) for each in shown)
    assert told == [("Asha Devi Verma", "None"), ("None", "The mill")]


def test_a_child_is_told_to_the_child_welfare_committee_within_a_day(with_io: Story) -> None:
    said_at = with_io.now
    say(with_io, "any_child_said")
    due_at = with_io.open_task("inform_child_welfare").due_at

    with_io.wait(hours=25)

    assert due_at is not None
    assert (due_at - said_at).total_seconds() == 24 * 3600
    assert with_io.escalations == ["child_found", "child_welfare_late", "child_hearing_late"]
