"""How forms are answered: as stated, mended where refused, at random where nothing is stated."""

from dataclasses import replace

from processes.complaint.answers import Answers
from processes.scripted import Asked, Reading
from tests.engine.drawing import drawing, end, exclusive, start, user
from tests.processes.scripted.toys import owner
from tests.processes.simulation.toys import simulated

FORM = b"""{"id": "decide", "type": "default", "components": [
  {"type": "radio", "key": "keep", "label": "Keep it?", "properties": {"label_hi": "x"},
   "validate": {"required": true},
   "values": [{"value": "yes", "label": "Yes"}, {"value": "no", "label": "No"}]}]}"""
FILES = {
    **drawing(
        start("begins"),
        user("decide", owner("sho", "station"), camunda__formKey="forms/decide.form"),
        exclusive("is_it_kept", default="is_it_kept_to_thrown_away"),
        end("kept"),
        end("thrown_away"),
        flows="begins -> decide -> is_it_kept -> thrown_away; is_it_kept -> kept: keep == 'yes'",
    ),
    "forms/decide.form": FORM,
}


def _strict(asked: Asked) -> Reading:
    """A form that must be answered with one of its two options."""
    value = asked.values.get("keep")
    wrong = {} if value in ("yes", "no") else {"keep": "Choose an answer."}
    return Reading(
        values=asked.values,
        answers=Answers(variables=dict(asked.values)),
        findings=wrong,
        not_asked=[key for key in asked.values if key != "keep"],
        choices={"keep": ["yes", "no"]},
    )


def _never(asked: Asked) -> Reading:
    """A form that takes nothing."""
    return replace(_strict(asked), findings={"keep": "No."})


def test_an_unknown_step_is_answered_at_random_among_what_the_form_takes() -> None:
    result = simulated(FILES, read_form=_strict, steps={})

    assert result.notes.steps["decide"].at_random == 20
    assert result.notes.ended == 20
    assert result.source("decide") == "unnamed"


def test_stated_answers_are_given_by_their_weights() -> None:
    stated = [{"weight": 1, "with": {"keep": {"one_of": [{"value": "yes"}]}}}]

    result = simulated(FILES, read_form=_strict, steps={"decide": {"answers": stated}})

    assert result.notes.steps["decide"].at_random == 0
    assert result.notes.ended == 20


def test_what_the_form_does_not_ask_or_take_is_mended() -> None:
    stated = [{"with": {"keep": "perhaps", "colour": "blue"}}]

    result = simulated(FILES, read_form=_strict, steps={"decide": {"answers": stated}})

    assert result.notes.steps["decide"].at_random == 20
    assert result.notes.stuck == []


def test_a_case_whose_form_takes_nothing_is_named() -> None:
    result = simulated(FILES, cases=2, read_form=_never, steps={})

    assert [(each.case, each.element_id) for each in result.notes.stuck] == [
        (1, "decide"),
        (2, "decide"),
    ]
    assert result.notes.stuck[0].reason == "NotAnswered: keep"
    assert result.notes.ended == 0
