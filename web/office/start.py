"""Starting a process from the inbox: the list of what an officer may start, and its first form."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine.exceptions import StepFailed
from models.types import new_id
from processes import starting
from processes.complaint.answers import form_of
from processes.complaint.verdicts import verdict
from processes.exceptions import AlreadySaid
from processes.options import Question, options
from processes.permissions.permission import Permission
from processes.starting import Startable
from web import clock, database, i18n, incidents, staff, too_large
from web.office import blueprint, words
from web.office.posted import Posted, sent
from web.portal import portal
from web.task_forms import TaskForm
from web.task_forms.said import posted_key


@blueprint.get("/start/<name>/<unit_id>")
@staff.permits(Permission.START_PROCESS)
def to_start(name: str, unit_id: str) -> ResponseReturnValue:
    """The first questions of a process."""
    chosen = starting.one_to_start(database.session(), staff.officer(), name, unit_id)
    return _show(chosen, _form(chosen), key=new_id())


@blueprint.post("/start/<name>/<unit_id>")
@staff.permits(Permission.START_PROCESS)
@too_large.shows_again
def start(name: str, unit_id: str) -> ResponseReturnValue:
    """Start it; the same page sent twice starts it once."""
    session, asking, now = database.session(), staff.officer(), clock.now()
    chosen = starting.one_to_start(session, asking, name, unit_id)
    form = _form(chosen, sent())
    try:
        key = posted_key(request.form)
        if too_large.is_too_large():
            form.refuse_size()
            return _show(chosen, form, key=key), 413
        is_right = not form.wants_rows and form.validate()
        if not is_right or form.asks_more:
            return _show(chosen, form, key=key), 422 if form.errors else 200
        run_id = starting.start(
            session, portal().registry, asking, chosen, form.answers, key=key, now=now
        )
    except AlreadySaid:
        session.rollback()
        back = url_for("office.inbox")
        return render_template("office/not_taken.html", is_again=True, back=back), 409
    except StepFailed as failed:
        incidents.report(failed)
        return _show(chosen, form, key=new_id(), has_failed=True), 500
    database.commit()
    flash(gettext("Started: %(name)s.", name=_title(chosen)), "done")
    return redirect(url_for("office.run", instance_id=run_id), 303)


def _form(chosen: Startable, posted: Posted | None = None) -> TaskForm:
    session, now, definition = database.session(), clock.now(), chosen.definition
    form = form_of(definition, definition.start_form)
    return TaskForm(
        form,
        language=i18n.language(),
        now=now,
        sources=lambda source, values: options(source, Question(session, now, values=values)),
        verdict=lambda known: verdict(session, definition, form, known, complaint=None, now=now),
        posted=posted,
    )


def _show(chosen: Startable, form: TaskForm, *, key: str, has_failed: bool = False) -> str:
    return render_template(
        "office/start.html",
        chosen=chosen,
        form=form,
        key=key,
        name=_title(chosen),
        has_failed=has_failed,
    )


def _title(chosen: Startable) -> str:
    return words.named(chosen.about.name, chosen.about.name_hi)
