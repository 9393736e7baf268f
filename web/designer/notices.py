"""The notices of a draft as plain text in both languages; it writes the files under notices/."""

import json
from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine import drafts as engine_drafts
from engine.exceptions import DraftConflict, DraftFileNotFound
from engine.json_files import JsonRefused, read_json
from processes.permissions.permission import Permission
from web import clock, database, staff
from web.designer import blueprint
from web.designer.surroundings import draft_page

_FOLDER, _SUFFIX = "notices/", ".json"
#: Where the first notice of a process goes.
_FIRST = "notices/notices.json"


@blueprint.get("/drafts/<draft_id>/notices")
@staff.permits(Permission.DESIGN, at_once=True)
def edit_notices(draft_id: str) -> ResponseReturnValue:
    """Every text that goes out, in English and Hindi."""
    return _show(draft_id)


@blueprint.post("/drafts/<draft_id>/notices/<path:path>")
@staff.permits(Permission.DESIGN, at_once=True)
def save_notices(draft_id: str, path: str) -> ResponseReturnValue:
    """Write one file of notices, unless another designer was quicker."""
    session = database.session()
    if not (path.startswith(_FOLDER) and path.endswith(_SUFFIX)):
        raise DraftFileNotFound(draft=draft_id)
    names = request.form.getlist("notice")
    columns = (names, request.form.getlist("en"), request.form.getlist("hi"))
    texts = {
        name.strip(): {"hi": _plain(hi), "en": _plain(en)}
        for name, en, hi in zip(*columns, strict=False)
        if name.strip()
    }
    if any(not each["hi"] or not each["en"] for each in texts.values()):
        return _show(draft_id, fault=gettext("Every notice needs its text in both languages.")), 422
    content = json.dumps(texts, ensure_ascii=False, indent=2) + "\n"
    read = request.form.get("read", "")
    try:
        engine_drafts.save_file(
            session,
            draft_id,
            path,
            content.encode(),
            read=int(read) if read.isdecimal() else None,
            by=staff.officer().officer_id,
            now=clock.now(),
        )
    except DraftConflict:
        session.rollback()
        fault = gettext("Another designer has changed it meanwhile: read it again below.")
        return _show(draft_id, fault=fault), 409
    database.commit()
    flash(gettext("Saved."), "done")
    return redirect(url_for("designer.edit_notices", draft_id=draft_id), 303)


def _show(draft_id: str, *, fault: str = "") -> str:
    shown = draft_page(engine_drafts.find(database.session(), draft_id))
    saves = {each.path: each.saves for each in shown.files}
    files = {
        path: (_texts(content), saves[path])
        for path, content in shown.contents.items()
        if path.startswith(_FOLDER) and path.endswith(_SUFFIX)
    }
    if not files:
        files = {_FIRST: ({}, "")}
    return render_template("designer/notices.html", shown=shown, notices=files, fault=fault)


def _texts(content: bytes) -> Mapping[str, Mapping[str, str]] | None:
    """The texts of a file by their names; None where only the text editor can mend it."""
    try:
        read: Any = read_json(content)
    except JsonRefused:
        return None
    if not isinstance(read, dict):
        return None
    known = {"hi", "en"}
    if any(not isinstance(each, dict) or not each.keys() <= known for each in read.values()):
        return None
    return {
        name: {language: str(each.get(language, "")) for language in known}
        for name, each in read.items()
    }


def _plain(text: str) -> str:
    """A text on one line: what goes out as a short message has no second one."""
    return " ".join(text.split())
