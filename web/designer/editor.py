"""The page of one file of a draft: its editor, the files beside it, properties and findings.

Without JavaScript, and for files of which nobody makes a picture, the editor is a text area.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from engine import definitions
from engine import drafts as engine_drafts
from engine.draft_names import main_drawing
from engine.law import KOLKATA
from models import Draft, DraftFile
from processes.design.choices import choices
from processes.permissions.permission import Permission
from web import database, i18n, staff
from web.designer import blueprint, findings
from web.designer.editor_words import words_of_editor
from web.designer.script_words import words
from web.designer.surroundings import DraftPage, draft_page
from web.office.words import role as words_of_role
from web.portal import portal

#: Suffix -> the editor that shows such a file.
EDITORS: Mapping[str, str] = {".bpmn": "bpmn", ".dmn": "dmn", ".form": "form"}


@blueprint.get("/drafts/<draft_id>/edit/<path:path>")
@staff.permits(Permission.DESIGN, at_once=True)
def edit(draft_id: str, path: str) -> ResponseReturnValue:
    """One file, ready to be changed."""
    session = database.session()
    shown = draft_page(engine_drafts.find(session, draft_id))
    return show_editor(shown, engine_drafts.file(session, draft_id, path))


@blueprint.get("/drafts/<draft_id>/file/<path:path>")
@staff.permits(Permission.DESIGN, at_once=True)
def download(draft_id: str, path: str) -> ResponseReturnValue:
    """One file as it is; the browser keeps it, and shows nothing of it."""
    found = engine_drafts.file(database.session(), draft_id, path)
    answer = Response(found.content, mimetype="application/octet-stream")
    name = PurePosixPath(path).name
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


@dataclass(frozen=True)
class Refused:
    """What was not taken into the draft: at which field of the page it says why."""

    field: str  # its id
    words: str
    typed: str = ""


def show_editor(
    shown: DraftPage,
    file: DraftFile,
    *,
    typed: str | None = None,
    fault: str = "",
    refused: Refused | None = None,
) -> str:
    """The editor's page; with `typed` text that was not saved."""
    text = text_of(file.content) if typed is None else typed
    kind = EDITORS.get(PurePosixPath(file.path).suffix, "text")
    return render_template(
        "designer/edit.html",
        shown=shown,
        file=file,
        text=text,
        kind=kind,
        fault=fault,
        refused=refused,
        found=_found(shown),
        settings=_settings(shown, file, kind),
    )


def show_draft(draft: Draft, *, refused: Refused | None = None) -> str:
    """The draft at its main drawing; one without any file asks for one."""
    shown = draft_page(draft)
    path = main_path(draft, shown.contents)
    if path is None:
        return render_template("designer/empty.html", shown=shown, refused=refused)
    file = engine_drafts.file(database.session(), draft.id, path)
    return show_editor(shown, file, refused=refused)


def main_path(draft: Draft, files: Mapping[str, bytes]) -> str | None:
    """Where a draft is opened: at the drawing of its process, else at any file."""
    return main_drawing(files, draft.name) or next(iter(files), None)


def text_of(content: bytes) -> str | None:
    """A file as text; None where it is none that a text area could give back unchanged."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _found(shown: DraftPage) -> list[dict[str, Any]] | None:
    known = findings.found_before(shown.draft, definitions.hash_of(shown.contents))
    if known is None:
        return None
    return [findings.as_shown(number, each) for number, each in enumerate(known)]


def _settings(shown: DraftPage, file: DraftFile, kind: str) -> dict[str, Any]:
    """What the scripts of the page need to know."""
    draft = shown.draft
    known = choices(portal().registry, draft.name, shown.contents)
    return {
        "draft": draft.id,
        "process": draft.name,
        "path": file.path,
        "kind": kind,
        "read": file.saves,
        "isOpen": shown.is_open,
        "language": i18n.language(),
        "zone": KOLKATA.key,
        "partsOfDay": i18n.parts_of_day("{time}"),
        "token": generate_csrf(),
        "findings": _found(shown),
        "choices": {**asdict(known), "roles": {role: words_of_role(role) for role in known.roles}},
        "save": url_for("designer.save", draft_id=draft.id, path=""),
        "takeOut": url_for("designer.take_out", draft_id=draft.id, path=""),
        "check": url_for("designer.check_now", draft_id=draft.id),
        "fix": url_for("designer.fix", draft_id=draft.id),
        "preview": url_for("designer.preview", draft_id=draft.id),
        "layout": url_for("designer.layout", draft_id=draft.id),
        "edit": url_for("designer.edit", draft_id=draft.id, path=""),
        "words": words(),
        "editorWords": words_of_editor(kind, i18n.language()),
    }
