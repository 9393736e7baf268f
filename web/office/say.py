"""What an officer may say of a case at any time: other offences, another station, a child."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine.exceptions import MessageNotExpected
from models.types import new_id
from processes.complaint.case_page import find_case
from processes.complaint.sayable import (
    Sayable,
    one_of,
    refuse_if_not_now,
    roles_of,
    sayable_by,
    speaker,
)
from processes.complaint.saying import hold, say
from processes.exceptions import AlreadySaid, NotVisible, TooLateToSay
from processes.permissions.case import Case
from processes.permissions.permission import Permission
from web import clock, database, i18n, staff, too_large
from web.office import blueprint, words
from web.office.posted import Posted, sent
from web.portal import portal
from web.task_forms import TaskForm
from web.task_forms.said import form_to_say, posted_key

P = ParamSpec("P")


def _told_politely(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """What was sent before, or comes when nobody waits for it, is told above the case."""

    @wraps(view)
    def told(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        try:
            return view(*args, **kwargs)
        except (AlreadySaid, TooLateToSay, MessageNotExpected) as refused:
            database.session().rollback()
            is_again = isinstance(refused, AlreadySaid)
            why = ""
            if isinstance(refused, TooLateToSay):
                why = words.named(refused.why, refused.why_hi)
            back = url_for("office.case", complaint_id=kwargs["complaint_id"])
            return render_template(
                "office/not_taken.html", is_again=is_again, why=why, back=back
            ), 409

    return told


@blueprint.get("/cases/<complaint_id>/say/<element_id>")
@staff.permits(Permission.SEE_CASE)
@_told_politely
def to_say(complaint_id: str, element_id: str) -> ResponseReturnValue:
    """The questions of what this officer wants to say."""
    case, said = _offered(complaint_id, element_id)
    return _show(case, said, _form(case, said), key=new_id())


@blueprint.post("/cases/<complaint_id>/say/<element_id>")
@staff.permits(Permission.SEE_CASE)
@_told_politely
@too_large.shows_again
def send_said(complaint_id: str, element_id: str) -> ResponseReturnValue:
    """Bring it before whoever decides; the same page sent twice says it once."""
    case, said = _offered(complaint_id, element_id, is_sent=True)
    key = posted_key(request.form)
    form = _form(case, said, sent())
    if too_large.is_too_large():
        form.refuse_size()
        return _show(case, said, form, key=key), 413
    is_right = not form.wants_rows and form.validate()
    if not is_right or form.asks_more:
        return _show(case, said, form, key=key), 422 if form.errors else 200
    began = say(
        database.session(),
        portal().registry,
        case.complaint,
        said,
        form.answers,
        key=key,
        actor=speaker(staff.officer(), case, said),
        now=clock.now(),
    )
    database.commit()
    name = words.named(said.element.name, said.element.name_hi)
    flash(
        gettext("Done: %(step)s.", step=name)
        if began
        else gettext("Somebody is at it already and reads your words too: %(step)s.", step=name),
        "done",
    )
    return redirect(url_for("office.case", complaint_id=complaint_id), 303)


def _offered(complaint_id: str, element_id: str, *, is_sent: bool = False) -> tuple[Case, Sayable]:
    """The case and what is said of it, held against others who say something at the same moment."""
    session = database.session()
    case = find_case(session, staff.officer(), complaint_id)
    if is_sent:
        hold(session, case.complaint, key=posted_key(request.form))
    offered = sayable_by(session, portal().registry, staff.officer(), case)
    try:
        return case, one_of(offered, element_id)
    except NotVisible:
        roles = roles_of(staff.officer(), case)
        refuse_if_not_now(session, portal().registry, case.complaint, element_id, roles=roles)
        raise


def _form(case: Case, said: Sayable, posted: Posted | None = None) -> TaskForm:
    return form_to_say(
        database.session(),
        portal().registry,
        case.complaint,
        said,
        language=i18n.language(),
        now=clock.now(),
        identity=staff.officer(),
        posted=posted,
    )


def _show(case: Case, said: Sayable, form: TaskForm, *, key: str) -> str:
    return render_template(
        "office/say.html",
        back=url_for("office.case", complaint_id=case.complaint.id),
        form=form,
        key=key,
        name=words.named(said.element.name, said.element.name_hi),
    )
