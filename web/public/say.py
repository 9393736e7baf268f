"""What she may say of her complaint at any time: pressure, an unsafe phone, an officer."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import CombinedMultiDict

from engine.exceptions import MessageNotExpected
from engine.registry import Actor
from models import Complaint
from models.types import new_id
from processes.complaint import her_copy
from processes.complaint.sayable import Sayable, hers_to_say
from processes.complaint.saying import hold, say
from processes.exceptions import AlreadySaid, TooLateToSay
from web import clock, database, i18n, too_large
from web.portal import portal
from web.public import blueprint, copy, following, words
from web.task_forms import TaskForm
from web.task_forms.said import form_to_say, posted_key

P = ParamSpec("P")


def _told_politely(
    view: Callable[P, ResponseReturnValue],
) -> Callable[P, ResponseReturnValue]:
    """What was sent before, or comes when nobody waits for it, is told on a page of its own."""

    @wraps(view)
    def told(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        try:
            return view(*args, **kwargs)
        except (AlreadySaid, TooLateToSay, MessageNotExpected) as refused:
            database.session().rollback()
            is_again = isinstance(refused, AlreadySaid)
            why = ""
            if isinstance(refused, TooLateToSay):
                why = words.for_her(refused.why, refused.why_hi)
            return render_template("public/track/not_taken.html", is_again=is_again, why=why), 409

    return told


@blueprint.get("/track/say/<element_id>")
@_told_politely
def to_say(element_id: str) -> ResponseReturnValue:
    """The questions of what she wants to say."""
    complaint, said = _hers(element_id)
    return _show(said, _form(complaint, said), key=new_id())


@blueprint.post("/track/say/<element_id>")
@_told_politely
@too_large.shows_again
def send_said(element_id: str) -> ResponseReturnValue:
    """Take it to those it concerns; the same page sent twice says it once."""
    key = posted_key(request.form)
    complaint, said = _hers(element_id, key=key)
    form = _form(complaint, said, CombinedMultiDict([request.form, request.files]))
    if too_large.is_too_large():
        form.refuse_size()
        return _show(said, form, key=key, errors=True), 413
    if form.wants_rows or form.asks_more:
        return _show(said, form, key=key)
    if not form.validate():
        return _show(said, form, key=key, errors=True), 422
    began = say(
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
    if said.message == her_copy.MESSAGE:
        copy.allow()
        return redirect(url_for("public.copy"), 303)
    return redirect(url_for("public.track", done=1 if began else "joined"), 303)


def _hers(element_id: str, *, key: str | None = None) -> tuple[Complaint, Sayable]:
    complaint = following.hers()
    if key is not None:
        hold(database.session(), complaint, key=key)
    return complaint, hers_to_say(database.session(), portal().registry, complaint, element_id)


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
        heading=words.for_her(element.name_for_her, element.name_for_her_hi),
    )
