"""The withdrawal: her wish waits three days, is asked for alone, and ends no cognizable case."""

from datetime import timedelta
from typing import Any

import pytest

from models import ComplaintStatus, Escalation, InstanceStatus, ProcessInstance, Severity
from models.session import reading
from processes.complaint import facts
from processes.complaint.inbox import inbox
from processes.complaint.tracking import track
from processes.exceptions import AlreadyAsked, NotVisible, TooLateToAsk
from processes.permissions.case import case_of
from processes.permissions.permission import Permission
from processes.permissions.rules import may
from tests.processes.beside import Beside
from tests.processes.listening import let_complaint_hear
from tests.processes.story import Story

ALONE: dict[str, Any] = {"talk_result": "met", "was_alone": "yes", "talk_notes": "She is tired."}
FREE: dict[str, Any] = {**ALONE, "is_pressured": "no"}


@pytest.fixture
def withdrawal(story: Story) -> Beside:
    """A complaint with its number; registered below where a test needs it."""
    story.submit()
    story.call()
    return Beside(story, "withdrawal")


def talked(withdrawal: Beside, **answers: Any) -> None:
    """She asked, three days passed, and the officer of another station talked to her."""
    withdrawal.ask(first_wish="end", withdrawal_words="I cannot bear it any longer")
    withdrawal.story.wait(hours=72, minutes=1)
    withdrawal.do("talk_to_her", **answers)


def is_running(story: Story) -> bool:
    with reading(story.sessions) as session:
        instance = session.get_one(ProcessInstance, story.complaint.instance_id)
        return instance.status is InstanceStatus.RUNNING


def test_for_seventy_two_hours_all_goes_on_and_nobody_asks_her_anything(
    withdrawal: Beside,
) -> None:
    story = withdrawal.story
    withdrawal.ask(first_wish="end")

    story.wait(hours=71, minutes=59)

    assert withdrawal.open_elements == ["change_your_mind"]
    assert "register_complaint" in story.open_elements
    story.wait(minutes=2)
    assert withdrawal.open_elements == ["talk_to_her"]


def test_the_three_days_hold_after_an_outage(withdrawal: Beside) -> None:
    withdrawal.ask(first_wish="end")

    withdrawal.story.now += timedelta(days=5)
    withdrawal.story.wait(minutes=1)

    assert withdrawal.open_elements == ["talk_to_her"]


def test_she_may_change_her_mind_within_the_three_days(withdrawal: Beside) -> None:
    withdrawal.ask(first_wish="end")

    withdrawal.story.wait(hours=50)
    withdrawal.do("change_your_mind", goes_on=True)

    assert withdrawal.ended_at == "she_goes_on_herself"
    withdrawal.story.wait(days=5)
    assert withdrawal.has_ended
    assert is_running(withdrawal.story)


def test_a_woman_officer_of_another_station_talks_to_her(withdrawal: Beside) -> None:
    story, place = withdrawal.story, withdrawal.story.place
    withdrawal.ask(first_wish="end")
    story.wait(hours=72, minutes=1)

    task = withdrawal.task("talk_to_her")

    assert (task.role, task.unit_id) == ("woman_recorder", place.other_station.id)
    assert task.needs_woman
    other = story.identity("woman_recorder", place.other_station)
    own = story.identity("woman_recorder")
    with reading(story.sessions) as session:
        rows = inbox(session, other, now=story.now, zone=story.registry.zone).rows
        assert [row.element_id for row in rows] == ["talk_to_her"]
        case = case_of(session, story.complaint)
        assert facts.contact_of(session, story.registry, other, case) is not None
        assert not may(Permission.DO_TASK, own, task)


def test_she_forgets_the_case_once_she_has_talked(withdrawal: Beside) -> None:
    story, place = withdrawal.story, withdrawal.story.place
    talked(withdrawal, **FREE, her_wish="go_on")
    other = story.identity("woman_recorder", place.other_station)

    with reading(story.sessions) as session:
        sees = may(Permission.SEE_CASE, other, case_of(session, story.complaint))

    assert not sees


def test_what_she_said_is_not_for_the_station_that_investigates(withdrawal: Beside) -> None:
    story = withdrawal.story
    withdrawal.ask(first_wish="end", withdrawal_words="His brother came to my door")
    story.wait(hours=72, minutes=1)

    with reading(story.sessions) as session:
        case = case_of(session, story.complaint)
        read = {
            name: [
                fact.value
                for fact in facts.facts(session, story.registry, who, withdrawal.run, case)
            ]
            for name, who in (
                ("station", story.identity("sho")),
                ("other", story.identity("woman_recorder", story.place.other_station)),
            )
        }

    assert read == {"station": [], "other": ["His brother came to my door"]}


def test_nobody_asks_while_somebody_listens_and_three_tries_are_made(withdrawal: Beside) -> None:
    withdrawal.ask(first_wish="end")
    withdrawal.story.wait(hours=72, minutes=1)

    withdrawal.do("talk_to_her", talk_result="not_reached")
    after_first = withdrawal.open_elements
    withdrawal.story.wait(days=1, minutes=1)
    withdrawal.do("talk_to_her", talk_result="met", was_alone="no", talk_notes="He stood by.")
    withdrawal.story.wait(days=1, minutes=1)
    withdrawal.do("talk_to_her", talk_result="not_safe")

    assert after_first == []
    assert withdrawal.ended_at == "goes_on_unheard"
    withdrawal.story.wait(minutes=1)
    assert [kind for kind, _ in withdrawal.story.messages][-1] == "withdrawal_unheard"
    assert is_running(withdrawal.story)


def test_pressure_comes_before_the_state_alone_and_the_complaint_goes_on(
    withdrawal: Beside,
) -> None:
    story = withdrawal.story
    talked(withdrawal, **ALONE, is_pressured="yes", pressure_by="family", pressed_by="His uncle")

    assert withdrawal.ended_at == "goes_on_protected"
    with reading(story.sessions) as session:
        raised = session.query(Escalation).filter_by(reason="pressure_to_withdraw").one()
        assert (raised.severity, raised.unit_id) == (Severity.RED, story.place.state.id)
    assert is_running(story)
    assert "pressure" not in str([text for _, text in story.messages])


def test_pressure_is_told_to_a_complaint_that_listens(story: Story) -> None:
    let_complaint_hear(story, "pressure_confided")
    story.submit()
    story.call()
    withdrawal = Beside(story, "withdrawal")

    talked(withdrawal, **ALONE, is_pressured="yes", pressure_by="family", pressed_by="His uncle")
    story.wait(minutes=1)

    assert withdrawal.variables["complaint_told"] is True
    assert story.incidents == []


def test_a_cognizable_case_stays_whatever_she_says_and_she_is_left_in_peace(
    withdrawal: Beside,
) -> None:
    story = withdrawal.story
    story.register("outrage_modesty")
    talked(withdrawal, **FREE, her_wish="end", new_channel="none")

    assert withdrawal.ended_at == "stays"
    assert is_running(story)
    assert story.complaint.safe_channel == "none"


def test_what_nobody_has_put_on_record_yet_stays_too(withdrawal: Beside) -> None:
    talked(withdrawal, **FREE, her_wish="end", new_channel="email")

    assert withdrawal.ended_at == "stays"


def test_who_wants_no_more_contact_gets_that_and_her_complaint_goes_on(
    withdrawal: Beside,
) -> None:
    talked(withdrawal, **FREE, her_wish="no_contact", new_channel="none")

    assert withdrawal.ended_at == "stays"
    assert withdrawal.story.complaint.safe_channel == "none"
    withdrawal.story.wait(minutes=1)
    assert [kind for kind, _ in withdrawal.story.messages][-1] != "withdrawal_stays"


def test_what_is_not_cognizable_ends_at_her_confirmed_wish(story: Story) -> None:
    let_complaint_hear(story, "withdrawal_confirmed")
    story.submit()
    story.call()
    story.record("hurt", registered_as="ncr")
    withdrawal = Beside(story, "withdrawal")

    talked(withdrawal, **FREE, her_wish="end", new_channel="sms")
    story.wait(minutes=1)

    assert withdrawal.ended_at == "withdrawn"
    assert not is_running(story)
    assert story.incidents == []


def test_what_is_not_cognizable_stays_where_its_drawing_cannot_hear_the_wish(
    withdrawal: Beside,
) -> None:
    assert withdrawal.story.complaint.status is ComplaintStatus.NUMBERED

    talked(withdrawal, **FREE, her_wish="end", new_channel="sms")

    assert withdrawal.variables["may_end"] is False


def test_who_wishes_to_go_on_after_all_goes_on(withdrawal: Beside) -> None:
    talked(withdrawal, **FREE, her_wish="go_on")

    assert withdrawal.ended_at == "goes_on_by_her_wish"


def test_a_talk_that_does_not_come_is_brought_before_the_state(withdrawal: Beside) -> None:
    withdrawal.ask(first_wish="end")
    withdrawal.story.wait(hours=72, minutes=1)

    withdrawal.story.wait(days=2, minutes=1)

    assert "withdrawal_talk_late" in withdrawal.story.escalations
    assert withdrawal.open_elements == ["talk_to_her"]


def test_she_asks_once_and_not_for_a_closed_complaint(withdrawal: Beside) -> None:
    story = withdrawal.story
    withdrawal.ask(first_wish="end")

    with pytest.raises(AlreadyAsked):
        withdrawal.ask(first_wish="end")

    withdrawal.do("change_your_mind", goes_on=True)
    with story.sessions.begin() as session:
        session.merge(story.complaint).closed_at = story.now
    with pytest.raises(TooLateToAsk):
        withdrawal.ask(first_wish="end")
    assert len(withdrawal.runs) == 1


def test_a_stranger_completes_nothing_of_hers(withdrawal: Beside) -> None:
    withdrawal.ask(first_wish="end")
    withdrawal.story.wait(hours=72, minutes=1)

    with pytest.raises(NotVisible):
        withdrawal.do("talk_to_her", by=withdrawal.story.identity("woman_recorder"), **FREE)

    assert withdrawal.open_elements == ["talk_to_her"]


def test_her_page_shows_the_three_days_and_then_with_whom_it_lies(withdrawal: Beside) -> None:
    story = withdrawal.story
    withdrawal.ask(first_wish="end")
    with reading(story.sessions) as session:
        first = track(session, story.registry, story.complaint_id, now=story.now)
    story.wait(hours=72, minutes=1)
    with reading(story.sessions) as session:
        then = track(session, story.registry, story.complaint_id, now=story.now)

    assert "change_your_mind" in [task.element_id for task in first.her_tasks]
    assert [waiting.role for waiting in then.beside[0].waits_for] == ["woman_recorder"]
