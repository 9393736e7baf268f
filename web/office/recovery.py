"""The help desk's steps: whom to call, and the one-time word, each shown to who asks for it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from processes.complaint import numbers, phrases
from processes.permissions.permission import Permission
from processes.recovery import desk
from web import clock, database, staff
from web.office import blueprint
from web.portal import portal


@blueprint.post("/tasks/<task_id>/whom-to-call")
@staff.permits(Permission.DO_TASK)
def whom_to_call(task_id: str) -> ResponseReturnValue:
    """Whom to call and at which hours; the audit keeps that she looked."""
    to_call = desk.how_to_call(
        database.session(), portal().registry, staff.officer(), task_id, now=clock.now()
    )
    code = to_call.contact.phrase
    shown = render_template(
        "office/whom_to_call.html",
        task_id=task_id,
        to_call=to_call,
        phrase=phrases.phrase(code) if code else None,
    )
    database.commit()
    return shown


@blueprint.post("/tasks/<task_id>/word")
@staff.permits(Permission.DO_TASK)
def one_time_word(task_id: str) -> ResponseReturnValue:
    """The word or code to read out, made now; the audit keeps that it was."""
    word = desk.make_word(
        database.session(), portal().registry, staff.officer(), task_id, now=clock.now()
    )
    shown = render_template(
        "office/one_time_word.html",
        task_id=task_id,
        word=word,
        spoken=numbers.read_aloud(numbers.parse(word.token)) if word.token else None,
    )
    database.commit()
    return shown
