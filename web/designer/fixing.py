"""Doing what a finding offers, by one click: in an editor's unsaved text, or in the draft."""

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine import drafts as engine_drafts
from engine.check.fixing import FixImpossible, apply_fix
from engine.exceptions import DraftConflict
from processes.permissions.permission import Permission
from web import clock, database, staff
from web.designer import blueprint
from web.designer.checking import with_unsaved
from web.designer.editor import text_of
from web.designer.findings import same


@blueprint.post("/drafts/<draft_id>/fix")
@staff.permits(Permission.DESIGN, at_once=True)
def fix(draft_id: str) -> ResponseReturnValue:
    """The text of the file `path` with one finding mended; nothing is saved.

    `rule`, `element` and `number` say which: findings may have moved since they were shown.
    """
    draft = engine_drafts.find(database.session(), draft_id)
    files = with_unsaved(draft, engine_drafts.files(database.session(), draft_id))
    finding = same(draft, files, request.args)
    if finding is None or finding.file != request.args.get("path"):
        return jsonify(fault=_gone()), 409
    try:
        mended = apply_fix(files, finding)
    except FixImpossible:
        return jsonify(fault=_gone()), 409
    return jsonify(content=text_of(mended[finding.file]))


@blueprint.post("/drafts/<draft_id>/fix-saved")
@staff.permits(Permission.DESIGN, at_once=True)
def fix_saved(draft_id: str) -> ResponseReturnValue:
    """Mend one finding in the draft as it is saved."""
    session = database.session()
    draft = engine_drafts.find(session, draft_id)
    files = engine_drafts.files(session, draft_id)
    finding = same(draft, files, request.form)
    try:
        if finding is None:
            raise FixImpossible
        mended = apply_fix(files, finding)[finding.file]
        engine_drafts.save_file(
            session,
            draft_id,
            finding.file,
            mended,
            read=engine_drafts.file(session, draft_id, finding.file).saves,
            by=staff.officer().officer_id,
            now=clock.now(),
        )
    except (FixImpossible, DraftConflict):
        session.rollback()
        flash(_gone(), "soon")
    else:
        database.commit()
        flash(gettext("Mended."), "done")
    return redirect(url_for("designer.check", draft_id=draft_id), 303)


def _gone() -> str:
    return gettext("This has changed meanwhile: check again.")
