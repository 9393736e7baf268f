"""Her steps: what waits for her in her complaint, and taking her answers to it."""

from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from engine import definitions
from engine.exceptions import TaskNotOpen
from engine.forms import Form
from models import Complaint, ProcessInstance, TaskStatus, UserTask
from processes.complaint import tasks
from processes.complaint.answers import form_of
from processes.partners.repeats import Answer
from processes.partners.tokens import Scope
from web import clock, database, i18n
from web.api import answers, blueprint, bodies
from web.api.guard import asks
from web.api.schema import questions_of, schema_of
from web.api.track import opened
from web.portal import portal
from web.task_forms import TaskForm
from web.task_forms.open_task import form_of_task


@blueprint.post("/complaints/steps/show")
@asks(Scope.TRACK)
def show_step() -> ResponseReturnValue:
    """The form of one of her steps, with what stands in it already."""
    read = bodies.body()
    complaint = opened(read)
    task = _hers(database.session(), complaint, bodies.text(read, "step"))
    form, language = _form_of(database.session(), task), i18n.language()
    shown = tasks.shown_values(database.session(), portal().registry, task, form)
    return jsonify(
        step=task.id,
        pages=questions_of(form, language),
        shown={key: value for key, value in shown.items() if value is not None},
        answers=schema_of(form, language),
    )


@blueprint.post("/complaints/steps")
@asks(Scope.TRACK)
def complete_step() -> ResponseReturnValue:
    """Take her answers; the complaint goes on at once."""
    read = bodies.body()
    asked = bodies.repeatable(read)
    complaint = opened(read)

    def complete() -> Answer:
        session = database.session()
        task = _hers(session, complaint, bodies.text(read, "step"))
        if task.status is not TaskStatus.OPEN:
            raise TaskNotOpen(task=task.id)
        said = answers.posted(_form_of(session, task), read.get("answers"))
        filled = _bound(session, complaint, task, said)
        answers.check(filled)
        tasks.complete_hers(
            session, portal().registry, complaint.id, task.id, filled.answers, now=clock.now()
        )
        return Answer(200, {"step": task.id, "done": True})

    return bodies.once(asked, complete)


def _hers(session: Session, complaint: Complaint, task_id: str) -> UserTask:
    return tasks.her_task(session, complaint.id, task_id)


def _form_of(session: Session, task: UserTask) -> Form:
    instance = session.get_one(ProcessInstance, task.instance_id)
    definition = definitions.load(session, instance.definition_id)
    return form_of(definition, definition.elements[task.element_id].form)


def _bound(
    session: Session,
    complaint: Complaint,
    task: UserTask,
    posted: MultiDict[str, Any] | None = None,
) -> TaskForm:
    return form_of_task(
        session,
        portal().registry,
        task,
        complaint,
        language=i18n.language(),
        now=clock.now(),
        posted=posted,
    )
