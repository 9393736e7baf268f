"""Asks: an appeal or a withdrawal that she begins beside her complaint."""

from collections.abc import Mapping
from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from engine.forms import Form
from models import Complaint
from processes.complaint import asking
from processes.complaint.answers import form_of
from processes.exceptions import AlreadyAsked, TooLateToAsk
from processes.options import Question, options
from processes.partners.repeats import Answer
from processes.partners.tokens import Scope
from web import clock, database, i18n
from web.api import answers, blueprint, bodies
from web.api.guard import asks
from web.api.problems import Problem
from web.api.schema import questions_of, schema_of
from web.api.track import opened
from web.portal import portal
from web.task_forms import TaskForm
from web.task_forms.open_task import form_of_start


@blueprint.post("/complaints/asks/show")
@asks(Scope.TRACK)
def show_ask() -> ResponseReturnValue:
    """The question with which such a process begins."""
    read = bodies.body()
    complaint, process = opened(read), bodies.text(read, "ask")
    _refuse_if_needless(database.session(), complaint, process)
    form, language = _form_of(database.session(), process), i18n.language()
    return jsonify(
        ask=process, pages=questions_of(form, language), answers=schema_of(form, language)
    )


@blueprint.post("/complaints/asks")
@asks(Scope.TRACK)
def begin_ask() -> ResponseReturnValue:
    """Begin it with what she said."""
    read = bodies.body()
    asked = bodies.repeatable(read)
    complaint, process = opened(read), bodies.text(read, "ask")

    def begin() -> Answer:
        session = database.session()
        _refuse_if_needless(session, complaint, process)
        filled = _filled(session, complaint, process, read)
        answers.check(filled)
        asking.ask(
            session, portal().registry, complaint.id, process, filled.answers, now=clock.now()
        )
        return Answer(201, {"ask": process, "begun": True})

    try:
        return bodies.once(asked, begin)
    except (AlreadyAsked, TooLateToAsk) as refused:
        raise _problem(refused) from None


def _refuse_if_needless(session: Session, complaint: Complaint, process: str) -> None:
    try:
        asking.refuse_if_needless(session, complaint, process)
    except (AlreadyAsked, TooLateToAsk) as refused:
        raise _problem(refused) from None


def _problem(refused: AlreadyAsked | TooLateToAsk) -> Problem:
    return Problem(409, "asked-already" if isinstance(refused, AlreadyAsked) else "closed")


def _form_of(session: Session, process: str) -> Form:
    definition = asking.asked_by(session, process)
    return form_of(definition, definition.start_form)


def _filled(
    session: Session, complaint: Complaint, process: str, read: Mapping[str, Any]
) -> TaskForm:
    now = clock.now()
    return form_of_start(
        asking.asked_by(session, process),
        language=i18n.language(),
        now=now,
        sources=lambda source, known: options(source, Question(session, now, complaint, known)),
        posted=answers.posted(_form_of(session, process), read.get("answers")),
    )
