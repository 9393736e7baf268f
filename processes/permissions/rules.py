"""Who may do what: one table of small predicates. What is not allowed here does not exist."""

from collections.abc import Callable, Mapping
from typing import Any

from models import Complaint, ComplaintStatus, Escalation, Level, Unit, UserTask
from models.user_task import TaskStatus
from processes.exceptions import NotVisible
from processes.permissions.case import Case
from processes.permissions.permission import Permission
from processes.posts.identity import HeldPost, Identity
from processes.posts.units import ancestor_column, is_within

#: Roles that answer for everything at their unit and below.
SUPERVISORS = frozenset({"sho", "circle_officer", "superintendent", "state_nodal"})
#: Roles that answer for the work of one other role beside them.
SUPERVISES_ROLE = {"verification_supervisor": "verification_caller"}
DESK = frozenset({"verification_caller", "verification_supervisor"})
#: Women who help with a lost code or passphrase.
HELPS_WITH_RECOVERY = DESK | {"help_desk"}
#: Roles that work without masks on every case of their station.
READS_STATION = frozenset({"sho"})
#: Roles that meet or call her, and so must know how.
CONTACTS_HER = DESK | {"woman_recorder", "investigating_officer"}
MAY_UNMASK = frozenset(
    {"circle_officer", "superintendent", "state_nodal", "oversight_cell", "independent_reviewer"}
)
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
    if task.needs_woman and not identity.is_woman:
        return None
    return next((held for held in identity.posts if _owns(held, task)), None)


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
    return (
        owning_post(identity, task) is not None
        or supervises(identity, task)
        or _supervises_role(identity, task)
    )


def _supervises_role(identity: Identity, task: UserTask) -> bool:
    return any(
        SUPERVISES_ROLE.get(held.role) == task.role and held.unit.id == task.unit_id
        for held in identity.posts
    )


def _do_task(identity: Identity, task: UserTask) -> bool:
    return task.status is TaskStatus.OPEN and owning_post(identity, task) is not None


def _correct_task(identity: Identity, task: UserTask) -> bool:
    if task.status is not TaskStatus.COMPLETED or task.closed_post_id is None:
        return False
    if task.needs_woman and not identity.is_woman:
        return False
    return task.closed_post_id in identity.post_ids or supervises(identity, task)


def _see_case(identity: Identity, case: Case) -> bool:
    if any(owning_post(identity, task) is not None for task in case.open_tasks):
        return True
    if any(_supervises_role(identity, task) for task in case.open_tasks):
        return True
    if any(_did(identity, task) for task in case.closed_tasks):
        return True
    return _is_with_police(case.complaint) and supervises(identity, case.complaint)


def _did(identity: Identity, task: UserTask) -> bool:
    """Whether one of her posts did this step; the desk forgets a case once it has called."""
    return task.closed_post_id in identity.post_ids and task.role not in DESK


def _is_with_police(complaint: Complaint) -> bool:
    """Until she was called, a complaint is known to the desk that calls her, and to no station."""
    return complaint.status not in (ComplaintStatus.SUBMITTED, ComplaintStatus.PARKED)


def _see_facts(identity: Identity, case: Case) -> bool:
    return _see_case(identity, case) and bool(identity.roles - DESK)


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
    return _see_case(identity, case) and bool(identity.roles & MAY_UNMASK)


def _see_contact(identity: Identity, case: Case) -> bool:
    return _see_record(identity, case) or any(
        task.role in CONTACTS_HER and owning_post(identity, task) is not None
        for task in case.open_tasks
    )


def _search(identity: Identity, _thing: object) -> bool:
    return bool(identity.roles - {NATIONAL_VIEWER})


def _command(identity: Identity, unit: Unit) -> bool:
    if unit.level is Level.NATIONAL:
        return False
    return supervises(identity, unit)


def _see_nation(identity: Identity, _thing: object) -> bool:
    return NATIONAL_VIEWER in identity.roles


def _acknowledge(identity: Identity, escalation: Escalation) -> bool:
    """Who it was brought before, or somebody above; never who is being watched by it."""
    if any(
        held.role == escalation.role and held.unit.id == escalation.unit_id
        for held in identity.posts
    ):
        return True
    return any(
        held.role in SUPERVISORS
        and held.unit.level <= escalation.level
        and lies_within(escalation, held.unit)
        for held in identity.posts
    )


def _post_officers(identity: Identity, unit: Unit) -> bool:
    """An administrator anywhere; a superintendent or state nodal officer below herself."""
    return identity.officer.is_administrator or any(
        held.role in ("superintendent", "state_nodal")
        and is_within(unit, held.unit)
        and unit.id != held.unit.id
        for held in identity.posts
    )


def _help_with_recovery(identity: Identity, _thing: object) -> bool:
    return identity.is_woman and bool(identity.roles & HELPS_WITH_RECOVERY)


def _retry_incident(identity: Identity, _thing: object) -> bool:
    return identity.officer.is_administrator


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
    Permission.SEE_RECORD: _see_record,
    Permission.UNMASK_RECORD: _unmask,
    Permission.SEE_CONTACT: _see_contact,
    Permission.SEARCH: _search,
    Permission.COMMAND: _command,
    Permission.SEE_NATION: _see_nation,
    Permission.ACKNOWLEDGE_ESCALATION: _acknowledge,
    Permission.POST_OFFICERS: _post_officers,
    Permission.HELP_WITH_RECOVERY: _help_with_recovery,
    Permission.RETRY_INCIDENT: _retry_incident,
    Permission.DESIGN: _design,
    Permission.ADMINISTER: _administer,
}
