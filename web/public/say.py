"""What she may say of her complaint at any time: pressure, an unsafe phone, an officer."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import CombinedMultiDict

from engine.registry import Actor
from models import Complaint
from models.types import new_id
from processes.complaint.sayable import Sayable, one_of, say, sayable_by_her
from web import clock, database, i18n, too_large
from web.portal import portal
from web.public import blueprint, following
from web.task_forms import TaskForm
from web.task_forms.said import form_to_say, posted_key


@blueprint.get("/track/say/<element_id>")
def to_say(element_id: str) -> ResponseReturnValue:
    """The questions of what she wants to say."""
    complaint, said = _hers(element_id)
    return _show(said, _form(complaint, said), key=new_id())


@blueprint.post("/track/say/<element_id>")
@too_large.shows_again
def send_said(element_id: str) -> ResponseReturnValue:
    """Take it to those it concerns; the same page sent twice says it once."""
    complaint, said = _hers(element_id)
    form = _form(complaint, said, CombinedMultiDict([request.form, request.files]))
    key = posted_key(request.form)
    if too_large.is_too_large():
        form.refuse_size()
        return _show(said, form, key=key, errors=True), 413
    if form.wants_rows or form.asks_more:
        return _show(said, form, key=key)
    if not form.validate():
        return _show(said, form, key=key, errors=True), 422
    say(
        database.session(),
        portal().registry,
        complaint,
        said,
        form.answers,
        key=key,
        actor=Actor(),
        now=clock.now(),
    )
    database.commit()
    return redirect(url_for("public.track", done=1), 303)


def _hers(element_id: str) -> tuple[Complaint, Sayable]:
    found = following.current()
    if found is None or found.is_bare or found.complaint_id is None:
        abort(404)
    complaint = database.session().get_one(Complaint, found.complaint_id)
    offered = sayable_by_her(database.session(), portal().registry, complaint)
    return complaint, one_of(offered, element_id)


def _form(
    complaint: Complaint, said: Sayable, posted: CombinedMultiDict[str, Any] | None = None
) -> TaskForm:
    return form_to_say(
        database.session(),
        portal().registry,
        complaint,
        said,
        language=i18n.language(),
        now=clock.now(),
        posted=posted,
    )


def _show(said: Sayable, form: TaskForm, *, key: str, errors: bool = False) -> str:
    element = said.element
    return render_template(
        "public/track/say.html",
        form=form,
        key=key,
        errors=form.errors if errors else (),
        heading=element.name_hi if i18n.language() == "hi" else element.name,
    )
