"""`test-process`: the scripted cases of a process from the shell."""

import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from flask.cli import with_appcontext

from engine.check import check
from engine.exceptions import DefinitionRefused
from processes.scripted import Report, replay
from processes.scripted.adapters import adapter_of
from processes.scripted.case import is_case
from processes.scripted.coverage import Unvisited
from web.cli.drawings import files_of
from web.cli.init import SHIPPED
from web.portal import portal
from web.task_forms.scripted import read_form

CANNOT_READ = 2
MOST_SECONDS = 600.0


@click.command("test-process")
@click.argument("name")
@click.option(
    "--drawings",
    default=SHIPPED,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with a folder for each process.",
)
@click.option("--json", "as_json", is_flag=True, help="The whole report, for programs.")
@click.option("--require-full", is_flag=True, help="Fail if an arrow or element was not visited.")
@click.option(
    "--at-most",
    "seconds",
    default=MOST_SECONDS,
    show_default=True,
    type=click.FloatRange(min=0, min_open=True),
    help="How many seconds the cases may take all together.",
)
@with_appcontext
def command(name: str, drawings: Path, as_json: bool, require_full: bool, seconds: float) -> None:
    """Replay the scripted cases of the process NAME and say where none of them has been.

    Nothing is read from or written to the installation's database. Ends with 0 when every case
    came out as it says, 1 when one did not, 2 when the drawing cannot be run.
    """
    if not (drawings / name).is_dir():
        click.echo(f"{drawings / name} is no folder with a drawing.", err=True)
        sys.exit(CANNOT_READ)
    try:
        report = replayed(name, drawings, seconds=seconds)
    except DefinitionRefused as refused:
        for finding in refused.findings:
            click.echo(str(finding), err=True)
        sys.exit(CANNOT_READ)
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        _tell(report)
    is_incomplete = require_full and not report.coverage.is_full
    sys.exit(1 if report.faults or is_incomplete else 0)


def replayed(name: str, drawings: Path, *, seconds: float = MOST_SECONDS) -> Report:
    """The report on a process whose drawing lies in its folder under `drawings`.

    :raises DefinitionRefused: a drawing has errors
    """
    registry = portal().registry
    until = time.monotonic() + seconds
    others = {
        other: files_of(drawings / other)
        for other in registry.processes
        if other != name and (drawings / other).is_dir()
    }
    return replay(
        registry,
        name,
        files=files_of(drawings / name),
        others=others,
        cases=cases_of(drawings / name),
        adapter=adapter_of(name),
        read_form=read_form,
        checker=check,
        is_time_up=lambda: time.monotonic() > until,
    )


def cases_of(folder: Path) -> Mapping[str, bytes]:
    """The cases of a process by their path below its folder."""
    return {path: content for path, content in files_of(folder).items() if is_case(path)}


def _tell(report: Report) -> None:
    for outcome in report.outcomes:
        mark = "ok  " if outcome.fault is None else "FAIL"
        click.echo(f"{mark} {outcome.case.name}: {outcome.case.tells}")
    for fault in report.faults:
        click.echo(f"{report.process}/{fault}")
    covered = report.coverage
    _tell_unvisited("elements", covered.elements, covered.unvisited_elements)
    _tell_unvisited("arrows", covered.arrows, covered.unvisited_arrows)


def _tell_unvisited(what: str, drawn: int, unvisited: Sequence[Unvisited]) -> None:
    click.echo(f"{drawn - len(unvisited)} of {drawn} {what} visited.")
    for each in unvisited:
        click.echo(f"  {each.id}: {each.name} / {each.name_hi}")
