"""What the shell reads as a drawing's folder: ordinary files of bearable size, no more."""

import os
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from engine.draft_limits import DRAFT_BYTES, FILE_BYTES, MOST_FILES
from web.cli.drawings import CannotRead, files_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "toy"
    made.mkdir()
    (made / "toy.bpmn").write_bytes(b"<drawn/>")
    return made


def refusal(folder: Path) -> str:
    with pytest.raises(CannotRead) as refused:
        files_of(folder)
    return refused.value.message


def test_links_within_the_folder_are_followed(folder: Path) -> None:
    (folder / "again.bpmn").symlink_to(folder / "toy.bpmn")

    assert files_of(folder) == {"again.bpmn": b"<drawn/>", "toy.bpmn": b"<drawn/>"}


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "f.form")

    assert refusal(folder) == f"{folder / 'f.form'} is no ordinary file."


@pytest.mark.parametrize("target", ["/dev/zero", "/etc/passwd", "../outside.bpmn"])
def test_a_link_does_not_lead_out_of_the_folder(folder: Path, target: str) -> None:
    (folder.parent / "outside.bpmn").write_bytes(b"<secret/>")
    (folder / "z.bpmn").symlink_to(target)

    assert refusal(folder) == f"{folder / 'z.bpmn'} is a link that leads out of the folder."


def test_links_that_lead_to_themselves_are_told(folder: Path) -> None:
    (folder / "a.bpmn").symlink_to(folder / "b.bpmn")
    (folder / "b.bpmn").symlink_to(folder / "a.bpmn")

    assert "a.bpmn cannot be read" in refusal(folder)


def test_a_file_is_no_larger_than_an_upload(folder: Path) -> None:
    with (folder / "large.json").open("wb") as file:
        file.truncate(FILE_BYTES + 1)

    assert refusal(folder) == f"{folder / 'large.json'} is larger than 2 MB."


def test_files_are_together_no_larger_than_an_upload(folder: Path) -> None:
    for number in range(DRAFT_BYTES // FILE_BYTES):
        with (folder / f"{number}.json").open("wb") as file:
            file.truncate(FILE_BYTES)

    assert refusal(folder) == f"The files in {folder} are larger than 16 MB together."


def test_files_are_no_more_than_in_an_upload(folder: Path) -> None:
    for number in range(MOST_FILES):
        (folder / f"{number}.json").touch()

    assert refusal(folder) == f"{folder} holds more than {MOST_FILES} files of a drawing."


@pytest.mark.parametrize("command", ["check", "deploy", "simulate", "test-process"])
def test_every_command_says_it_in_a_sentence(app: Flask, folder: Path, command: str) -> None:
    os.mkfifo(folder / "f.form")
    arguments = {
        "check": [str(folder)],
        "deploy": [str(folder), "--note", "A pipe"],
        "simulate": ["toy", "--drawings", str(folder.parent)],
        "test-process": ["toy", "--drawings", str(folder.parent)],
    }

    result = FlaskCliRunner(app).invoke(args=[command, *arguments[command]])

    assert result.exit_code == 2
    assert result.output == f"Error: {folder / 'f.form'} is no ordinary file.\n"
