"""One screen: how many are late and will be, where, and with whom."""

from datetime import UTC, datetime, timedelta
from functools import partial

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models import Unit
from processes.complaint import breaches, command, escalations, figures
from processes.complaint import nation as national
from processes.complaint.command import PAGE, Place
from processes.permissions.confided import is_step_kept_from
from processes.permissions.permission import Permission
from processes.permissions.roles import SUPERVISORS
from processes.permissions.rules import may
from processes.posts.identity import Identity
from processes.posts.vacancies import vacant_posts
from processes.starting import newest_versions
from web import clock, database, staff
from web.command import blueprint
from web.command.escalations import in_groups
from web.command.visible import visible_unit

#: "Will be late" looks so far ahead.
SOON = timedelta(days=15)
#: The picture has as many cases as fit a screen; the rest is behind "all of them".
SHOWN = 12
#: The loudest kinds of what escalated; the rest is behind "all escalations".
RAISED = 5


@blueprint.get("/")
@staff.permits(Permission.COMMAND)
def overview() -> ResponseReturnValue:
    """The unit of her post, or what was brought before her where her post has no unit below."""
    held = next((h for h in staff.officer().posts if h.role in SUPERVISORS), None)
    if held is not None:
        return redirect(url_for("command.unit", unit_id=held.unit.id), 303)
    if may(Permission.SEE_NATION, staff.officer()):
        return redirect(url_for("command.nation"), 303)
    return redirect(url_for("command.escalations"), 303)


@blueprint.get("/units/<unit_id>")
@staff.permits(Permission.COMMAND)
def unit(unit_id: str) -> ResponseReturnValue:
    """Figures, late cases and escalations of a unit and everything below it."""
    session, now, recused = database.session(), clock.now(), staff.officer().recused
    found = visible_unit(unit_id)
    return render_template(
        "command/unit.html",
        unit=found,
        above=_above(found),
        figures=figures.figures_of(session, found, now=now),
        parts=figures.figures_below(session, found, now=now),
        late=command.late_cases(session, found, now=now, recused=recused, limit=SHOWN),
        causes=breaches.late_by_cause(session, found, now=now),
        due=command.cases_due(session, found, now=now, within=SOON, recused=recused, limit=SHOWN),
        reopened=command.reopened_cases(session, found, now=now, recused=recused),
        raised=in_groups(escalations.brought_before(session, found, recused=recused))[:RAISED],
        vacancies=vacant_posts(
            session, found, now, is_kept=partial(is_step_kept_from, staff.officer())
        ),
        may_keep_patrol_units=may(Permission.KEEP_PATROL_UNITS, staff.officer(), found),
        may_post=may(Permission.POST_OFFICERS, staff.officer(), found),
        processes=newest_versions(session),
        now=now,
    )


@blueprint.get("/units/<unit_id>/cases")
@staff.permits(Permission.COMMAND)
def cases(unit_id: str) -> ResponseReturnValue:
    """All late cases of a unit, or all that will be late soon."""
    session, now, recused = database.session(), clock.now(), staff.officer().recused
    found = visible_unit(unit_id)
    which = "due" if request.args.get("which") == "due" else "late"
    behind = _behind()
    if which == "late":
        lines = command.late_cases(
            session, found, now=now, recused=recused, behind=behind, limit=PAGE + 1
        )
    else:
        lines = command.cases_due(
            session, found, now=now, within=SOON, recused=recused, behind=behind, limit=PAGE + 1
        )
    following = None
    if len(lines) > PAGE:
        last = lines[PAGE - 1]
        following = url_for(
            "command.cases",
            unit_id=unit_id,
            which=which,
            ends=last.limit_at.timestamp(),
            behind=last.complaint_id,
        )
    return render_template(
        "command/cases.html",
        unit=found,
        lines=lines[:PAGE],
        which=which,
        following=following,
        is_first_page=behind is None,
    )


@blueprint.get("/nation")
@staff.permits(Permission.SEE_NATION, at_once=True)
def nation() -> ResponseReturnValue:
    """Figures of every state, and nothing but figures; counted by a worker, not here."""
    return render_template("command/nation.html", nation=national.kept(database.session()))


def _behind() -> Place | None:
    """Where the page begins; a mistyped address begins at the top."""
    complaint_id, ends = request.args.get("behind"), request.args.get("ends", "")
    if not complaint_id:
        return None
    try:
        return Place(datetime.fromtimestamp(float(ends), UTC), complaint_id)
    except (ValueError, OverflowError, OSError):
        return None


def _above(found: Unit) -> Unit | None:
    """The unit above, if it is hers to look at too."""
    if found.parent_id is None:
        return None
    parent = database.session().get(Unit, found.parent_id)
    asking: Identity = staff.officer()
    return parent if parent is not None and may(Permission.COMMAND, asking, parent) else None
