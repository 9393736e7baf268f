"""Who may do what: one table of small predicates. What is not allowed here does not exist."""

from collections.abc import Callable, Mapping
from typing import Any

from engine.about import About
from models import Complaint, Escalation, Level, Unit
from processes.exceptions import NotVisible
from processes.permissions.case_rules import (
    sees_case,
    sees_contact,
    sees_facts,
    sees_personal_words,
    sees_record,
    sees_words,
    unmasking,
    unmasks,
)
from processes.permissions.lying import lies_within, supervises
from processes.permissions.permission import Permission
from processes.permissions.roles import (
    DESK,
    HELPS_WITH_RECOVERY,
    KEEPS_PATROL_UNITS,
    NATIONAL_VIEWER,
    SUPERVISORS,
)
from processes.permissions.task_rules import corrects_task, does_task, sees_task
from processes.posts.identity import HeldPost, Identity
from processes.posts.units import is_within

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


def acting_post(
    permission: Permission, identity: Identity | None, thing: Any = None
) -> HeldPost | None:
    """The post that gives her this permission on this thing, to write down beside her act.

    None where no post does: she may not, or may as an administrator.
    """
    if identity is None or not identity.officer.is_active:
        return None
    return next(iter(POSTS_THAT_MAY[permission](identity, thing)), None)


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
    Permission.SEE_TASK: sees_task,
    Permission.DO_TASK: does_task,
    Permission.CORRECT_TASK: corrects_task,
    Permission.SEE_CASE: sees_case,
    Permission.SEE_FACTS: sees_facts,
    Permission.SEE_WORDS: sees_words,
    Permission.SEE_PERSONAL_WORDS: sees_personal_words,
    Permission.SEE_RECORD: sees_record,
    Permission.UNMASK_RECORD: unmasks,
    Permission.SEE_CONTACT: sees_contact,
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
    Permission.UNMASK_RECORD: unmasking,
    Permission.ACKNOWLEDGE_ESCALATION: _acknowledging,
    Permission.POST_OFFICERS: _posting,
    Permission.KEEP_PATROL_UNITS: _keeping_patrol_units,
    Permission.HELP_WITH_RECOVERY: _helping,
    Permission.GRANT_CODE: _granting_code,
}
