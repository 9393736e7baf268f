"""`check`: what the shell says of drawings, with the posts of this installation in view."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from tests.engine.drawing import definitions, end, process, start, user
from web.cli.init import SHIPPED


@pytest.fixture
def cli(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def toy(folder: Path, role: str) -> Path:
    """A drawing without Python, whose only task belongs to this role."""
    task = user("u", camunda__candidateGroups=role, camunda__formKey="f.form")
    drawn = process("toy", start("s"), task, end("e"), flows="s -> u -> e")
    path = folder / "toy"
    (path / "forms").mkdir(parents=True)
    (path / "toy.bpmn").write_bytes(definitions(drawn))
    (path / "forms" / "f.form").write_text('{"components": []}')
    return path


@pytest.mark.parametrize("name", sorted(each.parent.name for each in SHIPPED.glob("*/cases")))
def test_the_shipped_drawings_have_no_findings_here(cli: FlaskCliRunner, name: str) -> None:
    result = cli.invoke(args=["check", str(SHIPPED / name)])

    assert (result.exit_code, result.output) == (0, "")


def test_work_for_a_role_that_no_post_has_is_told(cli: FlaskCliRunner, tmp_path: Path) -> None:
    vacant = cli.invoke(args=["check", str(toy(tmp_path / "a", "stable_master"))])
    held = cli.invoke(args=["check", str(toy(tmp_path / "b", "sho"))])

    assert vacant.exit_code == 0
    assert "[role-vacant]" in vacant.output
    assert (held.exit_code, held.output) == (0, "")
