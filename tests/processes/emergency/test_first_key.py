"""A complaint opened for who never chose a passphrase: she is read a one-time word for it."""

from datetime import UTC, datetime

import pytest

from engine.registry import Registry
from models.session import reading
from processes.complaint import first_key, recovery
from tests.processes.emergency.story import EmergencyStory
from tests.processes.place import QUICK, Place
from tests.processes.story import Story

PASSPHRASE = "four new quiet words"
REAL_NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def opened(story: EmergencyStory, patrols: Place, registry: Registry) -> Story:
    """The complaint of a woman who was not registered, opened by the unit that was with her."""
    story.call()
    story.unit_says("P1", "accept_alert", unit_answer="going")
    story.unit_says("P1", "reach_her", unit_answer="arrived")
    story.unit_says(
        "P1",
        "say_outcome",
        found="she_is_safe",
        injured="no",
        children="no",
        arrested="no",
        moved_to="family",
        wants_complaint="yes",
        what=["domestic_violence"],
        age_band="18_plus",
    )
    story.wait(seconds=1)
    complaint = Story(story.sessions, registry, patrols, story.now)
    complaint.complaint_id = story.alert.complaint_id or ""
    complaint.wait(seconds=1)
    return complaint


def word(story: Story) -> str | None:
    with reading(story.sessions) as session:
        return first_key.to_read_out(session, story.registry.keyring, story.complaint)


def set_passphrase(story: Story, token: str) -> bool:
    with story.sessions.begin() as session:
        return recovery.set_passphrase(
            session,
            story.registry,
            number=story.complaint.number,
            token=token,
            passphrase_hash=QUICK.hash(PASSPHRASE),
            place="here",
            now=story.now,
            real_now=REAL_NOW,
        )


def test_with_the_word_she_sets_a_passphrase_once(opened: Story) -> None:
    token = word(opened) or ""
    before = opened.complaint.passphrase_hash

    answers = [set_passphrase(opened, token), set_passphrase(opened, token)]

    assert answers == [True, False]
    assert QUICK.verify(opened.complaint.passphrase_hash, PASSPHRASE)
    assert before != opened.complaint.passphrase_hash


def test_the_word_is_kept_until_it_was_read_out_with_her_number(opened: Story) -> None:
    before = word(opened)
    opened.do("call_her", call_result="reached", code_heard=opened.code, call_language="hi")
    at_the_number = word(opened)

    opened.do("read_out_number", number_read_out=True)

    assert before is not None
    assert at_the_number == before
    assert word(opened) is None


def test_the_word_is_in_no_variable(opened: Story) -> None:
    token = word(opened)

    assert token is not None
    assert token not in str(opened.variables)


def test_who_chose_a_passphrase_gets_no_word(opened: Story) -> None:
    opened.submit()

    assert word(opened) is None
