"""Accepting a warning that a designer has looked at, with her reason, and taking that back."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine import drafts as engine_drafts
from engine.check import accepting
from engine.exceptions import DraftConflict, DraftFileNotFound
from processes.permissions.permission import Permission
from web import clock, database, staff
from web.designer import blueprint
from web.designer.findings import findings_of, gone, same


@blueprint.post("/drafts/<draft_id>/accept")
@staff.permits(Permission.DESIGN, at_once=True)
def accept(draft_id: str) -> ResponseReturnValue:
    """Let a warning stand; it comes back when its element changes."""
    session = database.session()
    draft = engine_drafts.find(session, draft_id)
    files = engine_drafts.files(session, draft_id)
    found = findings_of(draft, files)
    finding = same(found, request.form.get("key", ""))
    reason = request.form.get("reason", "").strip()
    if finding is None or finding.mark is None:
        return _back(draft_id, gone(found))
    if not reason or len(reason) > accepting.LONGEST:
        return _back(draft_id, gettext("Say in a sentence or two why it may stand."))
    marks = {each.mark for each in found}
    return _saved(draft_id, accepting.accept(files, finding, reason, marks=marks))


@blueprint.post("/drafts/<draft_id>/accept-no-more")
@staff.permits(Permission.DESIGN, at_once=True)
def accept_no_more(draft_id: str) -> ResponseReturnValue:
    """Let an accepted warning be one that somebody should look at."""
    files = engine_drafts.files(database.session(), draft_id)
    return _saved(draft_id, accepting.take_back(files, request.form.get("mark", "")))


def _saved(draft_id: str, content: bytes) -> ResponseReturnValue:
    session = database.session()
    try:
        read = engine_drafts.file(session, draft_id, accepting.FILE).saves
    except DraftFileNotFound:
        read = None
    try:
        engine_drafts.save_file(
            session,
            draft_id,
            accepting.FILE,
            content,
            read=read,
            by=staff.officer().officer_id,
            now=clock.now(),
        )
    except DraftConflict:
        return _back(draft_id, gettext("This has changed meanwhile: check again."))
    database.commit()
    return redirect(url_for("designer.check", draft_id=draft_id), 303)


def _back(draft_id: str, words: str) -> ResponseReturnValue:
    database.session().rollback()
    flash(words, "soon")
    return redirect(url_for("designer.check", draft_id=draft_id), 303)
