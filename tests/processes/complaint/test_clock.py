"""The two months of a case that nobody takes up."""

from datetime import timedelta

from engine.law import KOLKATA
from models import Complaint
from processes.complaint.two_months import limit_from
from tests.processes.story import Story

CLOCK = ["day_45", "day_52", "two_months_passed", "day_75", "day_90"]


def rung(story: Story) -> list[str]:
    return [reason for reason in story.escalations if reason in CLOCK]


def is_breached_at_its_limit(complaint: Complaint) -> bool:
    assert complaint.numbered_at is not None
    return complaint.breached_at == complaint.limit_at == limit_from(complaint.numbered_at, KOLKATA)


def test_a_case_that_is_never_registered_is_breached_all_the_same(story: Story) -> None:
    story.submit()
    story.call()

    story.wait(days=95)

    assert "register_complaint" in story.open_elements
    assert rung(story) == CLOCK
    assert is_breached_at_its_limit(story.complaint)
    assert {"two_months_passed", "progress_90"} <= {kind for kind, _ in story.messages}
    assert story.incidents == []


def test_a_case_that_is_never_recorded_at_home_is_breached_all_the_same(story: Story) -> None:
    story.submit()
    story.call()
    story.write_down("outrage_modesty")

    story.wait(days=95)

    assert "record_at_home" in story.open_elements
    assert rung(story) == CLOCK
    assert is_breached_at_its_limit(story.complaint)


def test_silence_before_the_registration_climbs_to_the_state_and_is_told_again(
    story: Story,
) -> None:
    story.submit()
    story.call()

    story.wait(days=7)

    assert story.escalations == [
        "registration_late",
        "registration_very_late",
        "registration_still_missing",
        "registration_still_missing",
    ]


def test_a_late_recording_starts_the_clock_of_the_law_anew(story: Story) -> None:
    story.submit()
    story.call()
    story.wait(days=40)
    story.write_down("rape")
    story.do("sign_complaint", text_is_right="yes", signature_name="Asha")
    recorded_at = story.now
    story.assign()

    story.wait(days=44)
    before = rung(story)
    story.wait_until(limit_from(recorded_at, KOLKATA) + timedelta(minutes=1))

    assert before == []
    assert rung(story) == ["day_45", "day_52", "two_months_passed"]
    assert story.complaint.limit_is_law
    assert is_breached_by_law(story)


def is_breached_by_law(story: Story) -> bool:
    complaint = story.complaint
    assert complaint.recorded_at is not None
    return complaint.breached_at == complaint.limit_at == limit_from(complaint.recorded_at, KOLKATA)


def test_she_hears_every_month_how_far_it_is_and_of_the_breach_at_two_months(story: Story) -> None:
    story.submit()
    story.call()
    number_given_at = story.now
    heard: list[list[str]] = []

    for days in (29, 30, 60, 62, 89, 90, 119, 120, 150, 152):
        before = len(story.messages)
        story.wait_until(number_given_at + timedelta(days=days, minutes=1))
        heard.append([kind for kind, _ in story.messages[before:]])

    progress, breach, none = ["progress_90"], ["two_months_passed"], list[str]()
    assert heard == [
        none, progress, none, breach, none, progress, none, progress, none, progress,
    ]  # fmt: skip


def test_a_breach_before_the_recording_is_counted_once(story: Story) -> None:
    story.submit()
    story.call()
    story.wait(days=70)
    breached_at = story.complaint.breached_at
    story.write_down("rape")
    story.do("sign_complaint", text_is_right="yes", signature_name="Asha")
    story.assign()

    story.wait(days=120)

    assert breached_at is not None
    assert story.complaint.breached_at == breached_at
    assert rung(story) == CLOCK
    assert story.open_elements.count("state_cause_and_new_date") == 1


def test_the_superintendent_is_told_at_once_of_the_first_urgency(story: Story) -> None:
    story.submit(danger_now=True)

    assert story.escalations == ["first_urgency"]
