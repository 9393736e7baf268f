"""`check`: the designer's checker from the shell."""

import json
import sys
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import DatabaseError

from engine import definitions
from engine.check import Known, has_errors
from engine.check.apart import check_apart
from models.session import reading
from processes.design.checking import known_here
from web.cli.drawings import files_of
from web.portal import portal

CANNOT_READ = 2


@click.command("check")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="A list of findings, for programs.")
@with_appcontext
def command(paths: tuple[Path, ...], as_json: bool) -> None:
    """Say everything that is wrong with the drawings in PATHS (folders or .bpmn files).

    Ends with 0 when no drawing has an error, 1 when one has, 2 when one cannot be read.
    """
    findings = []
    for path in paths:
        folder = path if path.is_dir() else path.parent
        files = files_of(folder)
        if not path.exists() or not any(name.endswith(".bpmn") for name in files):
            click.echo(f"{path} holds no drawing (.bpmn).", err=True)
            sys.exit(CANNOT_READ)
        name = folder.resolve().name
        findings += check_apart(files, _known(name), process=name)
    if as_json:
        click.echo(json.dumps([found.as_json() for found in findings], ensure_ascii=False))
    else:
        for found in findings:
            click.echo(str(found))
    sys.exit(1 if has_errors(findings) else 0)


def _known(name: str) -> Known:
    """What this installation knows; where there is no database yet, nothing of posts."""
    made = portal()
    try:
        with reading(made.sessions) as session:
            return known_here(session, made.registry, name)
    except DatabaseError:
        return definitions.known_to(made.registry, name)
