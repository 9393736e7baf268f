"""`definitions` and `deploy`: drawings from the shell."""

import os
from collections.abc import Mapping
from getpass import getuser
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from engine import definitions, versions
from engine.check.apart import check_apart
from engine.exceptions import NothingToPublish, WordsNeeded
from engine.rehearsal import Rehearsal
from models import ProcessDefinition
from models.session import reading
from processes.design import publishing
from processes.design.beside import files_beside
from processes.design.checking import known_here, that_found
from processes.scripted.case import is_case
from web import clock
from web.cli.drawings import files_of, show_refusal
from web.designer import replays
from web.portal import portal


@click.command("definitions")
@with_appcontext
def command() -> None:
    """List the deployed drawings, newest version first."""
    with reading(portal().sessions) as session:
        rows = session.scalars(
            select(ProcessDefinition).order_by(
                ProcessDefinition.name, ProcessDefinition.version.desc()
            )
        )
        for row in rows:
            click.echo(
                f"{row.name}  version {row.version}  {row.deployed_at:%Y-%m-%d %H:%M} UTC  "
                f"{row.content_hash[:12]}  {row.note}"
            )


@click.command("deploy")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--note", required=True, help="What changes, and why. It stays with the version.")
@click.option("--without-cases", is_flag=True, help="Do not replay its cases; say why.")
@click.option("--despite", default="", help="Why it is deployed although cases fail or wait.")
@with_appcontext
def deploy(folder: Path, note: str, without_cases: bool, despite: str) -> None:
    """Deploy the drawing in FOLDER as the newest version of the process of that name.

    It obeys what the designers' pages obey: the checker finds no error, its scripted cases are
    replayed, who deploys says why, and says it again where cases fail or are left out. Instead of a
    second person all designers are told.
    """
    made = portal()
    name, files = folder.resolve().name, files_of(folder)
    with reading(made.sessions) as session:
        known = known_here(session, made.registry, name)
        newest = versions.newest_of(session, name)
        others = files_beside(session, name)
    if newest is not None and newest.content_hash == definitions.hash_of(files):
        click.echo(f"{name}, version {newest.version}, has these files already.")
        return
    # both take long: before the transaction, which every other writer waits for
    findings = check_apart(files, known, process=name)
    found = that_found(findings)
    with show_refusal():
        definitions.refuse_errors(made.registry, name=name, files=files, checker=found)
    for finding in findings:
        click.echo(str(finding), err=True)
    rehearsal = _rehearsed(name, files, others, is_left_out=without_cases)
    try:
        with made.sessions.begin() as session, show_refusal():
            row = publishing.deploy(
                session,
                made.registry,
                name=name,
                files=files,
                note=note.strip(),
                account=_account(),
                rehearsal=rehearsal,
                despite=despite.strip(),
                now=clock.now_of(made),
                checker=found,
            )
            told = f"{row.name}, version {row.version}."
    except WordsNeeded:
        raise click.ClickException(_words_needed(rehearsal, note)) from None
    except NothingToPublish:
        raise click.ClickException(f"{name} was deployed by somebody else just now.") from None
    click.echo(told)


def _rehearsed(
    name: str,
    files: Mapping[str, bytes],
    others: Mapping[str, Mapping[str, bytes]],
    *,
    is_left_out: bool,
) -> Rehearsal:
    """Replay the cases as the designers' pages do, and say which of them fail."""
    cases = sum(is_case(path) for path in files)
    if is_left_out or not cases:
        return Rehearsal(cases=cases, is_replayed=False)
    click.echo(f"Replaying {cases} case{'s' if cases > 1 else ''}.")
    replay = replays.replay_now(name, files, others)
    if replay.is_broken:
        raise click.ClickException("The cases could not be replayed; nothing was deployed.")
    rehearsal = replay.rehearsal()
    for each in rehearsal.failed:
        click.echo(f"FAIL {each.name}: {each.message}", err=True)
    return rehearsal


def _account() -> str:
    """Who works at this machine; a container may know the number alone."""
    try:
        return getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"


def _words_needed(rehearsal: Rehearsal, note: str) -> str:
    most = f"in at most {versions.LONGEST} characters"
    if not note.strip() or len(note.strip()) > versions.LONGEST:
        return f"Say with --note what changes and why, {most}."
    what = "were left out" if rehearsal.is_left_out else "failed"
    return f"Cases {what}. Say with --despite why it is deployed all the same, {most}."
