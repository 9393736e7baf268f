"""Saving a file of a draft: from a script with the bare content, and from a form without one."""

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine import drafts as engine_drafts
from engine.draft_limits import FILE_BYTES
from engine.exceptions import DraftConflict, DraftNotOpen, DraftTooLarge
from models import DraftFile, Officer
from processes.design.designers import designers
from processes.permissions.permission import Permission
from web import clock, database, i18n, staff
from web.designer import blueprint
from web.designer.editor import text_of
from web.designer.surroundings import draft_page


@blueprint.post("/drafts/<draft_id>/save/<path:path>")
@staff.permits(Permission.DESIGN, at_once=True)
def save(draft_id: str, path: str) -> ResponseReturnValue:
    """Keep the body of the request as the file; the answer is for a script."""
    if (request.content_length or 0) > FILE_BYTES:
        return jsonify(fault=_too_large()), 413
    try:
        saved = _save(draft_id, path, request.get_data(), read=_read(request.args.get("read")))
    except DraftConflict as conflict:
        return jsonify(_told(conflict)), 409
    except DraftTooLarge:
        return jsonify(fault=_too_large()), 413
    except DraftNotOpen:
        return jsonify(fault=_closed()), 410
    database.commit()
    return jsonify(saves=saved.saves, at=i18n.say_hour(saved.saved_at))


@blueprint.post("/drafts/<draft_id>/take-out/<path:path>")
@staff.permits(Permission.DESIGN, at_once=True)
def take_out(draft_id: str, path: str) -> ResponseReturnValue:
    """Take out the file that a fix has made, unless somebody has saved it since; for a script."""
    try:
        engine_drafts.remove_file(
            database.session(),
            draft_id,
            path,
            read=request.args.get("read", 0, int),
            by=staff.officer().officer_id,
            now=clock.now(),
        )
    except DraftConflict as conflict:
        return jsonify(_told(conflict)), 409
    except DraftNotOpen:
        return jsonify(fault=_closed()), 410
    database.commit()
    return jsonify({})


@blueprint.post("/drafts/<draft_id>/edit/<path:path>")
@staff.permits(Permission.DESIGN, at_once=True)
def save_form(draft_id: str, path: str) -> ResponseReturnValue:
    """Keep the text of the page's form as the file."""
    typed = request.form.get("content", "")
    try:
        _save(draft_id, path, typed.encode(), read=_read(request.form.get("read")))
    except DraftConflict as conflict:
        database.session().rollback()
        shown = draft_page(engine_drafts.find(database.session(), draft_id))
        page = render_template(
            "designer/conflict.html",
            shown=shown,
            path=path,
            conflict=conflict,
            theirs=None if conflict.content is None else text_of(conflict.content),
            mine=typed,
            who=_who(conflict),
        )
        return page, 409
    database.commit()
    return redirect(url_for("designer.edit", draft_id=draft_id, path=path), 303)


def _save(draft_id: str, path: str, content: bytes, *, read: int | None) -> DraftFile:
    """Keep a file with the ends of lines that it had: browsers send others."""
    session = database.session()
    before = session.get(DraftFile, (draft_id, path))
    lines = content.replace(b"\r\n", b"\n")
    if before is not None and b"\r\n" in before.content:
        lines = lines.replace(b"\n", b"\r\n")
    return engine_drafts.save_file(
        session,
        draft_id,
        path,
        lines,
        read=read,
        by=staff.officer().officer_id,
        now=clock.now(),
    )


def _read(text: str | None) -> int | None:
    """Which state of the file was read; none for a file that is new."""
    return int(text) if text and text.isascii() and text.isdigit() else None


def _told(conflict: DraftConflict) -> dict[str, object]:
    who = _who(conflict)
    return {
        "who": (who.name_hi if i18n.language() == "hi" else who.name) if who else "",
        "at": i18n.say_moment(conflict.at),
        "saves": conflict.saves,
        "content": None if conflict.content is None else text_of(conflict.content),
    }


def _who(conflict: DraftConflict) -> Officer | None:
    return designers(database.session(), [conflict.by]).get(conflict.by)


def _closed() -> str:
    return gettext("This draft was published or given up meanwhile.")


def _too_large() -> str:
    return gettext("The file is larger than 2 MB: nothing was saved.")
