"""What may follow when she complains of an officer: not a choice left to that officer."""

from datetime import datetime

import pytest

from tests.web.task_forms.filling import faults, filled

pytestmark = pytest.mark.usefixtures("request_in_english")


@pytest.mark.parametrize(
    ("of", "refused"),
    [("sho", []), ("investigating_officer", []), ("circle_officer", ["What follows?"])],
)
def test_a_circle_officer_complained_of_does_not_name_the_next_officer(
    now: datetime, of: str, refused: list[str]
) -> None:
    typed = {"officer_decision": "other_officer", "officer_answer": "Another officer goes on."}

    found = faults(filled("examine_officer", now, known={"officer_role": of}, **typed))

    assert list(found) == refused


def test_the_refusal_says_what_to_do_instead(now: datetime) -> None:
    typed = {"officer_decision": "other_officer", "officer_answer": "Another officer goes on."}

    found = faults(
        filled("examine_officer", now, known={"officer_role": "circle_officer"}, **typed)
    )

    assert "Let a station of another circle take it." in found["What follows?"]
