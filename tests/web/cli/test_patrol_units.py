"""`patrol-units`: vehicles from the shell."""

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from models import Level, PatrolUnit, Unit
from tests.web.installation import Look


@pytest.fixture
def cli(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


@pytest.fixture
def stations(look: Look) -> tuple[str, str]:
    """The codes of two stations."""
    codes = select(Unit.code).where(Unit.level == Level.STATION).order_by(Unit.code)
    return look(codes.limit(1)), look(codes.offset(1).limit(1))


def test_a_unit_is_added_moved_stood_down_called_back_and_retired(
    cli: FlaskCliRunner, stations: tuple[str, str]
) -> None:
    def run(*args: str) -> str:
        result = cli.invoke(args=["patrol-units", *args])
        assert result.exit_code == 0, result.output
        listed = cli.invoke(args=["patrol-units", "list"]).output
        return next((line for line in listed.splitlines() if line.startswith("PRV 9  ")), "")

    here, there = stations

    assert run("add", "PRV 9", here, "--woman", "--at", "26.8", "80.9") == (
        f"PRV 9  {here}  on duty, with a woman  nobody sits in it"
    )
    assert run("move", "PRV 9", there).startswith(f"PRV 9  {there}  on duty")
    assert "off duty" in run("stand-down", "PRV 9")
    assert "on duty" in run("stand-to", "PRV 9")
    assert run("retire", "PRV 9") == ""


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["add", "PRV 9", "NOWHERE"], "No unit has the code NOWHERE."),
        (["add", "PRV 9", "UP"], "A patrol unit is based at a station."),
        (["retire", "PRV 9"], "No one patrol unit is called PRV 9."),
        (["retire", "PRV 0001"], "Somebody sits in the unit"),
    ],
)
def test_what_cannot_be_is_told_in_one_sentence(
    cli: FlaskCliRunner, look: Look, args: list[str], says: str
) -> None:
    result = cli.invoke(args=["patrol-units", *args])

    assert result.exit_code != 0
    assert says in result.output
    assert "Traceback" not in result.output
    assert look(select(PatrolUnit.id).where(PatrolUnit.call_sign == "PRV 9")) is None
