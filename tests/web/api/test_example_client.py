"""The example client of the documentation, over a real connection on this machine."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from models import Complaint, RecoveryRequest
from processes.complaint import numbers
from tests.web.api.conftest import PASSPHRASE, Partner
from tests.web.casework import Casework
from tests.web.installation import Look
from tests.web.wire import served
from web.portal import Portal

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "partner_client.py"


@pytest.fixture(scope="module")
def example() -> ModuleType:
    spec = importlib.util.spec_from_file_location("partner_client", EXAMPLE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def client(app: Flask, partner: Partner, example: ModuleType) -> Iterator[Any]:
    with served(app) as address:
        yield example.Portal(address, partner.token, language="en")


def test_it_shows_rights_and_the_lists_of_the_proforma(client: Any) -> None:
    states = client.options("states")
    districts = client.options("districts", states[0]["value"])

    assert len(client.rights()) > 3
    assert client.proforma()["pages"][0]["questions"]
    assert client.options("stations", districts[0]["value"])


def test_it_sends_a_complaint_in_once(client: Any, answers: dict[str, Any], look: Look) -> None:
    key = "her-telephone-her-first-try"

    first = client.submit(answers, PASSPHRASE, key=key)
    again = client.submit(answers, PASSPHRASE, key=key)

    assert first == again
    assert look(select(func.count()).select_from(Complaint)) == 1


def test_it_follows_a_complaint(client: Any, portal: Portal) -> None:
    casework = Casework(portal)
    number = numbers.written(casework.complaint(casework.called()).number)

    assert client.track(number, PASSPHRASE)["status"] == "numbered"


def test_who_guesses_shuts_out_her_own_telephone_alone(
    app: Flask, partner: Partner, portal: Portal, example: ModuleType
) -> None:
    casework = Casework(portal)
    number = numbers.written(casework.complaint(casework.called()).number)
    with served(app) as address:
        hers, guessing = (
            example.Portal(address, partner.token, asker=asker) for asker in ("hers", "another")
        )

        for _ in range(6):
            with pytest.raises(example.Refused):
                guessing.track(number, "not her passphrase")

        assert hers.track(number, PASSPHRASE)["status"] == "numbered"
        with pytest.raises(example.Refused):
            guessing.track(number, PASSPHRASE)


def test_it_says_what_was_wrong(client: Any, example: ModuleType, answers: dict[str, Any]) -> None:
    with pytest.raises(example.Refused) as refused:
        client.submit({**answers, "age": 500}, PASSPHRASE)

    assert list(refused.value.faults) == ["/answers/age"]


def test_it_begins_what_she_asks_for(client: Any, portal: Portal) -> None:
    casework = Casework(portal)
    opening = numbers.written(casework.complaint(casework.called()).number), PASSPHRASE
    offered = [each["process"] for each in client.track(*opening)["asks"]]

    asked = client.questions(*opening, ask="withdrawal")
    client.begin(*opening, "withdrawal", {"first_wish": "no_contact"})

    assert "withdrawal" in offered
    assert asked["answers"]["required"] == ["first_wish"]
    assert "withdrawal" not in [each["process"] for each in client.track(*opening)["asks"]]


def test_it_answers_one_of_her_steps(client: Any, portal: Portal) -> None:
    casework = Casework(portal)
    complaint_id = casework.called()
    casework.register(complaint_id)
    opening = numbers.written(casework.complaint(complaint_id).number), PASSPHRASE
    (step,) = client.track(*opening)["steps"]

    client.answer_step(*opening, step["id"], {"text_is_right": "yes", "signature_name": "Asha"})

    assert client.track(*opening)["steps"] == []


def test_it_says_that_she_is_pressed(client: Any, portal: Portal) -> None:
    casework = Casework(portal)
    opening = numbers.written(casework.complaint(casework.investigated()).number), PASSPHRASE

    told = client.say(
        *opening, "any_pressure_said", {"pressure_by": "family", "pressure_words": "At my door"}
    )

    assert told == {"saying": "any_pressure_said", "said": True, "joined": False}


def test_a_registered_device_calls_and_sees_who_comes(client: Any, answers: dict[str, Any]) -> None:
    made = client.enrol(
        {"mobile": "98765 43210", "passphrase": PASSPHRASE, "district": answers["district"]}
    )

    alert = client.alert(device=made["device"])["alert"]

    assert client.who_comes(alert)["is_placed"] is True


def test_another_telephone_of_hers_calls_too(client: Any, answers: dict[str, Any]) -> None:
    details = {"mobile": "98765 43210", "passphrase": PASSPHRASE}
    lost = client.enrol({**details, "district": answers["district"]})["device"]

    found = client.add_device(**details)["device"]

    assert found != lost
    assert client.alert(device=found)["alert"]


def test_a_lost_passphrase_goes_to_the_help_desk(client: Any, look: Look) -> None:
    client.lost("98765 43210", "passphrase")

    assert look(select(RecoveryRequest.kind)) == "passphrase"
