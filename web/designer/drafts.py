"""A draft as a whole: opened at its drawing, given up, and carried away as a zip."""

from collections.abc import Mapping

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine import definitions
from engine import drafts as engine_drafts
from engine.drawing_zip import write_zip
from processes.permissions.permission import Permission
from web import database, staff
from web.designer import blueprint
from web.designer.editor import main_path, show_draft


@blueprint.get("/drafts/<draft_id>")
@staff.permits(Permission.DESIGN, at_once=True)
def draft(draft_id: str) -> ResponseReturnValue:
    """The draft, opened at its main drawing; one without any file asks for one."""
    session = database.session()
    found = engine_drafts.find(session, draft_id)
    path = main_path(found, engine_drafts.files(session, draft_id))
    if path is None:
        return show_draft(found)
    return redirect(url_for("designer.edit", draft_id=draft_id, path=path), 303)


@blueprint.post("/drafts/<draft_id>/withdraw")
@staff.permits(Permission.DESIGN, at_once=True)
def withdraw(draft_id: str) -> ResponseReturnValue:
    """Give the draft up, if she has ticked that she means it."""
    if not request.form.get("sure"):
        flash(gettext("Tick that you mean it."), "soon")
        return redirect(url_for("designer.draft", draft_id=draft_id), 303)
    engine_drafts.withdraw(database.session(), draft_id)
    database.commit()
    flash(gettext("The draft is given up. Nothing that runs has changed."), "done")
    return redirect(url_for("designer.processes"), 303)


@blueprint.get("/drafts/<draft_id>/files.zip")
@staff.permits(Permission.DESIGN, at_once=True)
def export_draft(draft_id: str) -> ResponseReturnValue:
    """All files of a draft."""
    session = database.session()
    found = engine_drafts.find(session, draft_id)
    return _zip(engine_drafts.files(session, draft_id), name=f"{found.name}-draft")


@blueprint.get("/versions/<definition_id>/files.zip")
@staff.permits(Permission.DESIGN, at_once=True)
def export_version(definition_id: str) -> ResponseReturnValue:
    """All files of a deployed version."""
    version = definitions.load(database.session(), definition_id)
    return _zip(version.files, name=f"{version.name}-{version.version}")


def _zip(files: Mapping[str, bytes], *, name: str) -> Response:
    answer = Response(write_zip(files), mimetype="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.zip")
    return answer
