"""What she may ask for beside her complaint: an appeal, or its end."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import CombinedMultiDict

from engine.exceptions import StepFailed
from models import Complaint
from processes.complaint import asking
from processes.complaint.her_steps import her_steps_of
from processes.exceptions import AlreadyAsked, TooLateToAsk
from processes.options import Question, options
from web import clock, database, i18n, incidents
from web.portal import portal
from web.public import blueprint, following, words
from web.task_forms import TaskForm
from web.task_forms.open_task import form_of_start


@blueprint.get("/track/ask/<process>")
def ask(process: str) -> ResponseReturnValue:
    """The question with which such a process begins."""
    complaint = following.hers()
    try:
        asking.refuse_if_needless(database.session(), complaint, process)
    except (AlreadyAsked, TooLateToAsk) as refused:
        return _refused(complaint, process, refused)
    return _show(process, _form(process, complaint))


@blueprint.post("/track/ask/<process>")
def begin_asked(process: str) -> ResponseReturnValue:
    """Begin it with what she said; if it runs already, say so and change nothing."""
    complaint = following.hers()
    form = _form(process, complaint, CombinedMultiDict([request.form, request.files]))
    is_right = form.validate()
    if form.asks_more or not is_right:
        return _show(process, form, errors=not form.asks_more), 200 if form.asks_more else 422
    try:
        asking.ask(
            database.session(),
            portal().registry,
            complaint.id,
            process,
            form.answers,
            now=clock.now(),
        )
    except (AlreadyAsked, TooLateToAsk) as refused:
        return _refused(following.hers(), process, refused)
    except StepFailed as failed:
        incidents.report(failed)
        again = _form(process, following.hers(), CombinedMultiDict([request.form, request.files]))
        return _show(process, again, has_failed=True), 500
    database.commit()
    return redirect(url_for("public.track", done=1), 303)


def _form(
    process: str, complaint: Complaint, posted: CombinedMultiDict[str, Any] | None = None
) -> TaskForm:
    session, now = database.session(), clock.now()
    return form_of_start(
        asking.asked_by(session, process),
        language=i18n.language(),
        now=now,
        sources=lambda source, known: options(source, Question(session, now, complaint, known)),
        posted=posted,
    )


def _refused(
    complaint: Complaint, process: str, why: AlreadyAsked | TooLateToAsk
) -> ResponseReturnValue:
    shown = render_template(
        "public/track/asked_already.html",
        heading=words.asking(process),
        is_running=isinstance(why, AlreadyAsked),
        steps=her_steps_of(database.session(), complaint, process),
        words=words,
    )
    database.session().rollback()
    return shown, 409


def _show(process: str, form: TaskForm, *, errors: bool = False, has_failed: bool = False) -> str:
    return render_template(
        "public/track/ask.html",
        process=process,
        heading=words.asking(process),
        form=form,
        errors=form.errors if errors else (),
        has_failed=has_failed,
    )
