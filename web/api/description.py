"""The API's own description, OpenAPI 3.1; what it says of answers comes from the form files."""

from collections.abc import Mapping
from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue

from processes.partners.tokens import Scope
from web import database, i18n
from web.api import blueprint
from web.api.parts import ERRORS, PARTS, reference, said
from web.api.problems import MIME
from web.api.proforma import newest
from web.api.schema import schema_of

VERSION = "1.0.0"
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "Your own key of this request. The same request again, within three days, "
    "gets the same answer and changes nothing.",
    "schema": {"type": "string", "minLength": 16, "maxLength": 200},
}
_WITHIN = {
    "name": "within",
    "in": "query",
    "description": "The state whose districts, or the district whose stations are asked for.",
    "schema": {"type": "string"},
}
_SOURCE = {
    "name": "source",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "enum": ["states", "districts", "stations"]},
}


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
                    parameters=[_SOURCE, _WITHIN],
                )
            },
            "/rights": {"get": _operation("rights", Scope.READ, "Her rights", "Rights")},
            "/complaints": {
                "post": _operation(
                    "submit", Scope.SUBMIT, "Send a complaint in", "Receipt",
                    takes="Submission", status=201, parameters=[_KEY],
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
                    takes="StepAnswers", parameters=[_KEY],
                )
            },
            "/alerts": {
                "post": _operation(
                    "raise_alert", Scope.ALERT, "Send help to her", "Alerted",
                    takes="Alert", status=201, parameters=[_KEY],
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
    parameters: list[Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": name,
        "summary": summary,
        "description": f"Needs the scope `{scope}`.",
        "responses": {str(status): said(reference(gives)), **ERRORS},
    }
    if parameters:
        told["parameters"] = parameters
    if takes:
        told["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": reference(takes)}},
        }
    return told
