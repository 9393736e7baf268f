"""The drawings that a complaint calls: when each of their times falls due, and what it sets off."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session, sessionmaker

from models.encryption import Keyring
from models.session import open_database, session_maker
from tests.processes.walk import Walk


@pytest.fixture
def walk(sqlite_url: str, keyring: Keyring, now: object) -> Iterator[Walk]:
    """One database is enough here: the engine's own tests run on both."""
    database = open_database(sqlite_url)
    sessions: sessionmaker[Session] = session_maker(database, keyring)
    yield Walk(sessions, keyring, now)  # type: ignore[arg-type]
    database.dispose()


def registered(walk: Walk, way: str) -> Walk:
    """On record in this way, with its care seen to."""
    walk.legal_services = "no"
    walk.begin().until_number()
    walk.do("register_complaint", offences=["threat"], registered_as=way)
    return walk.do("sign_complaint", text_is_right="yes").care()


def count(walk: Walk, step: str, length: str) -> int:
    """How often a step has run after some more time."""
    return walk.wait(length).done.count(step)


def test_a_zero_fir_stays_with_its_sender_until_it_is_accepted(walk: Walk) -> None:
    registered(walk, "zero_fir")
    walk.do("send_zero_fir", receiving_station="there")
    waiting = walk.open

    walk.do("accept_zero_fir", zero_fir_answer="accept")

    assert waiting == {"accept_zero_fir"}
    assert "hand_over_to_station" in walk.done
    assert walk.open == {"assign_investigating_officer"}


def test_a_zero_fir_that_is_not_sent_is_told_after_24_hours(walk: Walk) -> None:
    registered(walk, "zero_fir")

    before = count(walk, "tell_superintendent_of_sending", "PT23H59M")
    after = count(walk, "tell_superintendent_of_sending", "PT2M")

    assert (before, after) == (0, 1)


@pytest.mark.parametrize("is_another_state", [False, True])
def test_an_acceptance_that_is_missing_is_told_on_both_sides_after_48_hours(
    walk: Walk, is_another_state: bool
) -> None:
    walk.is_another_state = is_another_state
    registered(walk, "zero_fir").do("send_zero_fir", receiving_station="there")

    before = count(walk, "tell_sending_superintendent", "PT47H59M")
    walk.wait("PT2M")

    assert before == 0
    assert walk.done.count("tell_sending_superintendent") == 1
    assert walk.done.count("tell_receiving_superintendent") == 1
    assert walk.done.count("tell_sending_state") == int(is_another_state)
    assert walk.done.count("tell_receiving_state") == int(is_another_state)
    assert walk.open == {"accept_zero_fir"}


def test_a_zero_fir_that_is_returned_is_sent_again(walk: Walk) -> None:
    registered(walk, "zero_fir").do("send_zero_fir", receiving_station="there")

    walk.do("accept_zero_fir", zero_fir_answer="return")

    assert walk.open == {"send_zero_fir"}


def test_an_enquiry_that_is_refused_is_an_fir_at_once(walk: Walk) -> None:
    registered(walk, "enquiry_14d")

    walk.do("permit_enquiry", enquiry_permission="no")

    assert walk.open == {"assign_investigating_officer"}
    told = ["tell_her_enquiry_refused", "tell_cctns_of_fir", "look_up_law_of_fir"]
    assert walk.done[-4:] == [*told, "begin_fir_steps"]


def test_an_enquiry_that_nobody_closes_becomes_an_fir_after_14_days(walk: Walk) -> None:
    registered(walk, "enquiry_14d").do("permit_enquiry", enquiry_permission="yes")

    walk.wait("P13DT23H59M")
    before = walk.open
    walk.wait("PT2M")

    assert before == {"hold_enquiry"}
    assert walk.open == {"assign_investigating_officer"}
    assert "tell_her_enquiry_became_fir" in walk.done


def test_an_enquiry_closed_with_approval_ends_the_complaint(walk: Walk) -> None:
    registered(walk, "enquiry_14d").do("permit_enquiry", enquiry_permission="yes")

    walk.do("hold_enquiry", enquiry_finding="close")
    walk.do("approve_enquiry_closure", enquiry_closure="approve")

    assert "tell_her_enquiry_closed" in walk.done
    assert walk.open == {"decide_on_compensation"}  # and nothing of a court


@pytest.mark.parametrize("shows", ["yes", "no"])
def test_a_committee_has_90_days_and_may_lead_to_an_investigation(walk: Walk, shows: str) -> None:
    registered(walk, "committee")
    walk.do("forward_to_committee", forwarded_to_committee_on=walk.now.date().isoformat())

    before = count(walk, "tell_district_of_committee", "P88D")
    after = count(walk, "tell_district_of_committee", "P3D")
    walk.do("record_committee_report", offence_shows=shows)

    assert (before, after) == (0, 1)
    assert ("assign_investigating_officer" in walk.open) == (shows == "yes")


def test_the_legal_desk_may_choose_the_way(walk: Walk) -> None:
    registered(walk, "legal_review")
    asked = walk.open

    walk.do("review_registration", registered_as="ncr")

    assert asked == {"review_registration"}
    assert walk.open == {"refer_to_magistrate"}


def test_a_late_examination_is_told_and_its_reason_asked_for(walk: Walk) -> None:
    walk.medical = "yes"
    walk.begin(danger_now=True).wait("PT1S").do("call_her", call_result="reached")
    walk.do("read_out_number", number_read_out=True)
    walk.do("register_complaint", offences=["rape"]).do("sign_complaint", text_is_right="yes")

    before = count(walk, "tell_superintendent_of_medical", "PT23H50M")
    after = count(walk, "tell_superintendent_of_medical", "PT20M")

    assert (before, after) == (0, 1)
    assert {"offer_medical", "state_medical_delay"} <= walk.open


def test_who_wants_the_examination_later_is_asked_again_after_a_day(walk: Walk) -> None:
    walk.medical = "yes"
    walk.begin().until_number().do("register_complaint", offences=["rape"])
    walk.do("sign_complaint", text_is_right="yes").do("offer_medical", medical_consent="later")

    walk.wait("PT23H")
    before = "offer_medical_again" in walk.open
    walk.wait("PT2H")

    assert not before
    assert "offer_medical_again" in walk.open


def test_feedback_is_asked_for_after_7_and_30_days_and_fear_is_read_by_the_state(
    walk: Walk,
) -> None:
    walk.begin().until_investigated().until_answered("agree", outcome="charge_sheet")
    walk.do("forward_report").do("decide_on_compensation", compensation_wanted="no")
    walk.do("record_filing", next_hearing_on="2027-03-01")

    early = walk.wait("P6D").open
    walk.wait("P1DT1M").do("give_feedback_at_day_7", feedback_state="afraid")
    read_by = walk.tasks()["read_feedback_of_day_7"].role
    walk.do("read_feedback_of_day_7").wait("P23D")

    assert "give_feedback_at_day_7" not in early
    assert read_by == "state_nodal"
    assert "give_feedback_at_day_30" in walk.open


def test_compensation_is_reminded_of_after_two_months(walk: Walk) -> None:
    walk.begin().until_investigated().until_answered("agree", outcome="charge_sheet")
    walk.do("forward_report").do("decide_on_compensation", compensation_wanted="yes")
    walk.do("file_compensation", applied_on=walk.now.date().isoformat())

    before = count(walk, "remind_legal_services", "P1M28D")
    after = count(walk, "remind_legal_services", "P4D")

    assert (before, after) == (0, 1)


def test_further_investigation_has_90_days_from_the_courts_order(walk: Walk) -> None:
    walk.begin().until_investigated().until_answered("agree", outcome="charge_sheet")
    walk.do("forward_report").do("record_filing", next_hearing_on="2026-04-01")
    today = walk.now.date().isoformat()
    walk.do(
        "record_court_day",
        court_result="further",
        further_ordered_on=today,
        next_hearing_on="2027-01-01",
    )

    before = "ask_for_extension" in walk.wait("P74D").open
    walk.wait("P2D")

    assert not before
    assert {"ask_for_extension", "write_further_entry"} <= walk.open
