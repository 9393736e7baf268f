"""`migrate`: cases move to another version from the shell."""

import json
from collections.abc import Mapping

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from engine import definitions, instances
from engine.check import check
from engine.registry import SYSTEM
from models import CaseMigration, ProcessDefinition, ProcessInstance
from tests.engine.drawing import drawing, end, in_one_lane, start, user
from tests.web.installation import LONG_BEFORE, Look
from web.portal import Portal

CASES = 30
FIRST = drawing(start("s"), user("ask"), end("e"), flows="s -> ask -> e")
RENAMED = drawing(start("s"), user("ask_her"), end("e"), flows="s -> ask_her -> e")


@pytest.fixture
def cli(app: Flask, portal: Portal) -> FlaskCliRunner:
    """The shell of an installation with cases of a first version, and a second one."""
    deploy(portal, FIRST)
    with portal.sessions.begin() as session:
        for number in range(CASES):
            instances.start(
                session,
                portal.registry,
                process="toy",
                business_key=f"case {number}",
                variables={},
                unit_id=None,
                actor=SYSTEM,
                now=LONG_BEFORE,
            )
    deploy(portal, RENAMED)
    return app.test_cli_runner()


def deploy(portal: Portal, files: Mapping[str, bytes]) -> None:
    with portal.sessions.begin() as session:
        definitions.deploy(
            session, portal.registry, name="toy", files=in_one_lane(files), by=None, note="",
            now=LONG_BEFORE, checker=check,
        )  # fmt: skip


VERSIONS = ("migrate", "toy", "--from", "1", "--to", "2")
ON_SECOND = (
    select(func.count())
    .select_from(ProcessInstance)
    .join(ProcessDefinition, ProcessDefinition.id == ProcessInstance.definition_id)
    .where(ProcessDefinition.name == "toy", ProcessDefinition.version == 2)
)


def test_a_dry_run_names_what_is_missing_and_changes_nothing(
    cli: FlaskCliRunner, look: Look
) -> None:
    result = cli.invoke(args=[*VERSIONS, "--dry-run"])

    assert result.exit_code == 1, result.output
    assert f"0 of {CASES} cases can move." in result.output
    assert f"{CASES} stay: The new version has no step “ask”" in result.output
    assert look(ON_SECOND) == 0
    assert look(select(func.count()).select_from(CaseMigration)) == 0


def test_cases_move_with_their_step_mapped(cli: FlaskCliRunner, look: Look) -> None:
    result = cli.invoke(args=[*VERSIONS, "--map", "ask=ask_her", "--why", "new words"])

    assert result.exit_code == 0, result.output
    assert f"{CASES} of {CASES} cases moved." in result.output
    assert look(ON_SECOND) == CASES
    assert look(select(CaseMigration.why)) == "new words"


def test_programs_get_one_object(cli: FlaskCliRunner) -> None:
    result = cli.invoke(args=[*VERSIONS, "--json"])

    told = json.loads(result.stdout)
    (stays,) = told.pop("stays")
    assert (result.exit_code, told) == (1, {"cases": CASES, "moving": 0})
    assert (stays["code"], stays["element_id"], stays["cases"]) == ("step-gone", "ask", CASES)
    assert "चरण" in stays["message_hi"]


@pytest.mark.parametrize(
    ("args", "cases"),
    [
        (["--started-from", "2025-01-07"], 0),
        (["--started-before", "2025-01-07"], CASES),
        (["--at", "ask"], CASES),
        (["--at", "elsewhere"], 0),
        (["--unit", "UP"], 0),
    ],
)
def test_cases_are_chosen(cli: FlaskCliRunner, args: list[str], cases: int) -> None:
    result = cli.invoke(args=[*VERSIONS, "--map", "ask=ask_her", "--dry-run", "--json", *args])

    assert json.loads(result.stdout)["cases"] == cases, result.output


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--map", "ask"], "ask is no OLD=NEW."),
        (["--map", "ask=nothing"], "knows the step “nothing”"),
        (["--why", "x" * 401], "at most 400 letters."),
        (["--unit", "NOWHERE"], "No unit has the code NOWHERE."),
        (["--to", "9"], "There is no such process definition."),
        (["--to", "1"], "A case cannot move to the version it runs."),
    ],
)
def test_what_cannot_be_is_told_in_one_sentence(
    cli: FlaskCliRunner, args: list[str], says: str
) -> None:
    result = cli.invoke(args=[*VERSIONS, *args])

    assert result.exit_code != 0
    assert says in result.output
    assert "Traceback" not in result.output
