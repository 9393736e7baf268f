"""Escalations: what a timer brought before her, and saying that it was seen."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definitions
from engine.drawing import Element
from models import Officer
from processes.complaint.escalations import (
    EscalationLine,
    acknowledge,
    brought_before,
    brought_before_post,
    step_of,
)
from processes.permissions.case import cases_of
from processes.permissions.confided import is_kept_from
from processes.permissions.permission import Permission
from processes.permissions.rules import may
from processes.posts.identity import Identity
from web import clock, database, staff
from web.command import blueprint
from web.command.visible import visible_unit


@dataclass(frozen=True)
class Raised:
    """An escalation and what this officer may do with it."""

    line: EscalationLine
    step: Element | None  # of the drawing; None: the portal itself raised it
    may_open: bool
    seen_by: Officer | None
    may_acknowledge: bool


@blueprint.get("/escalations")
@staff.permits(Permission.ACKNOWLEDGE_ESCALATION)
def escalations() -> ResponseReturnValue:
    """What was brought before her posts and waits; with `unit`, a whole
    unit's, with `seen` those too that somebody has seen."""
    session, recused = database.session(), staff.officer().recused
    unit_id = request.args.get("unit")
    unit = visible_unit(unit_id) if unit_id else None
    if unit is not None:
        with_seen = request.args.get("seen") is not None
        lines = brought_before(session, unit, recused=recused, open_only=not with_seen)
    else:
        lines = [
            line
            for held in staff.officer().posts
            for line in brought_before_post(
                session, role=held.role, unit_id=held.unit.id, recused=recused
            )
        ]
    return render_template("command/escalations.html", unit=unit, raised=for_officer(lines))


@blueprint.post("/escalations/<int:escalation_id>")
@staff.permits(Permission.ACKNOWLEDGE_ESCALATION)
def acknowledge_escalation(escalation_id: int) -> ResponseReturnValue:
    """Say that it was seen; the row stays for good."""
    acknowledge(database.session(), staff.officer(), escalation_id, now=clock.now())
    database.commit()
    flash(gettext("Noted: you have seen it. It stays in the record."), "done")
    unit_id = request.form.get("unit") or None
    return redirect(url_for("command.escalations", unit=unit_id), 303)


def for_officer(lines: Sequence[EscalationLine]) -> list[Raised]:
    """The lines with what the officer who asks may do with each; none confided to others."""
    session, asking = database.session(), staff.officer()
    lines = [line for line in lines if not _is_confided(session, asking, line)]
    cases = cases_of(session, {line.complaint for line in lines if line.complaint})
    seen_by = {line.escalation.acknowledged_by for line in lines}
    officers = {
        each.id: each for each in session.scalars(select(Officer).where(Officer.id.in_(seen_by)))
    }
    return [
        Raised(
            line,
            step=step_of(session, line),
            may_open=line.complaint_id is not None
            and may(Permission.SEE_CASE, asking, cases[line.complaint_id]),
            seen_by=officers.get(line.escalation.acknowledged_by or ""),
            may_acknowledge=line.escalation.acknowledged_at is None
            and may(Permission.ACKNOWLEDGE_ESCALATION, asking, line.escalation),
        )
        for line in lines
    ]


def _is_confided(session: Session, asking: Identity, line: EscalationLine) -> bool:
    definition = definitions.load(session, line.definition_id)
    return is_kept_from(asking, definition, line.escalation, line.complaint)
