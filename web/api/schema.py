"""The JSON schema of a form, made from the form file itself: there is no second list."""

from collections.abc import Mapping
from typing import Any

from engine.forms import Field, Form, Kind, Option
from web.task_forms.rows import MOST_ROWS

_FORMATS = {Kind.DATE: "date", Kind.TIME: "time", Kind.DATETIME: "date-time", Kind.FILE: "byte"}


def schema_of(form: Form, language: str) -> dict[str, Any]:
    """What the answers to a form must be like, in one language."""
    asked = [field for field in form.inputs() if not field.readonly]
    return {
        "type": "object",
        "properties": {field.key: _property(field, language) for field in asked},
        "required": [field.key for field in asked if field.limits.required and not field.hide],
        "additionalProperties": False,
    }


def questions_of(form: Form, language: str) -> list[dict[str, Any]]:
    """The pages of a form with their questions, for a program that shows them to her."""
    pages = form.pages or (Field(Kind.GROUP, "", "", "", fields=form.fields),)
    return [
        {
            "title": page.in_language(language),
            "hint": page.hint(language),
            "hidden_when": page.hide,
            "questions": [_question(field, language) for field in page.fields],
        }
        for page in pages
    ]


def _question(field: Field, language: str) -> dict[str, Any]:
    return {
        "key": field.key or None,
        "kind": str(field.kind),
        "label": field.in_language(language),
        "hint": field.hint(language),
        "required": field.limits.required,
        "hidden_when": field.hide,
        "options": [_option(option, language) for option in field.options],
        "options_from": field.options_from,
        "questions": [_question(inner, language) for inner in field.fields],
    }


def _option(option: Option, language: str) -> Mapping[str, str]:
    return {
        "value": option.value,
        "label": option.label_hi if language == "hi" else option.label,
    }


def _property(field: Field, language: str) -> dict[str, Any]:
    told: dict[str, Any] = {"title": field.in_language(language)}
    if hint := field.hint(language):
        told["description"] = hint
    if field.hide:
        told["x-hidden-when"] = field.hide
    return {**told, **_type(field, language)}


def _type(field: Field, language: str) -> dict[str, Any]:
    if field.kind is Kind.CHECKBOX:
        return {"type": "boolean"}
    if field.kind is Kind.NUMBER:
        return {"type": "number" if field.decimals else "integer"} | _set(
            minimum=field.limits.minimum, maximum=field.limits.maximum
        )
    if field.kind is Kind.CHECKLIST:
        return {"type": "array", "items": _choice(field), "uniqueItems": True}
    if field.kind in (Kind.SELECT, Kind.RADIO):
        return _choice(field)
    if field.kind is Kind.LIST:
        inner = schema_of(Form("", field.fields), language)
        return {"type": "array", "items": inner, "maxItems": MOST_ROWS}
    return {"type": "string"} | _set(
        minLength=field.limits.min_length,
        maxLength=field.limits.max_length,
        format=_FORMATS.get(field.kind) or field.limits.shape,
        pattern=f"^(?:{field.limits.pattern})$" if field.limits.pattern else None,
    )


def _choice(field: Field) -> dict[str, Any]:
    if field.options_from:
        return {"type": "string", "x-options-from": field.options_from}
    return {"type": "string", "enum": [option.value for option in field.options]}


def _set(**limits: Any) -> dict[str, Any]:
    return {name: value for name, value in limits.items() if value is not None}
