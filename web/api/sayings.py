"""Sayings: what she may say of her complaint at any time, such as pressure or an unsafe phone."""

from flask import jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from engine.forms import Form
from engine.registry import Actor
from models import Complaint
from processes.complaint.answers import form_of
from processes.complaint.sayable import Sayable, hers_to_say
from processes.complaint.saying import hold, say
from processes.exceptions import TooLateToSay
from processes.partners.repeats import Answer
from processes.partners.tokens import Scope
from processes.runs import run_of_complaint
from web import clock, database, i18n
from web.api import answers, blueprint, bodies
from web.api.guard import asks
from web.api.problems import Problem
from web.api.schema import questions_of, schema_of
from web.api.track import opened
from web.portal import portal
from web.public import words
from web.task_forms.said import form_to_say


@blueprint.post("/complaints/sayings/show")
@asks(Scope.TRACK)
def show_saying() -> ResponseReturnValue:
    """The questions of what she wants to say."""
    read = bodies.body()
    complaint = opened(read)
    said = _hers(database.session(), complaint, bodies.text(read, "saying"))
    form, language = form_of_saying(database.session(), complaint, said), i18n.language()
    return jsonify(
        saying=said.element.id,
        pages=questions_of(form, language),
        answers=schema_of(form, language),
    )


@blueprint.post("/complaints/sayings")
@asks(Scope.TRACK)
def send_saying() -> ResponseReturnValue:
    """Take it to those it concerns; the same request again says it once."""
    read = bodies.body()
    asked = bodies.repeatable(read)
    complaint = opened(read)

    def send() -> Answer:
        session = database.session()
        hold(session, complaint, key=asked.submission_key)
        said = _hers(session, complaint, bodies.text(read, "saying"))
        filled = form_to_say(
            session,
            portal().registry,
            complaint,
            said,
            language=i18n.language(),
            now=clock.now(),
            posted=answers.posted(form_of_saying(session, complaint, said), read.get("answers")),
        )
        answers.check(filled)
        began = say(
            session,
            portal().registry,
            complaint,
            said,
            filled.answers,
            key=asked.submission_key,
            actor=Actor(),
            now=clock.now(),
        )
        return Answer(201, {"saying": said.element.id, "said": True, "joined": not began})

    return bodies.once(asked, send)


def _hers(session: Session, complaint: Complaint, element_id: str) -> Sayable:
    try:
        return hers_to_say(session, portal().registry, complaint, element_id)
    except TooLateToSay as refused:
        why = words.for_her(refused.why, refused.why_hi)
        raise Problem(409, "not-now", detail=why) from None


def form_of_saying(session: Session, complaint: Complaint, said: Sayable) -> Form:
    """The form that asks what she wants to say."""
    return form_of(run_of_complaint(session, complaint).definition, said.element.form)
