"""The proforma as a program shows it: pages, questions and options, and the schema of answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import jsonify, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from engine import definitions
from engine.forms import Form, Option
from processes import passwords
from processes.complaint.answers import form_of
from processes.complaint.opening import PROCESS
from processes.options import Question, options
from processes.partners.tokens import Scope
from web import clock, database, i18n
from web.api import blueprint
from web.api.guard import asks
from web.api.schema import questions_of, schema_of
from web.task_forms import TaskForm


@blueprint.get("/proforma")
@asks(Scope.READ)
def proforma() -> ResponseReturnValue:
    """The newest proforma in the language asked for."""
    form, language = newest(database.session()), i18n.language()
    return jsonify(
        language=language,
        notice=url_for("public.report"),
        shortest_passphrase=passwords.SHORTEST,
        pages=questions_of(form, language),
        answers=schema_of(form, language),
    )


def newest(session: Session) -> Form:
    """The proforma as the newest version of the drawing has it."""
    definition = definitions.load(session, definitions.latest(session, PROCESS).id)
    return form_of(definition, definition.start_form)


def bound(session: Session, form: Form, posted: MultiDict[str, Any]) -> TaskForm:
    """The proforma with what was posted, all pages at once."""

    def sources(source: str, known: Mapping[str, Any]) -> Sequence[Option]:
        return options(source, Question(session, clock.now(), values=known))

    return TaskForm(form, language=i18n.language(), now=clock.now(), sources=sources, posted=posted)
