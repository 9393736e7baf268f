"""Escalations: what a timer brought before her, and saying that it was seen."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definitions
from engine.drawing import Element
from models import Escalation, Officer, Unit
from processes.complaint.escalations import (
    PAGE,
    EscalationLine,
    acknowledge,
    brought_before,
    brought_before_post,
    rank,
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
from web.folding import folded


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
    unit's, with `seen` those too that somebody has seen. Equal reasons are folded."""
    unit_id = request.args.get("unit")
    unit = visible_unit(unit_id) if unit_id else None
    with_seen = request.args.get("seen")
    behind = _behind()
    lines = _lines(unit, with_seen=with_seen is not None, behind=behind)
    following = None
    if len(lines) > PAGE:
        last = lines[PAGE - 1].escalation.id
        following = url_for("command.escalations", unit=unit_id, seen=with_seen, behind=last)
    return render_template(
        "command/escalations.html",
        unit=unit,
        groups=in_groups(lines[:PAGE]),
        is_first_page=behind is None,
        with_seen=with_seen,
        following=following,
    )


@blueprint.post("/escalations/seen")
@staff.permits(Permission.ACKNOWLEDGE_ESCALATION)
def acknowledge_escalations() -> ResponseReturnValue:
    """Say of those of one fold that they were seen; of no other, and of none if one is not hers."""
    seen = request.form.getlist("escalation", type=int)
    for escalation_id in seen:
        acknowledge(database.session(), staff.officer(), escalation_id, now=clock.now())
    database.commit()
    flash(
        ngettext(
            "Noted: you have seen %(num)d escalation. It stays in the record.",
            "Noted: you have seen %(num)d escalations. They stay in the record.",
            len(seen),
        ),
        "done",
    )
    return _back()


@blueprint.post("/escalations/<int:escalation_id>")
@staff.permits(Permission.ACKNOWLEDGE_ESCALATION)
def acknowledge_escalation(escalation_id: int) -> ResponseReturnValue:
    """Say that it was seen; the row stays for good."""
    acknowledge(database.session(), staff.officer(), escalation_id, now=clock.now())
    database.commit()
    flash(gettext("Noted: you have seen it. It stays in the record."), "done")
    return _back()


def in_groups(lines: Sequence[EscalationLine]) -> list[list[Raised]]:
    """The lines as the officer who asks may see them, those that are alike folded together."""
    return folded(_for_officer(lines), _what)


def _for_officer(lines: Sequence[EscalationLine]) -> list[Raised]:
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


def _lines(
    unit: Unit | None, *, with_seen: bool, behind: Escalation | None
) -> list[EscalationLine]:
    """One page of them and the first of the next, the loudest and newest first."""
    session, asking, limit = database.session(), staff.officer(), PAGE + 1
    if unit is not None:
        return brought_before(
            session,
            unit,
            recused=asking.recused,
            open_only=not with_seen,
            behind=behind,
            limit=limit,
        )
    found = [
        line
        for held in asking.posts
        for line in brought_before_post(
            session,
            role=held.role,
            unit_id=held.unit.id,
            recused=asking.recused,
            behind=behind,
            limit=limit,
        )
    ]
    return sorted(found, key=lambda line: rank(line.escalation), reverse=True)[:limit]


def _behind() -> Escalation | None:
    """After which the page begins; a mistyped address begins at the top."""
    behind = request.args.get("behind", type=int)
    return database.session().get(Escalation, behind) if behind is not None else None


def _what(raised: Raised) -> Hashable:
    """What is alike: one reason of one step, as loud, and as yet unseen or seen."""
    escalation = raised.line.escalation
    is_open = escalation.acknowledged_at is None
    return escalation.severity, escalation.reason, escalation.element_id, is_open


def _back() -> ResponseReturnValue:
    unit_id = request.form.get("unit") or None
    return redirect(url_for("command.escalations", unit=unit_id), 303)


def _is_confided(session: Session, asking: Identity, line: EscalationLine) -> bool:
    definition = definitions.load(session, line.definition_id)
    return is_kept_from(asking, definition, line.escalation, line.complaint)
