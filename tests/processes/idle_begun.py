"""Lives of complaints in which nobody acts before somebody investigates."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from engine.law import KOLKATA
from tests.processes.idle import MONDAY, Installation, a_day, later
from tests.processes.story import Story

Moments = dict[str, datetime]


def begin_story(at: Installation, **answers: Any) -> Story:
    story = Story(at.sessions, at.registry, at.place, MONDAY)
    story.submit(**answers)
    story.wait(minutes=0)
    return story


def today(story: Story, *, in_days: int = 0) -> str:
    return later(story.now, days=in_days).astimezone(KOLKATA).date().isoformat()


def nobody_calls(answers: Mapping[str, Any]) -> Callable[[Installation, Moments], None]:
    def life(at: Installation, moments: Moments) -> None:
        moments["submitted"] = MONDAY
        begin_story(at, **answers).wait(hours=30)

    return life


def nobody_visits(at: Installation, moments: Moments) -> None:
    """She has no telephone; late it is decided to visit her, late she is met, and has no number."""
    moments["submitted"] = MONDAY
    story = begin_story(at, safe_channel="none", mobile=None)
    story.wait(hours=5)
    moments["visit wanted"] = story.now
    story.do("decide_next_contact", next_contact="visit")
    story.wait(hours=50)
    moments["met"] = story.now
    story.do("visit_her", visit_result="confirmed")
    story.wait(hours=30)


def nobody_registers(at: Installation, moments: Moments) -> None:
    story = begin_story(at)
    story.call()
    moments["number given"] = story.now
    story.wait(days=7)


def she_does_not_sign(at: Installation, moments: Moments) -> None:
    story = begin_story(at)
    story.call()
    story.write_down("outrage_modesty")
    moments["put down"] = story.now
    moments["three days over"] = later(story.now, days=3)
    story.wait(days=12)


def nobody_cares(at: Installation, moments: Moments) -> None:
    """A girl, rape and acid: everything is due, and nobody of the station does any of it."""
    moments["submitted"] = MONDAY
    story = begin_story(at, age_band="12_15", what=["rape"])
    story.do("call_her", call_result="reached", code_heard=story.code, call_language="hi")
    story.do("read_out_number", number_read_out=True)
    story.wait(hours=2)
    story.write_down("rape", "acid_attack")
    story.do("sign_complaint", text_is_right="yes", signature_name="Asha")
    moments["recorded"] = story.now
    story.wait(days=8)


def others_are_silent(at: Installation, moments: Moments) -> None:
    """The station does its part; hospital and legal services do not answer."""
    story = begin_story(at, what=["acid_attack"])
    story.do("call_her", call_result="reached", code_heard=story.code, call_language="hi")
    story.do("read_out_number", number_read_out=True)
    story.record("rape", "acid_attack")
    moments["examined"] = moments["legal services told"] = a_day(story.now)
    story.do(
        "offer_medical",
        medical_consent="yes",
        hospital="A hospital",
        examined_at=today(story),
    )
    story.do("inform_legal_services", legal_services_told_on=today(story), lawyer="A lawyer")
    story.wait(days=20)


def zero_fir(at: Installation, moments: Moments) -> None:
    story = begin_story(at)
    story.call()
    story.record("outrage_modesty", other_jurisdiction="yes", registered_as="zero_fir")
    moments["recorded"] = story.now
    story.wait(hours=30)
    moments["sent"] = story.now
    story.do(
        "send_zero_fir",
        receiving_station=at.place.other_station.id,
        transfer_reason="It happened there.",
    )
    story.wait(hours=50)


def enquiry(at: Installation, moments: Moments) -> None:
    story = begin_story(at)
    story.call()
    story.record("outrage_modesty", registered_as="enquiry_14d")
    moments["permitted"] = story.now
    story.do("permit_enquiry", enquiry_permission="yes", enquiry_permission_reason="Unclear.")
    story.wait(days=16)


def committee(at: Installation, moments: Moments) -> None:
    story = begin_story(at)
    story.call()
    story.record("outrage_modesty", registered_as="committee")
    moments["forwarded"] = a_day(story.now)
    story.do(
        "forward_to_committee",
        workplace_size="ten_or_more",
        employer_accused="no",
        committee_choice="internal",
        committee_address="A street",
        forwarded_to_committee_on=today(story),
    )
    story.wait(days=92)


def domestic(at: Installation, moments: Moments) -> Story:
    story = begin_story(at)
    story.call()
    story.record("outrage_modesty", registered_as="dir")
    moments["applied"] = a_day(story.now)
    story.do(
        "make_domestic_report",
        application_on=today(story),
        protection_officer="An officer",
        domestic_copy_given=True,
    )
    story.wait(days=5)
    return story


def no_order(at: Installation, moments: Moments) -> None:
    story = domestic(at, moments)
    story.do("record_hearing", first_hearing_on=today(story))
    moments["first heard"] = a_day(story.now)
    story.wait(days=61)
