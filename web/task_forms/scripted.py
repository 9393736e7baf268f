"""Answers of a scripted case, posted into the same form that the pages show."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from flask_babel import force_locale
from werkzeug.datastructures import FileStorage, MultiDict

from engine import instances
from engine.forms import Field, Form, Kind, Option
from processes.complaint.answers import form_of, part
from processes.complaint.sayable import Sayable
from processes.options import Question, options
from processes.scripted import Asked, Reading
from web.task_forms import PREFIX, TaskForm
from web.task_forms.open_task import form_of_task
from web.task_forms.said import form_to_say

_LANGUAGE = "en"
#: What a case writes for a picture: a beginning, one empty scan, and an end, as a real one has.
_PICTURE = b"\xff\xd8\xff\xda\x00\x02an invented picture\xff\xd9"


def read_form(asked: Asked) -> Reading:
    """Read a case's answers as the page of that form would."""
    with force_locale(_LANGUAGE):
        form = _form(asked)
        form.validate()
        findings = {anchor: remedy for anchor, _label, remedy in form.errors}
    inputs = Form("", form.fields).inputs()
    readable = {item.key for item in inputs if not item.readonly} & set(form.asked_keys)
    said = {key for key, value in asked.values.items() if value not in (None, False)}
    values = {**{item.key: None for item in inputs}, **form.values}
    return Reading(
        values=values,
        answers=form.answers if not findings else part(Form("", ()), {}),
        findings={key.removeprefix(PREFIX): remedy for key, remedy in findings.items()},
        not_asked=sorted(said - readable),
        choices=form.choices,
    )


def _form(asked: Asked) -> TaskForm:
    if asked.said is not None:
        return _form_to_say(asked, asked.said)
    return _start_form(asked) if asked.task is None else _form_of_task(asked)


def _form_to_say(asked: Asked, said: Sayable) -> TaskForm:
    assert asked.complaint is not None
    form = form_of(asked.definition, said.element.form)
    return form_to_say(
        asked.session,
        asked.registry,
        asked.complaint,
        said,
        language=_LANGUAGE,
        now=asked.now,
        identity=asked.identity,
        posted=_posted(asked.values, {item.key: item for item in form.inputs()}),
    )


def _start_form(asked: Asked) -> TaskForm:
    form = form_of(asked.definition, asked.definition.start_form)

    def sources(source: str, known: Mapping[str, Any]) -> Sequence[Option]:
        return options(source, Question(asked.session, asked.now, values=known))

    return TaskForm(
        form,
        language=_LANGUAGE,
        now=asked.now,
        sources=sources,
        posted=_posted(asked.values, {item.key: item for item in form.inputs()}),
    )


def _form_of_task(asked: Asked) -> TaskForm:
    assert asked.task is not None
    task = asked.task
    definition = instances.definition_of(asked.session, task.instance_id)
    form = form_of(definition, definition.elements[task.element_id].form)
    return form_of_task(
        asked.session,
        asked.registry,
        task,
        asked.complaint,
        language=_LANGUAGE,
        now=asked.now,
        posted=_posted(asked.values, {item.key: item for item in form.inputs()}),
    )


def _posted(values: Mapping[str, Any], inputs: Mapping[str, Field]) -> MultiDict[str, Any]:
    """What a browser would send."""
    posted: MultiDict[str, Any] = MultiDict()
    for key, value in values.items():
        field = inputs.get(key)
        if field is not None and field.kind is Kind.LIST:
            rows = value if isinstance(value, list) else []
            for number, row in enumerate(each for each in rows if isinstance(each, dict)):
                for name, cell in row.items():
                    _post(posted, f"{PREFIX}{key}-{number}-{name}", cell, None)
        else:
            _post(posted, f"{PREFIX}{key}", value, field)
    return posted


def _post(posted: MultiDict[str, Any], name: str, value: Any, field: Field | None) -> None:
    if field is not None and field.kind is Kind.FILE and value is True:
        posted.add(name, FileStorage(BytesIO(_PICTURE), filename="picture.jpg"))
        return
    for each in value if isinstance(value, list) else [value]:
        if each is True:
            posted.add(name, "on")
        elif each not in (None, False):
            posted.add(name, str(each))
