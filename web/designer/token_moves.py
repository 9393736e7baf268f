"""A token of a case that stayed is set before another step by hand, with a reason.

Who does it sees where the case stands and nothing of what it is about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine import definitions
from engine.called import Name, names_of
from engine.definitions import Definition
from engine.drawing import Element
from engine.exceptions import CannotMove, InstanceNotFound, InstanceNotRunning, StepFailed
from engine.migration import batches
from engine.migration.plan import Plan
from engine.migration.tokens import MOVE_REASONS, move_token, tokens_of
from engine.registry import Actor
from models import CaseMigration, CaseMove, MoveStatus, ProcessInstance
from processes.permissions.permission import Permission
from web import clock, database, staff
from web.designer import blueprint
from web.designer.migrations import find
from web.designer.reason_words import move_reasons, said, short
from web.errors import log_failure
from web.portal import portal

#: Steps before which a token can be set; gateways decide by what has been, and ends end.
_PLACES = frozenset(
    {
        "userTask",
        "manualTask",
        "task",
        "serviceTask",
        "businessRuleTask",
        "sendTask",
        "receiveTask",
        "scriptTask",
        "callActivity",
        "subProcess",
        "intermediateCatchEvent",
        "endEvent",
    }
)


@dataclass(frozen=True)
class Way:
    """A version in which the case can go on, and the steps it can be set before there."""

    which: Literal["new", "old"]
    definition: Definition

    @property
    def places(self) -> Sequence[Element]:
        """The steps, in the order of the drawing."""
        elements = self.definition.elements.values()
        return [each for each in elements if each.kind in _PLACES]

    @property
    def names(self) -> Mapping[str, Name]:
        """What each element of the version is called, by its id."""
        return names_of(self.definition.files)


@blueprint.get("/migrations/<migration_id>/cases/<instance_id>")
@staff.permits(Permission.DESIGN, at_once=True)
def token_of_case(migration_id: str, instance_id: str) -> ResponseReturnValue:
    """Where the case stands, and where it could be set."""
    return _show(find(migration_id), _stayed(migration_id, instance_id))


@blueprint.post("/migrations/<migration_id>/cases/<instance_id>")
@staff.permits(Permission.DESIGN, at_once=True)
def set_token(migration_id: str, instance_id: str) -> ResponseReturnValue:
    """Set it there; the case goes on from that step at once."""
    session, now = database.session(), clock.now()
    row, case = find(migration_id), _stayed(migration_id, instance_id)
    sent = request.form
    which, _, place = sent.get("to", "").partition(":")
    reason = sent.get("reason", "")
    if which not in ("new", "old") or not place or reason not in MOVE_REASONS:
        return _show(row, case, fault=gettext("Choose where it stands, a step, and why.")), 422
    plan = _plan(row) if which == "new" else None
    try:
        move_token(
            session,
            portal().registry,
            case.id,
            sent.get("token", ""),
            to=place,
            reason=reason,
            actor=Actor(staff.officer().officer_id),
            now=now,
            plan=plan,
        )
        if plan is not None:
            batches.settle(session, migration_id, instance_id, [], now)
    except (CannotMove, StepFailed) as refused:
        fault = _why(refused)
        session.rollback()
        return _show(find(migration_id), _stayed(migration_id, instance_id), fault=fault), 409
    database.commit()
    flash(gettext("The case %(case)s goes on from there.", case=short(instance_id)), "done")
    return redirect(url_for("designer.migration", migration_id=migration_id), 303)


def _why(refused: CannotMove | StepFailed) -> str:
    if isinstance(refused, CannotMove):
        return " ".join(said(each) for each in refused.reasons)
    log_failure(refused)
    return str(gettext("What follows the step cannot run in this case. Nothing has changed."))


def _stayed(migration_id: str, instance_id: str) -> ProcessInstance:
    """A case that this migration left where it was.

    :raises InstanceNotFound: there is none
    """
    session = database.session()
    move = session.get(CaseMove, (migration_id, instance_id), populate_existing=True)
    if move is None or move.status is not MoveStatus.REFUSED:
        raise InstanceNotFound(id=instance_id)
    return session.get_one(ProcessInstance, instance_id)


def _plan(row: CaseMigration) -> Plan:
    session = database.session()
    return Plan(
        definitions.load(session, row.from_definition_id),
        definitions.load(session, row.to_definition_id),
        row.steps,
    )


def _show(row: CaseMigration, case: ProcessInstance, *, fault: str = "") -> str:
    session = database.session()
    try:
        standing = tokens_of(session, portal().registry, case.id, now=clock.now())
    except InstanceNotRunning:
        standing = []
    runs = definitions.load(session, case.definition_id)
    ways = [Way("old", runs)]
    if case.definition_id == row.from_definition_id:
        ways.insert(0, Way("new", definitions.load(session, row.to_definition_id)))
    return render_template(
        "designer/token.html",
        row=row,
        case=case,
        standing=standing,
        ways=ways,
        reasons=move_reasons(),
        sent=request.form,
        short=short,
        fault=fault,
    )
