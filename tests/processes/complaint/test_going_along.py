"""Where a complaint goes, its running appeal, reopening or recovery goes at once."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from engine.deliveries import Delivery
from models import Escalation, ProcessInstance, Unit
from models.session import reading
from processes.complaint.going_along import DELIVER
from processes.permissions.permission import Permission
from processes.permissions.rules import may
from tests import factories
from tests.processes.beside import Beside
from tests.processes.complaint.sayings import say
from tests.processes.complaint.test_moves import complain_of, move
from tests.processes.recovery.story import Lost
from tests.processes.reopening.test_reopening import close
from tests.processes.story import Story


def an_appeal(story: Story) -> Beside:
    appeal = Beside(story, "appeal")
    appeal.ask(ground="silence")
    return appeal


def a_reopening(story: Story) -> Beside:
    story.write_diary(is_complete=True)
    story.propose("charge_sheet")
    story.do("choose_place", hearing_place="home")
    reopening = close(story)
    reopening.ask(evidence_words="A letter.")
    return reopening


def a_recovery(story: Story) -> Beside:
    lost = Lost(story)
    lost.asked()
    story.wait(days=1)
    return lost


def leave(story: Story, to: Unit) -> None:
    """She complains of its station, and it goes to another, with what a worker has to do then."""
    complain_of(story)
    move(story, to)
    story.wait(seconds=1)


def lies_at(beside: Beside) -> str | None:
    return beside.run.unit.id if beside.run.unit else None


@pytest.mark.parametrize("begin", [an_appeal, a_reopening, a_recovery])
def test_it_lies_where_the_complaint_does(with_io: Story, begin: Callable[[Story], Beside]) -> None:
    beside, there = begin(with_io), with_io.place.other_station
    before = (lies_at(beside), beside.open_elements)

    leave(with_io, there)

    assert before[0] == with_io.place.station.id
    assert (lies_at(beside), beside.open_elements) == (there.id, before[1])


def test_the_new_station_decides_an_appeal_and_the_old_one_no_longer_sees_it(
    with_io: Story,
) -> None:
    appeal, there = an_appeal(with_io), with_io.place.other_station

    leave(with_io, there)

    task = appeal.task("decide_at_station")
    may_do = [
        may(Permission.DO_TASK, with_io.identity("sho", at), task)
        for at in (with_io.place.station, there)
    ]
    assert may_do == [False, True]
    assert not may(Permission.SEE_TASK, with_io.identity("circle_officer"), task)


def test_who_is_above_the_new_station_hears_if_nobody_decides(with_io: Story) -> None:
    appeal = an_appeal(with_io)
    leave(with_io, with_io.place.other_station)
    moved_at = with_io.now

    with_io.wait(days=16)

    with reading(with_io.sessions) as session:
        told = session.scalars(
            select(Escalation.district_id).where(
                Escalation.instance_id == appeal.run.instance_id,
                Escalation.raised_at > moved_at,
            )
        ).all()
    assert set(told) == {with_io.place.other_district.id}
    assert lies_at(appeal) == with_io.place.other_station.id


@pytest.mark.parametrize(("process", "goes"), [("withdrawal", False), ("appeal", True)])
def test_a_withdrawal_chooses_its_own_place_and_does_not_go_along(
    with_io: Story, process: str, goes: bool
) -> None:
    there, home = with_io.place.other_station, with_io.place.station
    beside = Beside(with_io, process)
    beside.ask(**{"first_wish": "end"} if process == "withdrawal" else {"ground": "silence"})
    with with_io.sessions.begin() as session:
        session.get_one(ProcessInstance, beside.run.instance_id).unit_id = there.id

    payload = {"complaint": with_io.complaint_id, "left": there.id}
    with_io.deliver[DELIVER](Delivery(1, None, payload, 1, with_io.now))

    assert lies_at(beside) == (home if goes else there).id


def a_withdrawal(story: Story) -> Beside:
    """A wish to withdraw that waits for the talk at the nearest other station."""
    withdrawal = Beside(story, "withdrawal")
    withdrawal.ask(first_wish="end")
    story.wait(hours=73)
    return withdrawal


@pytest.fixture
def nearest(with_io: Story) -> Unit:
    """A station of the same circle with a woman officer, which is the first to ask her alone."""
    with with_io.sessions.begin() as session:
        station = factories.station(session, with_io.place.circle)
        recorder = factories.post(session, station, "woman_recorder")
        factories.posted(session, recorder, now=with_io.now)
    return station


def test_a_talk_at_the_station_that_the_case_comes_to_is_given_to_another(
    with_io: Story, nearest: Unit
) -> None:
    talk = a_withdrawal(with_io)
    before = talk.task("talk_to_her").unit_id

    leave(with_io, nearest)

    assert before == nearest.id
    assert talk.task("talk_to_her").unit_id == with_io.place.other_station.id


def test_a_talk_in_a_district_that_loses_the_case_is_given_to_another(
    with_io: Story, nearest: Unit
) -> None:
    talk = a_withdrawal(with_io)

    say(with_io, "conflict_told", police_after_all="yes")
    with_io.wait(seconds=1)

    assert talk.task("talk_to_her").unit_id == with_io.place.other_station.id


def test_a_talk_that_has_nothing_to_do_with_either_stays_where_it_is(
    with_io: Story, nearest: Unit
) -> None:
    talk = a_withdrawal(with_io)

    leave(with_io, with_io.place.other_station)

    assert talk.task("talk_to_her").unit_id == nearest.id
