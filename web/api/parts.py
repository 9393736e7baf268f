"""The parts of the API's description: what goes into requests and what comes in answers."""

import re
from collections.abc import Mapping
from typing import Any

from web.api.moments import OFFSET

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
_CLOCK: Schema = {
    "format": "date-time",
    "pattern": f"{re.escape(OFFSET)}$",
    "description": "On the clock of India, as every moment here.",
}
_MOMENT: Schema = {"type": "string", **_CLOCK}
_MOMENT_OR_NONE: Schema = {"type": ["string", "null"], **_CLOCK}
_YES: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer"}
_ANY: Schema = {"type": "object"}
_DEGREES: Schema = {"type": "number"}
_OPTION = _thing(value=_TEXT, label=_TEXT)
_OPENING: Mapping[str, Schema] = {"number": _TEXT, "passphrase": _TEXT}

PARTS: Mapping[str, Schema] = {
    "Problem": _thing(
        ("errors", "detail"),
        type={"type": "string", "format": "uri"},
        title=_TEXT,
        detail=_TEXT,
        status=_COUNT,
        errors=_list(reference("Fault")),
    ),
    "Fault": _thing(pointer=_TEXT, detail=_TEXT),
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
            "description": "Only where she has no safe channel on which it could reach her. "
            "A visit asks for no code.",
        },
        call={
            **_thing(**{"from": _MOMENT, "until": _MOMENT}),
            "type": ["object", "null"],
            "description": "When a woman calls her; null where `visit` is true.",
        },
        visit={
            **_YES,
            "description": "Whether a woman officer visits her, for she has no safe telephone, "
            "and gives her the number in person.",
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
        with_police={
            "type": ["object", "null"],
            "description": "How long the police have had it, from her number to its end.",
            "properties": {"since": _MOMENT, "days": _COUNT, "is_over": _YES},
            "required": ["since", "days", "is_over"],
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
        still_owed=_list(_thing(**{"with": _TEXT, "step": _TEXT, "due_at": _MOMENT_OR_NONE})),
        asks=_list(_thing(process=_TEXT, name=_TEXT)),
        sayings=_list(_thing(id=_TEXT, name=_TEXT)),
        recoveries=_list(_thing(id=_TEXT, lost=_TEXT, asked_at=_MOMENT)),
        filed_by={
            "type": ["object", "null"],
            "description": "Who filed it for her; null where she did, or has taken it over.",
            "properties": {"code": {"enum": ["guardian", "helper"]}, "text": _TEXT},
            "required": ["code", "text"],
            "additionalProperties": False,
        },
        told=_list(_thing(question=_TEXT, answer=_TEXT, corrected_at=_MOMENT_OR_NONE)),
        messages=_list(_thing(about=_TEXT, channel=_TEXT, state=_TEXT, at=_MOMENT)),
    ),
    "StepOpening": _thing(**_OPENING, step=_TEXT),
    "Step": _thing(step=_TEXT, pages=_list(reference("Page")), shown=_ANY, answers=_ANY),
    "StepAnswers": _thing(**_OPENING, step=_TEXT, answers=_ANY),
    "StepDone": _thing(step=_TEXT, done=_YES),
    "AskOpening": _thing(**_OPENING, ask=_TEXT),
    "Ask": _thing(ask=_TEXT, pages=_list(reference("Page")), answers=_ANY),
    "AskAnswers": _thing(**_OPENING, ask=_TEXT, answers=_ANY),
    "AskBegun": _thing(ask=_TEXT, begun=_YES),
    "SayingOpening": _thing(**_OPENING, saying=_TEXT),
    "Saying": _thing(saying=_TEXT, pages=_list(reference("Page")), answers=_ANY),
    "SayingAnswers": _thing(**_OPENING, saying=_TEXT, answers=_ANY),
    "SayingSaid": _thing(saying=_TEXT, said=_YES, joined=_YES),
    "CopyOpening": _thing(("answers",), **_OPENING, answers=_ANY),
    "Copy": _thing(
        tracking=reference("Tracking"),
        chapters=_list(
            _thing(
                name=_TEXT,
                sections=_list(
                    _thing(
                        name=_TEXT_OR_NONE,
                        at=_MOMENT,
                        facts=_list(_thing(question=_TEXT, answer=_TEXT, document=_TEXT_OR_NONE)),
                    )
                ),
            )
        ),
        steps=_list(
            _thing(
                **{
                    "name": _TEXT,
                    "with": _TEXT,
                    "from": _MOMENT,
                    "until": _MOMENT_OR_NONE,
                    "was_needed": _YES,
                }
            )
        ),
        texts=_list(_thing(about=_TEXT, text=_TEXT_OR_NONE, at=_MOMENT)),
    ),
    "DocumentOpening": _thing(**_OPENING, document=_TEXT),
    "Document": _thing(
        file_name=_TEXT,
        media_type=_TEXT,
        content={"type": "string", "contentEncoding": "base64"},
    ),
    "Loss": _thing(
        known_by={"type": "string", "description": "The complaint number, or her mobile number."},
        lost={"type": "string", "enum": ["code", "passphrase"]},
    ),
    "LossAsked": _thing(asked=_YES),
    "NewPassphrase": _thing(
        number=_TEXT,
        token={"type": "string", "description": "The word that the help desk read out to her."},
        passphrase=_TEXT,
    ),
    "PassphraseSet": _thing(set=_YES),
    "RecoveryRefusal": _thing(**_OPENING, recovery=_TEXT),
    "RecoveryRefused": _thing(recovery=_TEXT, refused=_YES),
    "Confirmation": _thing(mobile=_TEXT, code=_TEXT),
    "Confirmed": _thing(confirmed=_YES),
    "Number": _thing(number=_TEXT),
    "Challenge": _thing(challenge=_TEXT),
    "ChallengeAnswer": _thing(challenge=_TEXT, code=_TEXT),
    "BareStatus": _thing(status=_TEXT, status_text=_TEXT),
    "Enrolment": _thing(
        ("name", "places", "contacts", "to_know"),
        mobile=_TEXT,
        passphrase=_TEXT,
        district=_TEXT,
        name=_TEXT,
        places=_list(
            _thing(
                ("address", "latitude", "longitude"),
                address=_TEXT,
                latitude=_DEGREES,
                longitude=_DEGREES,
            )
        ),
        contacts=_list(_TEXT),
        to_know=_TEXT,
    ),
    "Enrolled": _thing(
        device={
            "type": "string",
            "description": "Keep it on her device: an alert that brings it needs nothing else.",
        },
        verified=_YES,
    ),
    "Device": _thing(device=_TEXT),
    "DeviceCode": _thing(device=_TEXT, code=_TEXT),
    "Verified": _thing(verified=_YES),
    "CodeSent": _thing(sent=_YES),
    "EnrolmentOpening": _thing(mobile=_TEXT, passphrase=_TEXT),
    "Forgotten": _thing(forgotten=_YES),
    "Place": _thing(latitude=_DEGREES, longitude=_DEGREES),
    "Alert": _thing(
        ("mobile", "device", "latitude", "longitude", "where", "district"),
        mobile=_TEXT,
        device=_TEXT,
        latitude=_DEGREES,
        longitude=_DEGREES,
        where=_TEXT,
        district=_TEXT,
    ),
    "Alerted": _thing(alert=_TEXT, is_new=_YES, unused=_list(reference("Fault"))),
    "AlertName": _thing(alert=_TEXT),
    "AlertStanding": _thing(
        alert=_TEXT,
        status=_TEXT,
        raised_at=_MOMENT,
        asked=_COUNT,
        coming=_COUNT,
        nearest_m={"type": ["integer", "null"]},
        is_placed=_YES,
    ),
    "Safe": _thing(alert=_TEXT, safe=_YES),
    "UnitsNear": _thing(units=_list(_thing(station=_TEXT, within_m=_COUNT))),
}
