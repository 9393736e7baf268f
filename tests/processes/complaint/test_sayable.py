"""What may be said at any time: by whom, what it sets off, and what it leaves alone."""

from typing import Any

import pytest

from engine.exceptions import MessageNotExpected
from engine.registry import Actor
from models import Complaint, ComplaintStatus, Unit
from models.session import reading
from models.types import new_id
from processes.complaint import numbers, record, sayable, saying, tasks
from processes.complaint.answers import form_of, part
from processes.complaint.case_page import find_case
from processes.complaint.contact import recipient
from processes.complaint.jurisdiction import lies_at
from processes.exceptions import AlreadySaid, NotVisible, TooLateToSay
from processes.notifications.messages import Recipient
from processes.runs import run_of_complaint
from tests.processes.story import Story

WORDS = {
    "any_addition_said": {"added_words": "He wrote to me again."},
    "any_correction_said": {"correction_words": "My name.", "right_name": "Asha Devi Verma"},
    "any_copy_said": {"copy_is_safe": True},
    "any_confided_said": {"confided_words": "He called me."},
    "any_pressure_said": {"pressure_by": "family", "pressure_words": "They stood at the door."},
    "any_unsafe_phone_said": {"new_channel": "sms", "new_mobile": "98765 00001"},
    "any_officer_said": {"officer_role": "sho", "officer_words": "He laughed."},
    "any_child_said": {"child_age_band": "16_17", "child_age_source": "School papers"},
    "any_offences_said": {"proposed_offences": ["rape"], "offences_reason": "Her statement."},
    "any_duplicate_said": {"other_number": "AAAA BBBB CCCC D", "duplicate_reason": "The same day."},
}


def offered_to_her(story: Story) -> set[str]:
    with reading(story.sessions) as session:
        found = sayable.sayable_by_her(session, story.registry, story.complaint)
    return {each.element.id for each in found}


def offered_to(story: Story, role: str, *at: Any) -> set[str]:
    with reading(story.sessions) as session:
        who = story.identity(role, *at)
        case = find_case(session, who, story.complaint_id)
        found = sayable.sayable_by(session, story.registry, who, case)
    return {each.element.id for each in found}


def say(story: Story, element_id: str, *, key: str | None = None, **values: Any) -> None:
    with story.sessions.begin() as session:
        complaint = story.complaint
        everyone = {"complainant", "sho", "investigating_officer"}
        offered = sayable._sayable(session, story.registry, complaint, everyone)
        said = sayable.one_of(offered, element_id)
        form = form_of(run_of_complaint(session, complaint).definition, said.element.form)
        answers = part(form, values or WORDS[element_id])
        saying.say(
            session,
            story.registry,
            complaint,
            said,
            answers,
            key=key or new_id(),
            actor=Actor(),
            now=story.now,
        )


def another(story: Story, *, ended: bool = False) -> str:
    """The number of another complaint at the same station, in groups."""
    with story.sessions.begin() as session:
        made = Complaint(
            number=numbers.new_number(),
            status=ComplaintStatus.NUMBERED,
            submission_key=new_id(),
            safe_channel="none",
            submitted_at=story.now,
            numbered_at=story.now,
            closed_at=story.now if ended else None,
            passphrase_hash="none",
        )
        lies_at(made, session.get_one(Unit, story.complaint.unit_id))
        session.add(made)
        return numbers.written(made.number)


def in_record(story: Story, name: str, *, revision: int = 0) -> list[Any]:
    """The values of a field, those in force or those that a correction replaced."""
    with reading(story.sessions) as session:
        entries = record.entries(session, story.registry.keyring, story.complaint.instance_id or "")
    return [each.value for each in entries if (each.name, each.revision) == (name, revision)]


def test_she_and_the_officers_are_each_offered_what_is_theirs_to_say(with_io: Story) -> None:
    hers = offered_to_her(with_io)
    of_station = offered_to(with_io, "sho")
    of_circle = offered_to(with_io, "circle_officer")

    assert hers == {
        "any_addition_said",
        "any_correction_said",
        "any_copy_said",
        "any_pressure_said",
        "any_confided_said",
        "any_unsafe_phone_said",
        "any_officer_said",
        "any_child_said",
        "conflict_told",
    }
    assert of_station == {
        "any_child_said",
        "any_offences_said",
        "any_duplicate_said",
        "any_jurisdiction_said",
    }
    assert of_circle == set()


def test_nothing_is_offered_before_she_has_her_number(story: Story) -> None:
    story.submit()

    assert offered_to_her(story) == set()


def test_pressure_goes_to_a_woman_officer_and_is_told_to_the_superintendent(
    with_io: Story,
) -> None:
    say(with_io, "any_pressure_said")

    assert "meet_about_pressure" in with_io.open_elements
    assert with_io.open_task("meet_about_pressure").needs_woman
    assert with_io.escalations == ["pressure"]
    assert "write_diary_entry" in with_io.open_elements


def test_pressure_by_police_goes_to_the_oversight_cell(with_io: Story) -> None:
    say(with_io, "any_confided_said")

    assert with_io.open_task("look_into_pressure").role == "oversight_cell"
    assert with_io.escalations == ["pressure_confided"]


def test_what_is_sent_twice_is_said_once(with_io: Story) -> None:
    key = new_id()
    say(with_io, "any_pressure_said", key=key)

    with pytest.raises(AlreadySaid):
        say(with_io, "any_pressure_said", key=key)

    assert with_io.open_elements.count("meet_about_pressure") == 1


def test_a_second_report_keeps_the_words_of_the_first(with_io: Story) -> None:
    say(with_io, "any_pressure_said")
    say(with_io, "any_pressure_said", pressure_by="other", pressure_words="Again.")

    with reading(with_io.sessions) as session:
        entries = record.entries(
            session, with_io.registry.keyring, with_io.complaint.instance_id or ""
        )
    told = [entry.value for entry in entries if entry.name == "pressure_words"]
    assert sorted(told) == ["Again.", "They stood at the door."]
    assert with_io.open_elements.count("meet_about_pressure") == 2


def test_what_she_adds_is_in_the_record_at_once_and_read_by_who_investigates(
    with_io: Story,
) -> None:
    say(with_io, "any_addition_said")
    reader = with_io.open_task("read_addition").role

    with_io.do("read_addition", addition_answer="We ask the network.")

    assert reader == "investigating_officer"
    assert in_record(with_io, "added_words") == ["He wrote to me again."]


def test_before_an_officer_investigates_the_station_reads_what_she_adds(story: Story) -> None:
    story.submit()
    story.call()

    say(story, "any_addition_said")

    assert story.open_task("read_addition_at_station").role == "sho"


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


def test_one_dispute_about_the_station_is_open_at_a_time(with_io: Story) -> None:
    say(with_io, "any_jurisdiction_said", other_station="x", jurisdiction_reason="Far.")

    offered_meanwhile = offered_to(with_io, "sho")
    with_io.do(
        "decide_jurisdiction",
        jurisdiction_answer="here",
        jurisdiction_answer_reason="It lies here.",
    )

    assert "any_jurisdiction_said" not in offered_meanwhile
    assert "any_jurisdiction_said" in offered_to(with_io, "sho")


def test_every_branch_knows_the_remands_whose_days_are_watched(with_io: Story) -> None:
    for day in ("2026-03-02", "2026-03-04"):
        say(with_io, "any_remand_said", first_remand_on=day, custody_days_said="60")

    assert with_io.variables["remands_watched"] == ["2026-03-02", "2026-03-04"]


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


def test_an_unsafe_phone_gets_nothing_more_until_she_has_confirmed_another(
    with_io: Story,
) -> None:
    say(with_io, "any_unsafe_phone_said")
    silenced = with_io.complaint.safe_channel

    with_io.do("confirm_new_channel", new_channel_confirmed="yes")

    assert silenced == "none"
    assert with_io.complaint.safe_channel == "sms"
    with reading(with_io.sessions) as session:
        told = record.told(
            session, with_io.registry.keyring, with_io.complaint.instance_id or "", ["mobile"]
        )
    assert told == {"mobile": "98765 00001"}


def test_the_oversight_cell_may_have_another_officer_investigate_at_once(with_io: Story) -> None:
    other = with_io.place.post("investigating_officer", seat=2).id
    say(with_io, "any_officer_said")
    examined_by = with_io.open_task("examine_officer").role

    with_io.do(
        "examine_officer", officer_decision="other_officer", officer_answer="Another one goes on."
    )
    with_io.do("name_other_officer", new_io_post_id=other, other_officer_reason="No tie to him.")

    assert examined_by == "oversight_cell"
    assert with_io.open_task("write_diary_entry").post_id == other


def test_a_child_is_told_to_the_child_welfare_committee_within_a_day(with_io: Story) -> None:
    said_at = with_io.now
    say(with_io, "any_child_said")
    due_at = with_io.open_task("inform_child_welfare").due_at

    with_io.wait(hours=25)

    assert due_at is not None
    assert (due_at - said_at).total_seconds() == 24 * 3600
    assert with_io.escalations == ["child_found", "child_welfare_late", "child_hearing_late"]


def test_other_offences_start_the_clock_of_the_law(with_io: Story) -> None:
    before = with_io.complaint.limit_is_law
    say(with_io, "any_offences_said")

    with_io.do(
        "decide_reclassification",
        reclassification_answer="agree",
        reclassification_reason="Her statement shows it.",
    )

    assert not before
    assert with_io.complaint.limit_is_law
    assert with_io.variables["offences"] == ["rape"]


def test_a_double_complaint_ends_only_when_she_agrees(with_io: Story) -> None:
    words = {**WORDS["any_duplicate_said"], "other_number": another(with_io)}
    say(with_io, "any_duplicate_said", **words)
    with_io.do("compare_complaints", duplicate_answer="same", comparison_reason="The same day.")
    open_for_her = with_io.open_task("agree_to_one_complaint").role

    with_io.do("agree_to_one_complaint", duplicate_agreed="yes")
    with_io.wait(minutes=1)

    assert open_for_her == "complainant"
    assert with_io.complaint.closed_at is not None
    assert with_io.open_elements == []
    assert with_io.incidents == []


def test_her_silence_leaves_both_complaints_as_they_are(with_io: Story) -> None:
    say(with_io, "any_duplicate_said")
    with_io.do("compare_complaints", duplicate_answer="same", comparison_reason="The same day.")

    with_io.wait(days=15, minutes=1)

    assert "agree_to_one_complaint" not in with_io.open_elements
    assert with_io.complaint.closed_at is None


def test_a_disputed_station_keeps_the_case_until_another_is_named(with_io: Story) -> None:
    there = with_io.place.other_station.id
    say(
        with_io,
        "any_jurisdiction_said",
        other_station=there,
        jurisdiction_reason="It happened there.",
    )
    meanwhile = with_io.complaint.station_id
    with_io.do(
        "decide_jurisdiction",
        jurisdiction_answer="other_district",
        jurisdiction_answer_reason="Not in this district.",
    )
    with_io.do(
        "decide_between_districts",
        jurisdiction_answer="other_station",
        other_station=there,
        districts_reason="It happened there.",
    )

    assert meanwhile == with_io.place.station.id
    assert with_io.complaint.station_id == there


def test_a_closed_complaint_takes_no_message(with_io: Story) -> None:
    words = {**WORDS["any_duplicate_said"], "other_number": another(with_io)}
    say(with_io, "any_duplicate_said", **words)
    with_io.do("compare_complaints", duplicate_answer="same", comparison_reason="The same day.")
    with reading(with_io.sessions) as session:
        offered = sayable.sayable_by_her(session, with_io.registry, with_io.complaint)
    with_io.do("agree_to_one_complaint", duplicate_agreed="yes")
    with_io.wait(minutes=1)

    assert offered_to_her(with_io) == set()
    with with_io.sessions.begin() as session, pytest.raises(MessageNotExpected):
        saying.say(
            session,
            with_io.registry,
            with_io.complaint,
            offered[0],
            part(form_of(run_of_complaint(session, with_io.complaint).definition, None), {}),
            key=new_id(),
            actor=Actor(),
            now=with_io.now,
        )


def test_what_is_not_offered_cannot_be_said(with_io: Story) -> None:
    with reading(with_io.sessions) as session:
        offered = sayable.sayable_by_her(session, with_io.registry, with_io.complaint)

    with pytest.raises(NotVisible):
        sayable.one_of(offered, "any_offences_said")
