"""The same thing said again while its step is open: one step, and no word is lost."""

import pytest

from models.session import reading
from processes.complaint import tasks
from processes.complaint.answers import form_of
from processes.runs import run_of_complaint
from tests.processes.complaint.sayings import WORDS, say
from tests.processes.story import Story


@pytest.mark.parametrize(
    ("element_id", "step", "words"),
    [
        ("any_pressure_said", "meet_about_pressure", "pressure_words"),
        ("any_confided_said", "look_into_pressure", "confided_words"),
        ("any_offences_said", "decide_reclassification", "offences_reason"),
    ],
)
def test_the_same_said_again_makes_one_step_that_shows_all_words(
    with_io: Story, element_id: str, step: str, words: str
) -> None:
    say(with_io, element_id)
    brought_before = with_io.escalations

    say(with_io, element_id, **{**WORDS[element_id], words: "Said by another."})

    task = with_io.open_task(step)
    with reading(with_io.sessions) as session:
        definition = run_of_complaint(session, with_io.complaint).definition
        form = form_of(definition, definition.elements[step].form)
        shown = tasks.shown_values(session, with_io.registry, task, form)
    assert shown[words] == f"{WORDS[element_id][words]}\n\nSaid by another."
    assert with_io.open_elements.count(step) == 1
    assert with_io.escalations == brought_before


def test_the_same_said_after_its_step_was_done_begins_it_anew(with_io: Story) -> None:
    say(with_io, "any_offences_said")
    refusal = {"reclassification_answer": "refuse", "reclassification_reason": "Not shown."}
    with_io.do("decide_reclassification", **refusal)

    say(with_io, "any_offences_said")

    assert with_io.open_elements.count("decide_reclassification") == 1


def test_other_offences_than_those_being_decided_have_a_step_of_their_own(with_io: Story) -> None:
    say(with_io, "any_offences_said")

    say(with_io, "any_offences_said", proposed_offences=["stalking"], offences_reason="Letters.")

    assert with_io.open_elements.count("decide_reclassification") == 2
