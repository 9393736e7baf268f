"""The scripted cases of a draft: replayed, each in words, and where none of them has been."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine import definitions
from engine import drafts as engine_drafts
from engine.exceptions import DefinitionRefused, DraftFileNotFound
from engine.translated import in_hindi
from models import Draft
from processes.design.beside import files_beside
from processes.permissions.permission import Permission
from processes.scripted.case import is_case
from processes.scripted.telling import by_beginning, told
from web import database, i18n, staff
from web.designer import blueprint, replays
from web.designer.at_work import TooManyAtWork
from web.designer.surroundings import draft_page


@dataclass(frozen=True)
class Drawn:
    """A drawing of the draft, and what of it no case has visited."""

    path: str
    process_id: str
    unvisited: Sequence[Mapping[str, str]]


@blueprint.get("/drafts/<draft_id>/cases")
@staff.permits(Permission.DESIGN, at_once=True)
def cases(draft_id: str) -> ResponseReturnValue:
    """All cases as they came out with the draft as it is now."""
    draft = engine_drafts.find(database.session(), draft_id)
    shown = draft_page(draft)
    found = replays.found(draft.name, definitions.hash_of(shown.contents))
    drawings = _drawings(draft, shown.contents, found)
    outcomes = found.outcomes if found else ()
    chosen = request.args.get("drawing")
    at = next((each for each in drawings if each.path == chosen), None)
    return render_template(
        "designer/cases.html",
        shown=shown,
        found=found,
        paths=[path for path in shown.contents if is_case(path)],
        beginnings=by_beginning(told(shown.contents)),
        came_out={str(each["name"]): bool(each["passed"]) for each in outcomes},
        outcomes=outcomes,
        unread=found.report["unread"] if found and found.report else [],
        coverage=found.report["coverage"] if found and found.report else None,
        drawings=drawings,
        drawing=at or max(drawings, key=lambda each: len(each.unvisited), default=None),
        in_hindi=i18n.language() == "hi",
    )


@blueprint.post("/drafts/<draft_id>/cases")
@staff.permits(Permission.DESIGN, at_once=True)
def replay_cases(draft_id: str) -> ResponseReturnValue:
    """Replay them all; the page tells how far it is."""
    session = database.session()
    draft = engine_drafts.find(session, draft_id)
    files = engine_drafts.files(session, draft_id)
    try:
        replays.begin(
            draft.name, definitions.hash_of(files), files, files_beside(session, draft.name)
        )
    except TooManyAtWork:
        flash(gettext("Other cases are being replayed. Try again in some minutes."), "soon")
    return redirect(url_for("designer.cases", draft_id=draft_id), 303)


@blueprint.get("/drafts/<draft_id>/drawings/<path:path>")
@staff.permits(Permission.DESIGN, at_once=True)
def draft_drawing(draft_id: str, path: str) -> ResponseReturnValue:
    """A drawing of the draft to look at, in the language of the page."""
    if not path.endswith(".bpmn"):
        raise DraftFileNotFound(draft=draft_id)
    drawn = engine_drafts.file(database.session(), draft_id, path).content
    shown = in_hindi(drawn) if i18n.language() == "hi" else drawn
    return Response(shown, mimetype="application/xml")


def _drawings(
    draft: Draft, files: Mapping[str, bytes], found: replays.Replay | None
) -> list[Drawn]:
    """The drawings of the draft with the places where no case has been."""
    if found is None or found.report is None:
        return []
    try:
        parts = definitions.parse(draft.name, files).outline.parts
    except DefinitionRefused:
        return []
    covered = found.report["coverage"]
    unvisited = [*covered["unvisited_elements"], *covered["unvisited_arrows"]]
    return [
        Drawn(
            part.path,
            part.process_id,
            [each for each in unvisited if f'id="{each["id"]}"'.encode() in files[part.path]],
        )
        for part in {part.path: part for part in reversed(parts.values())}.values()
    ]
