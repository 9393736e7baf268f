"""`check`: the designer's checker from the shell."""

import json
import sys
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import DatabaseError

from engine import definitions
from engine.check import Finding, Known, has_errors
from engine.check.alone import Beside, process_of
from engine.check.apart import check_apart
from models.session import reading
from processes.design.checking import known_here
from web.cli.drawings import SUFFIXES, CannotRead, files_beside, files_of
from web.portal import portal

#: Files that say something by themselves; the others are checked with their drawing's folder.
_ALONE = frozenset({".bpmn", ".dmn", ".form"})


@click.command("check")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="A list of findings, for programs.")
@with_appcontext
def command(paths: tuple[Path, ...], as_json: bool) -> None:
    """Say everything that is wrong with PATHS: folders of a process, drawings, forms or tables.

    Of a folder all files are looked at together; where only the folders in it hold drawings, those
    of each. A drawing, form or table is looked at by itself; what lies beside it counts as far as
    the drawing or form names it.

    Ends with 0 when none has an error, 1 when one has, 2 when one cannot be read.
    """
    findings = []
    for path in paths:
        if path.is_dir():
            findings += [found for each in _processes_in(path) for found in _folder(each)]
        else:
            findings += _file(path)
    if as_json:
        click.echo(json.dumps([found.as_json() for found in findings], ensure_ascii=False))
    else:
        for found in findings:
            click.echo(str(found))
        if not findings:
            click.echo("No mistakes found.")
    sys.exit(1 if has_errors(findings) else 0)


def _processes_in(folder: Path) -> list[Path]:
    """The folder itself, or those in it that hold drawings, where only they do."""
    if any(folder.glob("*.bpmn")):
        return [folder]
    return sorted({path.parent for path in folder.glob("*/*.bpmn")}) or [folder]


def _folder(folder: Path) -> list[Finding]:
    """What is wrong with the process that the folder is named after."""
    files = files_of(folder)
    if not any(name.endswith(".bpmn") for name in files):
        raise CannotRead(f"{folder} holds no drawing (.bpmn).")
    name = folder.resolve().name
    return check_apart(files, _known(name), process=name)


def _file(path: Path) -> list[Finding]:
    """What is wrong with one file and what it names, not with what else lies beside it."""
    if not path.exists():
        raise CannotRead(f"{path} does not exist.")
    if path.suffix not in SUFFIXES:
        kinds = ", ".join(sorted(_ALONE))
        raise CannotRead(f"{path} is no drawing, form or table ({kinds}).")
    if path.suffix not in _ALONE:
        raise CannotRead(f"{path} is no drawing. Check the folder of its process.")
    folder = path.parent.parent if path.parent.name == "forms" else path.parent
    name, files = path.relative_to(folder).as_posix(), files_beside(folder, path)
    beside = Beside(files)
    shown = beside.named_by(name)
    process = process_of(files[name]) if path.suffix == ".bpmn" else None
    whole = process if process in portal().registry.processes else folder.resolve().name
    found = check_apart(
        beside.around(name),
        _known(whole or ""),
        # a part alone need not hold what the law and the portal ask of the whole process
        process=process if process == whole else None,
    )
    if path.suffix == ".bpmn":
        shown.add("")
    return [each for each in found if each.file in shown or each.rule == "checker-gave-up"]


def _known(name: str) -> Known:
    """What this installation knows; where there is no database yet, nothing of posts."""
    made = portal()
    try:
        with reading(made.sessions) as session:
            return known_here(session, made.registry, name)
    except DatabaseError:
        return definitions.known_to(made.registry, name)
