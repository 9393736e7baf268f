"""The API's own description, OpenAPI 3.1; what it says of answers comes from the form files."""

from collections.abc import Mapping
from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue

from processes.partners.tokens import Scope
from web import database, i18n
from web.api import blueprint
from web.api.operations import OPERATIONS, Operation
from web.api.parameters import ASKED_FROM
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
            **{each.path: {each.method: _described(each)} for each in OPERATIONS},
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
    }


def _described(operation: Operation) -> dict[str, Any]:
    """An operation object of OpenAPI 3.1."""
    told: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "description": f"Needs the scope `{operation.scope}`.",
        "responses": {str(operation.status): said(reference(operation.gives)), **ERRORS},
    }
    guessed = (ASKED_FROM,) if operation.scope in _GUESSED else ()
    if parameters := [*operation.parameters, *guessed]:
        told["parameters"] = parameters
    if operation.takes:
        told["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": reference(operation.takes)}},
        }
    return told
