"""Giving the elements of a drawing places, where the program that wrote it gave them none."""

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine import drafts as engine_drafts
from engine.draft_limits import FILE_BYTES
from engine.exceptions import DraftTooLarge
from engine.layout import LayoutRefused, lay_out
from processes.permissions.permission import Permission
from web import database, staff
from web.designer import blueprint
from web.designer.editor import text_of


@blueprint.post("/drafts/<draft_id>/layout")
@staff.permits(Permission.DESIGN, at_once=True)
def layout(draft_id: str) -> ResponseReturnValue:
    """The drawing in the body with a place for every element; nothing is saved."""
    engine_drafts.find(database.session(), draft_id)
    if (request.content_length or 0) > FILE_BYTES:
        raise DraftTooLarge(draft=draft_id)
    try:
        laid_out = lay_out(request.get_data())
    except LayoutRefused:
        return jsonify(fault=gettext("It cannot be laid out. Mend it as text first.")), 422
    return jsonify(content=text_of(laid_out))
