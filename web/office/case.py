"""A case: timeline, custody ledger, drawing with its tokens, facts, corrections."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine import instances
from engine.exceptions import StepFailed
from models import UserTask
from processes import options
from processes.complaint import case_page, corrections, facts, tasks
from processes.complaint.answers import form_of
from processes.complaint.case_page import CasePage
from processes.complaint.documents import room_left
from processes.complaint.dossier import dossier
from processes.complaint.facts import UnmaskReason
from processes.complaint.filing import filing_of
from processes.complaint.sayable import not_now, sayable_by
from processes.complaint.verdicts import verdict
from processes.exceptions import NotVisible
from processes.permissions.permission import Permission
from processes.permissions.rules import may, require
from processes.runs import Run, complaint_of, run_of
from web import clock, database, i18n, incidents, staff, too_large
from web.office import blueprint, sayings, words
from web.office.posted import Posted, sent
from web.portal import portal
from web.task_forms import TaskForm


@blueprint.get("/cases/<complaint_id>")
@staff.permits(Permission.SEE_CASE)
def case(complaint_id: str) -> ResponseReturnValue:
    """The case as this officer may see it."""
    return _show(_page(complaint_id), unmasked=False)


@blueprint.post("/cases/<complaint_id>/unmask")
@staff.permits(Permission.UNMASK_RECORD)
def unmask(complaint_id: str) -> ResponseReturnValue:
    """Show the personal fields once, for a reason that the audit keeps."""
    page = _page(complaint_id)
    reason = request.form.get("reason", "")
    if reason not in set(UnmaskReason):
        require(Permission.UNMASK_RECORD, staff.officer(), page.case)
        flash(gettext("Choose a reason first."), "soon")
        return redirect(url_for("office.case", complaint_id=complaint_id, _anchor="facts"), 303)
    facts.unmask(
        database.session(),
        staff.officer(),
        page.case,
        reason=UnmaskReason(reason),
        now=clock.now(),
    )
    shown = _show(page, unmasked=True, reason=reason)
    database.commit()
    return shown


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


def _page(complaint_id: str) -> CasePage:
    session = database.session()
    found = case_page.find_case(session, staff.officer(), complaint_id)
    return case_page.case_page(
        session,
        portal().registry,
        found,
        asking=staff.officer(),
        now=clock.now(),
    )


def _show(page: CasePage, *, unmasked: bool, reason: str = "") -> str:
    session, registry, asking = database.session(), portal().registry, staff.officer()
    told = {
        shown.run.instance_id: dossier(
            session, registry, asking, shown.run, page.case, unmasked=unmasked
        )
        for shown in (page.main, *page.beside)
    }
    has_masks = any(
        fact.is_masked
        for sections in told.values()
        for section in sections
        for fact in section.facts
    )
    return render_template(
        "office/case.html",
        page_=page,
        told=told,
        filing=filing_of(session, registry, asking, page.case),
        said=sayings.of_case(page.complaint),
        may_unmask=has_masks and may(Permission.UNMASK_RECORD, asking, page.case),
        visible={t.id for t in page.case.open_tasks if may(Permission.SEE_TASK, asking, t)},
        correctable=[
            (task, shown)
            for shown in (page.main, *page.beside)
            for task in corrections.correctable(asking, shown.run)
        ],
        sayable=sayable_by(session, registry, asking, page.case),
        not_now=not_now(session, registry, asking, page.case),
        reasons=UnmaskReason,
        unmask_reason=reason,
        now=clock.now(),
    )


def _name(task: UserTask, run: Run) -> str:
    element = run.definition.elements[task.element_id]
    return element.name_hi if i18n.language() == "hi" else element.name
