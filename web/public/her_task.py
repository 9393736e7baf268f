"""What she can do herself: the tasks of the complainant's lane, behind her passphrase."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import CombinedMultiDict

from engine import definitions
from engine.drawing import Element
from engine.exceptions import StepFailed, TaskNotOpen
from models import Complaint, ProcessInstance, TaskStatus, UserTask
from processes.complaint import tasks
from processes.complaint.told_her import lines_for_her
from web import clock, database, i18n, incidents, too_large
from web.portal import portal
from web.public import blueprint, following, words
from web.task_forms import TaskForm
from web.task_forms.open_task import form_of_task


@blueprint.get("/track/steps/<task_id>")
def her_task(task_id: str) -> ResponseReturnValue:
    """The form of one of her steps."""
    complaint, task = _hers(task_id)
    if task.status is not TaskStatus.OPEN:
        raise TaskNotOpen(task=task_id)
    return _show(complaint, task, _form(complaint, task))


@blueprint.post("/track/steps/<task_id>")
@too_large.shows_again
def complete_her_task(task_id: str) -> ResponseReturnValue:
    """Take her answers; the complaint goes on at once."""
    complaint, task = _hers(task_id)
    form = _form(complaint, task, CombinedMultiDict([request.form, request.files]))
    if task.status is not TaskStatus.OPEN:
        return _show(complaint, task, form, is_too_late=True), 409
    if too_large.is_too_large():
        form.refuse_size()
        return _show(complaint, task, form, errors=True), 413
    if form.wants_rows or form.asks_more:
        return _show(complaint, task, form)
    if not form.validate():
        return _show(complaint, task, form, errors=True), 422
    try:
        tasks.complete_hers(
            database.session(),
            portal().registry,
            complaint.id,
            task.id,
            form.answers,
            now=clock.now(),
        )
    except TaskNotOpen:
        database.session().rollback()
        return _show(complaint, task, form, is_too_late=True), 409
    except StepFailed as failed:
        incidents.report(failed)
        complaint, task = _hers(task_id)
        form = _form(complaint, task, CombinedMultiDict([request.form, request.files]))
        return _show(complaint, task, form, has_failed=True), 500
    database.commit()
    return redirect(url_for("public.track", done=1), 303)


def _hers(task_id: str) -> tuple[Complaint, UserTask]:
    complaint = following.hers()
    return complaint, tasks.her_task(database.session(), complaint.id, task_id)


def _form(
    complaint: Complaint, task: UserTask, posted: CombinedMultiDict[str, Any] | None = None
) -> TaskForm:
    return form_of_task(
        database.session(),
        portal().registry,
        task,
        complaint,
        language=i18n.language(),
        now=clock.now(),
        posted=posted,
    )


def _show(
    complaint: Complaint,
    task: UserTask,
    form: TaskForm,
    *,
    errors: bool = False,
    has_failed: bool = False,
    is_too_late: bool = False,
) -> str:
    element = _element(task)
    return render_template(
        "public/track/step.html",
        task=task,
        form=form,
        errors=form.errors if errors else (),
        has_failed=has_failed,
        is_too_late=is_too_late,
        heading=words.for_her(element.name_for_her, element.name_for_her_hi)
        or gettext("Your step"),
        words=words,
        lines=[
            line
            for line in lines_for_her(database.session(), portal().registry, complaint)
            if line.asked.key not in form.keys  # what the form itself shows her
        ],
    )


def _element(task: UserTask) -> Element:
    instance = database.session().get_one(ProcessInstance, task.instance_id)
    return definitions.load(database.session(), instance.definition_id).elements[task.element_id]
