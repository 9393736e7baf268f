"""Definitions: immutable, known by all their files, parsed once, pinned by their instances."""

import subprocess
from typing import Any

import pytest
from sqlalchemy import select

from engine import definitions, elements
from engine.exceptions import DefinitionNotFound, DefinitionRefused
from engine.registry import Process, Registry
from models import ProcessDefinition
from models.encryption import Keyring
from models.types import new_id
from tests.engine.drawing import drawing, element, end, in_one_lane, start, user
from tests.engine.runtime import Portal

ONE = drawing(start("s"), user("one"), end("e"), flows="s -> one -> e")
TWO = drawing(start("s"), user("two"), end("e"), flows="s -> two -> e")


def test_the_same_content_is_deployed_once(portal: Portal) -> None:
    first = portal.deploy(ONE)
    again = portal.deploy(dict(ONE))

    assert again == first


def test_new_content_is_a_new_version(portal: Portal) -> None:
    portal.deploy(ONE)
    portal.deploy(TWO)
    portal.deploy(ONE)

    with portal.sessions() as session:
        query = select(ProcessDefinition.version).order_by(ProcessDefinition.version)
        assert list(session.scalars(query)) == [1, 2, 3]


def test_a_running_case_stays_with_the_version_it_began_with(portal: Portal) -> None:
    portal.deploy(ONE)
    before = portal.start(business_key="before")
    portal.deploy(TWO)
    after = portal.start(business_key="after")

    assert portal.open(before) == ["one"]
    assert portal.open(after) == ["two"]
    portal.do(before, "one")


def test_every_file_counts_for_the_hash() -> None:
    plain = definitions.hash_of(ONE)

    assert definitions.hash_of({**ONE, "notices/a.json": b"{}"}) != plain
    assert definitions.hash_of({"other.bpmn": ONE["toy.bpmn"]}) != plain
    assert definitions.hash_of({"a": b"bc"}) != definitions.hash_of({"ab": b"c"})


def test_running_cases_parses_nothing_again(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"u_{new_id()}"
    files = drawing(start("s"), user(name), end("e"), flows=f"s -> {name} -> e")
    parsed: list[str] = []
    plain = elements.parse

    def counting(files: object, name: str) -> object:
        parsed.append(name)
        return plain(files, name)  # type: ignore[arg-type]

    monkeypatch.setattr(elements, "parse", counting)
    portal.deploy(files)
    parsed.clear()  # the checker and the deployment have read it
    for number in range(3):
        portal.do(portal.start(business_key=f"case{number}"), name)

    assert parsed == []


def test_what_the_drawing_says_can_be_read(portal: Portal) -> None:
    files = drawing(
        start("s", camunda__formKey="proforma.form"),
        user("one", camunda__formKey="one.form"),
        end("e"),
        flows="s -> one -> e",
    )
    files = in_one_lane(files) | {
        "forms/proforma.form": b'{"id": "proforma", "components": []}',
        "forms/one.form": b'{"id": "one", "components": []}',
        "notices/to_her.json": '{"code": {"en": "Code", "hi": "कोड"}}'.encode(),
    }
    definition_id = portal.deploy(files)

    with portal.sessions() as session:
        definition = definitions.load(session, definition_id)

    assert definition.start_form == "forms/proforma.form"
    assert definition.elements["one"].form == "forms/one.form"
    assert definition.forms["forms/one.form"]["id"] == "one"
    assert definition.notices["to_her"]["code"]["hi"] == "कोड"
    assert definition.drawing == files["toy.bpmn"]


def test_a_drawing_that_cannot_run_is_refused(portal: Portal) -> None:
    with pytest.raises(DefinitionRefused):
        portal.deploy(
            drawing(start("s"), element("complexGateway", "c"), end("e"), flows="s -> c -> e")
        )
    with portal.sessions() as session, pytest.raises(DefinitionNotFound):
        definitions.latest(session, "toy")


def test_files_from_elsewhere_are_checked_in_another_process_before_any_transaction(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    was_in_transaction: list[bool] = []
    run = subprocess.run

    def listening(command: Any, **options: Any) -> Any:
        was_in_transaction.append(session.in_transaction())
        return run(command, **options)

    monkeypatch.setattr(subprocess, "run", listening)
    monkeypatch.delattr("engine.check._read")  # without it nothing is checked in this process
    facts: dict[str, Any] = {"name": "toy", "by": None, "note": "", "now": portal.now}
    with portal.sessions() as session:
        row = definitions.deploy(session, portal.registry, files=in_one_lane(ONE), **facts)

        with pytest.raises(DefinitionRefused):
            definitions.deploy(session, portal.registry, files={"toy.bpmn": b"?"}, **facts)

    assert row.version == 1
    assert was_in_transaction[0] is False


def test_files_without_the_process_are_refused(portal: Portal) -> None:
    with pytest.raises(DefinitionRefused):
        portal.deploy(ONE, "another")


def test_what_topics_set_is_known_unless_handlers_do_not_say() -> None:
    def handler(step: Any) -> None:
        return None

    said = Process("said", service_tasks={"call": handler}, sets={"call": frozenset({"called_at"})})
    silent = Process("silent", service_tasks={"call": handler})
    registry = Registry(
        processes={each.name: each for each in (said, silent)}, keyring=Keyring([bytes(32)])
    )

    sets = {name: definitions.known_to(registry, name).sets for name in ("said", "silent", "drawn")}

    assert sets == {
        "said": {"call": {"called_at"}, "set_variables": frozenset()},
        "silent": None,
        "drawn": {"set_variables": frozenset()},
    }
