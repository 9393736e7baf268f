"""`import-backlog`: lists from the shell."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from engine.exceptions import StepFailed
from models import Complaint
from processes.backlog import taking
from tests.web.installation import Look

HEADINGS = "station,reference,received_on,what\n"


@pytest.fixture
def cli(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def written(folder: Path, text: str) -> str:
    path = folder / "list.csv"
    path.write_text(text)
    return str(path)


def test_good_rows_are_taken_and_bad_ones_named(
    cli: FlaskCliRunner, tmp_path: Path, look: Look
) -> None:
    path = written(
        tmp_path,
        HEADINGS + "UP-KNP-1-1,7/2025,06-10-2025,dowry\nNOWHERE,8/2025,06-10-2025,dowry\n",
    )

    result = cli.invoke(args=["import-backlog", path])
    again = cli.invoke(args=["import-backlog", path])

    assert (result.exit_code, again.exit_code) == (1, 1)
    assert "1 taken over, 1 of them late; 0 known already; 1 refused." in result.output
    assert "row 3, station: No station of yours has this code." in result.output
    assert "0 taken over, 0 of them late; 1 known already; 1 refused." in again.output
    assert look(select(func.count()).select_from(Complaint)) == 1


def test_an_fir_older_than_the_complaint_is_named(cli: FlaskCliRunner, tmp_path: Path) -> None:
    row = "UP-KNP-1-1,7/2025,06-10-2025,dowry,05-10-2025\n"

    result = cli.invoke(
        args=["import-backlog", written(tmp_path, f"{HEADINGS[:-1]},fir_on\n{row}")]
    )

    assert "row 2, fir_on: The FIR cannot be older than the complaint." in result.output
    assert result.exit_code == 1


def test_a_list_without_faults_ends_well(cli: FlaskCliRunner, tmp_path: Path) -> None:
    path = written(tmp_path, HEADINGS + "UP-KNP-1-1,7/2025,06-10-2025,dowry\n")

    result = cli.invoke(args=["import-backlog", path, "--unit", "UP"])

    assert result.exit_code == 0, result.output


def test_what_is_no_list_is_refused_in_one_sentence(cli: FlaskCliRunner, tmp_path: Path) -> None:
    result = cli.invoke(args=["import-backlog", written(tmp_path, "")])

    assert result.exit_code == 2
    assert "Error: empty: The file holds nothing." in result.output
    assert "Traceback" not in result.output


def test_a_unit_that_is_not_there_is_told(cli: FlaskCliRunner, tmp_path: Path) -> None:
    result = cli.invoke(args=["import-backlog", written(tmp_path, HEADINGS), "--unit", "NOWHERE"])

    assert (result.exit_code, "No unit has the code NOWHERE." in result.output) == (1, True)


def test_one_row_that_cannot_be_started_holds_up_no_other(
    cli: FlaskCliRunner, tmp_path: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = taking._start

    def breaks_at_8(
        session: object, registry: object, entry: taking.Entry, *more: object, **others: object
    ) -> object:
        if entry.reference == "8/2025":
            raise StepFailed(instance_id="0" * 32, element_id="register_complaint", reason="x")
        return start(session, registry, entry, *more, **others)

    monkeypatch.setattr(taking, "_start", breaks_at_8)
    rows = "".join(f"UP-KNP-1-1,{number}/2025,06-10-2025,dowry\n" for number in (7, 8, 9))

    result = cli.invoke(args=["import-backlog", written(tmp_path, HEADINGS + rows)])

    assert "2 taken over, 2 of them late; 0 known already; 1 refused." in result.output
    assert "row 3, station: The portal could not take it over." in result.output
    assert look(select(func.count()).select_from(Complaint)) == 2
