"""What has ended without an FIR is opened again by offences that ask for one."""

import pytest

from engine.law import KOLKATA
from models import ComplaintStatus
from processes.complaint.two_months import clock_of, limit_from
from tests.processes.complaint.later_fir import (
    change,
    correct_registration,
    order,
    propose,
    register_fir,
    registered_as,
)
from tests.processes.story import Story


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
