"""Playing a draft: a throw-away case is begun, looked at, its clock is turned, and it ends."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine import definitions
from engine import drafts as engine_drafts
from engine.check import Finding, Severity
from engine.law import KOLKATA
from engine.translated import in_hindi
from models import Draft
from processes.design.beside import files_beside
from processes.part_page import part_page
from processes.permissions.permission import Permission
from processes.playing import PlayMovedOn
from processes.playing.expecting import OFFERED, expectation
from processes.playing.story import NoSuchStory, names_of, story
from processes.playing.view import elements_of, view
from processes.playing.writing import clock as as_clock
from processes.run_page import run_page
from processes.runs import run_of
from processes.scripted.case import Case, wall_clock, without_cases
from processes.scripted.fault import CaseFailed
from web import clock, database, i18n, staff
from web.designer import blueprint
from web.designer.findings import as_shown, findings_of
from web.designer.play_process import PLAYS
from web.designer.play_starting import start_page
from web.designer.play_words import fault_words, said
from web.designer.plays import Going, goes_on, going, looking, playhouse, same, whose
from web.designer.surroundings import draft_page

#: How far the clock turns at one press.
TURNS = ("PT1H", "P1D", "P7D")


@blueprint.get("/drafts/<draft_id>/play")
@staff.permits(Permission.DESIGN, at_once=True)
def play(draft_id: str) -> ResponseReturnValue:
    """The play as it stands; before it has begun, its beginning."""
    draft = engine_drafts.find(database.session(), draft_id)
    found = going(draft_id)
    if found is None:
        return _show_beginning(draft)
    return start_page(draft, found) if not found.record.has_begun else show_play(draft, found)


@blueprint.post("/drafts/<draft_id>/play/begin")
@staff.permits(Permission.DESIGN, at_once=True)
@goes_on
def begin_play(draft_id: str) -> ResponseReturnValue:
    """Make a stage for the draft as it is now; what she played of it before is gone."""
    session = database.session()
    draft = engine_drafts.find(session, draft_id)
    files, name = engine_drafts.files(session, draft_id), draft.name
    found = findings_of(draft, files)
    if any(each.severity is Severity.ERROR for each in found):
        return _show_beginning(draft, found=[*found]), 422
    drawings = {**files_beside(session, name), name: files}
    try:
        told = _story(name, drawings)
        begins_at = told[0].begins_at if told else wall_clock(request.form.get("begins", ""))
    except ValueError:
        return _show_beginning(draft, fault=gettext("Choose a day and a time.")), 422
    except NoSuchStory:
        fault = gettext("This story, or one before it, is not in the draft or cannot be read.")
        return _show_beginning(draft, fault=fault), 422
    except CaseFailed as failed:
        return _show_beginning(draft, fault=fault_words(failed.fault)), 422
    hers, now, record = whose(draft_id), clock.real_now(), None
    session.rollback()  # nobody waits until the stage is ready
    try:
        record = playhouse().begin(
            hers,
            process=name,
            drawings=drawings,
            content_hash=definitions.hash_of(without_cases(files)),
            begins_at=begins_at,
            real_now=now,
        )
        if told:
            playhouse().start_after(hers, record, told[-1].name, real_now=now)
    except CaseFailed as failed:
        if record is not None:  # else what she played before is there still
            playhouse().shelf.clear(hers)
        draft = engine_drafts.find(session, draft_id)
        return _show_beginning(draft, fault=fault_words(failed.fault)), 422
    return redirect(url_for("designer.play", draft_id=draft_id), 303)


def _story(name: str, drawings: Mapping[str, Mapping[str, bytes]]) -> Sequence[Case]:
    """The story she wants to go on from, if any."""
    chosen = request.form.get("after", "")
    return story(chosen, process=name, drawings=drawings) if chosen else ()


@blueprint.post("/drafts/<draft_id>/play/clock")
@staff.permits(Permission.DESIGN, at_once=True)
@goes_on
def turn_clock(draft_id: str) -> ResponseReturnValue:
    """Let time pass; what falls due on the way happens."""
    found = same(draft_id)
    until = request.form.get("go", "")
    if until == "next":
        with looking(found) as (scene, session):
            next_at = view(scene, session).next_at
        until = as_clock(next_at) if next_at else ""
    elif until not in TURNS:
        until = request.form.get("until", "")
    try:
        if not until.startswith("P"):
            until = as_clock(wall_clock(until))
    except ValueError:
        return _sorry(found, gettext("Choose a day and a time."))
    return _acted(found, {"advance": until})


@blueprint.post("/drafts/<draft_id>/play/expect")
@staff.permits(Permission.DESIGN, at_once=True)
@goes_on
def expect_now(draft_id: str) -> ResponseReturnValue:
    """Write down that what is so now must be so."""
    found = same(draft_id)
    wanted = [each for each in request.form.getlist("what") if each in OFFERED]
    if not wanted:
        return _sorry(found, gettext("Tick what must be so."))
    with playhouse().opened(found.whose, found.record) as scene:
        step = expectation(scene, wanted)
    if not step["expect"]:
        return _sorry(found, gettext("No open step has a due date."))
    return _acted(found, step)


@blueprint.post("/drafts/<draft_id>/play/back")
@staff.permits(Permission.DESIGN, at_once=True)
@goes_on
def take_back(draft_id: str) -> ResponseReturnValue:
    """Undo what was done last."""
    playhouse().shelf.take_back(same(draft_id).whose)
    return redirect(url_for("designer.play", draft_id=draft_id), 303)


@blueprint.post("/drafts/<draft_id>/play/end")
@staff.permits(Permission.DESIGN, at_once=True)
def end_play(draft_id: str) -> ResponseReturnValue:
    """Throw the play away."""
    playhouse().shelf.clear(whose(draft_id))
    flash(gettext("The play is over, and nothing of it is left."), "done")
    return redirect(url_for("designer.play", draft_id=draft_id), 303)


@blueprint.get("/drafts/<draft_id>/play/drawings/<instance_id>/<process_id>")
@staff.permits(Permission.DESIGN, at_once=True)
def play_drawing(draft_id: str, instance_id: str, process_id: str) -> ResponseReturnValue:
    """The file that draws a process of the play, in the language of the page."""
    found = going(draft_id)
    if found is None:
        return Response(status=404)
    with looking(found) as (_scene, session):
        definition = run_of(session, instance_id).definition
        part = definition.outline.parts.get(process_id)
    if part is None:
        return Response(status=404)
    drawn = definition.files[part.path]
    return Response(
        in_hindi(drawn) if i18n.language() == "hi" else drawn, mimetype="application/xml"
    )


@blueprint.get("/drafts/<draft_id>/play/parts/<instance_id>/<process_id>")
@staff.permits(Permission.DESIGN, at_once=True)
@goes_on
def play_part(draft_id: str, instance_id: str, process_id: str) -> ResponseReturnValue:
    """One process of the play: its drawing with the tokens, and its steps as a list."""
    draft = engine_drafts.find(database.session(), draft_id)
    found = _going(draft_id)
    with looking(found) as (scene, session):
        shown = run_page(session, scene.stage.registry, run_of(session, instance_id))
        return render_template(
            "designer/play_part.html",
            shown=draft_page(draft),
            page_=shown,
            found=part_page(shown, process_id),
            now=found.record.now,
        )


def show_play(draft: Draft, found: Going, *, fault: str = "") -> str:
    """The page of a play that has begun."""
    shown = draft_page(draft)
    with looking(found) as (scene, session):
        seen = view(scene, session)
        elements = elements_of(session)
        return render_template(
            "designer/play.html",
            shown=shown,
            record=found.record,
            view=seen,
            units=scene.stage.world.units,
            steps=[said(step, elements) for step in found.record.steps],
            can_take_back=playhouse().shelf.can_take_back(found.whose),
            has_changed=not found.plays(shown.contents),
            now=found.record.now,
            turns=TURNS,
            fault=fault,
        )


def _acted(found: Going, step: Mapping[str, Any]) -> ResponseReturnValue:
    try:
        playhouse().act(found.whose, found.record, [step], real_now=clock.real_now())
    except CaseFailed as failed:
        return _sorry(found, fault_words(failed.fault))
    return redirect(url_for("designer.play", draft_id=found.whose.draft_id), 303)


def _sorry(found: Going, words: str) -> ResponseReturnValue:
    draft = engine_drafts.find(database.session(), found.whose.draft_id)
    return show_play(draft, found, fault=words), 422


def _going(draft_id: str) -> Going:
    found = going(draft_id)
    if found is None:
        raise PlayMovedOn
    return found


def _show_beginning(draft: Draft, *, fault: str = "", found: list[Finding] | None = None) -> str:
    PLAYS.make_ready()
    errors = [each for each in found or () if each.severity is Severity.ERROR]
    shown = draft_page(draft)
    return render_template(
        "designer/play_begin.html",
        shown=shown,
        begins=_this_minute(clock.now()),
        stories=names_of(shown.contents),
        after=request.form.get("after", ""),
        fault=fault,
        found=[as_shown(number, each) for number, each in enumerate(errors)],
    )


def _this_minute(now: datetime) -> str:
    return now.astimezone(KOLKATA).replace(tzinfo=None).isoformat(timespec="minutes")
