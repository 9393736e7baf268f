"""What the law asks for within hours begins at the word of the station, not at the decision."""

from datetime import timedelta

import pytest

from tests.processes.complaint.later_fir import propose, registered_as
from tests.processes.complaint.test_corrections import correct
from tests.processes.story import Story


@pytest.fixture
def beaten(story: Story) -> Story:
    """An FIR of a beating, investigated for five days."""
    story.submit()
    story.call()
    story.register("grievous_hurt")
    story.assign()
    story.wait(days=5)
    return story


def decide(story: Story, answer: str) -> None:
    story.do(
        "decide_reclassification",
        reclassification_answer=answer,
        reclassification_reason="Her statement.",
    )


def due(story: Story, element_id: str) -> timedelta:
    """How long from now it has."""
    due_at = story.open_task(element_id).due_at
    assert due_at is not None
    return due_at - story.now


def test_rape_that_is_said_later_opens_the_examination_at_once(beaten: Story) -> None:
    propose(beaten, "grievous_hurt", "rape")

    opened = set(beaten.open_elements)

    assert {"decide_reclassification", "offer_medical", "request_statement"} <= opened
    assert due(beaten, "offer_medical") == timedelta(hours=24)
    assert due(beaten, "request_statement") == timedelta(hours=24)


def test_its_hours_count_from_the_word_and_not_from_the_decision(beaten: Story) -> None:
    propose(beaten, "grievous_hurt", "rape")

    beaten.wait(hours=20)
    decide(beaten, "agree")

    assert due(beaten, "offer_medical") == timedelta(hours=4)
    assert "inform_legal_services" in beaten.open_elements


def test_late_examination_is_told_a_day_after_the_word_with_nobody_having_decided(
    beaten: Story,
) -> None:
    propose(beaten, "grievous_hurt", "rape")

    beaten.wait(hours=23, minutes=59)
    within_the_day = beaten.open_elements
    beaten.wait(minutes=2)

    assert "state_medical_delay" not in within_the_day
    assert "state_medical_delay" in beaten.open_elements


def test_until_somebody_agrees_the_offences_on_record_stay(beaten: Story) -> None:
    propose(beaten, "grievous_hurt", "rape")

    assert beaten.variables["offences"] == ["grievous_hurt"]
    assert beaten.complaint.limit_is_law is False


def test_what_has_begun_goes_on_where_the_offences_are_refused(beaten: Story) -> None:
    propose(beaten, "grievous_hurt", "rape")

    decide(beaten, "refuse")

    assert beaten.variables["offences"] == ["grievous_hurt"]
    assert "offer_medical" in beaten.open_elements
    assert "inform_legal_services" not in beaten.open_elements


def test_each_begins_once_however_often_it_is_said(beaten: Story) -> None:
    propose(beaten, "grievous_hurt", "rape")
    propose(beaten, "grievous_hurt", "rape", "outrage_modesty")

    opened = beaten.open_elements

    assert opened.count("offer_medical") == 1
    assert opened.count("request_statement") == 1


def test_without_an_fir_the_examination_begins_and_the_statement_waits_for_it(
    story: Story,
) -> None:
    registered_as(story, "ncr", "hurt")

    propose(story, "hurt", "rape")

    assert "offer_medical" in story.open_elements
    assert "request_statement" not in story.open_elements


def register(story: Story, *offences: str) -> None:
    """The station registers it; she has not signed yet."""
    story.submit()
    story.call()
    story.write_down(*offences)


def test_the_examination_after_a_rape_does_not_wait_for_her_signature(story: Story) -> None:
    register(story, "rape")

    assert story.open_elements == ["offer_medical", "sign_complaint"]
    assert story.complaint.recorded_at is None


def test_what_has_begun_before_her_signature_does_not_begin_again_on_record(story: Story) -> None:
    register(story, "rape")

    story.sign()

    assert story.open_elements.count("offer_medical") == 1
    assert "request_statement" in story.open_elements


def test_an_examination_that_is_over_does_not_begin_again_on_record(story: Story) -> None:
    register(story, "rape")

    story.do("offer_medical", medical_consent="no")
    story.sign()

    assert "offer_medical" not in story.open_elements


def test_an_offence_without_an_examination_waits_for_her_signature_alone(story: Story) -> None:
    register(story, "outrage_modesty")

    assert story.open_elements == ["sign_complaint"]


def test_rape_said_before_she_has_signed_opens_the_examination_too(story: Story) -> None:
    register(story, "outrage_modesty")

    propose(story, "outrage_modesty", "rape")

    assert {"offer_medical", "sign_complaint"} <= set(story.open_elements)


def test_a_registration_corrected_before_she_has_signed_begins_it_once(story: Story) -> None:
    register(story, "outrage_modesty")

    correct(story, "register_complaint", offences=["rape"])
    story.wait(minutes=1)
    correct(story, "register_complaint", offences=["rape", "outrage_modesty"])
    story.wait(minutes=1)
    story.sign()

    assert story.open_elements.count("offer_medical") == 1


def test_what_an_fir_brings_counts_from_the_fir_and_not_from_what_was_said_before(
    story: Story,
) -> None:
    register(story, "outrage_modesty")
    correct(story, "register_complaint", offences=["rape"])
    story.wait(minutes=1)
    story.do("offer_medical", medical_consent="no")

    story.wait(hours=40)
    story.sign()

    assert due(story, "request_statement") == timedelta(hours=24)
    assert due(story, "inform_legal_services") == timedelta(hours=1)
