"""What she sees of her complaint: where it lies, for how long, and what waits for her."""

from datetime import timedelta
from itertools import pairwise

import pytest

from engine.exceptions import TaskNotOpen
from models import Complaint, ComplaintStatus
from models.types import new_id
from processes.complaint import numbers, tasks, tracking
from processes.complaint.answers import Answers
from processes.exceptions import NotVisible
from tests.processes.story import Story


def view(story: Story) -> tracking.Tracking:
    with story.sessions() as session:
        return tracking.track(session, story.registry, story.complaint_id, now=story.now)


def put_before_her(story: Story) -> None:
    """It is registered, and waits for her signature."""
    story.do(
        "register_complaint", offences=["hurt"], incident_on="2026-03-01", registered_as="fir",
        registration_number="1", registration_text="Text", recorded_by_woman="yes",
    )  # fmt: skip


def test_the_page_says_where_it_lies_with_whom_and_since_when(numbered: Story) -> None:
    numbered.wait(days=2)

    page = view(numbered)

    assert page.status is ComplaintStatus.NUMBERED
    assert page.number == numbers.written(numbered.complaint.number)
    assert page.now_with is not None
    assert page.now_with.role == "sho"
    assert page.now_with.unit_name == numbered.place.station.name
    assert page.now_with.officer_name == numbered.place.officer("sho").name
    assert page.now_with.days == 2
    assert [stay.role for stay in page.stays] == ["verification_caller", "sho"]
    assert page.clock is not None
    assert (page.clock.day, page.clock.is_law) == (3, False)


def test_the_days_of_all_stays_together_are_the_days_of_the_complaint(numbered: Story) -> None:
    numbered.wait(hours=1)
    numbered.register()
    numbered.assign()
    for _ in range(4):
        numbered.wait(days=6)
        numbered.write_diary()

    stays = view(numbered).stays

    assert [stay.role for stay in stays] == [
        "verification_caller",
        "sho",
        "investigating_officer",
    ]
    for before, after in pairwise(stays):
        assert before.to_at == after.from_at
    assert stays[-1].days == 24
    assert stays[-1].is_now


def test_a_hand_keeps_its_days_through_what_she_has_to_do(numbered: Story) -> None:
    numbered.wait(days=2)
    put_before_her(numbered)
    numbered.wait(hours=30)
    waiting = view(numbered)
    numbered.do("sign_complaint", text_is_right="yes", signature_name="Asha")
    numbered.wait(hours=23)  # an hour before the circle officer names one

    signed = view(numbered)

    assert waiting.now_with is None
    assert (waiting.with_police and waiting.with_police.days) == 3
    assert (signed.with_police and signed.with_police.days) == 4
    assert [(hand.last.role, hand.days) for hand in signed.hands] == [
        ("verification_caller", 0),
        ("complainant", 1),
        ("sho", 3),
    ]
    (before, now_) = signed.hands[-1].stays
    assert (before.days, now_.days, signed.hands[-1].days) == (2, 1, 3)
    assert now_.from_at - before.to_at == timedelta(hours=30)
    assert [step.name for step in signed.hands[-1].steps] == [
        "Register the complaint",
        "Assign the investigating officer",
    ]


def test_what_lay_with_her_stays_in_the_ledger_once_she_has_answered(numbered: Story) -> None:
    put_before_her(numbered)
    numbered.wait(hours=30)
    waiting = view(numbered)
    numbered.do("sign_complaint", text_is_right="yes", signature_name="Asha")

    page = view(numbered)

    assert "complainant" not in [stay.role for stay in waiting.stays]
    hers = next(stay for stay in page.stays if stay.role == "complainant")
    assert [step.name_for_her for step in hers.steps] == [task.name for task in waiting.her_tasks]
    assert (hers.days, hers.is_now) == (1, False)
    for before, after in pairwise(page.stays):
        assert before.to_at == after.from_at


def test_what_she_does_after_the_end_is_no_part_of_the_ledger(numbered: Story) -> None:
    put_before_her(numbered)
    with numbered.sessions.begin() as session:
        session.get_one(Complaint, numbered.complaint_id).closed_at = numbered.now
    numbered.wait(hours=30)
    numbered.do("sign_complaint", text_is_right="yes", signature_name="Asha")

    page = view(numbered)

    assert "complainant" not in [stay.role for stay in page.stays]


def test_days_with_the_police_end_with_the_complaint(numbered: Story) -> None:
    numbered.wait(days=3)
    with numbered.sessions.begin() as session:
        session.get_one(Complaint, numbered.complaint_id).closed_at = numbered.now
    numbered.wait(days=4)

    found = view(numbered).with_police

    assert found is not None
    assert (found.days, found.is_over) == (3, True)


def test_what_waits_for_her_is_on_her_page_and_only_she_can_do_it(numbered: Story) -> None:
    put_before_her(numbered)

    (hers,) = view(numbered).her_tasks

    assert hers.element_id == "sign_complaint"
    assert hers.due_is_law
    assert hers.name_hi != hers.name
    numbered.do("sign_complaint", text_is_right="yes", signature_name="Asha")
    assert view(numbered).her_tasks == []


def test_a_task_of_another_complaint_or_of_an_officer_is_not_hers(numbered: Story) -> None:
    officers_task = numbered.open_task("register_complaint")

    with numbered.sessions() as session:
        with pytest.raises(NotVisible):
            tasks.her_task(session, numbered.complaint_id, officers_task.id)
        with pytest.raises(NotVisible):
            tasks.her_task(session, new_id(), officers_task.id)


def test_signing_twice_is_told_apart_from_signing(numbered: Story) -> None:
    put_before_her(numbered)
    task = numbered.open_task("sign_complaint")
    numbered.do("sign_complaint", text_is_right="yes", signature_name="Asha")

    with pytest.raises(TaskNotOpen), numbered.sessions.begin() as session:
        tasks.complete_hers(
            session, numbered.registry, numbered.complaint_id, task.id,
            Answers({"text_is_right": "yes"}, {}), now=numbered.now,
        )  # fmt: skip
