"""Checking a draft: the page with all findings, and the same for the editors' scripts."""

from collections.abc import Mapping

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from engine import drafts as engine_drafts
from engine.draft_limits import FILE_BYTES
from engine.exceptions import DraftTooLarge
from models import Draft
from processes.permissions.permission import Permission
from web import database, staff
from web.designer import blueprint
from web.designer.findings import as_shown, findings_of
from web.designer.surroundings import draft_page


@blueprint.get("/drafts/<draft_id>/check")
@staff.permits(Permission.DESIGN, at_once=True)
def check(draft_id: str) -> ResponseReturnValue:
    """Everything that is wrong with the draft, in words."""
    draft = engine_drafts.find(database.session(), draft_id)
    found = findings_of(draft, engine_drafts.files(database.session(), draft_id))
    return render_template(
        "designer/check.html",
        shown=draft_page(draft),
        found=[as_shown(number, each) for number, each in enumerate(found)],
    )


@blueprint.post("/drafts/<draft_id>/findings")
@staff.permits(Permission.DESIGN, at_once=True)
def check_now(draft_id: str) -> ResponseReturnValue:
    """The findings for a script: of the draft, with the file `path` as the body holds it."""
    draft = engine_drafts.find(database.session(), draft_id)
    files = with_unsaved(draft, engine_drafts.files(database.session(), draft_id))
    found = findings_of(draft, files)
    return jsonify([as_shown(number, each) for number, each in enumerate(found)])


def with_unsaved(draft: Draft, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The files of a draft as an editor holds them: one may be changed and not saved.

    :raises DraftTooLarge: the body is no file of a draft
    """
    path = request.args.get("path")
    if path is None or path not in files:
        return files
    if (request.content_length or 0) > FILE_BYTES:
        raise DraftTooLarge(draft=draft.id)
    return {**files, path: request.get_data()}
