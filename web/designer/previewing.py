"""A form as an officer or a complainant will see it, made by the same code that will ask them.

Nothing that is typed into it goes anywhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from engine import drafts as engine_drafts
from engine.draft_limits import FILE_BYTES
from engine.exceptions import DraftTooLarge
from engine.forms import Field, Form, FormRefused, Option, read_form
from processes.options import SOURCES, Question, options
from processes.permissions.permission import Permission
from web import clock, database, i18n, staff
from web.designer import blueprint
from web.task_forms import TaskForm

#: Longer lists are cut: what matters is that there is one.
_MOST_OPTIONS = 200


@blueprint.post("/drafts/<draft_id>/preview")
@staff.permits(Permission.DESIGN, at_once=True)
def preview(draft_id: str) -> ResponseReturnValue:
    """The page of a form whose file is the body of the request; or what is wrong with it.

    With `all` it shows also what is asked only after certain answers.
    """
    engine_drafts.find(database.session(), draft_id)
    if (request.content_length or 0) > FILE_BYTES:
        raise DraftTooLarge(draft=draft_id)
    asked = request.args.get("in", "")
    language = asked if asked in i18n.LANGUAGES else i18n.language()
    try:
        form = read_form(request.get_data())
    except FormRefused as refused:
        return jsonify(faults=refused.reasons), 422
    if "all" in request.args:
        form = replace(form, fields=_unconditional(form.fields))
    with force_locale(language):
        return jsonify(page=_page(form, language))


def _page(form: Form, language: str) -> str:
    shown = TaskForm(form, language=language, now=clock.now(), sources=_sources)
    # the frame is in the language of the preview, whatever the page around it speaks
    return render_template("designer/preview.html", form=shown, language=language)


def _unconditional(fields: Sequence[Field]) -> tuple[Field, ...]:
    return tuple(replace(each, hide=None, fields=_unconditional(each.fields)) for each in fields)


def _sources(source: str, known: Mapping[str, Any]) -> Sequence[Option]:
    """The list as it is now; two stand-ins where it depends on a case, which a preview has not."""
    question = Question(database.session(), clock.now(), values=known)
    offered = options(source, question) if source in SOURCES else ()
    if offered:
        return offered[:_MOST_OPTIONS]
    words = gettext("from the list %(name)s", name=source)
    return [Option(f"{source}_{n}", f"{n}: {words}", f"{n}: {words}") for n in (1, 2)]
