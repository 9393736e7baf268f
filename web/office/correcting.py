"""A correction: what a completed task should have said, as a step of its own."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine import instances
from engine.drawing import Element
from engine.exceptions import AnswerSettled, StepFailed
from engine.settled import is_same
from models import UserTask
from processes import options
from processes.complaint import case_page, corrections, facts, tasks
from processes.complaint.answers import form_of
from processes.complaint.corrections import Fixed
from processes.complaint.documents import room_left
from processes.complaint.verdicts import verdict
from processes.exceptions import NotVisible
from processes.permissions.permission import Permission
from processes.runs import Run, complaint_of, run_of
from web import clock, database, i18n, incidents, staff, too_large
from web.office import blueprint, words
from web.office.posted import Posted, sent
from web.portal import portal
from web.task_forms import TaskForm

#: The properties by which a step says what to do where its answer can no longer change.
_INSTEAD, _INSTEAD_HI = "instead", "instead_hi"


@blueprint.get("/tasks/<task_id>/correct")
@staff.permits(Permission.CORRECT_TASK)
def correction(task_id: str) -> ResponseReturnValue:
    """Ask what a completed task should have said."""
    task, run, form = _correctable(task_id)
    return _show_correction(task, run, form, fault=None)


@blueprint.post("/tasks/<task_id>/correct")
@staff.permits(Permission.CORRECT_TASK)
@too_large.shows_again
def correct(task_id: str) -> ResponseReturnValue:
    """Write the correction down as a step of its own; the first answer stays in the history."""
    posted = sent()
    task, run, form = _correctable(task_id, posted)
    if too_large.is_too_large():
        form.refuse_size()
        return _show_correction(task, run, form, fault=None), 413
    reason = request.form.get("reason", "")
    fault = None if reason in words.CORRECTION_REASONS else gettext("Choose a reason.")
    is_right = form.validate()
    if form.wants_rows or form.asks_more or fault or not is_right:
        shown = _show_correction(task, run, form, fault=fault)
        return shown, 422 if fault or form.errors else 200
    try:
        tasks.correct(
            database.session(),
            portal().registry,
            staff.officer(),
            task_id,
            form.answers,
            reason=reason,
            now=clock.now(),
        )
    except AnswerSettled:
        database.session().rollback()
        return _show_correction(*_correctable(task_id, posted), fault=_gone_on()), 422
    except StepFailed as failed:
        incidents.report(failed)
        words_ = gettext("The portal could not go on from here. Nothing was changed.")
        return _show_correction(*_correctable(task_id, posted), fault=words_), 500
    database.commit()
    flash(gettext("Corrected. The earlier answer stays in the history."), "done")
    return redirect(_page_of(run), 303)


def _show_correction(task: UserTask, run: Run, form: TaskForm, *, fault: str | None) -> str:
    return render_template(
        "office/correct.html",
        back=_page_of(run),
        form=form,
        fault=fault,
        name=_name(task, run),
    )


def _correctable(task_id: str, posted: Posted | None = None) -> tuple[UserTask, Run, TaskForm]:
    session, asking, now = database.session(), staff.officer(), clock.now()
    task = tasks.visible_task(session, asking, task_id)
    case = case_page.case_of_task(session, asking, task)
    run = run_of(session, task.instance_id)
    element = run.definition.elements.get(task.element_id)
    if element is None or task not in corrections.correctable(asking, run):
        raise NotVisible
    asked = corrections.form_to_correct(
        form_of(run.definition, element.form),
        sees_record=facts.sees_personal(asking, run, case),
    )
    known = instances.variables(session, portal().registry, task.instance_id)
    in_force = corrections.answered(session, portal().registry, task, asked)
    form = TaskForm(
        asked,
        language=i18n.language(),
        now=now,
        sources=lambda source, values: options.options(
            source, options.Question(session, now, case.complaint if case else None, values)
        ),
        verdict=lambda known: verdict(
            session,
            run.definition,
            asked,
            known,
            complaint=case.complaint if case else None,
            now=now,
        ),
        values=corrections.to_show(asked, in_force),
        known=corrections.known_to(asked, known, in_force),
        refuses=partial(
            _why_it_stays,
            corrections.fixed(session, portal().registry, run, task, asked, in_force),
            element,
        ),
        posted=posted,
        room=lambda: room_left(session, case.complaint if case else None),
    )
    return task, run, form


def _page_of(run: Run) -> str:
    """Where one goes from a run: to the page of its complaint, or to the inbox if it has none."""
    complaint = complaint_of(database.session(), run.instance_id)
    if complaint is None:
        return url_for("office.inbox")
    return url_for("office.case", complaint_id=complaint.id)


def _why_it_stays(fixed: Mapping[str, Fixed], corrected: Element, key: str, value: Any) -> str:
    """Why an answer may no longer change, and what to do instead; empty where it may."""
    stays = fixed.get(key)
    if stays is None or is_same(stays.value, value):
        return ""
    instead = corrected.properties.get(_INSTEAD_HI if i18n.language() == "hi" else _INSTEAD)
    return f"{_gone_on(stays.by)} {instead or _write_anew()}"


def _gone_on(by: Element | None = None) -> str:
    if by is None:
        return gettext("The case has already gone on by an answer that you changed: it stays.")
    step = by.name_hi if i18n.language() == "hi" else by.name
    return gettext("The case has already gone on by this answer (%(step)s): it stays.", step=step)


def _write_anew() -> str:
    return gettext("Write what is right into the next step, or tell who decides there.")


def _name(task: UserTask, run: Run) -> str:
    element = run.definition.elements[task.element_id]
    return element.name_hi if i18n.language() == "hi" else element.name
