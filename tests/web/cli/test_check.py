"""`check`: what the shell says of drawings, with the posts of this installation in view."""

import os
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from tests.engine.check.toys import properties
from tests.engine.drawing import definitions, end, process, start, user
from web.cli.init import SHIPPED


@pytest.fixture
def cli(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def toy(folder: Path, role: str) -> Path:
    """A drawing without Python, whose only task belongs to this role."""
    at_a_station = properties(level="station")
    task = user("u", at_a_station, camunda__candidateGroups=role, camunda__formKey="f.form")
    drawn = process("toy", start("s"), task, end("e"), flows="s -> u -> e")
    path = folder / "toy"
    (path / "forms").mkdir(parents=True)
    (path / "toy.bpmn").write_bytes(definitions(drawn))
    (path / "forms" / "f.form").write_text('{"components": []}')
    return path


@pytest.mark.parametrize("name", sorted(each.parent.name for each in SHIPPED.glob("*/cases")))
def test_the_shipped_drawings_have_no_findings_here(cli: FlaskCliRunner, name: str) -> None:
    result = cli.invoke(args=["check", str(SHIPPED / name)])

    assert (result.exit_code, result.output) == (0, "No mistakes found.\n")


def test_work_for_a_role_that_no_post_has_is_told(cli: FlaskCliRunner, tmp_path: Path) -> None:
    vacant = cli.invoke(args=["check", str(toy(tmp_path / "a", "stable_master"))])
    held = cli.invoke(args=["check", str(toy(tmp_path / "b", "sho"))])

    assert vacant.exit_code == 0
    assert "[role-vacant]" in vacant.output
    assert (held.exit_code, held.output) == (0, "No mistakes found.\n")


def test_of_a_folder_of_processes_each_is_checked(cli: FlaskCliRunner, tmp_path: Path) -> None:
    toy(tmp_path, "sho")
    (tmp_path / "beside").mkdir()

    sound = cli.invoke(args=["check", str(tmp_path)])
    (tmp_path / "beside" / "beside.bpmn").write_text("<no drawing")
    broken = cli.invoke(args=["check", str(tmp_path)])

    assert (sound.exit_code, sound.output) == (0, "No mistakes found.\n")
    assert broken.exit_code == 1
    assert "beside.bpmn" in broken.output
    assert "toy" not in broken.output


def test_a_drawing_is_checked_by_itself(cli: FlaskCliRunner, tmp_path: Path) -> None:
    folder = toy(tmp_path, "sho").rename(tmp_path / "downloads")
    (folder / "holiday.bpmn").write_text("<no drawing")
    (folder / "forms" / "other.form").write_text("no form")
    os.mkfifo(folder / "pipe.bpmn")

    alone = cli.invoke(args=["check", str(folder / "toy.bpmn")])
    (folder / "forms" / "f.form").write_text("no form")
    with_its_form = cli.invoke(args=["check", str(folder / "toy.bpmn")])

    assert "process-missing" not in alone.output
    assert "holiday" not in alone.output
    assert "other.form" not in alone.output
    assert "form-refused" not in alone.output
    assert with_its_form.exit_code == 1
    assert "forms/f.form" in with_its_form.output


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*/*.bpmn")), ids=lambda path: path.stem)
def test_a_shipped_drawing_has_no_findings_by_itself(cli: FlaskCliRunner, path: Path) -> None:
    result = cli.invoke(args=["check", str(path)])

    assert (result.exit_code, result.output) == (0, "No mistakes found.\n")


@pytest.mark.parametrize("name", ["complaint/law.dmn", "complaint/forms/register_complaint.form"])
def test_a_form_or_table_is_checked_by_itself(
    cli: FlaskCliRunner, tmp_path: Path, name: str
) -> None:
    broken = tmp_path / Path(name).name
    broken.write_text("nothing of that kind")

    sound = cli.invoke(args=["check", str(SHIPPED / name)])
    refused = cli.invoke(args=["check", str(broken)])

    assert (sound.exit_code, sound.output) == (0, "No mistakes found.\n")
    assert refused.exit_code == 1
    assert broken.name in refused.output
    assert "no-drawing" not in refused.output


def test_for_programs_a_sound_drawing_is_an_empty_list(cli: FlaskCliRunner, tmp_path: Path) -> None:
    result = cli.invoke(args=["check", str(toy(tmp_path, "sho")), "--json"])

    assert (result.exit_code, result.output) == (0, "[]\n")


@pytest.mark.parametrize("name", ["README.md", "complaint/cases", "complaint/simulation.json", "x"])
def test_what_is_no_drawing_is_said_so(cli: FlaskCliRunner, name: str) -> None:
    result = cli.invoke(args=["check", str(SHIPPED / name)])

    assert result.exit_code == 2
    assert result.output.startswith(f"Error: {SHIPPED / name} ")
    assert len(result.output.splitlines()) == 1


@pytest.mark.parametrize("option", [[], ["--json"]])
def test_half_a_character_in_a_form_is_told_and_breaks_nothing(
    cli: FlaskCliRunner, tmp_path: Path, option: list[str]
) -> None:
    form = toy(tmp_path, "sho") / "forms" / "f.form"
    form.write_text(r'{"components": [{"type": "textfield", "key": "\ud800"}]}')

    result = cli.invoke(args=["check", str(form), *option])

    assert result.exit_code == 1
    assert "half a character at components/0/key" in result.output


def test_a_file_whose_name_is_no_text_is_refused(cli: FlaskCliRunner, tmp_path: Path) -> None:
    folder = toy(tmp_path, "sho")
    Path(os.fsdecode(os.fsencode(folder) + b"/forms/\xff.form")).write_text("{}")

    result = cli.invoke(args=["check", str(folder)])

    assert result.exit_code == 2
    assert "has a name that is no text" in result.output
