"""The list of processes: versions with their running cases, drafts, and beginning a new draft."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine import drafts as engine_drafts
from engine.drawing_zip import ZipRefused, ZipTooLarge
from engine.exceptions import DraftPathRefused, DraftTooLarge
from processes.design.catalogue import catalogue
from processes.design.designers import designers
from processes.design.publishing import published_alone
from processes.permissions.permission import Permission
from web import clock, database, staff
from web.designer import blueprint
from web.designer.uploads import files_of_zip


@blueprint.get("/")
@staff.permits(Permission.DESIGN, at_once=True)
def processes() -> ResponseReturnValue:
    """Every process, and the drafts going on."""
    return _list()


@blueprint.post("/drafts")
@staff.permits(Permission.DESIGN, at_once=True)
def begin() -> ResponseReturnValue:
    """Begin a draft from a version; without one, from the newest."""
    draft = engine_drafts.begin(
        database.session(),
        name=request.form.get("name", ""),
        base_id=request.form.get("version") or None,
        by=staff.officer().officer_id,
        now=clock.now(),
    )
    database.commit()
    return redirect(url_for("designer.draft", draft_id=draft.id), 303)


@blueprint.post("/processes")
@staff.permits(Permission.DESIGN, at_once=True)
def begin_new() -> ResponseReturnValue:
    """Begin a process that was never drawn: with a small drawing, or with the files of a zip."""
    name = request.form.get("name", "").strip()
    sent = request.files.get("zip")
    try:
        draft = engine_drafts.begin_new(
            database.session(),
            name=name,
            files=files_of_zip(sent) if sent and sent.filename else None,
            by=staff.officer().officer_id,
            now=clock.now(),
        )
    except (ZipTooLarge, DraftTooLarge):
        return _list(fault=gettext("That is more than a draft holds."), name=name), 413
    except ZipRefused as refused:
        fault = gettext("The zip cannot be taken: %(reason)s", reason=str(refused))
        return _list(fault=fault, name=name), 422
    except DraftPathRefused:
        fault = gettext("Small letters, digits and _ only, a letter first: stolen_vehicle")
        return _list(fault=fault, name=name), 422
    database.commit()
    flash(gettext("The draft has begun."), "done")
    return redirect(url_for("designer.draft", draft_id=draft.id), 303)


def _list(*, fault: str = "", name: str = "") -> str:
    session = database.session()
    session.rollback()
    listed = catalogue(session)
    people = designers(
        session,
        [version.deployed_by for each in listed for version in each.versions]
        + [draft.saved_by for each in listed for draft in each.drafts],
    )
    return render_template(
        "designer/processes.html",
        listed=listed,
        people=people,
        alone=published_alone(session, staff.officer().officer_id),
        fault=fault,
        name=name,
    )
