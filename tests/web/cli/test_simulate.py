"""The command `simulate`."""

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from web.cli.init import SHIPPED


@pytest.fixture
def cli(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def test_the_shipped_complaint_is_simulated_without_a_case_that_cannot_go_on(
    cli: FlaskCliRunner,
) -> None:
    asked = ["complaint", "--cases", "20", "--days", "100", "--json", "--processes", "1"]

    result = cli.invoke(args=["simulate", *asked])

    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["stuck"] == []
    assert found["judged"] + found["not_yet"] == 20
    assert found["share"]["low"] <= found["share"]["value"] <= found["share"]["high"]
    assert {step["id"] for step in found["steps"]} >= {"call_her", "write_diary_entry"}


def test_the_result_is_told_in_hindi(cli: FlaskCliRunner) -> None:
    asked = ["appeal", "--cases", "1", "--days", "1", "--language", "hi", "--processes", "1"]

    result = cli.invoke(args=["simulate", *asked])

    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("दो महीने के भीतर")


@pytest.mark.parametrize(
    ("process", "step"),
    [
        ("appeal", "decide_at_station"),
        ("emergency", "say_outcome"),
        ("handover", "accept_case"),
        ("recovery", "read_out_word"),
        ("reopening", "file_further_report"),
        ("watchdog", "explain"),
        ("withdrawal", "talk_to_her"),
    ],
)
def test_every_other_process_that_is_shipped_is_simulated_without_an_incident(
    cli: FlaskCliRunner, process: str, step: str
) -> None:
    asked = [process, "--cases", "20", "--days", "60", "--json", "--processes", "1"]

    result = cli.invoke(args=["simulate", *asked])

    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    done = {each["id"]: each["done"] for each in found["steps"]}
    assert found["stuck"] == []
    assert found["ended"] > 0
    assert done[step] > 0


def test_no_process_is_shipped_without_its_simulation() -> None:
    processes = {path.parent.name for path in SHIPPED.glob("*/*.bpmn")}

    assert {path.parent.name for path in SHIPPED.glob("*/simulation.json")} == processes


@pytest.mark.parametrize("process", ["appeal", "withdrawal"])
def test_what_runs_beside_a_complaint_is_simulated_by_what_its_drawing_states(
    cli: FlaskCliRunner, process: str
) -> None:
    asked = [process, "--cases", "6", "--days", "30", "--processes", "1"]

    result = cli.invoke(args=["simulate", *asked])

    assert result.exit_code == 0, result.stderr
    assert "Could not go on" not in result.stdout
    assert "There is no simulation.json" not in result.stdout
    assert "Woman officer of the station" in result.stdout
    assert "woman_recorder" not in result.stdout


def test_a_folder_without_the_process_is_refused(cli: FlaskCliRunner) -> None:
    result = cli.invoke(args=["simulate", "nowhere"])

    assert result.exit_code == 2
    assert "no folder with a drawing" in result.stderr


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ({"steps": {"a": {"work": {"median": "soon"}}}}, "/steps/a/work"),
        ({"messages": {"apeal": {"share": 1, "after": {"median": "P2D"}}}}, "/messages/apeal"),
    ],
)
def test_assumptions_that_cannot_be_used_are_refused_with_their_place(
    cli: FlaskCliRunner, tmp_path: Path, told: dict[str, object], place: str
) -> None:
    target = tmp_path / "appeal"
    for path in (SHIPPED / "appeal").rglob("*"):
        if path.is_file():
            copy = target / path.relative_to(SHIPPED / "appeal")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    (target / "simulation.json").write_text(json.dumps(told))

    result = cli.invoke(args=["simulate", "appeal", "--drawings", str(tmp_path)])

    assert result.exit_code == 2
    assert place in result.stderr
