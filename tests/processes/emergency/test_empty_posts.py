"""A call for help where posts of the district are empty: who lives next above is told at once."""

from sqlalchemy import delete, select

from models import AlertStatus, Escalation, Post, Posting
from models.session import reading
from tests.processes.emergency.story import EmergencyStory
from tests.processes.place import Place


def dismiss(story: EmergencyStory, place: Place, *roles: str) -> None:
    """Let nobody hold these posts of the district any more."""
    of_district = select(Post.id).where(Post.unit_id == place.district.id, Post.role.in_(roles))
    with story.sessions.begin() as session:
        session.execute(delete(Posting).where(Posting.post_id.in_(of_district)))


def test_where_nobody_holds_the_posts_of_the_district_the_state_is_told_at_once(
    story: EmergencyStory, patrols: Place
) -> None:
    dismiss(story, patrols, "control_room_lead", "superintendent")
    story.call()

    story.wait(minutes=2, seconds=1)

    with reading(story.sessions) as session:
        told = session.scalars(select(Escalation)).all()
    assert [(row.reason, row.role, row.unit_id) for row in told] == [
        ("nobody_accepted", "state_nodal", patrols.state.id)
    ]


def test_where_only_the_control_room_is_empty_the_superintendent_is_told_at_once(
    story: EmergencyStory, patrols: Place
) -> None:
    dismiss(story, patrols, "control_room_lead")
    story.call()

    story.wait(minutes=2, seconds=1)

    with reading(story.sessions) as session:
        told = session.scalars(select(Escalation)).all()
    assert [(row.role, row.unit_id) for row in told] == [("superintendent", patrols.district.id)]


def test_a_step_of_an_empty_post_is_the_superintendents_to_see_and_take(
    story: EmergencyStory, patrols: Place
) -> None:
    dismiss(story, patrols, "control_room_lead")
    story.call()
    story.wait(minutes=3)

    (task,) = story.open_tasks("direct_units")
    story.do("direct_units", help_result="with_her", help_note="A constable on foot")

    assert (task.role, task.unit_id) == ("superintendent", patrols.district.id)
    assert story.alert.status is AlertStatus.THERE


def test_a_step_of_a_district_where_nobody_is_in_post_is_the_states(
    story: EmergencyStory, patrols: Place
) -> None:
    dismiss(story, patrols, "control_room_lead", "superintendent")
    story.call()

    story.wait(minutes=15, seconds=1)

    charged = story.open_tasks("take_charge") + story.open_tasks("superintendent_takes_charge")
    seats = [(task.role, task.unit_id) for task in charged]
    assert seats == [("state_nodal", patrols.state.id)] * 2
