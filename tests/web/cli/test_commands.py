"""The command line on an installation that is there already."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import Select, func, select, text

from models import DemonstrationClock, Officer, Posting, ProcessDefinition
from web.cli.init import SHIPPED
from web.portal import Portal

Look = Callable[[Select[Any]], Any]


@pytest.fixture
def cli(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def copy_of_the_drawing(folder: Path, *, change: tuple[str, str]) -> Path:
    """The shipped drawing under `folder`, with one piece of its text replaced."""
    copied = folder / "complaint"
    for path in (SHIPPED / "complaint").rglob("*"):
        if path.is_file():
            target = copied / path.relative_to(SHIPPED / "complaint")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    drawing = copied / "complaint.bpmn"
    before, after = change
    assert before in drawing.read_text()
    drawing.write_text(drawing.read_text().replace(before, after, 1))
    return copied


VERSIONS = select(func.count()).where(ProcessDefinition.name == "complaint")


def test_the_shipped_drawing_has_no_findings(cli: FlaskCliRunner) -> None:
    result = cli.invoke(args=["check", str(SHIPPED / "complaint")])

    assert (result.exit_code, result.output) == (0, "No mistakes found.\n")


def test_check_tells_programs_where_a_drawing_is_wrong(cli: FlaskCliRunner, tmp_path: Path) -> None:
    folder = copy_of_the_drawing(tmp_path, change=('"register_complaint.form"', '"gone.form"'))

    result = cli.invoke(args=["check", str(folder), "--json"])

    found = json.loads(result.output)
    assert result.exit_code == 1
    assert {
        "rule",
        "severity",
        "file",
        "element",
        "name",
        "line",
        "message",
        "message_hi",
        "name_hi",
        "fix",
        "mark",
        "accepted",
    } == set(found[0])
    assert any(each["element"] == "register_complaint" for each in found)


@pytest.mark.parametrize("path", ["nowhere", "."])
def test_check_says_when_there_is_nothing_to_read(
    cli: FlaskCliRunner, tmp_path: Path, path: str
) -> None:
    result = cli.invoke(args=["check", str(tmp_path / path)])

    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_deploying_the_same_drawing_again_changes_nothing(cli: FlaskCliRunner, look: Look) -> None:
    result = cli.invoke(args=["deploy", str(SHIPPED / "complaint"), "--note", "again"])

    assert result.exit_code == 0, result.output
    assert look(VERSIONS) == 1


def test_a_changed_drawing_becomes_the_next_version(
    cli: FlaskCliRunner, look: Look, tmp_path: Path
) -> None:
    folder = copy_of_the_drawing(tmp_path, change=("Register the complaint", "Register it"))

    why = ["--without-cases", "--despite", "The name alone has changed"]
    result = cli.invoke(args=["deploy", str(folder), "--note", "shorter name", *why])

    assert result.output.strip() == "complaint, version 2."
    listed = cli.invoke(args=["definitions"]).output
    assert "version 2" in listed
    assert "shorter name" in listed


def test_a_drawing_that_cannot_run_is_refused_and_leaves_no_version(
    cli: FlaskCliRunner, look: Look, tmp_path: Path
) -> None:
    folder = copy_of_the_drawing(tmp_path, change=('isExecutable="true"', 'isExecutable="false"'))

    result = cli.invoke(args=["deploy", str(folder), "--note", "not run"])

    assert result.exit_code == 1
    assert "executable" in result.output
    assert look(VERSIONS) == 1


def test_the_audit_holds_until_somebody_edits_it(cli: FlaskCliRunner, portal: Portal) -> None:
    cli.invoke(args=["users", "suspend", "sho"])
    before = cli.invoke(args=["audit", "verify"])
    with portal.sessions.begin() as session:
        session.execute(text("UPDATE audit_entry SET action = 'promoted' WHERE number = 1"))

    after = cli.invoke(args=["audit", "verify"])

    assert (before.exit_code, after.exit_code) == (0, 1)


def test_heads_kept_in_a_file_show_a_chain_that_has_gone(
    cli: FlaskCliRunner, portal: Portal, tmp_path: Path
) -> None:
    kept = tmp_path / "heads.txt"
    cli.invoke(args=["users", "suspend", "sho"])
    first = cli.invoke(args=["audit", "heads", str(kept)])
    again = cli.invoke(args=["audit", "heads", str(kept)])
    before = cli.invoke(args=["audit", "verify", "--heads", str(kept)])
    with portal.sessions.begin() as session:
        session.execute(text("DELETE FROM audit_entry"))
        session.execute(text("DELETE FROM audit_head"))

    alone = cli.invoke(args=["audit", "verify"])
    compared = cli.invoke(args=["audit", "verify", "--heads", str(kept)])

    assert (first.output, again.output) == ("2 heads written.\n", "0 heads written.\n")
    assert (before.exit_code, alone.exit_code, compared.exit_code) == (0, 0, 1)
    assert "2 breaks" in compared.output


def test_a_file_without_heads_is_refused_in_one_sentence(
    cli: FlaskCliRunner, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("something else\n")

    result = cli.invoke(args=["audit", "verify", "--heads", str(other)])

    assert result.exit_code == 1
    assert "holds no heads" in result.output
    assert "Traceback" not in result.output


def test_an_officer_is_added_with_a_post_and_transferred(cli: FlaskCliRunner, look: Look) -> None:
    added = cli.invoke(
        args=["users", "add", "asha", "--name", "Asha", "--name-hi", "आशा", "--rank", "Inspector",
              "--gender", "female", "--password", "a long passphrase"]
    )  # fmt: skip
    post = cli.invoke(args=["users", "add-post", "UP-KNP-1-1", "sho", "--seat", "2"])

    moved = cli.invoke(args=["transfer", "asha", "UP-KNP-1-1", "sho", "--seat", "2"])

    assert [added.exit_code, post.exit_code, moved.exit_code] == [0, 0, 0], moved.output
    asha = look(select(Officer.id).where(Officer.login == "asha"))
    assert look(select(Posting.id).where(Posting.officer_id == asha, Posting.to_at.is_(None)))
    assert "sho 2" in cli.invoke(args=["users", "list"]).output


def test_a_short_password_is_refused_in_one_sentence(cli: FlaskCliRunner, look: Look) -> None:
    result = cli.invoke(
        args=["users", "add", "asha", "--name", "Asha", "--name-hi", "आशा", "--rank", "Inspector",
              "--gender", "female", "--password", "short"]
    )  # fmt: skip

    assert result.exit_code == 1
    assert "eight characters" in result.output
    assert look(select(Officer.id).where(Officer.login == "asha")) is None


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["transfer", "nobody", "UP-KNP-1-1", "sho"], "No officer"),
        (["transfer", "sho", "NOWHERE", "sho"], "No unit"),
        (["transfer", "sho", "UP-KNP-1-1", "king"], "has no post"),
        (["transfer", "io", "UP-KNP-1-1", "sho"], "Another officer holds this post"),
    ],
)
def test_a_transfer_that_cannot_be_says_why(
    cli: FlaskCliRunner, args: list[str], says: str
) -> None:
    result = cli.invoke(args=args)

    assert result.exit_code == 1
    assert says in result.output


def test_advancing_moves_the_demonstrations_clock(cli: FlaskCliRunner, look: Look) -> None:
    result = cli.invoke(args=["demo", "advance", "PT20H"])

    assert result.exit_code == 0, result.output
    ahead = look(select(DemonstrationClock.ahead_us)) / 3_600_000_000
    assert 19.9 < ahead < 20.1


@pytest.mark.parametrize("duration", ["soon", "-PT1H", "P", "20"])
def test_advancing_by_nonsense_moves_nothing(
    cli: FlaskCliRunner, look: Look, duration: str
) -> None:
    result = cli.invoke(args=["demo", "advance", "--", duration])

    assert result.exit_code != 0
    assert "Traceback" not in result.output
    assert look(select(DemonstrationClock.ahead_us)) is None


def test_a_demonstration_is_not_loaded_over_what_is_there(cli: FlaskCliRunner) -> None:
    result = cli.invoke(args=["demo", "load", "--cases", "1"])

    assert result.exit_code == 1
    assert "holds officers already" in result.output


def test_a_worker_that_runs_once_ends(cli: FlaskCliRunner) -> None:
    result = cli.invoke(args=["worker", "--once"])

    assert (result.exit_code, result.output.strip()) == (0, "0 jobs done.")
