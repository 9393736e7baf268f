"""Offences changed later: one that is cognizable makes an FIR of what was registered as none."""

from tests.processes.complaint.later_fir import (
    change,
    correct_registration,
    propose,
    register_fir,
    registered_as,
)
from tests.processes.story import Story


def test_one_cognizable_offence_asks_the_station_for_an_fir(referred: Story) -> None:
    change(referred, "hurt", "outrage_modesty")

    task = referred.open_task("register_fir")

    assert task.role == "sho"
    assert referred.incidents == []


def test_the_fir_takes_the_place_of_the_referral_and_begins_what_an_fir_brings(
    referred: Story,
) -> None:
    change(referred, "hurt", "outrage_modesty")
    register_fir(referred)

    opened = set(referred.open_elements)

    assert {"assign_investigating_officer", "request_statement", "inform_legal_services"} <= opened
    assert "record_magistrate_order" not in opened
    assert referred.variables["fir_at"] is not None
    assert referred.incidents == []


def test_a_late_fir_comes_before_the_circle_officer_and_then_the_superintendent(
    referred: Story,
) -> None:
    change(referred, "hurt", "outrage_modesty")

    referred.wait(hours=25)
    after_a_day = referred.escalations
    referred.wait(hours=24)

    assert "registration_late" in after_a_day
    assert "registration_very_late" not in after_a_day
    assert "registration_very_late" in referred.escalations


def test_what_stays_not_cognizable_stays_with_the_magistrate(referred: Story) -> None:
    change(referred, "hurt", "threat")

    opened = referred.open_elements

    assert "record_magistrate_order" in opened
    assert "register_fir" not in opened
    assert referred.incidents == []


def test_while_it_is_open_whether_it_is_cognizable_it_becomes_an_fir(referred: Story) -> None:
    change(referred, "hurt", "cruelty_husband")

    opened = referred.open_elements

    assert "register_fir" in opened


def test_other_offences_of_what_is_an_fir_ask_for_no_second_one(with_io: Story) -> None:
    change(with_io, "stalking", "outrage_modesty")

    opened = with_io.open_elements

    assert "register_fir" not in opened
    assert with_io.incidents == []


def test_before_it_is_on_record_nothing_is_asked_beside_the_registration(story: Story) -> None:
    story.submit()
    story.call()
    change(story, "outrage_modesty")

    opened = story.open_elements

    assert "register_fir" not in opened
    assert "register_complaint" in opened
    assert story.incidents == []


def test_an_order_of_the_magistrate_ends_the_wait_for_the_fir(referred: Story) -> None:
    change(referred, "hurt", "outrage_modesty")

    referred.do(
        "record_magistrate_order",
        order_on=referred.now.date().isoformat(),
        offence_shows="yes",
        order_words="Investigate.",
    )
    opened = referred.open_elements

    assert "assign_investigating_officer" in opened
    assert "register_fir" not in opened


def test_an_enquiry_that_is_still_possible_goes_on(story: Story) -> None:
    registered_as(story, "enquiry_14d", "outrage_modesty")
    story.do("permit_enquiry", enquiry_permission="yes", enquiry_permission_reason="Unclear.")
    change(story, "outrage_modesty", "stalking")

    opened = story.open_elements

    assert "hold_enquiry" in opened
    assert "register_fir" not in opened


# --- a correction of the registration


def test_a_corrected_registration_that_is_cognizable_asks_the_station_for_an_fir(
    referred: Story,
) -> None:
    correct_registration(referred, offences=["hurt", "outrage_modesty"])

    task = referred.open_task("register_fir")

    assert task.role == "sho"
    assert referred.incidents == []


def test_the_fir_after_a_correction_takes_the_place_of_the_referral(referred: Story) -> None:
    correct_registration(referred, offences=["hurt", "outrage_modesty"])
    register_fir(referred)

    opened = referred.open_elements

    assert "assign_investigating_officer" in opened
    assert "record_magistrate_order" not in opened


def test_a_correction_that_leaves_it_not_cognizable_moves_nothing(referred: Story) -> None:
    before = referred.open_elements

    correct_registration(referred, offences=["hurt", "threat"], recorded_by_woman="no")

    assert referred.open_elements == before
    assert referred.incidents == []


def test_a_correction_of_what_is_an_fir_asks_for_no_second_one(with_io: Story) -> None:
    before = with_io.open_elements

    correct_registration(with_io, offences=["stalking", "outrage_modesty"])

    assert with_io.open_elements == before
    assert with_io.incidents == []


def test_a_correction_before_the_signature_waits_for_the_record(story: Story) -> None:
    story.submit()
    story.call()
    story.write_down("hurt", registered_as="ncr")

    correct_registration(story, offences=["outrage_modesty"], registered_as="fir")
    before = story.open_elements
    story.sign()

    assert before == ["sign_complaint"]
    assert "assign_investigating_officer" in story.open_elements
    assert "register_fir" not in story.open_elements
    assert story.incidents == []


def test_the_fir_is_asked_for_once_however_often_offences_change(referred: Story) -> None:
    change(referred, "hurt", "outrage_modesty")
    asked = referred.open_task("register_fir")
    correct_registration(referred, offences=["hurt", "outrage_modesty", "stalking"])

    still = referred.open_task("register_fir")

    assert still.id == asked.id
    assert still.due_at == asked.due_at


def test_the_fir_is_no_longer_asked_for_when_nothing_is_cognizable_any_more(
    referred: Story,
) -> None:
    change(referred, "hurt", "outrage_modesty")
    correct_registration(referred, offences=["hurt"])
    referred.wait(minutes=1)
    let_go = referred.open_elements
    correct_registration(referred, offences=["hurt", "stalking"])

    asked_again = referred.open_elements

    assert "register_fir" not in let_go
    assert "register_fir" in asked_again
    assert referred.incidents == []


# --- an answer to what the law leaves open


def test_what_was_answered_of_earlier_offences_does_not_count_for_others(story: Story) -> None:
    registered_as(story, "ncr", "cruelty_husband", cognizable_answer="no")
    change(story, "cruelty_husband", "dowry_demand", proposed_cognizable_answer="yes")

    opened = story.open_elements

    assert "register_fir" in opened
    assert story.variables["cognizable_answer"] == "yes"


def test_who_says_again_that_nothing_is_cognizable_changes_no_way(story: Story) -> None:
    registered_as(story, "ncr", "cruelty_husband", cognizable_answer="no")
    change(story, "cruelty_husband", "dowry_demand", proposed_cognizable_answer="no")

    opened = story.open_elements

    assert "register_fir" not in opened
    assert "refer_to_magistrate" in opened


def test_a_refused_proposal_leaves_the_answer_as_it_was(story: Story) -> None:
    registered_as(story, "ncr", "cruelty_husband", cognizable_answer="no")
    propose(story, "cruelty_husband", "dowry_demand")
    story.do(
        "decide_reclassification",
        reclassification_answer="refuse",
        reclassification_reason="It does not show.",
    )

    correct_registration(story, recorded_by_woman="no")

    assert story.variables["cognizable_answer"] == "no"
    assert "register_fir" not in story.open_elements
