"""The beginning of a play: the form the process starts with, or a message with what it brings."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from engine import drafts as engine_drafts
from engine.forms import Option
from models import Draft
from processes.options import Question, options
from processes.permissions.permission import Permission
from processes.playing.writing import as_written
from processes.scripted.fault import CaseFailed
from processes.scripted.scene import Scene
from processes.scripted.yaml_text import NotReadable, read_yaml
from web import clock, database, i18n, staff
from web.designer import blueprint
from web.designer.play_words import fault_words
from web.designer.plays import Going, answers_sent, goes_on, looking, playhouse, same
from web.designer.surroundings import draft_page
from web.office.posted import Posted
from web.task_forms import TaskForm
from web.task_forms.open_task import form_of_start


class NoValues(Exception):
    """What was typed is no list of names and values; the message says why."""


@blueprint.post("/drafts/<draft_id>/play/start")
@staff.permits(Permission.DESIGN, at_once=True)
@goes_on
def start_play(draft_id: str) -> ResponseReturnValue:
    """Start the process with what was answered, or by a message."""
    found = same(draft_id)
    message = request.form.get("started_by") or None
    with looking(found) as (scene, session):
        form = None if message else _form(scene, session, answers_sent())
        if form is not None:
            is_right = not form.wants_rows and form.validate()
            if not is_right or form.asks_more:
                return _show(draft_id, found, scene, form), 422 if form.errors else 200
        try:
            values = as_written(scene, form.values) if form else read_values(request.form)
        except NoValues as refused:
            return _show(draft_id, found, scene, form, fault=str(refused)), 422
        try:
            playhouse().start(
                found.whose,
                found.record,
                values=values,
                started_by=message,
                real_now=clock.real_now(),
            )
        except CaseFailed as failed:
            form = _form(scene, session, answers_sent())
            return _show(draft_id, found, scene, form, fault=fault_words(failed.fault)), 422
    return redirect(url_for("designer.play", draft_id=draft_id), 303)


def start_page(draft: Draft, found: Going) -> str:
    """What is asked before the process begins."""
    with looking(found) as (scene, session):
        return _show(draft.id, found, scene, _form(scene, session, None))


def read_values(posted: Mapping[str, str]) -> dict[str, Any]:
    """The names and values that were typed, one a line.

    :raises NoValues: they are none
    """
    typed = posted.get("values", "").strip()
    if not typed:
        return {}
    try:
        values = read_yaml(typed.encode()).plain
    except NotReadable as refused:
        raise NoValues(gettext("This cannot be read: %(reason)s", reason=refused.reason)) from None
    if not isinstance(values, dict):
        raise NoValues(gettext("Write a name, a colon and a value on each line."))
    return values


def _form(scene: Scene, session: Session, posted: Posted | None) -> TaskForm | None:
    """The start form, if the process has one."""
    if scene.stage.definition.start_form is None:
        return None
    now = scene.place.now

    def sources(source: str, known: Mapping[str, Any]) -> Sequence[Option]:
        return options(source, Question(session, now, values=known))

    return form_of_start(
        scene.stage.definition,
        language=i18n.language(),
        now=now,
        sources=sources,
        posted=posted,
    )


def _show(
    draft_id: str, found: Going, scene: Scene, form: TaskForm | None, *, fault: str = ""
) -> str:
    draft = engine_drafts.find(database.session(), draft_id)
    return render_template(
        "designer/play_start.html",
        shown=draft_page(draft),
        record=found.record,
        form=form,
        messages=sorted(scene.stage.definition.outline.start_messages),
        typed=request.form.get("values", ""),
        fault=fault,
        now=found.record.now,
    )
