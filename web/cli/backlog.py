"""`import-backlog`: a list of complaints that are pending elsewhere, from the shell."""

from pathlib import Path
from typing import NoReturn

import click
from flask.cli import with_appcontext
from flask_babel import force_locale
from sqlalchemy import select

from engine.registry import SYSTEM
from models import Unit
from models.session import reading
from processes.exceptions import BacklogNotOffered, SheetRefused
from web import clock
from web.backlog import take_over
from web.command.backlog import FAULTS, NOT_OFFERED, REFUSALS
from web.portal import portal

ROWS_REFUSED, FILE_REFUSED = 1, 2


@click.command("import-backlog")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--unit", "code", help="Code of the state whose list it is; without it, any station.")
@with_appcontext
def command(file: Path, code: str | None) -> None:
    """Take the complaints of FILE over, a CSV or XLSX list with their original days.

    Bad rows are named by row and column and the good ones taken; the same file again changes
    nothing. The page /command/backlog lists the code of each station.

    Ends with 1 if a row was refused, with 2 if nothing can be read.
    """
    made = portal()
    within = _unit(code) if code else None
    try:
        done = take_over(
            made, file.read_bytes(), within=within, actor=SYSTEM, now=clock.now_of(made)
        )
    except SheetRefused as refused:
        _refuse(refused.code)
    except BacklogNotOffered:
        _refuse(NOT_OFFERED)
    click.echo(
        f"{done.taken} taken over, {done.late} of them late; {done.known} known already; "
        f"{done.refused} refused."
    )
    with force_locale("en"):
        for fault in done.faults:
            told = FAULTS.get(fault["code"], fault["code"])
            click.echo(f"row {fault['row']}, {fault['column']}: {told}", err=True)
    if done.refused:
        raise SystemExit(ROWS_REFUSED)


def _refuse(code: str) -> NoReturn:
    """Name why the whole file is refused, and end."""
    with force_locale("en"):
        click.echo(f"Error: {code}: {REFUSALS.get(code, code)}", err=True)
    raise SystemExit(FILE_REFUSED)


def _unit(code: str) -> Unit:
    with reading(portal().sessions) as session:
        found = session.scalars(select(Unit).where(Unit.code == code)).one_or_none()
    if found is None:
        raise click.ClickException(f"No unit has the code {code}.")
    return found
