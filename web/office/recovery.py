"""Lost codes and passphrases: the help desk's page."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models import RecoveryStatus
from processes.complaint import help_desk, phrases
from processes.permissions.permission import Permission
from web import clock, database, staff
from web.office import blueprint
from web.portal import portal


@blueprint.get("/lost")
@staff.permits(Permission.HELP_WITH_RECOVERY, at_once=True)
def lost() -> ResponseReturnValue:
    """The requests that wait, the oldest first."""
    return _show()


@blueprint.post("/lost/<request_id>/call")
@staff.permits(Permission.HELP_WITH_RECOVERY, at_once=True)
def lost_one(request_id: str) -> ResponseReturnValue:
    """Whom to call about one request, and at which hours; the audit keeps that she looked."""
    to_call = help_desk.how_to_call(
        database.session(), portal().registry, staff.officer(), request_id, now=clock.now()
    )
    code = to_call.contact.phrase
    shown = render_template(
        "office/lost_one.html", to_call=to_call, phrase=phrases.phrase(code) if code else None
    )
    database.commit()
    return shown


@blueprint.post("/lost/<request_id>")
@staff.permits(Permission.HELP_WITH_RECOVERY, at_once=True)
def handle_lost(request_id: str) -> ResponseReturnValue:
    """Recognise her, refuse, or grant after the hold."""
    session, asking, now = database.session(), staff.officer(), clock.now()
    go = request.form.get("go")
    if go == "grant":
        granted = help_desk.grant(session, portal().registry, asking, request_id, now=now)
        database.commit()
        return _show(granted=granted)
    if go == "recognise":
        help_desk.recognise(session, portal().registry, asking, request_id, now=now)
        flash(gettext("Noted. The hold of 48 hours runs, and her channel is told."), "done")
    elif go == "refuse":
        help_desk.refuse(session, asking, request_id, now=now)
        flash(gettext("Refused. Nothing changes for her."), "done")
    database.commit()
    return redirect(url_for("office.lost"), 303)


def _show(granted: help_desk.Granted | None = None) -> str:
    waiting = help_desk.waiting_requests(database.session(), staff.officer())
    return render_template(
        "office/lost.html",
        requests=waiting,
        grantable={
            asked.id
            for asked, complaint in waiting
            if help_desk.may_grant(staff.officer(), asked, complaint)
        },
        granted=granted,
        status=RecoveryStatus,
        now=clock.now(),
    )
