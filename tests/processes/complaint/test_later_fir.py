"""Offences changed later: one that is cognizable makes an FIR of what was registered as none."""

import pytest

from engine import messages as engine_messages
from engine.registry import SYSTEM
from tests.processes.story import Story


def registered_as(story: Story, way: str, *offences: str, **answers: str) -> None:
    """On record as something that is no FIR, and called before."""
    story.submit()
    story.call()
    story.do(
        "register_complaint",
        offences=list(offences),
        incident_on="2026-03-01",
        registered_as=way,
        registration_number="7/2026",
        registration_text="He hit her.",
        recorded_by_woman="yes",
        **answers,
    )
    story.do("sign_complaint", text_is_right="yes", signature_name="Asha")


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


def change(story: Story, *offences: str) -> None:
    propose(story, *offences)
    story.do(
        "decide_reclassification",
        reclassification_answer="agree",
        reclassification_reason="Her statement shows it.",
    )
    story.wait(minutes=1)


def register_fir(story: Story) -> None:
    story.do("register_fir", fir_number="51/2026", fir_copy_given=True)
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


def test_where_the_magistrate_has_refused_nothing_waits_in_vain(referred: Story) -> None:
    referred.do(
        "record_magistrate_order",
        order_on=referred.now.date().isoformat(),
        offence_shows="no",
        order_words="No investigation.",
    )
    change(referred, "hurt", "outrage_modesty")

    incidents = referred.incidents

    assert incidents == []


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
