"""The API's own description, OpenAPI 3.1; what it says of answers comes from the form files."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue

from processes.partners.tokens import Scope
from web import database, i18n
from web.api import blueprint
from web.api.parameters import ASKED_FROM, KEY, SOURCE, WITHIN
from web.api.parts import ERRORS, PARTS, reference, said
from web.api.problems import MIME
from web.api.proforma import newest
from web.api.schema import schema_of

VERSION = "1.0.0"
#: Scopes whose operations take a secret of hers, which somebody may guess at.
_GUESSED = frozenset({Scope.TRACK, Scope.ALERT})


@blueprint.get("/openapi.json")
def describe() -> ResponseReturnValue:
    """The description, with the proforma of this moment in the language asked for."""
    return jsonify(description(schema_of(newest(database.session()), i18n.language())))


def description(proforma: Mapping[str, Any]) -> dict[str, Any]:
    """The whole document; `proforma` is the schema of the proforma's answers."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "ITSSO",
            "version": VERSION,
            "description": "Report, follow and call for help. Answers come in Hindi, or in "
            "English where Accept-Language asks for it. Errors are problem details (RFC 9457).",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{"partner": []}],
        "paths": {
            "/openapi.json": {
                "get": {
                    "operationId": "describe",
                    "summary": "This description",
                    "security": [],
                    "responses": {"200": said({"type": "object"})},
                }
            },
            "/proforma": {"get": _operation("proforma", Scope.READ, "The proforma", "Proforma")},
            "/options/{source}": {
                "get": _operation(
                    "list_options", Scope.READ, "Options of a list", "Options",
                    parameters=[SOURCE, WITHIN],
                )
            },
            "/rights": {"get": _operation("rights", Scope.READ, "Her rights", "Rights")},
            "/complaints": {
                "post": _operation(
                    "submit", Scope.SUBMIT, "Send a complaint in", "Receipt",
                    takes="Submission", status=201, parameters=[KEY],
                )
            },
            "/complaints/track": {
                "post": _operation(
                    "track", Scope.TRACK, "Follow a complaint", "Tracking", takes="Opening"
                )
            },
            "/complaints/steps/show": {
                "post": _operation(
                    "show_step", Scope.TRACK, "What one of her steps asks", "Step",
                    takes="StepOpening",
                )
            },
            "/complaints/steps": {
                "post": _operation(
                    "complete_step", Scope.TRACK, "Answer one of her steps", "StepDone",
                    takes="StepAnswers", parameters=[KEY],
                )
            },
            "/complaints/asks/show": {
                "post": _operation(
                    "show_ask", Scope.TRACK, "What an appeal or a withdrawal asks", "Ask",
                    takes="AskOpening",
                )
            },
            "/complaints/asks": {
                "post": _operation(
                    "begin_ask", Scope.TRACK, "Begin an appeal or a withdrawal", "AskBegun",
                    takes="AskAnswers", status=201, parameters=[KEY],
                )
            },
            "/complaints/sayings/show": {
                "post": _operation(
                    "show_saying", Scope.TRACK, "What is asked of her who says something", "Saying",
                    takes="SayingOpening",
                )
            },
            "/complaints/sayings": {
                "post": _operation(
                    "send_saying", Scope.TRACK, "Say something of a complaint", "SayingSaid",
                    takes="SayingAnswers", status=201, parameters=[KEY],
                )
            },
            "/complaints/copy": {
                "post": _operation(
                    "take_copy", Scope.TRACK, "A copy of everything", "Copy", takes="CopyOpening"
                )
            },
            "/complaints/documents": {
                "post": _operation(
                    "fetch_document", Scope.TRACK, "A document that she added", "Document",
                    takes="DocumentOpening",
                )
            },
            "/complaints/confirm": {
                "post": _operation(
                    "confirm", Scope.TRACK, "She confirms by her code, after calls in vain",
                    "Confirmed", takes="Confirmation",
                )
            },
            "/complaints/code": {
                "post": _operation(
                    "send_code", Scope.TRACK, "Send her a one-time code", "Challenge",
                    takes="Number",
                )
            },
            "/complaints/status": {
                "post": _operation(
                    "bare_status", Scope.TRACK, "The bare status, by one-time code", "BareStatus",
                    takes="ChallengeAnswer",
                )
            },
            "/recoveries": {
                "post": _operation(
                    "ask_recovery", Scope.TRACK, "She lost her code or passphrase", "LossAsked",
                    takes="Loss",
                )
            },
            "/recoveries/passphrase": {
                "post": _operation(
                    "set_passphrase", Scope.TRACK, "Set a new passphrase", "PassphraseSet",
                    takes="NewPassphrase",
                )
            },
            "/recoveries/refuse": {
                "post": _operation(
                    "refuse_recovery", Scope.TRACK, "She did not ask for it", "RecoveryRefused",
                    takes="RecoveryRefusal",
                )
            },
            "/enrolments": {
                "post": _operation(
                    "enrol", Scope.ALERT, "Register her beforehand", "Enrolled",
                    takes="Enrolment", status=201, parameters=[KEY],
                )
            },
            "/enrolments/device": {
                "post": _operation(
                    "add_device", Scope.ALERT, "Let another telephone of hers call", "Enrolled",
                    takes="EnrolmentOpening",
                )
            },
            "/enrolments/code": {
                "post": _operation(
                    "verify_enrolment", Scope.ALERT, "Verify her telephone", "Verified",
                    takes="DeviceCode",
                )
            },
            "/enrolments/code/send": {
                "post": _operation(
                    "send_enrolment_code", Scope.ALERT, "Send her a new code", "CodeSent",
                    takes="Device",
                )
            },
            "/enrolments/forget": {
                "post": _operation(
                    "forget_enrolment", Scope.ALERT, "Forget her registration", "Forgotten",
                    takes="EnrolmentOpening",
                )
            },
            "/alerts": {
                "post": _operation(
                    "raise_alert", Scope.ALERT, "Send help to her", "Alerted",
                    takes="Alert", status=201, parameters=[KEY],
                )
            },
            "/alerts/show": {
                "post": _operation(
                    "show_alert", Scope.ALERT, "Who is coming", "AlertStanding",
                    takes="AlertName",
                )
            },
            "/alerts/safe": {
                "post": _operation(
                    "say_safe", Scope.ALERT, "She is safe", "Safe", takes="AlertName"
                )
            },
            "/units/near": {
                "post": _operation(
                    "units_near", Scope.ALERT, "Units near her", "UnitsNear", takes="Place"
                )
            },
        },
        "components": {
            "securitySchemes": {"partner": {"type": "http", "scheme": "bearer"}},
            "schemas": {**PARTS, "ProformaAnswers": dict(proforma)},
            "responses": {
                "Problem": {
                    "description": "What went wrong",
                    "content": {MIME: {"schema": reference("Problem")}},
                }
            },
        },
    }  # fmt: skip


def _operation(
    name: str,
    scope: Scope,
    summary: str,
    gives: str,
    *,
    takes: str | None = None,
    status: int = 200,
    parameters: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": name,
        "summary": summary,
        "description": f"Needs the scope `{scope}`.",
        "responses": {str(status): said(reference(gives)), **ERRORS},
    }
    if scope in _GUESSED:
        parameters = [*parameters, ASKED_FROM]
    if parameters:
        told["parameters"] = list(parameters)
    if takes:
        told["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": reference(takes)}},
        }
    return told
