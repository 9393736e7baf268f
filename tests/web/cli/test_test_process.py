"""The scripted cases of the shipped drawings, and the command that replays them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from web.cli.init import SHIPPED
from web.cli.test_process import replayed

Copy = Callable[..., Path]

PROCESSES = sorted({path.parent.name for path in SHIPPED.glob("*/*.bpmn")})
#: One case and what it needs: enough to try the command with.
CASE = """
tells: She sends the proforma and is called at once.
tells_hi: वे फ़ॉर्म भेजती हैं और उन्हें तुरंत कॉल आती है।
start:
  danger_now: true
  age_band: 18_plus
  what: [molestation]
  district: <home_district>
  safe_channel: none
steps:
  - expect: {open: [WHAT]}
"""


@pytest.fixture
def cli(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


@pytest.fixture
def drawings(tmp_path: Path) -> Copy:
    """The shipped drawing in a folder of its own, with one case that expects what is asked."""

    def copied(expected: str) -> Path:
        for path in (SHIPPED / "complaint").rglob("*"):
            target = tmp_path / "complaint" / path.relative_to(SHIPPED / "complaint")
            if path.is_file() and path.suffix != ".yaml":
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
        cases = tmp_path / "complaint" / "cases"
        cases.mkdir(exist_ok=True)
        (cases / "sent.yaml").write_text(CASE.replace("WHAT", expected), "utf-8")
        return tmp_path

    return copied


@pytest.mark.parametrize("process", PROCESSES)
def test_the_shipped_cases_come_out_as_they_say_and_visit_every_arrow(
    app: Flask, process: str
) -> None:
    with app.app_context():
        report = replayed(process, SHIPPED)

    covered = report.coverage
    assert [str(fault) for fault in report.faults] == []
    assert [each.id for each in covered.unvisited_elements] == []
    assert [each.id for each in covered.unvisited_arrows] == []
    assert covered.is_full


def test_the_command_says_what_passed_and_what_was_not_visited(
    cli: FlaskCliRunner, drawings: Copy
) -> None:
    folder = drawings("decide_next_contact")

    result = cli.invoke(args=["test-process", "complaint", "--drawings", str(folder)])

    assert result.exit_code == 0
    assert "ok   sent: She sends the proforma" in result.output
    assert "register_complaint: Register the complaint / शिकायत दर्ज करें" in result.output


def test_a_case_that_fails_is_told_with_file_line_and_step(
    cli: FlaskCliRunner, drawings: Copy
) -> None:
    folder = drawings("call_her")

    result = cli.invoke(args=["test-process", "complaint", "--drawings", str(folder)])

    assert result.exit_code == 1
    assert "FAIL sent" in result.output
    assert (
        "complaint/cases/sent.yaml:11: step 1: open: expected call_her; found decide_next_contact."
    ) in result.output


def test_programs_get_the_whole_report(cli: FlaskCliRunner, drawings: Copy) -> None:
    folder = drawings("call_her")

    result = cli.invoke(args=["test-process", "complaint", "--json", "--drawings", str(folder)])

    report = json.loads(result.output)
    assert result.exit_code == 1
    assert [(case["name"], case["passed"]) for case in report["cases"]] == [("sent", False)]
    assert report["cases"][0]["fault"]["line"] == 11
    assert {"id", "kind", "name", "name_hi"} == set(report["coverage"]["unvisited_arrows"][0])


def test_full_coverage_may_be_required(cli: FlaskCliRunner, drawings: Copy) -> None:
    folder = drawings("decide_next_contact")

    result = cli.invoke(
        args=["test-process", "complaint", "--require-full", "--drawings", str(folder)]
    )

    assert result.exit_code == 1
    assert "FAIL" not in result.output


def test_a_drawing_that_is_not_there_or_cannot_run_ends_with_2(
    cli: FlaskCliRunner, drawings: Copy
) -> None:
    folder = drawings("call_her")
    (folder / "complaint" / "forms" / "call_her.form").unlink()

    absent = cli.invoke(args=["test-process", "nothing", "--drawings", str(folder)])
    broken = cli.invoke(args=["test-process", "complaint", "--drawings", str(folder)])

    assert (absent.exit_code, broken.exit_code) == (2, 2)
    assert "form-not-found" in broken.output
