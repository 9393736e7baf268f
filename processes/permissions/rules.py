"""Who may do what: one table of small predicates. What is not allowed here does not exist."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from engine.about import About
from models import Complaint, ComplaintStatus, Escalation, Level, Unit, UserTask
from models.user_task import TaskStatus
from processes.exceptions import NotVisible
from processes.permissions.case import Case
from processes.permissions.permission import Permission
from processes.posts.identity import HeldPost, Identity
from processes.posts.units import ancestor_column, is_within
from processes.runs import Run

#: Roles that answer for everything at their unit and below.
SUPERVISORS = frozenset({"sho", "circle_officer", "superintendent", "state_nodal"})
#: Roles that answer for the work of others beside them.
SUPERVISES_ROLES = {"verification_supervisor": frozenset({"verification_caller", "help_desk"})}
DESK = frozenset({"verification_caller", "verification_supervisor"})
#: Women who help with a lost code or passphrase. With its number and the word that they read out
#: they could open the page of a complaint: so their steps open no case, and show no number.
HELPS_WITH_RECOVERY = frozenset({"help_desk"})
#: Roles that work without masks on every case of their station.
READS_STATION = frozenset({"sho"})
#: Roles that meet or call her, and so must know how.
CONTACTS_HER = DESK | {"woman_recorder", "investigating_officer"}
MAY_UNMASK = frozenset(
    {"circle_officer", "superintendent", "state_nodal", "oversight_cell", "independent_reviewer"}
)
KEEPS_PATROL_UNITS = frozenset({"control_room_lead", "superintendent", "state_nodal"})
NATIONAL_VIEWER = "national_viewer"

Rule = Callable[[Identity, Any], bool]


def may(permission: Permission, identity: Identity | None, thing: Any = None) -> bool:
    """Whether this identity may do this to this thing."""
    if identity is None or not identity.officer.is_active:
        return False
    return RULES[permission](identity, thing)


def require(permission: Permission, identity: Identity | None, thing: Any = None) -> None:
    """Go on only if this is allowed.

    :raises NotVisible: it is not; the pages cannot tell it from a thing that is not there
    """
    if not may(permission, identity, thing):
        raise NotVisible


def owning_post(identity: Identity, task: UserTask) -> HeldPost | None:
    """The post from which this identity owns a task: its own seat, or any seat of its role."""
    if (task.needs_woman and not identity.is_woman) or task.instance_id in identity.recused:
        return None
    return next((held for held in identity.posts if _owns(held, task)), None)


def acting_post(
    permission: Permission, identity: Identity | None, thing: Any = None
) -> HeldPost | None:
    """The post that gives her this permission on this thing, to write down beside her act.

    None where no post does: she may not, or may as an administrator.
    """
    if identity is None or not identity.officer.is_active:
        return None
    return next(iter(POSTS_THAT_MAY[permission](identity, thing)), None)


def supervises(identity: Identity, lies_at: UserTask | Complaint | Escalation | Unit) -> bool:
    """Whether one of her posts answers for the unit something lies at."""
    return any(
        held.role in SUPERVISORS and lies_within(lies_at, held.unit) for held in identity.posts
    )


def lies_within(lies_at: Any, above: Unit) -> bool:
    """Whether a row with the ids of its units lies at `above` or below it."""
    if isinstance(lies_at, Unit):
        return is_within(lies_at, above)
    if above.level is Level.NATIONAL:
        return False  # the nation sees figures, not cases
    if isinstance(lies_at, Escalation) and lies_at.level < above.level:
        return False  # it was brought before somebody higher
    if above.level is Level.STATION and isinstance(lies_at, Escalation):
        return bool(lies_at.unit_id == above.id)
    return bool(getattr(lies_at, ancestor_column(above.level)) == above.id)


def _owns(held: HeldPost, task: UserTask) -> bool:
    if task.post_id is not None:
        return held.post.id == task.post_id
    return held.role == task.role and held.unit.id == task.unit_id


def _see_task(identity: Identity, task: UserTask) -> bool:
    return task.instance_id not in identity.recused and (
        owning_post(identity, task) is not None
        or supervises(identity, task)
        or _supervises_role(identity, task)
    )


def _supervises_role(identity: Identity, task: UserTask) -> bool:
    return any(_answers_for(held, task) for held in identity.posts)


def _answers_for(held: HeldPost, task: UserTask) -> bool:
    return task.role in SUPERVISES_ROLES.get(held.role, ()) and held.unit.id == task.unit_id


def _do_task(identity: Identity, task: UserTask) -> bool:
    return task.status is TaskStatus.OPEN and owning_post(identity, task) is not None


def _correct_task(identity: Identity, task: UserTask) -> bool:
    return _was_done(identity, task) and (
        task.closed_post_id in identity.post_ids or supervises(identity, task)
    )


def _was_done(identity: Identity, task: UserTask) -> bool:
    """Whether this step was done by an officer, and is not kept from this identity."""
    if task.status is not TaskStatus.COMPLETED or task.closed_post_id is None:
        return False
    is_for_her = identity.is_woman or not task.needs_woman
    return is_for_her and task.instance_id not in identity.recused


def _see_case(identity: Identity, case: Case) -> bool:
    return bool(_posts_that_see(identity, case))


def _posts_that_see(identity: Identity, case: Case) -> list[HeldPost]:
    """Those of her posts that open this case: what she may see in it depends on them alone."""
    if case.complaint.instance_id in identity.recused:
        return []
    return [held for held in identity.posts if _sees(held, identity, case)]


def _sees(held: HeldPost, identity: Identity, case: Case) -> bool:
    if held.role in HELPS_WITH_RECOVERY:
        return False
    for task in _apart_from(identity, case.open_tasks):
        if _owns(held, task) and (identity.is_woman or not task.needs_woman):
            return True
        if _answers_for(held, task):
            return True
    if lies_within(case.complaint, held.unit) and any(
        _did(held, task) and not is_replaced(held, task, case.open_tasks)
        for task in _apart_from(identity, case.closed_tasks)
    ):
        return True
    # what went elsewhere because of police is over for those whom it left
    looks_back = not case.complaint.is_conflicted or lies_within(case.complaint, held.unit)
    if (
        case.has_ended
        and looks_back
        and any(
            _had(held, identity, task) and (identity.is_woman or not task.needs_woman)
            for task in _apart_from(identity, case.tasks)
        )
    ):
        return True
    return (
        _is_with_police(case.complaint)
        and held.role in SUPERVISORS
        and lies_within(case.complaint, held.unit)
    )


def _apart_from(identity: Identity, tasks: Iterable[UserTask]) -> Iterator[UserTask]:
    """The tasks of runs that are not about her."""
    return (task for task in tasks if task.instance_id not in identity.recused)


def is_replaced(held: HeldPost, task: UserTask, open_tasks: Iterable[UserTask]) -> bool:
    """Whether the seat that did this step has lost the case: another seat of its role has it."""
    return task.post_id is not None and any(
        other.role == task.role and other.post_id not in (None, held.post.id)
        for other in open_tasks
    )


def may_correct_in(identity: Identity, run: Run, task: UserTask) -> bool:
    """Whether a step she may correct lies in a run that is still in her hands, or below her."""
    lies_at = run.unit
    if lies_at is None:
        return task.closed_post_id in identity.post_ids
    open_at = {each.post_id for each in run.open_tasks}
    return any(
        not is_replaced(held, task, run.open_tasks)
        and (is_within(lies_at, held.unit) or held.post.id in open_at)
        if held.post.id == task.closed_post_id
        else held.role in SUPERVISORS and lies_within(lies_at, held.unit)
        for held in identity.posts
    )


def has_inherited(identity: Identity, run: Run, task: UserTask) -> bool:
    """Whether a step was done elsewhere, at her level or below, in a run that lies with her now."""
    lies_at = run.unit
    if lies_at is None or not _was_done(identity, task):
        return False
    return any(
        held.role in SUPERVISORS
        and is_within(lies_at, held.unit)
        and getattr(task, ancestor_column(held.level)) is not None
        for held in identity.posts
    )


def _did(held: HeldPost, task: UserTask) -> bool:
    """Whether this post did this step; the desk forgets a case once it has called."""
    return task.closed_post_id == held.post.id and task.role not in DESK


def _had(held: HeldPost, identity: Identity, task: UserTask) -> bool:
    """Whether this step lay with her when the case ended: she is to read that it has.

    What lies at a post that several hold was hers if she had claimed it.
    """
    if task.status is not TaskStatus.CANCELLED or not _owns(held, task):
        return False
    if held.post.is_pool:
        return task.assignee_id == identity.officer_id
    return task.role not in DESK


def _is_with_police(complaint: Complaint) -> bool:
    """Until she was called, a complaint is known to the desk that calls her, and to no station."""
    return complaint.status not in (ComplaintStatus.SUBMITTED, ComplaintStatus.PARKED)


def _see_facts(identity: Identity, case: Case) -> bool:
    return any(held.role not in DESK for held in _posts_that_see(identity, case))


def _see_words(identity: Identity, run: Run) -> bool:
    """What was said in an appeal is not for the station that it is about."""
    if run.instance_id in identity.recused:
        return False
    return _see_personal_words(identity, run) or any(
        _did(held, task) for task in run.closed_tasks for held in identity.posts
    )


def _see_personal_words(identity: Identity, run: Run) -> bool:
    return any(owning_post(identity, task) is not None for task in run.open_tasks)


def _see_record(identity: Identity, case: Case) -> bool:
    if not _see_case(identity, case):
        return False
    if case.io_post_id is not None and case.io_post_id in identity.post_ids:
        return True
    return any(
        held.role in READS_STATION
        and held.unit.id == case.complaint.station_id
        and _is_with_police(case.complaint)
        for held in identity.posts
    )


def _unmask(identity: Identity, case: Case) -> bool:
    return bool(_unmasking(identity, case))


def _unmasking(identity: Identity, case: Case) -> list[HeldPost]:
    return [held for held in _posts_that_see(identity, case) if held.role in MAY_UNMASK]


def _see_contact(identity: Identity, case: Case) -> bool:
    return _see_record(identity, case) or any(
        task.role in CONTACTS_HER and owning_post(identity, task) is not None
        for task in case.open_tasks
    )


def _start_process(identity: Identity, said: About) -> bool:
    return bool(identity.roles & set(said.may_start))


def _search(identity: Identity, _thing: object) -> bool:
    return bool(identity.roles - {NATIONAL_VIEWER})


def _command(identity: Identity, unit: Unit) -> bool:
    if unit.level is Level.NATIONAL:
        return False
    return supervises(identity, unit)


def _see_nation(identity: Identity, _thing: object) -> bool:
    return NATIONAL_VIEWER in identity.roles


def _acknowledge(identity: Identity, escalation: Escalation) -> bool:
    return bool(_acknowledging(identity, escalation))


def _acknowledging(identity: Identity, escalation: Escalation) -> list[HeldPost]:
    """Who it was brought before, or somebody above; never who is being watched by it."""
    if escalation.instance_id in identity.recused:
        return []
    before = [
        held
        for held in identity.posts
        if held.role == escalation.role and held.unit.id == escalation.unit_id
    ]
    above = [
        held
        for held in identity.posts
        if held.role in SUPERVISORS
        and held.unit.level <= escalation.level
        and lies_within(escalation, held.unit)
    ]
    return before + above


def _post_officers(identity: Identity, unit: Unit) -> bool:
    return identity.officer.is_administrator or bool(_posting(identity, unit))


def _posting(identity: Identity, unit: Unit) -> list[HeldPost]:
    """A superintendent or state nodal officer posts below herself."""
    return [
        held
        for held in identity.posts
        if held.role in ("superintendent", "state_nodal")
        and is_within(unit, held.unit)
        and unit.id != held.unit.id
    ]


def _keep_patrol_units(identity: Identity, unit: Unit) -> bool:
    return identity.officer.is_administrator or bool(_keeping_patrol_units(identity, unit))


def _keeping_patrol_units(identity: Identity, unit: Unit) -> list[HeldPost]:
    """The control room lead and the superintendent for their district, the State for its own."""
    if unit.level is Level.NATIONAL:
        return []
    return [
        held
        for held in identity.posts
        if held.role in KEEPS_PATROL_UNITS and is_within(unit, held.unit)
    ]


def _help_with_recovery(identity: Identity, lost: Complaint | None) -> bool:
    return bool(_helping(identity, lost))


def _helping(identity: Identity, lost: Complaint | None) -> list[HeldPost]:
    """Her posts that help: with the complaints of their own state, once there is one to ask for."""
    if not identity.is_woman:
        return []
    return [
        held
        for held in identity.posts
        if held.role in HELPS_WITH_RECOVERY and (lost is None or lies_within(lost, held.unit))
    ]


def _grant_code(identity: Identity, lost: Complaint) -> bool:
    return bool(_granting_code(identity, lost))


def _granting_code(identity: Identity, lost: Complaint) -> list[HeldPost]:
    """The help desk alone: who calls her must not also hand out what she is asked for."""
    if identity.roles & DESK:
        return []
    return _helping(identity, lost)


def _retry_incident(identity: Identity, _thing: object) -> bool:
    return identity.officer.is_administrator


def _take_over_backlog(identity: Identity, _thing: object) -> bool:
    return identity.officer.is_administrator or "state_nodal" in identity.roles


def _design(identity: Identity, _thing: object) -> bool:
    return identity.officer.is_designer


def _administer(identity: Identity, _thing: object) -> bool:
    return identity.officer.is_administrator


RULES: Mapping[Permission, Rule] = {
    Permission.SEE_TASK: _see_task,
    Permission.DO_TASK: _do_task,
    Permission.CORRECT_TASK: _correct_task,
    Permission.SEE_CASE: _see_case,
    Permission.SEE_FACTS: _see_facts,
    Permission.SEE_WORDS: _see_words,
    Permission.SEE_PERSONAL_WORDS: _see_personal_words,
    Permission.SEE_RECORD: _see_record,
    Permission.UNMASK_RECORD: _unmask,
    Permission.SEE_CONTACT: _see_contact,
    Permission.START_PROCESS: _start_process,
    Permission.SEARCH: _search,
    Permission.COMMAND: _command,
    Permission.SEE_NATION: _see_nation,
    Permission.ACKNOWLEDGE_ESCALATION: _acknowledge,
    Permission.POST_OFFICERS: _post_officers,
    Permission.KEEP_PATROL_UNITS: _keep_patrol_units,
    Permission.HELP_WITH_RECOVERY: _help_with_recovery,
    Permission.GRANT_CODE: _grant_code,
    Permission.RETRY_INCIDENT: _retry_incident,
    Permission.TAKE_OVER_BACKLOG: _take_over_backlog,
    Permission.DESIGN: _design,
    Permission.ADMINISTER: _administer,
}

#: Of the permissions whose use is written into the audit: the posts that give them.
POSTS_THAT_MAY: Mapping[Permission, Callable[[Identity, Any], list[HeldPost]]] = {
    Permission.UNMASK_RECORD: _unmasking,
    Permission.ACKNOWLEDGE_ESCALATION: _acknowledging,
    Permission.POST_OFFICERS: _posting,
    Permission.KEEP_PATROL_UNITS: _keeping_patrol_units,
    Permission.HELP_WITH_RECOVERY: _helping,
    Permission.GRANT_CODE: _granting_code,
}
