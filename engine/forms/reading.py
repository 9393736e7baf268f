"""Reading form files: form-js as designers save it, and what is refused in it."""

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from engine.forms.fields import CHOICES, CONTAINERS, Field, Form, Kind, Limits, Option
from engine.forms.patterns import PatternRefused, check_pattern
from engine.json_files import JsonRefused, read_json

_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)
_DATETIME_KINDS = {"date": Kind.DATE, "time": Kind.TIME, "datetime": Kind.DATETIME}
_MARKUP = ("<", "{{")


class FormRefused(Exception):
    """The file is not a form that can be shown."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


def parse_form(schema: Mapping[str, Any]) -> Form:
    """Read a form-js schema.

    :raises FormRefused: with every reason at once
    """
    reasons: list[str] = []
    components = schema.get("components")
    if not isinstance(components, list):
        raise FormRefused(["a form needs a list of components"])
    fields = tuple(_fields(components, reasons))
    named = str(_object(dict(schema), "properties").get("decision") or "").split(",")
    decisions = tuple(name.strip() for name in named if name.strip())
    form = Form(id=str(schema.get("id", "")), fields=fields, decisions=decisions)
    _refuse_doubles([field.key for field in form.inputs()], reasons)
    if not decisions and any(field.refusal for field in form.inputs()):
        reasons.append("a refusal needs the table that tells it, the form's property decision")
    if reasons:
        raise FormRefused(reasons)
    return form


def read_form(content: bytes) -> Form:
    """Read a form file.

    :raises FormRefused: it is not JSON, or not a form
    """
    try:
        schema = read_json(content)
    except JsonRefused as refusal:
        raise FormRefused([refusal.reason]) from None
    if not isinstance(schema, dict):
        raise FormRefused(["a form is a JSON object"])
    return parse_form(schema)


def _fields(components: list[Any], reasons: list[str], depth: int = 0) -> Iterator[Field]:
    if depth > 4:
        reasons.append("groups lie too deep in one another")
        return
    for component in components:
        if not isinstance(component, dict):
            reasons.append("a component must be a JSON object")
        elif (field := _field(component, reasons, depth)) is not None:
            yield field


def _field(component: dict[str, Any], reasons: list[str], depth: int) -> Field | None:
    kind = _kind(component)
    named = str(component.get("key") or component.get("id") or component.get("type") or "?")
    if kind is None:
        reasons.append(f"{named}: a component of type {component.get('type')!r} cannot be shown")
        return None
    properties = _object(component, "properties")
    label = _label(component, kind)
    field = Field(
        kind=kind,
        key=_key(component, kind, named, reasons),
        label=label,
        label_hi=str(properties.get("label_hi") or properties.get("text_hi") or label),
        description=str(component.get("description") or ""),
        description_hi=str(properties.get("description_hi") or component.get("description") or ""),
        record=str(properties["record"]) if properties.get("record") else None,
        personal=str(properties.get("personal", "")).lower() == "true",
        for_her=str(properties.get("for_her") or ""),
        for_her_hi=str(properties.get("for_her_hi") or properties.get("for_her") or ""),
        limits=_limits(component, named, reasons),
        options=_options(component, named, reasons) if kind in CHOICES else (),
        options_from=_source(component) if kind in CHOICES else None,
        hide=_condition(component),
        must=_feel(properties, "must"),
        remedy=str(properties.get("must_text") or ""),
        remedy_hi=str(properties.get("must_text_hi") or properties.get("must_text") or ""),
        proposed=_feel(properties, "proposed"),
        asked_anew=str(properties.get("asked_anew", "")).lower() == "true",
        refusal=str(properties.get("refusal") or ""),
        readonly=bool(component.get("readonly") or component.get("disabled")),
        decimals=_whole(component, "decimalDigits", named, reasons) or 0,
        default=component.get("defaultValue"),
        fields=tuple(_fields(_list(component, "components"), reasons, depth + 1))
        if kind in CONTAINERS
        else (),
    )
    _refuse_what_cannot_be(field, named, reasons)
    return field


def _feel(properties: dict[str, Any], name: str) -> str | None:
    return str(properties.get(name) or "").removeprefix("=").strip() or None


def _kind(component: dict[str, Any]) -> Kind | None:
    name = component.get("type")
    if name == "datetime":
        return _DATETIME_KINDS.get(str(component.get("subtype", "date")))
    if name in ("date", "time"):  # form-js knows these only as kinds of datetime
        return None
    try:
        return Kind(str(name))
    except ValueError:
        return None


def _label(component: dict[str, Any], kind: Kind) -> str:
    names = {
        Kind.WORDS: ("text",),
        Kind.TIME: ("timeLabel", "label"),
        Kind.DATE: ("dateLabel", "label"),
        Kind.DATETIME: ("label", "dateLabel"),
    }.get(kind, ("label",))
    return next((str(component[name]) for name in names if component.get(name)), "")


def _key(component: dict[str, Any], kind: Kind, named: str, reasons: list[str]) -> str:
    if kind is Kind.WORDS:
        return ""
    if kind is Kind.GROUP:
        return str(component.get("key") or component.get("id") or "")
    key = str(component.get("path" if kind is Kind.LIST else "key") or "")
    if not _KEY.fullmatch(key):
        reasons.append(
            f"{named}: a key is written in small letters, digits and _ and begins with a letter"
        )
    return key


def _limits(component: dict[str, Any], named: str, reasons: list[str]) -> Limits:
    rules = _object(component, "validate")
    return Limits(
        required=bool(rules.get("required")),
        min_length=_whole(rules, "minLength", named, reasons),
        max_length=_whole(rules, "maxLength", named, reasons),
        minimum=_number(rules, "min", named, reasons),
        maximum=_number(rules, "max", named, reasons),
        pattern=_pattern(rules, named, reasons),
        shape=_shape(rules),
    )


def _pattern(rules: dict[str, Any], named: str, reasons: list[str]) -> str | None:
    pattern = rules.get("pattern")
    if not pattern:
        return None
    try:
        check_pattern(str(pattern))
    except PatternRefused:
        reasons.append(f"{named}: the pattern is not a regular expression of bounded time")
    return str(pattern)


def _shape(rules: dict[str, Any]) -> str | None:
    shape = rules.get("validationType")
    return shape if shape in ("email", "phone") else None


def _number(holder: dict[str, Any], name: str, named: str, reasons: list[str]) -> float | None:
    value = holder.get(name)
    if value is None or value == "":
        return None
    try:
        number = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if math.isfinite(number):
        return number
    reasons.append(f"{named}: {name} is not a number")
    return None


def _whole(holder: dict[str, Any], name: str, named: str, reasons: list[str]) -> int | None:
    number = _number(holder, name, named, reasons)
    return None if number is None else int(number)


def _options(component: dict[str, Any], named: str, reasons: list[str]) -> tuple[Option, ...]:
    if component.get("valuesExpression"):
        reasons.append(f"{named}: options cannot be computed; name a source with valuesKey")
    options = []
    for value in _list(component, "values"):
        if not isinstance(value, dict) or "value" not in value:
            reasons.append(f"{named}: an option needs a value and a label")
            continue
        label = str(value.get("label") or value["value"])
        known_as = tuple(str(name) for name in _list(value, "known_as"))
        label_hi = str(value.get("label_hi") or label)
        options.append(Option(str(value["value"]), label, label_hi, known_as=known_as))
    _refuse_doubles([option.value for option in options], reasons, where=f"{named}: ")
    return tuple(options)


def _condition(component: dict[str, Any]) -> str | None:
    hide = _object(component, "conditional").get("hide")
    return str(hide).removeprefix("=").strip() if hide else None


def _source(component: dict[str, Any]) -> str | None:
    source = component.get("valuesKey")
    return str(source) if source else None


def _list(component: dict[str, Any], name: str) -> list[Any]:
    value = component.get(name)
    return value if isinstance(value, list) else []


def _object(component: dict[str, Any], name: str) -> dict[str, Any]:
    value = component.get(name)
    return value if isinstance(value, dict) else {}


def _refuse_what_cannot_be(field: Field, named: str, reasons: list[str]) -> None:
    texts = (
        field.label,
        field.label_hi,
        field.description,
        field.description_hi,
        field.for_her,
        field.for_her_hi,
        field.remedy,
        field.remedy_hi,
    )
    if any(sign in text for text in texts for sign in _MARKUP):
        reasons.append(f"{named}: a text holds no markup and no template")
    if field.is_input and not field.label:
        reasons.append(f"{named}: an input needs a label")
    if field.must and not field.remedy:
        reasons.append(f"{named}: what must hold needs a remedy, the property must_text")
    if field.personal and not field.record:
        reasons.append(f"{named}: a personal field needs the property record")
    if field.kind in CHOICES and not field.options and not field.options_from:
        reasons.append(f"{named}: a choice needs options, or a source of them")
    if field.kind in CONTAINERS and not field.fields:
        reasons.append(f"{named}: a group needs components")
    if field.kind is Kind.LIST and any(f.kind in CONTAINERS for f in field.fields):
        reasons.append(f"{named}: a repeating group holds plain inputs only")


def _refuse_doubles(names: list[str], reasons: list[str], where: str = "") -> None:
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        reasons.append(f"{where}{name} is there twice")
