"""New evidence that points to somebody in the police: no district of his has it again."""

import pytest

from engine import messages
from engine.exceptions import StepFailed
from engine.registry import SYSTEM
from models import Complaint, ComplaintStatus, Unit
from models.session import reading
from processes.complaint.listening import listens
from processes.complaint.opening import PROCESS
from processes.permissions.case import case_of
from processes.permissions.permission import Permission
from processes.permissions.rules import may
from tests import factories
from tests.processes.beside import Beside
from tests.processes.reopening.test_reopening import REFUSED, REOPENED, close, end_its_life
from tests.processes.story import Story

EVIDENCE = {"evidence_words": "A letter.", "police_after_all": "yes"}
CHOICE = {"routing_reason": "The accused serves there"}


def ended(story: Story) -> Beside:
    reopening = close(story)
    end_its_life(story)
    return reopening


def may_see(story: Story, role: str) -> bool:
    with reading(story.sessions) as session:
        case = case_of(session, session.get_one(Complaint, story.complaint_id))
    return may(Permission.SEE_CASE, story.identity(role), case)


def third_station(story: Story) -> Unit:
    """A station of a district that never had the case."""
    with story.sessions.begin() as session:
        state = session.get_one(Unit, story.place.state.id)
        return factories.station(
            session, factories.circle(session, factories.district(session, state))
        )


@pytest.mark.parametrize("role", ["sho", "circle_officer", "superintendent"])
def test_nobody_of_the_district_finds_the_case_from_then_on(investigated: Story, role: str) -> None:
    reopening = ended(investigated)
    before = may_see(investigated, role)

    reopening.ask(**EVIDENCE)

    assert before
    assert not may_see(investigated, role)
    assert reopening.open_elements == ["choose_station_again"]


@pytest.mark.parametrize("answer", ["no", "unknown", None])
def test_what_does_not_point_to_police_stays_where_it_is(
    investigated: Story, answer: str | None
) -> None:
    reopening = ended(investigated)

    reopening.ask(**{**EVIDENCE, "police_after_all": answer})

    assert reopening.open_elements == ["decide_on_evidence"]
    assert investigated.complaint.station_id == investigated.place.station.id


def test_the_station_chosen_names_the_officer_once_the_state_has_decided(
    investigated: Story,
) -> None:
    story, reopening = investigated, ended(investigated)
    there = story.place.other_station
    reopening.ask(**EVIDENCE)

    reopening.do("choose_station_again", other_station=there.id, **CHOICE)
    reopening.do("decide_on_evidence_above", **REOPENED)

    assert reopening.task("assign_officer_again").unit_id == there.id
    assert story.complaint.station_id == there.id
    assert story.complaint.is_conflicted


def test_a_station_that_lost_the_case_before_cannot_be_chosen_either(story: Story) -> None:
    home, second = story.place.station, story.place.other_station
    third = third_station(story)
    story.submit(accused_of_station="yes", station=home.id)
    story.do("choose_other_station", other_station=second.id, **CHOICE)
    with story.sessions.begin() as session:
        complaint = session.get_one(Complaint, story.complaint_id)
        complaint.numbered_at = complaint.closed_at = story.now
        complaint.status = ComplaintStatus.CLOSED
    end_its_life(story)
    reopening = Beside(story, "reopening")
    reopening.ask(**EVIDENCE)

    for lost in (home, second):
        with pytest.raises(StepFailed):
            reopening.do("choose_station_again", other_station=lost.id, **CHOICE)
    reopening.do("choose_station_again", other_station=third.id, **CHOICE)

    assert story.complaint.station_id == third.id


def test_what_an_officer_says_while_the_complaint_goes_on_moves_both(investigated: Story) -> None:
    story, reopening = investigated, close(investigated)
    there = story.place.other_station
    with story.sessions.begin() as session:
        assert listens(session, session.get_one(Complaint, story.complaint_id), "conflict_said")
        messages.deliver(
            session,
            story.registry,
            process=PROCESS,
            business_key=story.complaint_id,
            name="new_evidence_told",
            variables={"police_after_all": "yes"},
            actor=SYSTEM,
            now=story.now,
        )
    story.wait(minutes=1)
    left_at_once = story.complaint.station_id

    story.do("choose_station_after_all", other_station=there.id, **CHOICE)
    story.wait(hours=2)

    assert left_at_once is None
    assert reopening.open_elements == ["decide_on_evidence_above"]
    assert reopening.task("decide_on_evidence_above").unit_id == story.place.state.id
    assert story.complaint.station_id == there.id


def test_what_an_earlier_reopening_took_it_from_a_later_one_does_not_give_it_back_to(
    investigated: Story,
) -> None:
    story, reopening = investigated, ended(investigated)
    home, second, third = story.place.station, story.place.other_station, third_station(story)
    reopening.ask(**EVIDENCE)
    reopening.do("choose_station_again", other_station=second.id, **CHOICE)
    reopening.do("decide_on_evidence_above", **REFUSED)
    story.wait(days=1)
    reopening.ask(**EVIDENCE)

    for lost in (home, second):
        with pytest.raises(StepFailed):
            reopening.do("choose_station_again", other_station=lost.id, **CHOICE)
    reopening.do("choose_station_again", other_station=third.id, **CHOICE)

    assert story.complaint.station_id == third.id
