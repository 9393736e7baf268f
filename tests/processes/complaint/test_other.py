"""The other complaint: whose number a form takes, and what becomes of the one that ends."""

from typing import Any

import pytest

from engine.forms import Form
from models.session import reading
from processes.complaint import numbers, other
from processes.complaint.answers import form_of
from processes.complaint.tracking import track
from processes.posts.identity import Identity
from processes.runs import run_of_complaint
from tests.processes.complaint.sayings import another, say
from tests.processes.story import Story


def duplicate_form(story: Story, session: Any) -> Form:
    definition = run_of_complaint(session, story.complaint).definition
    return form_of(definition, definition.elements["any_duplicate_said"].form)


def takes(story: Story, number: str | None, identity: Identity | None) -> bool:
    with reading(story.sessions) as session:
        known = {other.OTHER_NUMBER: number}
        form = duplicate_form(story, session)
        asked = other.asked_of(session, story.complaint, form, known, identity)
    return bool(asked[other.GOES_ON])


def test_a_form_takes_the_number_of_another_open_complaint_she_may_see(with_io: Story) -> None:
    officer = with_io.identity("circle_officer")

    assert takes(with_io, another(with_io), officer)


def test_unknown_unseen_ended_and_own_numbers_are_all_the_same_to_it(with_io: Story) -> None:
    officer = with_io.identity("circle_officer")
    elsewhere = with_io.identity("circle_officer", with_io.place.other_circle)
    here, ended = another(with_io), another(with_io, ended=True)
    own = numbers.written(with_io.complaint.number)

    answers = [
        takes(with_io, None, officer),
        takes(with_io, "the one of last week", officer),
        takes(with_io, numbers.new_number(), officer),
        takes(with_io, own, officer),
        takes(with_io, ended, officer),
        takes(with_io, here, elsewhere),
        takes(with_io, here, None),
    ]

    assert answers == [False] * 7


@pytest.mark.parametrize("ended", [False, True])
def test_who_decides_is_told_whether_the_other_is_still_open(with_io: Story, ended: bool) -> None:
    shown = {other.OTHER_NUMBER: another(with_io, ended=ended)}

    with reading(with_io.sessions) as session:
        known = other.shown_of(session, with_io.complaint, shown)

    assert known == {other.GOES_ON: not ended}


def test_her_page_names_the_number_under_which_it_goes_on(with_io: Story) -> None:
    number = another(with_io)
    say(with_io, "any_duplicate_said", other_number=number, duplicate_reason="The same day.")
    with_io.do("compare_complaints", duplicate_answer="same", comparison_reason="The same day.")
    with_io.do("agree_to_one_complaint", duplicate_agreed="yes")
    with_io.wait(minutes=1)

    with reading(with_io.sessions) as session:
        page = track(session, with_io.registry, with_io.complaint_id, now=with_io.now)

    assert page.goes_on_under == number


def test_it_goes_on_itself_if_the_other_has_ended_before_she_agrees(with_io: Story) -> None:
    number = another(with_io, ended=True)
    say(with_io, "any_duplicate_said", other_number=number, duplicate_reason="The same day.")
    with_io.do("compare_complaints", duplicate_answer="same", comparison_reason="The same day.")

    with_io.do("agree_to_one_complaint", duplicate_agreed="yes")
    with_io.wait(minutes=1)

    assert with_io.complaint.closed_at is None
    assert "write_diary_entry" in with_io.open_elements
