"""Keeping a play as a scripted case of its draft."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine import drafts as engine_drafts
from engine.drawing import Element
from engine.exceptions import DraftConflict, DraftNotOpen, DraftTooLarge
from processes.permissions.permission import Permission
from processes.playing import PlayMovedOn
from processes.playing.view import elements_of
from processes.playing.writing import CaseRefused, NameRefused, path_of, write_case
from web import clock, database, staff
from web.designer import blueprint
from web.designer.play_words import fault_words
from web.designer.plays import Going, goes_on, going, looking
from web.designer.surroundings import draft_page


@blueprint.get("/drafts/<draft_id>/play/case")
@staff.permits(Permission.DESIGN, at_once=True)
@goes_on
def play_case(draft_id: str) -> ResponseReturnValue:
    """What would be kept, and under which name."""
    return _show(draft_id, _begun(draft_id))


@blueprint.post("/drafts/<draft_id>/play/case")
@staff.permits(Permission.DESIGN, at_once=True)
@goes_on
def keep_case(draft_id: str) -> ResponseReturnValue:
    """Write the case into the draft, where it is replayed like any other."""
    found = _begun(draft_id)
    typed = {key: request.form.get(key, "").strip() for key in ("name", "tells", "tells_hi")}
    if not typed["tells"] or not typed["tells_hi"]:
        return _show(
            draft_id, found, gettext("Tell the story in a sentence, in both languages.")
        ), 422
    try:
        path = path_of(typed["name"])
        content = write_case(
            found.record,
            path=path,
            tells=typed["tells"],
            tells_hi=typed["tells_hi"],
            elements=_elements(found),
        )
        engine_drafts.save_file(
            database.session(),
            draft_id,
            path,
            content,
            read=None,
            by=staff.officer().officer_id,
            now=clock.now(),
        )
    except NameRefused:
        words = gettext("Small letters, digits and _ only, a letter first: she_is_called_again")
        return _show(draft_id, found, words), 422
    except CaseRefused as refused:
        return _show(draft_id, found, fault_words(refused.fault)), 422
    except DraftConflict:
        database.session().rollback()
        return _show(draft_id, found, gettext("A case of this name is there already.")), 422
    except DraftNotOpen:
        database.session().rollback()
        words = gettext("This draft was published or given up meanwhile.")
        return _show(draft_id, found, words), 409
    except DraftTooLarge:
        database.session().rollback()
        return _show(draft_id, found, gettext("That is more than a draft holds.")), 413
    database.commit()
    flash(gettext("Kept: %(name)s. Replay the cases to see it pass.", name=path), "done")
    return redirect(url_for("designer.cases", draft_id=draft_id), 303)


def _begun(draft_id: str) -> Going:
    found = going(draft_id)
    if found is None or not found.record.has_begun:
        raise PlayMovedOn
    return found


def _elements(found: Going) -> dict[str, Element]:
    with looking(found) as (_scene, session):
        return elements_of(session)


def _show(draft_id: str, found: Going, fault: str = "") -> str:
    draft = engine_drafts.find(database.session(), draft_id)
    record = found.record
    typed = {key: request.form.get(key, "") for key in ("name", "tells", "tells_hi")}
    text = (
        ""
        if not record.can_fail
        else write_case(
            record,
            path="cases/play.yaml",
            tells=typed["tells"] or "…",
            tells_hi=typed["tells_hi"] or "…",
            elements=_elements(found),
        ).decode()
    )
    return render_template(
        "designer/play_case.html",
        shown=draft_page(draft),
        record=record,
        typed=typed,
        text=text,
        fault=fault,
        now=record.now,
    )
