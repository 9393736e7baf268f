"""What officers wrote for her to read."""

from typing import Any

import pytest
from sqlalchemy import select

from models import UserTask
from processes.complaint import corrections, tasks
from processes.complaint.answers import form_of, part
from processes.complaint.told_her import lines_for_her
from processes.runs import run_of
from tests.processes.story import Story


def test_her_page_shows_what_the_forms_mark_for_her(story: Story) -> None:
    story.submit()
    story.call()
    story.register()
    story.assign()
    story.write_diary()

    with story.sessions() as session:
        lines = lines_for_her(session, story.registry, story.complaint)

    assert sorted((line.asked.for_her, line.said("en")) for line in lines) == [
        ("Number in the station's register", "7/2026"),
        ("Registered as", "FIR"),
        ("Your complaint as it was written down", "She was followed."),
        ("Your lawyer, free of charge", "A lawyer"),
        ("Your statement before the Magistrate", "2026-03-03"),
    ]
    assert all(line.asked.for_her_hi for line in lines)


def told(story: Story) -> dict[str, str]:
    with story.sessions() as session:
        lines = lines_for_her(session, story.registry, story.complaint)
    return {line.asked.for_her: line.said("en") for line in lines}


def test_the_outcome_is_hers_to_read_once_it_was_read_over_to_her(story: Story) -> None:
    story.submit()
    story.call()
    story.register()
    story.assign()
    story.write_diary(is_complete=True)
    story.propose(
        "charge_sheet",
        final_offences=["outrage_modesty"],
        opinion_text="Proved by two witnesses.",
    )
    proposed = told(story)

    story.read_out()
    read_over = told(story)
    story.do("give_answer", her_answer="agree")
    story.do("forward_report", court="Sessions", forwarded_on="2026-03-21")
    closed = told(story)

    assert {"What the investigation found", "The grounds"}.isdisjoint(proposed)
    assert read_over["What the investigation found"] == "Charge sheet"
    assert closed["What the investigation found"] == "Charge sheet"
    assert closed["The grounds"] == "Proved by two witnesses."
    assert "Why it was closed" not in closed
    assert closed["Your answer"] == "I agree"
    assert closed["Court to which the report went"] == "Sessions"


def test_a_closure_tells_her_why(story: Story) -> None:
    story.submit()
    story.call()
    story.register()
    story.assign()
    story.write_diary(is_complete=True)
    story.propose("final_report", final_report_reason="insufficient", opinion_text="Nobody saw it.")
    story.read_out()

    hers = told(story)

    assert hers["Why it was closed"] == "Evidence not sufficient"
    assert hers["The grounds"] == "Nobody saw it."


@pytest.fixture
def diaried(story: Story) -> Story:
    """A complaint under investigation, of which she could read the FIR and what was written."""
    story.submit()
    story.call()
    story.register()
    story.assign()
    story.write_diary()
    story.wait(days=1)
    return story


def correct(story: Story, element_id: str, **values: Any) -> None:
    """Correct an answer of a step that is done, as the house officer."""
    with story.sessions.begin() as session:
        instance_id = story.complaint.instance_id
        done = (UserTask.element_id == element_id, UserTask.instance_id == instance_id)
        task = session.scalars(select(UserTask).where(*done)).one()
        run = run_of(session, task.instance_id)
        form = form_of(run.definition, run.definition.elements[element_id].form)
        in_force = corrections.answered(session, story.registry, task, form)
        tasks.correct(
            session,
            story.registry,
            story.identity("sho"),
            task.id,
            part(form, {**in_force, **values}),
            reason="typing_error",
            now=story.now,
        )


def test_she_is_told_when_words_that_she_could_read_are_corrected(diaried: Story) -> None:
    before = diaried.messages

    correct(diaried, "register_complaint", registration_number="8/2026")

    with diaried.sessions() as session:
        lines = lines_for_her(session, diaried.registry, diaried.complaint)
    assert {line.asked.for_her: line.said("en") for line in lines if line.corrected_at} == {
        "Number in the station's register": "8/2026"
    }
    assert {line.corrected_at for line in lines if line.corrected_at} == {diaried.now}
    assert [kind for kind, _ in diaried.messages[len(before) :]] == ["news_on_page"]
    assert "8/2026" not in diaried.messages[-1][1]


def test_a_correction_of_what_she_does_not_read_brings_her_no_message(diaried: Story) -> None:
    before = diaried.messages

    correct(diaried, "register_complaint")

    with diaried.sessions() as session:
        lines = lines_for_her(session, diaried.registry, diaried.complaint)
    assert diaried.messages == before
    assert not any(line.corrected_at for line in lines)
