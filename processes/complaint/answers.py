"""Answers to a form, parted as the form says: process variables here, the case record there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.cache import Cache
from engine.definitions import Definition
from engine.forms import Form, Kind, parse_form

#: Read once: a page asks for its form several times, and a form is never changed.
_forms: Cache[Form] = Cache(1_024)


@dataclass(frozen=True)
class Answers:
    """What a form gave, checked by the door. `record` is personal or told; it never is logged."""

    variables: Mapping[str, Any] = field(default_factory=dict)
    record: Mapping[str, Any] = field(default_factory=dict, repr=False)


def part(form: Form, values: Mapping[str, Any]) -> Answers:
    """Part the values of a form by what its file says; what it does not declare is left out.

    A field shown read-only takes no value from a person.
    """
    variables: dict[str, Any] = {}
    record: dict[str, Any] = {}
    for question in form.inputs():
        if question.key not in values or question.readonly:
            continue
        if question.record:
            record[question.record] = values[question.key]
        else:
            variables[question.key] = values[question.key]
    return Answers(variables, record)


def with_blanks(form: Form, variables: Mapping[str, Any]) -> dict[str, Any]:
    """The variables with a blank for every question that was not answered.

    Conditions and decision tables may then ask for each of them.
    """
    blanks = {
        question.key: _blank(question.kind) for question in form.inputs() if not question.record
    }
    return {**blanks, **variables}


def form_of(definition: Definition, path: str | None) -> Form:
    """A form file of a definition; one without questions where the drawing names none."""
    if not path:
        return Form(id="", fields=())
    place = f"{definition.content_hash} {path}"
    known = _forms.get(place)
    if known is None:
        known = parse_form(definition.forms[path])
        _forms.put(place, known)
    return known


def _blank(kind: Kind) -> Any:
    if kind is Kind.CHECKBOX:
        return False
    return [] if kind in (Kind.CHECKLIST, Kind.LIST) else None
