"""The list of processes: versions with their running cases, drafts, and beginning a new draft."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from engine import drafts as engine_drafts
from engine.draft_limits import FILE_BYTES
from engine.draft_names import process_names
from engine.drawing_zip import ZipRefused, ZipTooLarge
from engine.exceptions import DraftPathRefused, DraftTooLarge
from engine.migration import asking
from engine.versions import newest_of
from processes.design.catalogue import catalogue
from processes.design.designers import designers
from processes.design.publishing import published_alone
from processes.permissions.permission import Permission
from web import clock, database, staff
from web.designer import blueprint
from web.designer.changing import too_large
from web.designer.uploads import as_ours, bytes_of, files_of_zip, name_of, zip_refused
from web.office.words import named


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
    """Begin a process that was never drawn: with a small drawing, or with a drawing or zip sent."""
    name = request.form.get("name", "").strip()
    sent = request.files.get("zip")
    try:
        files = _sent_files(sent) if sent and sent.filename else None
        name = name or _drawn_name(files or {})
        if newest_of(database.session(), name) is not None:
            fault = gettext("There is a process of this name: begin a draft of it instead.")
            return _list(fault=fault, name=name, there=name), 409
        draft = engine_drafts.begin_new(
            database.session(),
            name=name,
            files=files,
            by=staff.officer().officer_id,
            now=clock.now(),
        )
    except (ZipTooLarge, DraftTooLarge):
        return _list(fault=too_large(), fault_at="zip", name=name), 413
    except ZipRefused as refused:
        return _list(fault=zip_refused(refused), fault_at="zip", name=name), 422
    except DraftPathRefused:
        fault = gettext("Small letters, digits and _ only, a letter first: stolen_vehicle")
        return _list(fault=fault, name=name), 422
    database.commit()
    flash(gettext("The draft has begun."), "done")
    return redirect(url_for("designer.draft", draft_id=draft.id), 303)


def _sent_files(sent: FileStorage) -> dict[str, bytes]:
    """The files of a zip, or a single drawing by its own name."""
    path = as_ours(name_of(sent))
    if path.lower().endswith(".bpmn"):
        return {path: bytes_of(sent, most=FILE_BYTES)}
    return files_of_zip(sent)


def _drawn_name(files: Mapping[str, bytes]) -> str:
    """What the drawing calls its process, where it draws one."""
    drawn = process_names(files)
    return next(iter(drawn)) if len(drawn) == 1 else ""


def _list(*, fault: str = "", fault_at: str = "name", name: str = "", there: str = "") -> str:
    session = database.session()
    session.rollback()
    listed = catalogue(session)
    waiting = asking.waiting(session)
    people = designers(
        session,
        [version.deployed_by for each in listed for version in each.versions]
        + [
            who
            for each in listed
            for draft in each.drafts
            for who in (draft.created_by, draft.saved_by)
        ]
        + [each.ordered_by for asked in waiting.values() for each in asked],
    )
    return render_template(
        "designer/processes.html",
        listed=listed,
        titles={each.name: named(each.title, each.title_hi) for each in listed},
        waiting=waiting,
        people=people,
        alone=published_alone(session, staff.officer().officer_id),
        fault=fault,
        fault_at=fault_at,
        name=name,
        there=there,
    )
