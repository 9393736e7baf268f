"""The list of a draft's files: adding one, empty or uploaded; another name; taking one out."""

from pathlib import PurePosixPath

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine import drafts as engine_drafts
from engine.draft_limits import FILE_BYTES
from engine.drawing_zip import ZipRefused
from engine.exceptions import DraftConflict, DraftPathRefused, DraftTooLarge
from processes.permissions.permission import Permission
from web import clock, database, staff
from web.designer import blueprint
from web.designer.editor import show_draft
from web.designer.new_files import content_of
from web.designer.uploads import bytes_of, files_of_zip


@blueprint.post("/drafts/<draft_id>/files")
@staff.permits(Permission.DESIGN, at_once=True)
def add_file(draft_id: str) -> ResponseReturnValue:
    """Add a file of this name, with what a new one of its kind holds."""
    path = request.form.get("path", "").strip()
    try:
        _add(draft_id, path, content_of(path))
    except DraftConflict:
        return _sorry(draft_id, gettext("A file of this name is there already."))
    except DraftPathRefused:
        return _sorry(draft_id, _path_refused())
    except DraftTooLarge:
        return _sorry(draft_id, _too_large())
    database.commit()
    return redirect(url_for("designer.edit", draft_id=draft_id, path=path), 303)


@blueprint.post("/drafts/<draft_id>/uploads")
@staff.permits(Permission.DESIGN, at_once=True)
def upload(draft_id: str) -> ResponseReturnValue:
    """Take in a file, whatever it holds, or all files of a zip; what is there is replaced."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _sorry(draft_id, gettext("Choose a file first."))
    name = PurePosixPath(sent.filename.replace("\\", "/")).name
    folder = request.form.get("folder", "").strip("/")
    try:
        if name.lower().endswith(".zip"):
            files = files_of_zip(sent)
        else:
            path = _as_ours(f"{folder}/{name}" if folder else name)
            files = {path: bytes_of(sent, most=FILE_BYTES)}
        for path, content in files.items():
            _replace(draft_id, path, content)
    except DraftPathRefused:
        return _sorry(draft_id, _path_refused())
    except DraftTooLarge:
        return _sorry(draft_id, _too_large(), status=413)
    except ZipRefused as refused:
        return _sorry(draft_id, gettext("The zip cannot be taken: %(reason)s", reason=str(refused)))
    database.commit()
    flash(gettext("Taken in: %(names)s", names=", ".join(sorted(files)[:5])), "done")
    return redirect(url_for("designer.edit", draft_id=draft_id, path=min(files)), 303)


@blueprint.post("/drafts/<draft_id>/rename/<path:path>")
@staff.permits(Permission.DESIGN, at_once=True)
def rename_file(draft_id: str, path: str) -> ResponseReturnValue:
    """Let a file have another name; what refers to it is not changed, the checker tells."""
    to = request.form.get("to", "").strip()
    try:
        engine_drafts.rename_file(
            database.session(),
            draft_id,
            path,
            to,
            read=request.form.get("read", 0, int),
            by=staff.officer().officer_id,
            now=clock.now(),
        )
    except DraftConflict:
        return _sorry(draft_id, _changed_meanwhile())
    except DraftPathRefused:
        return _sorry(draft_id, _path_refused())
    database.commit()
    return redirect(url_for("designer.edit", draft_id=draft_id, path=to), 303)


@blueprint.post("/drafts/<draft_id>/remove/<path:path>")
@staff.permits(Permission.DESIGN, at_once=True)
def remove_file(draft_id: str, path: str) -> ResponseReturnValue:
    """Take a file out of the draft, if she has ticked that she means it."""
    if not request.form.get("sure"):
        return _sorry(draft_id, gettext("Tick that you mean it."))
    try:
        engine_drafts.remove_file(
            database.session(),
            draft_id,
            path,
            read=request.form.get("read", 0, int),
            by=staff.officer().officer_id,
            now=clock.now(),
        )
    except DraftConflict:
        return _sorry(draft_id, _changed_meanwhile())
    database.commit()
    flash(gettext("%(name)s is out of the draft.", name=path), "done")
    return redirect(url_for("designer.draft", draft_id=draft_id), 303)


def _add(draft_id: str, path: str, content: bytes, *, read: int | None = None) -> None:
    engine_drafts.save_file(
        database.session(),
        draft_id,
        path,
        content,
        read=read,
        by=staff.officer().officer_id,
        now=clock.now(),
    )


def _replace(draft_id: str, path: str, content: bytes) -> None:
    """Put an uploaded file in the place of the one that is there, if one is."""
    session = database.session()
    draft = engine_drafts.find(session, draft_id)
    there = {each.path: each.saves for each in engine_drafts.listing(session, draft)}
    _add(draft_id, path, content, read=there.get(path))


def _as_ours(path: str) -> str:
    """Other editors export drawings as `.bpmn20.xml` or `.xml`."""
    for ending in (".bpmn20.xml", ".bpmn.xml", ".xml"):
        if path.lower().endswith(ending):
            return path[: -len(ending)] + ".bpmn"
    return path


def _sorry(draft_id: str, words: str, *, status: int = 422) -> ResponseReturnValue:
    """Show the draft again with the reason why its files stayed as they were."""
    session = database.session()
    session.rollback()
    flash(words, "danger")
    return show_draft(engine_drafts.find(session, draft_id)), status


def _path_refused() -> str:
    return gettext(
        "A file is called in plain letters and ends in .bpmn, .dmn, .form, .json or .yaml: "
        "forms/ask_her.form"
    )


def _too_large() -> str:
    return gettext("That is more than a draft holds: 2 MB for a file, 16 MB for all.")


def _changed_meanwhile() -> str:
    return gettext("Another designer has changed the files meanwhile. Look again, then repeat it.")
