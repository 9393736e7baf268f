"""Offences that a further report names: what the law asks for them begins, and begins once."""

from datetime import timedelta

import pytest

from tests.processes.beside import Beside
from tests.processes.reopening.test_reopening import REOPENED, close, end_its_life
from tests.processes.story import Story

ASKED_FOR = {"offer_medical", "request_statement"}


@pytest.fixture
def reopened(investigated: Story) -> Beside:
    """The report is out, and new evidence is investigated."""
    reopening = close(investigated)
    open_again(reopening)
    return reopening


def open_again(reopening: Beside) -> None:
    reopening.ask(evidence_words="A letter.")
    reopening.do("decide_on_evidence", **REOPENED)
    seat = reopening.story.place.post("investigating_officer").id
    reopening.do("assign_officer_again", io_post_id=seat, trial_runs="no")


def report(reopening: Beside, *offences: str) -> None:
    """The further report names these offences."""
    story, day = reopening.story, reopening.story.now.date().isoformat()
    reopening.do(
        "write_new_entry",
        diary_action="witness",
        diary_done_on=day,
        diary_text="Heard her aunt.",
        investigation_complete=True,
    )
    reopening.do(
        "file_further_report",
        supplementary_on=day,
        supplementary_words="There is more.",
        offences=list(offences),
    )
    story.wait(minutes=1)  # the message reaches the complaint


def test_rape_in_a_further_report_brings_the_examination_once(
    story: Story, reopened: Beside
) -> None:
    report(reopened, "outrage_modesty", "rape")
    opened = story.open_elements
    since = story.open_task("offer_medical")

    assert reopened.has_ended
    assert opened.count("offer_medical") == 1
    assert since.due_at == since.opened_at + timedelta(hours=24)
    assert "request_statement" not in opened  # she was heard on the first offence
    assert story.variables["offences"] == ["outrage_modesty", "rape"]


def test_nobody_has_to_agree_to_what_a_report_names(story: Story, reopened: Beside) -> None:
    report(reopened, "outrage_modesty", "rape")

    assert "decide_reclassification" not in story.open_elements
    assert story.incidents == []


def test_another_report_with_the_same_offences_begins_nothing(
    story: Story, reopened: Beside
) -> None:
    report(reopened, "outrage_modesty", "rape")
    story.do("offer_medical", medical_consent="no")
    open_again(reopened)

    report(reopened, "outrage_modesty", "rape")

    assert ASKED_FOR.isdisjoint(story.open_elements)


def test_what_has_ended_lets_the_officer_do_what_the_law_asks(
    story: Story, reopened: Beside
) -> None:
    end_its_life(story)

    report(reopened, "outrage_modesty", "rape")
    task = reopened.task("do_what_law_asks")
    story.wait(hours=24)

    assert reopened.variables["new_steps"] == ["medical"]
    assert task.due_at == task.opened_at + timedelta(hours=24)
    assert "law_not_followed" in story.escalations


def test_what_began_before_it_ended_is_not_asked_for_again(story: Story, reopened: Beside) -> None:
    end_its_life(story)

    report(reopened, "outrage_modesty", "stalking")

    assert reopened.has_ended
