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
from web.designer.findings import findings_of, gone, same


@blueprint.post("/drafts/<draft_id>/fix")
@staff.permits(Permission.DESIGN, at_once=True)
def fix(draft_id: str) -> ResponseReturnValue:
    """The text of the file `path` with the finding `key` mended; nothing is saved.

    `made` are files that the draft must have as well.
    """
    draft = engine_drafts.find(database.session(), draft_id)
    files = with_unsaved(draft, engine_drafts.files(database.session(), draft_id))
    found = findings_of(draft, files)
    finding = same(found, request.args.get("key", ""))
    if finding is None or finding.file != request.args.get("path"):
        return jsonify(fault=gone(found)), 409
    try:
        mended = apply_fix(files, finding)
    except FixImpossible:
        return jsonify(fault=gone(found)), 409
    made = {path: text_of(mended[path]) for path in sorted(mended.keys() - files.keys())}
    return jsonify(content=text_of(mended[finding.file]), made=made)


@blueprint.post("/drafts/<draft_id>/fix-saved")
@staff.permits(Permission.DESIGN, at_once=True)
def fix_saved(draft_id: str) -> ResponseReturnValue:
    """Mend one finding in the draft as it is saved."""
    session = database.session()
    draft = engine_drafts.find(session, draft_id)
    files = engine_drafts.files(session, draft_id)
    saves = {each.path: each.saves for each in engine_drafts.listing(session, draft)}
    found = findings_of(draft, files)
    finding = same(found, request.form.get("key", ""))
    try:
        if finding is None:
            raise FixImpossible
        for path, content in apply_fix(files, finding).items():
            if content != files.get(path):
                engine_drafts.save_file(
                    session,
                    draft_id,
                    path,
                    content,
                    read=saves.get(path),
                    by=staff.officer().officer_id,
                    now=clock.now(),
                )
    except (FixImpossible, DraftConflict):
        session.rollback()
        flash(gone(found), "soon")
    else:
        database.commit()
        flash(gettext("Mended."), "done")
    return redirect(url_for("designer.check", draft_id=draft_id), 303)
