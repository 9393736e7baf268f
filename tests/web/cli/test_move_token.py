"""`move-token`: a token is set elsewhere from the shell."""

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from engine import instances
from engine.registry import SYSTEM
from models import ProcessDefinition, ProcessInstance, UserTask
from tests.engine.drawing import drawing, end, start, user
from tests.web.cli.test_migrate import deploy
from tests.web.installation import LONG_BEFORE, Look
from web.portal import Portal

FIRST = drawing(start("s"), user("ask"), user("decide"), end("e"), flows="s -> ask -> decide -> e")
WITHOUT = drawing(start("s"), user("decide", name="Decide"), end("e"), flows="s -> decide -> e")
OPEN = select(UserTask.element_id).where(UserTask.status == 0)


@pytest.fixture
def case(portal: Portal) -> str:
    """A case that waits at its first step; a newer version lacks that step."""
    deploy(portal, FIRST)
    with portal.sessions.begin() as session:
        case = instances.start(
            session,
            portal.registry,
            process="toy",
            business_key="case",
            variables={},
            unit_id=None,
            actor=SYSTEM,
            now=LONG_BEFORE,
        )
    deploy(portal, WITHOUT)
    return case


def run(app: Flask, *args: str) -> tuple[int, str]:
    cli: FlaskCliRunner = app.test_cli_runner()
    result = cli.invoke(args=["move-token", *args])
    return result.exit_code, result.output


def test_the_tokens_of_a_case_are_listed(app: Flask, case: str) -> None:
    code, output = run(app, case)

    assert code == 0
    assert output.startswith("ask  ")


def test_a_token_is_set_before_another_step(app: Flask, case: str, look: Look) -> None:
    code, output = run(app, case, "--from", "ask", "--to", "decide", "--reason", "stuck")

    assert (code, output) == (0, "It stands before decide.\n")
    assert look(OPEN) == "decide"


def test_a_case_leaves_a_step_that_is_gone_for_the_new_version(
    app: Flask, case: str, look: Look
) -> None:
    code, _ = run(
        app, case, "--from", "ask", "--to", "decide", "--reason", "step_gone", "--to-version", "2"
    )

    version = select(ProcessDefinition.version).join(
        ProcessInstance, ProcessInstance.definition_id == ProcessDefinition.id
    )
    assert code == 0
    assert (look(OPEN), look(version)) == ("decide", 2)


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--from", "ask"], "--from needs --to and --reason."),
        (["--from", "ask", "--to", "decide", "--reason", "because"], "because"),
        (["--from", "decide", "--to", "ask", "--reason", "stuck"], "0 tokens stand at decide"),
        (["--from", "ask", "--to", "e2", "--reason", "stuck"], "no step “e2”"),
        (["--from", "ask", "--to", "s", "--reason", "stuck"], "Nothing can be set before “s”"),
    ],
)
def test_what_cannot_be_is_told_in_one_sentence(
    app: Flask, case: str, args: list[str], says: str
) -> None:
    code, output = run(app, case, *args)

    assert code != 0
    assert says in output
    assert "Traceback" not in output


def test_a_case_that_is_not_there_is_told_so(app: Flask) -> None:
    code, output = run(app, "0" * 32)

    assert (code, "There is no such process instance." in output) == (1, True)
