"""The parts of the API's description: what goes into requests and what comes in answers."""

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]

#: Every answer that is a problem.
ERRORS = {"default": {"$ref": "#/components/responses/Problem"}}


def reference(name: str) -> Schema:
    """A reference to one of the parts."""
    return {"$ref": f"#/components/schemas/{name}"}


def said(schema: Schema) -> Schema:
    """A response with this body."""
    return {"description": "As asked", "content": {"application/json": {"schema": schema}}}


def _thing(optional: tuple[str, ...] = (), /, **properties: Schema) -> Schema:
    """An object that holds these, and nothing else."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


_TEXT: Schema = {"type": "string"}
_TEXT_OR_NONE: Schema = {"type": ["string", "null"]}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_MOMENT_OR_NONE: Schema = {"type": ["string", "null"], "format": "date-time"}
_YES: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer"}
_ANY: Schema = {"type": "object"}
_DEGREES: Schema = {"type": "number"}
_OPTION = _thing(value=_TEXT, label=_TEXT)
_OPENING: Mapping[str, Schema] = {"number": _TEXT, "passphrase": _TEXT}

PARTS: Mapping[str, Schema] = {
    "Problem": _thing(
        ("errors",),
        type={"type": "string", "format": "uri"},
        title=_TEXT,
        status=_COUNT,
        errors=_list(_thing(pointer=_TEXT, detail=_TEXT)),
    ),
    "Option": _OPTION,
    "Options": _thing(options=_list(reference("Option"))),
    "Question": _thing(
        key=_TEXT_OR_NONE,
        kind=_TEXT,
        label=_TEXT,
        hint=_TEXT,
        required=_YES,
        hidden_when=_TEXT_OR_NONE,
        options=_list(reference("Option")),
        options_from=_TEXT_OR_NONE,
        questions=_list(reference("Question")),
    ),
    "Page": _thing(
        title=_TEXT,
        hint=_TEXT,
        hidden_when=_TEXT_OR_NONE,
        questions=_list(reference("Question")),
    ),
    "Proforma": _thing(
        language={"type": "string", "enum": ["hi", "en"]},
        notice={"type": "string", "description": "The page with the notice to show her first."},
        shortest_passphrase=_COUNT,
        pages=_list(reference("Page")),
        answers={"type": "object", "description": "The schema ProformaAnswers."},
    ),
    "Rights": _thing(
        rights=_list(_thing(id=_TEXT, title=_TEXT, parts=_list(_thing(text=_TEXT, source=_TEXT))))
    ),
    "Submission": _thing(
        agreed={"type": "boolean", "const": True},
        passphrase=_TEXT,
        answers=reference("ProformaAnswers"),
    ),
    "Receipt": _thing(
        submitted_at=_MOMENT,
        phrase=_thing(hi=_TEXT, en=_TEXT),
        code={
            "type": ["string", "null"],
            "description": "Only where she has no safe channel on which it could reach her.",
        },
        call={
            **_thing(**{"from": _MOMENT, "until": _MOMENT}),
            "description": "When a woman calls her.",
        },
    ),
    "Opening": _thing(**_OPENING),
    "Tracking": _thing(
        number=_TEXT,
        status=_TEXT,
        status_text=_TEXT,
        submitted_at=_MOMENT,
        clock={
            "type": ["object", "null"],
            "properties": {
                "started_at": _MOMENT,
                "limit_at": _MOMENT,
                "is_law": _YES,
                "day": _COUNT,
                "days": _COUNT,
                "is_over": _YES,
                "stopped_at": _MOMENT_OR_NONE,
            },
            "additionalProperties": False,
        },
        stays=_list(
            _thing(
                **{
                    "with": _TEXT,
                    "officer": _TEXT_OR_NONE,
                    "step": _TEXT,
                    "from": _MOMENT,
                    "until": _MOMENT_OR_NONE,
                    "days": _COUNT,
                }
            )
        ),
        steps=_list(_thing(id=_TEXT, name=_TEXT, due_at=_MOMENT_OR_NONE, due_is_law=_YES)),
        told=_list(_thing(question=_TEXT, answer=_TEXT)),
        messages=_list(_thing(about=_TEXT, channel=_TEXT, state=_TEXT, at=_MOMENT)),
    ),
    "StepOpening": _thing(**_OPENING, step=_TEXT),
    "Step": _thing(step=_TEXT, pages=_list(reference("Page")), shown=_ANY, answers=_ANY),
    "StepAnswers": _thing(**_OPENING, step=_TEXT, answers=_ANY),
    "StepDone": _thing(step=_TEXT, done=_YES),
    "Place": _thing(latitude=_DEGREES, longitude=_DEGREES),
    "Alert": _thing(
        ("mobile", "latitude", "longitude", "where", "district"),
        mobile=_TEXT,
        latitude=_DEGREES,
        longitude=_DEGREES,
        where=_TEXT,
        district=_TEXT,
    ),
    "Alerted": _thing(alert=_TEXT, is_new=_YES),
    "AlertName": _thing(alert=_TEXT),
    "Safe": _thing(alert=_TEXT, safe=_YES),
    "UnitsNear": _thing(units=_list(_thing(station=_TEXT, within_m=_COUNT))),
}
