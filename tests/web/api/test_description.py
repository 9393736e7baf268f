"""The API's description: complete, sound, and what the answers really are."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from processes.complaint import numbers
from tests.web.api.conftest import PASSPHRASE, Partner, submission
from tests.web.api.documented import differences, references, resolved
from tests.web.casework import Casework
from web.portal import Portal

HIDDEN = {"api.nothing"}


@pytest.fixture
def document(app: Flask) -> dict[str, Any]:
    told: dict[str, Any] = app.test_client().get("/api/v1/openapi.json").json
    return told


def test_it_can_be_read_without_a_token(app: Flask) -> None:
    answer = app.test_client().get("/api/v1/openapi.json")

    assert answer.status_code == 200
    assert answer.json["openapi"] == "3.1.0"


def test_it_names_every_address_and_no_other(app: Flask, document: dict[str, Any]) -> None:
    offered = {
        (rule.rule.removeprefix("/api/v1").replace("<", "{").replace(">", "}"), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.") and rule.endpoint not in HIDDEN
        for method in (rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}
    }
    described = {(path, method) for path, item in document["paths"].items() for method in item}

    assert described == offered
    assert len(described) > 8


def test_every_address_but_the_description_asks_for_a_scope(app: Flask) -> None:
    bare = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
        and rule.endpoint not in HIDDEN | {"api.describe"}
        and not hasattr(app.view_functions[rule.endpoint], "scope")
    ]

    assert bare == []


def test_every_reference_leads_somewhere_and_every_part_is_used(document: dict[str, Any]) -> None:
    used = set(references(document))

    assert [each for each in used if not resolved({"$ref": each}, document)] == []
    parts = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert parts <= used


def test_every_operation_has_a_name_of_its_own(document: dict[str, Any]) -> None:
    names = [op["operationId"] for item in document["paths"].values() for op in item.values()]

    assert len(names) == len(set(names))


def test_the_proforma_it_describes_is_the_form_files(
    document: dict[str, Any], partner: Partner
) -> None:
    described = document["components"]["schemas"]["ProformaAnswers"]

    served = partner.get("/proforma", Accept_Language="hi").json

    assert served["answers"] == described
    assert {"district", "what", "age_band", "safe_channel"} == set(described["required"])
    assert described["properties"]["age"]["maximum"] == 120
    assert described["additionalProperties"] is False


def test_answers_are_what_it_says(
    document: dict[str, Any],
    partner: Partner,
    answers: dict[str, Any],
    portal: Portal,
    opened: Callable[[], str],
) -> None:
    number = opened()
    opening = {"number": number, "passphrase": PASSPHRASE}
    told = {
        ("/proforma", "get"): partner.get("/proforma"),
        ("/rights", "get"): partner.get("/rights"),
        ("/options/{source}", "get"): partner.get("/options/states"),
        ("/complaints", "post"): partner.post("/complaints", submission(answers), key="k" * 16),
        ("/complaints/track", "post"): partner.post("/complaints/track", opening),
        ("/alerts", "post"): partner.post("/alerts", {}, key="a" * 16),
        ("/units/near", "post"): partner.post(
            "/units/near", {"latitude": 26.45, "longitude": 80.33}
        ),
    }

    for (path, method), answer in told.items():
        assert answer.status_code in (200, 201), answer.text
        described = document["paths"][path][method]["responses"][str(answer.status_code)]
        schema = described["content"]["application/json"]["schema"]
        assert list(differences(answer.json, schema, document)) == []


def test_problems_are_what_it_says(document: dict[str, Any], partner: Partner) -> None:
    answer = partner.post("/complaints", {"answers": {"age": "old"}}, key="k" * 16)

    schema = document["components"]["schemas"]["Problem"]
    assert answer.mimetype == "application/problem+json"
    assert list(differences(answer.json, schema, document)) == []


@pytest.fixture
def opened(portal: Portal) -> Callable[[], str]:
    """A complaint whose number was read out to her; the number."""

    def made() -> str:
        casework = Casework(portal)
        return numbers.written(casework.complaint(casework.called()).number)

    return made
