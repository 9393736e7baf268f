"""Danger in the proforma: units are asked at once, once, and the call within an hour stays."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine.deliveries import Delivery
from engine.registry import Registry
from models import EmergencyAlert, EmergencyResponse, ProcessInstance, UserTask
from models.session import reading
from processes.emergency import danger
from processes.emergency.caller import Caller
from processes.emergency.her_page import standing_of_complaint
from processes.permissions.task_rules import owning_post
from tests.processes.emergency.story import EmergencyStory
from tests.processes.place import Place
from tests.processes.story import Story


@pytest.fixture
def told(story: EmergencyStory, patrols: Place, registry: Registry) -> Story:
    """A complaint beside which an alert can be raised; it is not sent yet."""
    complaint = Story(story.sessions, registry, patrols, story.now)
    complaint.deliver = {
        "message": lambda _: None,
        danger.DELIVER: danger.RaiseAlert(story.sessions, registry),
    }
    return complaint


def alerts(sessions: sessionmaker[Session]) -> list[EmergencyAlert]:
    with reading(sessions) as session:
        return list(session.scalars(select(EmergencyAlert)))


def asked(sessions: sessionmaker[Session]) -> int:
    with reading(sessions) as session:
        return len(session.scalars(select(EmergencyResponse)).all())


def test_danger_now_asks_the_units_of_her_station_and_she_is_still_called(told: Story) -> None:
    told.submit(danger_now=True, station=told.place.station.id)

    told.wait(seconds=1)

    (alert,) = alerts(told.sessions)
    assert (alert.complaint_id, alert.channel) == (told.complaint_id, "complaint")
    assert alert.station_id == told.place.station.id
    assert asked(told.sessions) == 3
    assert told.open_elements == ["call_her"]
    assert told.incidents == []


def test_without_danger_nobody_drives(told: Story) -> None:
    told.submit(what=["rape"])

    told.wait(minutes=1)

    assert alerts(told.sessions) == []


def test_a_job_that_runs_twice_raises_one_alert(told: Story, registry: Registry) -> None:
    told.submit(danger_now=True)
    told.wait(seconds=1)
    again = Delivery(
        job_id=1,
        instance_id=None,
        payload={"complaint_id": told.complaint_id},
        attempt=2,
        now=told.now,
    )

    danger.RaiseAlert(told.sessions, registry)(again)

    assert len(alerts(told.sessions)) == 1


def test_a_call_for_help_that_runs_already_is_the_same_alert(
    story: EmergencyStory, told: Story
) -> None:
    pressed = story.call(mobile="98765 43210")

    told.submit(danger_now=True)
    told.wait(seconds=1)

    (alert,) = alerts(told.sessions)
    assert (alert.id, alert.complaint_id) == (pressed.alert_id, told.complaint_id)


def test_nothing_personal_is_in_the_variables(told: Story) -> None:
    told.submit(danger_now=True, landmark="By the old banyan")
    told.wait(seconds=1)

    (alert,) = alerts(told.sessions)
    with reading(told.sessions) as session:
        instance = session.get_one(ProcessInstance, alert.instance_id)
        assert instance.business_key == alert.id
    known = str(told.variables)
    assert "banyan" not in known
    assert "98765" not in known


def test_where_the_accused_is_police_the_control_room_of_the_state_has_it(told: Story) -> None:
    told.submit(danger_now=True, accused_is_police="yes", station=told.place.station.id)

    told.wait(seconds=1)

    (alert,) = alerts(told.sessions)
    assert alert.unit_id == told.place.state.id
    assert asked(told.sessions) == 0


def test_without_a_control_room_of_the_state_its_nodal_officer_finds_help(told: Story) -> None:
    told.submit(danger_now=True, accused_is_police="yes", station=told.place.station.id)

    told.wait(seconds=1)

    with reading(told.sessions) as session:
        task = session.scalars(select(UserTask).where(UserTask.element_id == "find_help")).one()
    assert (task.role, task.unit_id) == ("state_nodal", told.place.state.id)
    assert owning_post(told.identity("state_nodal"), task) is not None


def test_her_page_says_what_is_true(told: Story) -> None:
    told.submit(danger_now=True)
    with reading(told.sessions) as session:
        before = standing_of_complaint(session, told.registry.keyring, told.complaint_id)

    told.wait(seconds=1)

    with reading(told.sessions) as session:
        found = standing_of_complaint(session, told.registry.keyring, told.complaint_id)
    assert before is None
    assert found is not None
    assert (found[1].status.name, found[1].coming) == ("RAISED", 0)


def test_a_caller_tells_nothing_in_its_representation() -> None:
    caller = Caller(name="Asha Devi", mobile="98765 43210", where="By the old banyan")

    assert "Asha" not in repr(caller)
    assert "banyan" not in repr(caller)
