"""Offences changed later: one that is cognizable makes an FIR of what was registered as none."""

import pytest

from engine import messages as engine_messages
from engine.law import KOLKATA
from engine.registry import SYSTEM
from models import ComplaintStatus
from processes.complaint.two_months import clock_of, limit_from
from tests.processes.complaint.test_corrections import correct
from tests.processes.story import Story


def registered_as(story: Story, way: str, *offences: str, **answers: str) -> None:
    """On record as something that is no FIR, and called before."""
    story.submit()
    story.call()
    story.record(*offences, registered_as=way, **answers)


def refer(story: Story) -> None:
    today = story.now.date().isoformat()
    story.do(
        "refer_to_magistrate",
        magistrate_court="The court of the district",
        referred_on=today,
        referral_copy_given=True,
    )


def propose(story: Story, *offences: str) -> None:
    """Another list of offences is proposed; the circle officer has still to agree."""
    with story.sessions.begin() as session:
        engine_messages.deliver(
            session,
            story.registry,
            process="complaint",
            business_key=story.complaint_id,
            name="offences_changed",
            variables={"proposed_offences": list(offences)},
            actor=SYSTEM,
            now=story.now,
        )


def change(story: Story, *offences: str, **answers: str) -> None:
    propose(story, *offences)
    story.do(
        "decide_reclassification",
        reclassification_answer="agree",
        reclassification_reason="Her statement shows it.",
        **answers,
    )
    story.wait(minutes=1)


def register_fir(story: Story) -> None:
    story.do("register_fir", fir_number="51/2026", fir_copy_given=True)
    story.wait(minutes=1)


def order(story: Story, *, offence_shows: str) -> None:
    story.do(
        "record_magistrate_order",
        order_on=story.now.date().isoformat(),
        offence_shows=offence_shows,
        order_words="The Magistrate's words.",
    )


def correct_registration(story: Story, **variables: object) -> None:
    correct(story, "register_complaint", **variables)
    story.wait(minutes=1)


@pytest.fixture
def referred(story: Story) -> Story:
    """A non-cognizable report, and she is referred to the Magistrate."""
    registered_as(story, "ncr", "hurt")
    refer(story)
    return story


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


# --- after it has ended without an FIR


@pytest.fixture
def ended(referred: Story) -> Story:
    """The Magistrate has ordered no investigation, and a month has passed."""
    order(referred, offence_shows="no")
    referred.wait(days=30)
    return referred


def test_what_has_ended_without_an_fir_is_opened_again_by_one(ended: Story) -> None:
    closed_at = ended.complaint.closed_at
    change(ended, "hurt", "outrage_modesty")
    asked = ended.open_elements
    register_fir(ended)

    opened = ended.open_elements

    assert closed_at is not None
    assert "register_fir" in asked
    assert {"assign_investigating_officer", "give_copy", "request_statement"} <= set(opened)
    assert ended.complaint.closed_at is None
    assert ended.complaint.status is ComplaintStatus.UNDER_INVESTIGATION
    assert ended.incidents == []


def test_a_correction_opens_it_again_too(ended: Story) -> None:
    correct_registration(ended, offences=["hurt", "outrage_modesty"])
    register_fir(ended)

    opened = ended.open_elements

    assert "assign_investigating_officer" in opened
    assert ended.incidents == []


def test_the_two_months_begin_with_the_later_fir_and_nothing_rings_before(ended: Story) -> None:
    change(ended, "hurt", "rape")
    before = ended.escalations
    register_fir(ended)
    made_at = ended.complaint.opened_again_at

    clock = clock_of(ended.complaint, KOLKATA, ended.now)

    assert made_at is not None
    assert clock is not None
    assert (clock.started_at, clock.is_law) == (made_at, True)
    assert clock.limit_at == limit_from(made_at, KOLKATA)
    assert ended.escalations == before
    ended.wait_until(clock.limit_at)
    assert ended.complaint.breached_at == clock.limit_at


def test_what_she_asked_for_after_the_first_end_goes_on(ended: Story) -> None:
    ended.do("decide_on_compensation", compensation_wanted="yes")
    change(ended, "hurt", "outrage_modesty")
    register_fir(ended)

    opened = ended.open_elements

    assert {"file_compensation", "assign_investigating_officer"} <= set(opened)


def test_other_offences_later_ask_for_no_second_fir(ended: Story) -> None:
    change(ended, "hurt", "outrage_modesty")
    register_fir(ended)
    change(ended, "hurt", "outrage_modesty", "stalking")
    ended.wait(days=1)

    opened = ended.open_elements

    assert "register_fir" not in opened
    assert ended.incidents == []


def test_it_runs_through_to_a_report_of_its_own(ended: Story) -> None:
    change(ended, "hurt", "outrage_modesty")
    register_fir(ended)
    ended.assign()
    ended.write_diary(is_complete=True)
    ended.do("propose_final_opinion", outcome="charge_sheet", opinion_text="He hit her.")
    ended.wait(days=15, minutes=1)
    ended.do("forward_report", court="Sessions", forwarded_on=ended.now.date().isoformat())

    opened = ended.open_elements

    assert ended.complaint.closed_at == ended.now
    assert "record_filing" in opened
    assert ended.incidents == []


def test_a_closed_enquiry_is_followed_by_an_fir_only_for_what_was_not_enquired_into(
    story: Story,
) -> None:
    registered_as(story, "enquiry_14d", "outrage_modesty")
    story.do("permit_enquiry", enquiry_permission="yes", enquiry_permission_reason="Unclear.")
    story.do("hold_enquiry", enquiry_finding="close", enquiry_grounds="Nothing shows.")
    story.do("approve_enquiry_closure", enquiry_closure="approve", enquiry_closure_reason="So.")
    story.wait(days=1)
    correct_registration(story, recorded_by_woman="no")
    of_the_same = story.open_elements
    correct_registration(story, offences=["outrage_modesty", "stalking"])

    of_another = story.open_elements

    assert "register_fir" not in of_the_same
    assert "register_fir" in of_another


def test_a_report_of_the_home_that_is_done_is_not_asked_for_again(story: Story) -> None:
    registered_as(story, "dir", "dv_civil", cognizable_answer="no")
    today = story.now.date().isoformat()
    story.do(
        "make_domestic_report",
        application_on=today,
        protection_officer="A protection officer",
        domestic_copy_given=True,
    )
    story.do("record_hearing", first_hearing_on=today)
    story.do("record_order", order_on=today, order_words="An order.", offence_shows="no")
    change(story, "dv_civil", "outrage_modesty")
    register_fir(story)

    opened = set(story.open_elements)

    assert "assign_investigating_officer" in opened
    assert not opened & {"make_domestic_report", "record_hearing", "record_order"}


def test_offences_decided_when_all_else_is_long_over_still_bring_the_fir(referred: Story) -> None:
    referred.care()
    order(referred, offence_shows="no")
    referred.do("decide_on_compensation", compensation_wanted="no")
    referred.wait(days=60)
    before = list(referred.open_elements)

    propose(referred, "hurt", "outrage_modesty")
    referred.wait(days=10)
    undecided = list(referred.open_elements)
    referred.do(
        "decide_reclassification",
        reclassification_answer="agree",
        reclassification_reason="Her statement shows it.",
    )
    referred.wait(minutes=1)

    assert (before, undecided) == ([], ["decide_reclassification"])
    assert list(referred.open_elements) == ["register_fir"]
    assert referred.incidents == []
