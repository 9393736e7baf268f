"""Corrections: which tasks, which of their questions, and what they had said."""

from threading import Event, Thread

import pytest
from sqlalchemy.orm import Session

from engine.custody import ledger
from engine.forms import Form
from engine.law import KOLKATA
from processes.complaint import case_page, record, tasks
from processes.complaint.answers import Answers, form_of
from processes.complaint.corrections import answered, correctable, form_to_correct
from processes.complaint.two_months import limit_from
from processes.permissions.case import Case
from processes.runs import Run, run_of_complaint
from tests.processes.story import Story


@pytest.fixture
def recorded_late(story: Story) -> Story:
    """Recorded five hours after she was given her number."""
    story.submit()
    story.call()
    story.wait(hours=5)
    story.register()
    story.assign()
    return story


def run_of(session: Session, case: Case) -> Run:
    return run_of_complaint(session, case.complaint)


def steps(story: Story, role: str) -> list[str]:
    who = story.identity(role)
    with story.sessions() as session:
        case = case_page.find_case(session, who, story.complaint_id)
        return sorted(task.element_id for task in correctable(who, run_of(session, case)))


def registration(story: Story) -> Form:
    who = story.identity("sho")
    with story.sessions() as session:
        case = case_page.find_case(session, who, story.complaint_id)
        page = case_page.case_page(session, story.registry, case, asking=who, now=story.now)
        return form_of(page.definition, page.definition.elements["register_complaint"].form)


def test_one_corrects_what_ones_post_did_and_a_superior_what_lies_below(with_io: Story) -> None:
    done_by_station = [
        "assign_investigating_officer",
        "inform_legal_services",
        "record_statement",
        "register_complaint",
        "request_statement",
    ]

    assert steps(with_io, "sho") == done_by_station
    assert steps(with_io, "superintendent") == done_by_station
    assert steps(with_io, "investigating_officer") == []


def test_of_a_step_that_came_again_only_the_last_round_is_corrected(with_io: Story) -> None:
    with_io.write_diary()
    with_io.wait(days=2)
    with_io.write_diary()

    assert steps(with_io, "investigating_officer") == ["write_diary_entry"]


def test_the_form_shows_what_was_answered_by_its_own_keys(with_io: Story) -> None:
    who, form = with_io.identity("sho"), registration(with_io)
    with with_io.sessions() as session:
        case = case_page.find_case(session, who, with_io.complaint_id)
        task = next(
            t
            for t in correctable(who, run_of(session, case))
            if t.element_id == "register_complaint"
        )
        found = answered(session, with_io.registry, task, form)

    assert found["registered_as"] == "fir"
    assert found["registration_text"] == "She was followed."


def test_a_corrected_answer_is_what_the_next_correction_finds(with_io: Story) -> None:
    who, form = with_io.identity("sho"), registration(with_io)
    with with_io.sessions.begin() as session:
        case = case_page.find_case(session, who, with_io.complaint_id)
        task = next(
            t
            for t in correctable(who, run_of(session, case))
            if t.element_id == "register_complaint"
        )
        tasks.correct(
            session,
            with_io.registry,
            who,
            task.id,
            Answers({"incident_on": "2026-02-28"}, {"registration_number": "8/2026"}),
            reason="mistyped",
            now=with_io.now,
        )

    with with_io.sessions() as session:
        found = answered(session, with_io.registry, task, form)
    assert found["incident_on"] == "2026-02-28"
    assert found["registration_number"] == "8/2026"
    assert found["registration_text"] == "She was followed."


def test_of_two_corrections_at_once_the_second_replaces_what_the_first_wrote(
    with_io: Story,
) -> None:
    who, begun, faults = with_io.identity("sho"), Event(), list[BaseException]()
    with with_io.sessions() as session:
        case = case_page.find_case(session, who, with_io.complaint_id)
        task_id = next(
            task.id
            for task in correctable(who, run_of(session, case))
            if task.element_id == "register_complaint"
        )

    def write(session: Session, number: str) -> None:
        answers = Answers({}, {"registration_number": number})
        tasks.correct(
            session, with_io.registry, who, task_id, answers, reason="mistyped", now=with_io.now
        )

    def be_second() -> None:
        begun.set()
        try:
            with with_io.sessions.begin() as session:
                write(session, "9/2026")
        except BaseException as fault:
            faults.append(fault)

    second = Thread(target=be_second)
    with with_io.sessions.begin() as session:
        write(session, "8/2026")
        second.start()
        begun.wait()
        second.join(0.5)  # it waits until the first is done
    second.join()

    with with_io.sessions() as session:
        written = {
            entry.revision: entry.value
            for entry in record.entries(
                session, with_io.registry.keyring, with_io.complaint.instance_id or ""
            )
            if entry.name == "registration_number"
        }
    assert faults == []
    assert written == {0: "9/2026", 1: "7/2026", 2: "8/2026"}


def test_who_may_not_read_the_record_is_asked_for_codes_only(with_io: Story) -> None:
    form = registration(with_io)

    codes = {question.key for question in form_to_correct(form, sees_record=False).inputs()}
    everything = {question.key for question in form_to_correct(form, sees_record=True).inputs()}

    assert "registered_as" in codes
    assert "registration_text" not in codes
    assert "registration_text" in everything
    assert "account" not in everything  # shown read-only; hers is not for officers to correct


def correct(story: Story, element_id: str, *, by: str = "sho", **variables: object) -> None:
    who = story.identity(by)
    with story.sessions.begin() as session:
        case = case_page.find_case(session, who, story.complaint_id)
        task = next(
            t for t in correctable(who, run_of(session, case)) if t.element_id == element_id
        )
        tasks.correct(
            session,
            story.registry,
            who,
            task.id,
            Answers(variables, {}),
            reason="mistyped",
            now=story.now,
        )


def test_a_corrected_investigating_officer_has_the_case_at_once(with_io: Story) -> None:
    second = with_io.place.post("investigating_officer", seat=2).id
    before = with_io.open_task("write_diary_entry").post_id

    correct(with_io, "assign_investigating_officer", io_post_id=second)
    with_io.write_diary()

    with with_io.sessions() as session:
        instance_id = with_io.complaint.instance_id or ""
        custodians = [each.post_id for each in ledger(session, instance_id, with_io.now)]
    assert before != second
    assert with_io.open_task("write_diary_entry").post_id == second
    assert custodians[-1] == second


def test_corrected_offences_let_the_two_months_of_the_law_begin_with_the_recording(
    recorded_late: Story,
) -> None:
    before = recorded_late.complaint

    correct(recorded_late, "register_complaint", offences=["rape"])

    after = recorded_late.complaint
    assert after.recorded_at is not None
    assert (before.limit_is_law, after.limit_is_law) == (False, True)
    assert after.limit_at == limit_from(after.recorded_at, KOLKATA) != before.limit_at
    assert after.status is before.status


def test_corrected_offences_bring_their_sections_and_what_the_law_asks_for_them(
    with_io: Story,
) -> None:
    before = with_io.variables

    correct(with_io, "register_complaint", offences=["rape"], incident_on="2024-05-14")

    after = with_io.variables
    assert [head["section"] for head in before["charge_heads"]] == ["74"]
    assert [head["section"] for head in after["charge_heads"]] == ["376(1)"]
    assert (before["medical"], after["medical"]) == ("no", "yes")


def test_the_breach_is_counted_at_the_corrected_limit(recorded_late: Story) -> None:
    correct(recorded_late, "register_complaint", offences=["rape"])

    recorded_late.wait(days=70)

    assert recorded_late.complaint.breached_at == recorded_late.complaint.limit_at
