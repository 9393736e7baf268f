"""`deploy` obeys what the designers' pages obey: cases replayed, words said, people told."""

import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from models import AuditEntry, Level, Post, ProcessDefinition, Unit
from tests.web.casework import Casework
from tests.web.installation import Look
from tests.web.staff import SignIn

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "stolen_vehicle"
VERSIONS = select(func.count(ProcessDefinition.id)).where(
    ProcessDefinition.name == "stolen_vehicle"
)


@pytest.fixture
def cli(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A drawing with one case."""
    copied = tmp_path / "stolen_vehicle"
    shutil.copytree(EXAMPLE, copied)
    (copied / "cases" / "found_meanwhile.yaml").unlink()
    return copied


def broken(folder: Path) -> Path:
    """The same, where the case does not come out as it says."""
    case = next(folder.glob("cases/*.yaml"))
    case.write_text(case.read_text() + "  - open: nothing_of_that_kind\n")
    return folder


def facts(look: Look) -> dict[str, object]:
    entry = look(select(AuditEntry).where(AuditEntry.chain == "definitions"))
    assert entry.officer_id is None
    return dict(entry.facts)


def test_the_cases_are_replayed_before_a_drawing_is_deployed(
    cli: FlaskCliRunner, folder: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "operator")

    done = cli.invoke(args=["deploy", str(folder), "--note", "Vehicles get a desk"])

    assert done.exit_code == 0, done.output
    assert "Replaying 1 case." in done.output
    assert "stolen_vehicle, version 1." in done.output
    told = facts(look)
    assert told["account"] == "operator"
    assert (told["cases"], told["cases_failed"]) == (1, 0)
    assert look(select(func.count(Post.id)).where(Post.role == "vehicle_desk")) > 0


def test_a_drawing_whose_cases_fail_is_deployed_only_by_who_says_why(
    cli: FlaskCliRunner, folder: Path, look: Look
) -> None:
    command = ["deploy", str(broken(folder)), "--note", "Vehicles get a desk"]

    refused = cli.invoke(args=command)
    before = look(VERSIONS)
    done = cli.invoke(args=[*command, "--despite", "The case is older than the law"])

    assert refused.exit_code == 1
    assert "FAIL" in refused.output
    assert "--despite" in refused.output
    assert before == 0
    assert done.exit_code == 0, done.output
    assert look(VERSIONS) == 1
    assert facts(look)["despite"] == "The case is older than the law"


def test_leaving_the_cases_out_is_a_thing_one_says_why(
    cli: FlaskCliRunner, folder: Path, look: Look
) -> None:
    command = ["deploy", str(folder), "--note", "Vehicles get a desk", "--without-cases"]

    refused = cli.invoke(args=command)
    before = look(VERSIONS)
    done = cli.invoke(args=[*command, "--despite", "They were replayed elsewhere"])

    assert refused.exit_code == 1
    assert "were left out" in refused.output
    assert before == 0
    assert done.exit_code == 0, done.output
    assert facts(look)["cases_left_out"] is True


@pytest.mark.parametrize("note", ["", "   ", "x" * 401])
def test_a_note_says_what_changes(cli: FlaskCliRunner, folder: Path, look: Look, note: str) -> None:
    left_out = ["--without-cases", "--despite", "They were replayed elsewhere"]

    done = cli.invoke(args=["deploy", str(folder), "--note", note, *left_out])

    assert done.exit_code == 1
    assert "--note" in done.output
    assert look(VERSIONS) == 0


def test_all_designers_are_told_instead_of_a_second_person(
    app: Flask, cli: FlaskCliRunner, folder: Path
) -> None:
    left_out = ["--without-cases", "--despite", "They were replayed elsewhere"]
    cli.invoke(args=["deploy", str(folder), "--note", "Vehicles get a desk", *left_out])

    pages = [SignIn(app)(login).open("/designer/") for login in ("designer", "designer2")]

    for page in pages:
        assert "Version 1 of Stolen vehicle report was deployed from the shell" in page.words
        assert "Vehicles get a desk" in page.words


def test_a_station_that_is_added_later_has_the_posts_of_the_new_role(
    cli: FlaskCliRunner, folder: Path, look: Look
) -> None:
    left_out = ["--without-cases", "--despite", "They were replayed elsewhere"]
    cli.invoke(args=["deploy", str(folder), "--note", "Vehicles get a desk", *left_out])
    above = look(select(Unit.code).where(Unit.level == Level.CIRCLE).limit(1))

    done = cli.invoke(
        args=["users", "add-unit", "NEW", "New", "नया", "--level", "station", "--parent", above]
    )

    assert done.exit_code == 0, done.output
    posts = select(func.count(Post.id)).join(Unit).where(Unit.code == "NEW")
    assert look(posts.where(Post.role == "vehicle_desk")) == 1


def test_a_role_that_no_post_has_is_told_when_the_drawing_is_deployed(
    cli: FlaskCliRunner, folder: Path
) -> None:
    drawing = folder / "stolen_vehicle.bpmn"
    drawing.write_text(drawing.read_text().replace('"vehicle_desk"', '"bicycle_desk"'))

    left_out = ["--without-cases", "--despite", "They were replayed elsewhere"]
    done = cli.invoke(args=["deploy", str(folder), "--note", "Bicycles get a desk", *left_out])

    assert done.exit_code == 0, done.output
    assert "[role-vacant]" in done.output


def test_a_version_is_of_the_day_that_the_portal_shows(
    cli: FlaskCliRunner, folder: Path, look: Look, casework: Casework
) -> None:
    casework.wait(days=46)
    before = casework.now

    cli.invoke(args=["deploy", str(folder), "--note", "Vehicles get a desk"])

    deployed_at = select(ProcessDefinition.deployed_at)
    assert look(deployed_at.where(ProcessDefinition.name == "stolen_vehicle")) >= before
