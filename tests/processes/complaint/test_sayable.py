"""What may be said at any time: by whom, what it sets off, and what it leaves alone."""

import pytest

from engine.exceptions import MessageNotExpected
from engine.registry import Actor
from models.session import reading
from models.types import new_id
from processes.complaint import record, sayable, saying
from processes.complaint.answers import form_of, part
from processes.exceptions import AlreadySaid, NotVisible
from processes.runs import run_of_complaint
from tests.processes.complaint.sayings import (
    WORDS,
    another,
    in_record,
    offered_to,
    offered_to_her,
    say,
)
from tests.processes.story import Story


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
