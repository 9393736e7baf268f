"""`simulate`: what a drawing does to the two-month figure, before anybody is affected."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from engine.check import check
from engine.exceptions import DefinitionRefused
from models.session import reading
from processes.scripted.adapters import adapter_of
from processes.simulation import Assumptions, AssumptionsRefused, Plan, Result, assumed_of, simulate
from processes.simulation.comparing import Comparison
from processes.simulation.history import observe
from processes.simulation.plan import MOST_CASES, MOST_DAYS
from processes.simulation.report import report, report_of_both
from processes.simulation.setting import Observed
from processes.simulation.telling import compared, told
from web.cli.drawings import files_of
from web.cli.init import SHIPPED
from web.portal import portal
from web.role_names import role_names
from web.task_forms.scripted import read_form

CANNOT_READ = 2
_STEPS = 1_000

Progress = Callable[[float], None]


@click.command("simulate")
@click.argument("name")
@click.option(
    "--cases",
    type=click.IntRange(1, MOST_CASES),
    help="How many cases begin; without it, as many a day as the assumptions say.",
)
@click.option("--days", default=120, show_default=True, type=click.IntRange(1, MOST_DAYS))
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same result.")
@click.option("--json", "as_json", is_flag=True, help="The whole result, for programs.")
@click.option("--language", default="en", type=click.Choice(["en", "hi"]))
@click.option(
    "--drawings",
    default=SHIPPED,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with a folder for each process.",
)
@click.option(
    "--against",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of another version of this drawing: both are run, side by side.",
)
@click.option(
    "--processes",
    default=2,
    show_default=True,
    type=click.IntRange(1, 64),
    help="1 uses one processor only; the result is the same.",
)
@with_appcontext
def command(
    name: str,
    cases: int | None,
    days: int,
    seed: int,
    as_json: bool,
    language: str,
    drawings: Path,
    against: Path | None,
    processes: int,
) -> None:
    """Forecast the process NAME: cases arrive, officers work, timers run, in a throw-away database.

    What is assumed stands in simulation.json beside the drawing; times come from this
    installation's history where it has enough. Ends with 2 when the drawing cannot be run.
    """
    if not (drawings / name).is_dir():
        click.echo(f"{drawings / name} is no folder with a drawing.", err=True)
        sys.exit(CANNOT_READ)
    try:
        with _progress(is_shown=sys.stderr.isatty()) as progress:
            result = run(name, drawings / name, drawings, cases, days, seed, processes, progress)
            other = against and run(name, against, drawings, cases, days, seed, processes, progress)
    except DefinitionRefused as refused:
        for finding in refused.findings:
            click.echo(str(finding), err=True)
        sys.exit(CANNOT_READ)
    except AssumptionsRefused as refused:
        click.echo(str(refused), err=True)
        sys.exit(CANNOT_READ)
    comparison = Comparison(result, other) if other else None
    named = role_names(files_of(against or drawings / name))
    if as_json:
        found = report_of_both(comparison, named) if comparison else report(result, named)
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for line in (
        compared(comparison, language, named) if comparison else told(result, language, named)
    ):
        click.echo(line)


def run(
    name: str,
    folder: Path,
    drawings: Path,
    cases: int | None,
    days: int,
    seed: int,
    processes: int,
    progress: Progress,
) -> Result:
    """Simulate the drawing in a folder, beside the other drawings.

    :raises DefinitionRefused: a drawing has errors
    :raises AssumptionsRefused: the assumptions cannot be read
    """
    registry, files = portal().registry, files_of(folder)
    others = {
        other: files_of(drawings / other)
        for other in registry.processes
        if other != name and (drawings / other).is_dir()
    }
    assumed = assumed_of(name, files, others)
    return simulate(
        registry,
        name,
        files=files,
        others=others,
        plan=Plan(cases or max(round(assumed.per_day * days), 1), days, seed),
        adapter=adapter_of(name),
        read_form=read_form,
        observed=_observed(name, assumed),
        assumptions=assumed,
        processes=processes,
        progress=progress,
        checker=check,
    )


def _observed(name: str, assumed: Assumptions) -> Observed:
    """What this installation has seen; nothing where it has no database yet."""
    try:
        with reading(portal().sessions) as session:
            calendar_of = portal().registry.calendar_of
            return observe(session, name, assumed, calendar_of)
    except SQLAlchemyError:
        return Observed()


@contextmanager
def _progress(*, is_shown: bool) -> Iterator[Progress]:
    """A bar on the terminal, so that no program that reads the result meets it."""
    if not is_shown:
        yield lambda _share: None
        return
    with click.progressbar(length=_STEPS, file=sys.stderr) as bar:

        def progress(share: float) -> None:
            bar.update(round(share * _STEPS) - bar.pos)

        yield progress
