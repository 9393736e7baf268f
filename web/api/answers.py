"""Answers: those in a body, checked by the same form and the same rules as on the pages."""

import base64
import binascii
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from flask_babel import gettext
from werkzeug.datastructures import FileStorage, MultiDict

from engine.forms import Field, Form, Kind
from web.api.problems import Fault, Problem, needed
from web.task_forms import PREFIX, TaskForm
from web.task_forms.rows import MOST_ROWS

#: As a browser sends a ticked box.
_TICKED = "1"
_MOST_CHOSEN = 100


def posted(form: Form, answers: Any, *, pointer: str = "/answers") -> MultiDict[str, Any]:
    """A body's answers as a browser would post them.

    :raises Problem: an answer is of the wrong kind, or nothing asks for it
    """
    if not isinstance(answers, dict):
        raise Problem(422, "not-valid", faults=[needed(pointer)])
    found: MultiDict[str, Any] = MultiDict()
    faults: list[Fault] = []
    asked = {field.key: field for field in form.inputs() if not field.readonly}
    for key, value in answers.items():
        place = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
        if key not in asked:
            faults.append(Fault(place, gettext("Nothing asks for this.")))
        elif value is not None:
            try:
                for name, typed in _typed(asked[key], value, PREFIX + key):
                    found.add(name, typed)
            except _OtherKind:
                faults.append(Fault(place, gettext("This is of another kind than asked for.")))
    if faults:
        raise Problem(422, "not-valid", faults=faults)
    return found


def check(form: TaskForm, *, pointer: str = "/answers") -> None:
    """Go on only if everything that is asked is answered rightly.

    :raises Problem: with what is wrong, answer by answer
    """
    if form.validate():
        return
    raise Problem(
        422,
        "not-valid",
        faults=[
            Fault(f"{pointer}/{anchor.removeprefix(PREFIX)}", detail)
            for anchor, _label, detail in form.errors
        ],
    )


class _OtherKind(Exception):
    """The JSON value is not of the kind that the question asks for."""


def _typed(field: Field, value: Any, name: str) -> Iterator[tuple[str, Any]]:
    """What a browser would post for one answer."""
    if field.kind is Kind.CHECKBOX:
        if not isinstance(value, bool):
            raise _OtherKind
        if value:
            yield name, _TICKED
    elif field.kind is Kind.CHECKLIST:
        for each in _listed(value):
            yield name, _text(each)
    elif field.kind is Kind.LIST:
        for number, row in enumerate(_listed(value, most=MOST_ROWS)):
            yield from _row(field, row, f"{name}-{number}")
    elif field.kind is Kind.NUMBER:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise _OtherKind
        yield name, str(value)
    elif field.kind is Kind.FILE:
        yield name, _file(value)
    else:
        yield name, _text(value)


def _row(field: Field, row: Any, name: str) -> Iterator[tuple[str, Any]]:
    inner = {each.key: each for each in field.fields}
    if not isinstance(row, dict) or not row.keys() <= inner.keys():
        raise _OtherKind
    for key, value in row.items():
        if value is not None:
            yield from _typed(inner[key], value, f"{name}-{key}")


def _listed(value: Any, most: int = _MOST_CHOSEN) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise _OtherKind
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _OtherKind
    return value


def _file(value: Any) -> FileStorage:
    try:
        content = base64.b64decode(_text(value), validate=True)
    except (binascii.Error, ValueError):
        raise _OtherKind from None
    return FileStorage(BytesIO(content), filename="file")
