"""Who may do what: the table, asked for every identity against every thing."""

from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace

import pytest
from sqlalchemy.orm import Session

from engine.about import About
from models import Complaint, ComplaintStatus, Escalation, Gender, Level, TaskStatus, UserTask
from models.types import new_id
from processes.exceptions import NotVisible
from processes.permissions.case import Case
from processes.permissions.permission import Permission
from processes.permissions.rules import RULES, acting_post, may, require
from processes.posts.identity import Identity, identity_of
from tests import factories
from tests.processes.place import Place

POLICE = ("sho", "circle_officer", "superintendent", "state_nodal")


def task(place: Place, role: str = "sho", **facts: object) -> UserTask:
    at = {"sho": place.station, "investigating_officer": place.station}.get(role, place.state)
    values = {
        "id": new_id(),
        "instance_id": "i",
        "element_id": "step",
        "role": role,
        "status": TaskStatus.OPEN,
        "unit_id": at.id,
        "station_id": at.station_id,
        "circle_id": at.circle_id,
        "district_id": at.district_id,
        "state_id": at.state_id,
        "needs_woman": False,
        "opened_at": place.now,
        **facts,
    }
    return UserTask(**values)


def case(place: Place, *tasks: UserTask, **facts: object) -> Case:
    station = place.station
    values = {
        "id": new_id(),
        "status": ComplaintStatus.UNDER_INVESTIGATION,
        "unit_id": station.id,
        "station_id": station.id,
        "circle_id": station.circle_id,
        "district_id": station.district_id,
        "state_id": station.state_id,
        **facts,
    }
    return Case(Complaint(**values), tasks, place.post("investigating_officer").id)


def test_every_permission_has_a_rule() -> None:
    assert set(RULES) == set(Permission)


@pytest.mark.parametrize("permission", Permission)
def test_nobody_and_an_officer_without_a_post_may_nothing(
    permission: Permission, session: Session, place: Place, now: datetime
) -> None:
    idle = identity_of(session, factories.officer(session).id, now)
    things = {
        "task": task(place),
        "case": case(place, task(place)),
        "unit": place.station,
        "escalation": Escalation(role="sho", unit_id=place.station.id),
        "run": SimpleNamespace(instance_id=new_id(), open_tasks=[task(place)], closed_tasks=[]),
        "about": About(may_start=("sho",)),
    }
    thing = {
        Permission.SEE_TASK: "task",
        Permission.DO_TASK: "task",
        Permission.CORRECT_TASK: "task",
        Permission.SEE_WORDS: "run",
        Permission.SEE_PERSONAL_WORDS: "run",
        Permission.START_PROCESS: "about",
        Permission.COMMAND: "unit",
        Permission.POST_OFFICERS: "unit",
        Permission.KEEP_PATROL_UNITS: "unit",
        Permission.ACKNOWLEDGE_ESCALATION: "escalation",
    }.get(permission, "case")

    assert not may(permission, None, things[thing])
    assert not may(permission, idle, things[thing])
    with pytest.raises(NotVisible):
        require(permission, idle, things[thing])


def test_a_task_is_done_by_its_post_and_seen_from_above(place: Place) -> None:
    hers = task(place)

    doers = [role for role in POLICE if may(Permission.DO_TASK, place.identity(role), hers)]
    seers = [role for role in POLICE if may(Permission.SEE_TASK, place.identity(role), hers)]

    assert doers == ["sho"]
    assert seers == list(POLICE)


@pytest.mark.parametrize(
    "at", ["other_station", "other_circle", "other_district"], ids=["station", "circle", "district"]
)
def test_another_unit_sees_nothing(place: Place, at: str) -> None:
    unit = getattr(place, at)
    role = {"other_station": "sho", "other_circle": "circle_officer"}.get(at, "superintendent")
    stranger = place.identity(role, unit)

    assert not may(Permission.SEE_TASK, stranger, task(place))
    assert not may(Permission.SEE_CASE, stranger, case(place, task(place)))
    assert not may(Permission.COMMAND, stranger, place.station)


def test_a_numbered_seat_owns_its_task_alone(place: Place) -> None:
    first = place.post("investigating_officer", seat=1)
    diary = task(place, "investigating_officer", post_id=first.id)

    assert may(Permission.DO_TASK, place.identity("investigating_officer", seat=1), diary)
    assert not may(Permission.SEE_TASK, place.identity("investigating_officer", seat=2), diary)


def test_a_task_for_a_woman_is_not_a_mans_even_at_the_same_post(
    session: Session, place: Place, now: datetime
) -> None:
    man = factories.officer(session, gender=Gender.MALE)
    factories.posting(session, man, place.post("verification_caller"), from_at=now)
    he = identity_of(session, man.id, now)
    call = task(place, "verification_caller", needs_woman=True)

    assert may(Permission.DO_TASK, place.identity("verification_caller"), call)
    assert not may(Permission.SEE_TASK, he, call)
    assert not may(Permission.DO_TASK, he, call)


def test_a_closed_task_is_not_done_again(place: Place) -> None:
    closed = task(place, status=TaskStatus.COMPLETED)

    assert not may(Permission.DO_TASK, place.identity("sho"), closed)


def test_a_task_is_corrected_by_the_post_that_did_it_or_from_above(place: Place) -> None:
    done = task(place, status=TaskStatus.COMPLETED, closed_post_id=place.post("sho").id)

    correctors = [r for r in POLICE if may(Permission.CORRECT_TASK, place.identity(r), done)]
    stranger = place.identity("sho", place.other_station)

    assert correctors == list(POLICE)
    assert not may(Permission.CORRECT_TASK, stranger, done)
    assert not may(Permission.CORRECT_TASK, place.identity("woman_recorder"), done)


def test_before_the_call_a_station_and_its_superiors_know_nothing(place: Place) -> None:
    call = task(place, "verification_caller", needs_woman=True)
    waiting = case(place, call, status=ComplaintStatus.SUBMITTED)

    seers = [role for role in POLICE if may(Permission.SEE_CASE, place.identity(role), waiting)]

    assert seers == []
    assert may(Permission.SEE_CASE, place.identity("verification_caller"), waiting)


def test_a_case_with_a_conflict_lies_at_the_state_and_no_district_sees_it(place: Place) -> None:
    state = place.state
    hidden = case(
        place,
        status=ComplaintStatus.NUMBERED,
        unit_id=state.id,
        station_id=None,
        circle_id=None,
        district_id=None,
    )

    seers = [role for role in POLICE if may(Permission.SEE_CASE, place.identity(role), hidden)]

    assert seers == ["state_nodal"]


def test_her_name_is_read_unmasked_by_the_investigator_and_the_station_house_officer_only(
    place: Place,
) -> None:
    diary = task(
        place, "investigating_officer", post_id=place.post("investigating_officer", seat=1).id
    )
    seen = case(place, diary)
    identities: dict[str, Identity] = {
        "io": place.identity("investigating_officer", seat=1),
        "other io": place.identity("investigating_officer", seat=2),
        **{role: place.identity(role) for role in (*POLICE, "woman_recorder")},
        "other sho": place.identity("sho", place.other_station),
        "caller": place.identity("verification_caller"),
        "reviewer": place.identity("independent_reviewer"),
        "national": place.identity("national_viewer"),
    }

    readers = {who for who, i in identities.items() if may(Permission.SEE_RECORD, i, seen)}
    unmaskers = {who for who, i in identities.items() if may(Permission.UNMASK_RECORD, i, seen)}

    assert readers == {"io", "sho"}
    assert unmaskers == {"circle_officer", "superintendent", "state_nodal"}


def test_a_caller_sees_how_to_reach_her_and_none_of_the_facts(place: Place) -> None:
    call = task(place, "verification_caller", needs_woman=True)
    waiting = case(place, call, status=ComplaintStatus.SUBMITTED)
    caller = place.identity("verification_caller")

    assert may(Permission.SEE_CONTACT, caller, waiting)
    assert not may(Permission.SEE_FACTS, caller, waiting)
    assert not may(Permission.SEE_RECORD, caller, waiting)


def test_a_post_that_did_a_step_sees_the_case_on_and_the_desk_does_not(place: Place) -> None:
    caller, cell = place.post("verification_caller"), place.post("oversight_cell")
    called = task(
        place, "verification_caller", status=TaskStatus.COMPLETED, closed_post_id=caller.id
    )
    chosen = task(place, "oversight_cell", status=TaskStatus.COMPLETED, closed_post_id=cell.id)
    seen = case(place, called, chosen)

    assert may(Permission.SEE_CASE, place.identity("oversight_cell"), seen)
    assert not may(Permission.SEE_CASE, place.identity("verification_caller"), seen)
    assert not may(Permission.SEE_CASE, place.identity("independent_reviewer"), seen)


def test_of_a_pool_who_had_claimed_a_step_sees_that_the_case_has_ended_and_nobody_else(
    session: Session, place: Place, now: datetime
) -> None:
    pool = place.post("woman_recorder")
    pool.is_pool = True
    colleague = factories.officer(session)
    factories.posting(session, colleague, pool, from_at=now)
    hers, his = place.identity("woman_recorder"), identity_of(session, colleague.id, now)
    asked = task(
        place,
        "woman_recorder",
        unit_id=place.station.id,
        status=TaskStatus.CANCELLED,
        assignee_id=hers.officer_id,
    )

    running = case(place, asked)
    ended = replace(running, has_ended=True)

    assert not may(Permission.SEE_CASE, hers, running)
    assert may(Permission.SEE_CASE, hers, ended)
    assert not may(Permission.SEE_CASE, his, ended)


def test_at_a_seat_of_one_nothing_need_be_claimed_to_see_that_the_case_has_ended(
    place: Place,
) -> None:
    asked = task(place, "woman_recorder", unit_id=place.station.id, status=TaskStatus.CANCELLED)

    ended = replace(case(place, asked), has_ended=True)

    assert may(Permission.SEE_CASE, place.identity("woman_recorder"), ended)
    assert not may(Permission.SEE_CASE, place.identity("investigating_officer"), ended)


def test_the_nation_sees_figures_and_no_case(place: Place) -> None:
    viewer = place.identity("national_viewer")
    seen = case(place, task(place))

    assert may(Permission.SEE_NATION, viewer)
    for permission, thing in (
        (Permission.SEE_CASE, seen),
        (Permission.SEE_TASK, task(place)),
        (Permission.SEARCH, None),
        (Permission.COMMAND, place.nation),
        (Permission.COMMAND, place.state),
    ):
        assert not may(permission, viewer, thing)


@pytest.mark.parametrize(
    ("role", "below", "above"),
    [
        ("circle_officer", "station", "district"),
        ("superintendent", "circle", "state"),
        ("state_nodal", "district", "nation"),
    ],
)
def test_a_supervisor_commands_her_unit_and_below_never_above(
    place: Place, role: str, below: str, above: str
) -> None:
    who = place.identity(role)

    assert may(Permission.COMMAND, who, getattr(place, below))
    assert not may(Permission.COMMAND, who, getattr(place, above))


def test_officers_are_posted_by_administrators_and_from_above(
    session: Session, place: Place, now: datetime
) -> None:
    clerk = factories.officer(session, is_administrator=True)
    administrator = identity_of(session, clerk.id, now)

    assert may(Permission.POST_OFFICERS, administrator, place.state)
    assert may(Permission.POST_OFFICERS, place.identity("superintendent"), place.station)
    assert not may(Permission.POST_OFFICERS, place.identity("superintendent"), place.district)
    assert not may(Permission.POST_OFFICERS, place.identity("sho"), place.station)


def test_a_designer_opens_no_case(session: Session, place: Place, now: datetime) -> None:
    designer = identity_of(session, factories.officer(session, is_designer=True).id, now)

    assert may(Permission.DESIGN, designer)
    assert not may(Permission.SEE_CASE, designer, case(place, task(place)))


def test_an_escalation_is_acknowledged_by_its_post_or_from_above(place: Place) -> None:
    raised = Escalation(
        role="circle_officer",
        level=Level.CIRCLE,
        unit_id=place.circle.id,
        circle_id=place.circle.id,
        district_id=place.district.id,
        state_id=place.state.id,
    )

    may_say = {
        role
        for role in POLICE
        if may(Permission.ACKNOWLEDGE_ESCALATION, place.identity(role), raised)
    }

    assert may_say == {"circle_officer", "superintendent", "state_nodal"}


def test_nobody_below_acknowledges_what_went_to_the_state(place: Place) -> None:
    raised = Escalation(
        role="state_nodal",
        level=Level.STATE,
        unit_id=place.state.id,
        circle_id=place.circle.id,
        district_id=place.district.id,
        state_id=place.state.id,
    )

    may_say = {
        role
        for role in POLICE
        if may(Permission.ACKNOWLEDGE_ESCALATION, place.identity(role), raised)
    }

    assert may_say == {"state_nodal"}


def test_recovery_is_the_help_desk(place: Place) -> None:
    roles = ("verification_caller", "verification_supervisor", "help_desk", "sho", "state_nodal")

    helping = [r for r in roles if may(Permission.HELP_WITH_RECOVERY, place.identity(r))]

    assert helping == ["help_desk"]


def test_a_desk_helps_with_complaints_of_its_own_state_only(
    session: Session, place: Place, now: datetime
) -> None:
    state = factories.unit(session, Level.STATE, place.nation)
    desk = factories.post(session, state, "help_desk")
    stranger = identity_of(session, factories.posted(session, desk, now=now).id, now)
    lost = case(place).complaint

    assert may(Permission.HELP_WITH_RECOVERY, place.identity("help_desk"), lost)
    assert not may(Permission.HELP_WITH_RECOVERY, stranger, lost)


def test_a_new_code_is_let_out_by_nobody_who_may_make_the_call(
    session: Session, place: Place, now: datetime
) -> None:
    lost = case(place).complaint
    roles = ("verification_caller", "verification_supervisor", "help_desk")

    granting = [r for r in roles if may(Permission.GRANT_CODE, place.identity(r), lost)]
    factories.posting(
        session, place.officer("help_desk"), place.post("verification_caller"), from_at=now
    )

    assert granting == ["help_desk"]
    assert not may(Permission.GRANT_CODE, place.identity("help_desk"), lost)


def test_a_second_post_elsewhere_opens_no_facts_of_a_case_seen_from_the_desk(
    session: Session, place: Place, now: datetime
) -> None:
    caller = factories.officer(session)
    factories.posting(session, caller, place.post("verification_caller"), from_at=now)
    factories.posting(session, caller, place.post("sho", place.other_station), from_at=now)
    both = identity_of(session, caller.id, now)
    called = case(place, task(place, "verification_caller", needs_woman=True))

    assert may(Permission.SEE_CASE, both, called)
    assert not may(Permission.SEE_FACTS, both, called)


def test_only_the_post_that_shows_a_case_may_unmask_it(
    session: Session, place: Place, now: datetime
) -> None:
    sho = place.officer("woman_recorder")
    factories.posting(session, sho, place.post("circle_officer", place.other_circle), from_at=now)
    both = identity_of(session, sho.id, now)
    recorded = task(
        place, "sho", status=TaskStatus.COMPLETED, closed_post_id=place.post("woman_recorder").id
    )
    seen = case(place, recorded)

    assert may(Permission.SEE_CASE, both, seen)
    assert not may(Permission.UNMASK_RECORD, both, seen)


def test_an_act_is_written_down_under_the_post_that_allowed_it(
    session: Session, place: Place, now: datetime
) -> None:
    superintendent = place.officer("superintendent")
    factories.posting(session, superintendent, place.post("sho", place.other_station), from_at=now)
    both = identity_of(session, superintendent.id, now)
    allowing = place.post("superintendent")
    raised = Escalation(
        role="superintendent",
        level=Level.DISTRICT,
        unit_id=place.district.id,
        district_id=place.district.id,
        state_id=place.state.id,
    )

    posts = [
        acting_post(Permission.UNMASK_RECORD, both, case(place)),
        acting_post(Permission.ACKNOWLEDGE_ESCALATION, both, raised),
        acting_post(Permission.POST_OFFICERS, both, place.station),
    ]

    assert [held and held.post.id for held in posts] == [allowing.id] * 3
    assert acting_post(Permission.UNMASK_RECORD, None, case(place)) is None


def test_a_process_is_started_by_the_roles_that_it_names(place: Place) -> None:
    starters = [
        role
        for role in POLICE
        if may(Permission.START_PROCESS, place.identity(role), About(may_start=("sho", "gone")))
    ]

    assert starters == ["sho"]
