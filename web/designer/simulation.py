"""Simulating a draft: what it would do to the two-month figure, and where cases would wait."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine import definitions
from engine import drafts as engine_drafts
from engine.definitions import Definition
from engine.exceptions import DefinitionNotFound
from processes.design.beside import files_beside
from processes.permissions.permission import Permission
from processes.simulation import AssumptionsRefused, MessageUnheard, assumed_of
from processes.simulation.history import observe
from processes.simulation.lengths import length, lengths
from processes.simulation.plan import FIRST_LIMIT_DAYS
from web import database, i18n, staff
from web.designer import blueprint, simulations
from web.designer.at_work import TooManyAtWork
from web.designer.forecast_drawings import BOUNDS_DAYS, Step, coloured, pairs
from web.designer.surroundings import draft_page
from web.portal import portal

#: What the page offers; the shell takes more.
MOST_CASES, MOST_DAYS, MOST_SEED = 5_000, 400, 999_999
#: So many steps are told at once, those with the longest wait; the rest is folded.
LONGEST = 8


@blueprint.get("/drafts/<draft_id>/simulation")
@staff.permits(Permission.DESIGN, at_once=True)
def simulation(draft_id: str) -> ResponseReturnValue:
    """What was found of the draft as it is now, or how far it is."""
    return _show(draft_id)


@blueprint.post("/drafts/<draft_id>/simulation")
@staff.permits(Permission.DESIGN, at_once=True)
def simulate(draft_id: str) -> ResponseReturnValue:
    """Simulate the draft as it is now; the page tells how far it is."""
    session = database.session()
    draft = engine_drafts.find(session, draft_id)
    files = engine_drafts.files(session, draft_id)
    counts = [
        _count("cases", MOST_CASES),
        _count("days", MOST_DAYS),
        _count("seed", MOST_SEED),
    ]
    if None in counts:
        return _show(draft_id, fault=gettext("Give whole numbers within the bounds.")), 422
    cases, days, seed = (each or 0 for each in counts)
    asked = simulations.Asked(cases, days, seed, "compare" in request.form)
    others, running = files_beside(session, draft.name), _running(draft.name)
    try:
        assumed = assumed_of(draft.name, files, others)
    except MessageUnheard as unheard:
        words = gettext(
            "No drawing hears a message called “%(name)s”. Correct it in the file of assumptions.",
            name=unheard.name,
        )
        return _show(draft_id, fault=words), 422
    except AssumptionsRefused as refused:
        words = gettext("The file of assumptions cannot be read at %(where)s.", where=refused.where)
        return _show(draft_id, fault=words), 422
    try:
        simulations.begin(
            draft.name,
            definitions.hash_of(files),
            asked,
            files=files,
            before=running.files if asked.is_compared and running else None,
            others=others,
            observed=observe(session, draft.name, assumed, portal().registry.calendar_of),
        )
    except TooManyAtWork:
        flash(gettext("Another simulation is running. Try again in some minutes."), "soon")
    return redirect(url_for("designer.simulation", draft_id=draft_id), 303)


@blueprint.post("/drafts/<draft_id>/simulation/stop")
@staff.permits(Permission.DESIGN, at_once=True)
def stop_simulation(draft_id: str) -> ResponseReturnValue:
    """Stop it; nothing of it is kept."""
    session = database.session()
    draft = engine_drafts.find(session, draft_id)
    files = engine_drafts.files(session, draft_id)
    simulations.stop(draft.name, definitions.hash_of(files))
    flash(gettext("The simulation is being stopped."), "done")
    return redirect(url_for("designer.simulation", draft_id=draft_id), 303)


def _show(draft_id: str, fault: str = "") -> str:
    draft = engine_drafts.find(database.session(), draft_id)
    shown = draft_page(draft)
    found = simulations.found(draft.name, definitions.hash_of(shown.contents))
    result = found.result if found else None
    steps = result["after"]["steps"] if result else []
    earlier = result["before"]["steps"] if result and "before" in result else []
    kept = {step["id"] for step in steps}
    foremost = foremost_of(steps, earlier)
    running = _running(draft.name)
    return render_template(
        "designer/simulation.html",
        shown=shown,
        found=found,
        result=result,
        after=result["after"] if result else None,
        before={step["id"]: step for step in earlier},
        gone=[step for step in earlier if step["id"] not in kept],
        foremost=foremost,
        others=[step for step in steps if step not in foremost],
        fault=fault,
        drawings=pairs(
            coloured(draft.name, shown.contents, steps),
            coloured(draft.name, running.files, earlier) if running else [],
        ),
        bounds=BOUNDS_DAYS,
        running=running,
        lasts=_lasts,
        span=_span,
        first_limit_days=FIRST_LIMIT_DAYS,
        say_rest=i18n.say_rest,
        language=i18n.language(),
        most={"cases": MOST_CASES, "days": MOST_DAYS, "seed": MOST_SEED},
    )


def foremost_of(steps: Sequence[Step], earlier: Sequence[Step]) -> list[Step]:
    """The steps with the longest wait, and all that the version beside them does not have."""
    known = {step["id"] for step in earlier or steps}
    return [step for rank, step in enumerate(steps) if rank < LONGEST or step["id"] not in known]


def _running(name: str) -> Definition | None:
    """The version that runs now."""
    session = database.session()
    try:
        return definitions.load(session, definitions.latest(session, name).id)
    except DefinitionNotFound:
        return None


def _count(name: str, most: int) -> int | None:
    typed = request.form.get(name, "").strip()
    if not (typed.isascii() and typed.isdigit()):
        return None
    return int(typed) if 1 <= int(typed) <= most else None


def _lasts(seconds: float) -> str:
    return length(seconds).words(i18n.language())


def _span(median_s: float, p90_s: float) -> list[str]:
    return [each.words(i18n.language()) for each in lengths(median_s, p90_s)]
