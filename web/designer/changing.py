"""The list of a draft's files: adding an empty one; another name; taking one out."""

from unicodedata import normalize

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine import drafts as engine_drafts
from engine.exceptions import DraftConflict, DraftPathRefused, DraftTooLarge
from engine.new_file import content_of
from processes.permissions.permission import Permission
from web import clock, database, staff
from web.designer import blueprint
from web.designer.editor import Refused, show_draft


@blueprint.post("/drafts/<draft_id>/files")
@staff.permits(Permission.DESIGN, at_once=True)
def add_file(draft_id: str) -> ResponseReturnValue:
    """Add a file of this name, with what a new one of its kind holds."""
    path = normalize("NFC", request.form.get("path", "").strip())
    try:
        engine_drafts.save_file(
            database.session(),
            draft_id,
            path,
            content_of(path),
            read=None,
            by=staff.officer().officer_id,
            now=clock.now(),
        )
    except DraftConflict:
        return _not_added(draft_id, path, gettext("A file of this name is there already."))
    except DraftPathRefused:
        return _not_added(draft_id, path, path_refused())
    except DraftTooLarge:
        return _not_added(draft_id, path, too_large())
    database.commit()
    return redirect(url_for("designer.edit", draft_id=draft_id, path=path), 303)


@blueprint.post("/drafts/<draft_id>/rename/<path:path>")
@staff.permits(Permission.DESIGN, at_once=True)
def rename_file(draft_id: str, path: str) -> ResponseReturnValue:
    """Let a file have another name; what refers to it is not changed, the checker tells."""
    to = normalize("NFC", request.form.get("to", "").strip())
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
        return sorry(draft_id, _changed_meanwhile())
    except DraftPathRefused:
        return sorry(draft_id, path_refused())
    database.commit()
    return redirect(url_for("designer.edit", draft_id=draft_id, path=to), 303)


@blueprint.post("/drafts/<draft_id>/remove/<path:path>")
@staff.permits(Permission.DESIGN, at_once=True)
def remove_file(draft_id: str, path: str) -> ResponseReturnValue:
    """Take a file out of the draft, if she has ticked that she means it."""
    if not request.form.get("sure"):
        return sorry(draft_id, gettext("Tick that you mean it."))
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
        return sorry(draft_id, _changed_meanwhile())
    database.commit()
    flash(gettext("%(name)s is out of the draft.", name=path), "done")
    return redirect(url_for("designer.draft", draft_id=draft_id), 303)


def sorry(draft_id: str, words: str) -> ResponseReturnValue:
    """Show the draft again with the reason why its files stayed as they were."""
    session = database.session()
    session.rollback()
    flash(words, "danger")
    return show_draft(engine_drafts.find(session, draft_id)), 422


def not_taken(draft_id: str, refused: Refused, *, status: int = 422) -> ResponseReturnValue:
    """Show the draft again with the reason at the field where the file was named or chosen."""
    session = database.session()
    session.rollback()
    return show_draft(engine_drafts.find(session, draft_id), refused=refused), status


def path_refused() -> str:
    """What a designer is told whose file has no name that a draft takes."""
    return gettext(
        "A file's name is made of letters, digits, _ and -, and ends in .bpmn, .dmn, .form, .json "
        "or .yaml: forms/ask_her.form"
    )


def too_large() -> str:
    """What she is told where a draft would hold too much."""
    return gettext("That is more than a draft holds: 2 MB for a file, 16 MB for all.")


def _not_added(draft_id: str, path: str, words: str) -> ResponseReturnValue:
    return not_taken(draft_id, Refused("new-path", words, typed=path))


def _changed_meanwhile() -> str:
    return gettext("Another designer has changed the files meanwhile. Look again, then repeat it.")
