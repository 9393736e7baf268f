"""`definitions`, `check` and `deploy`: drawings from the shell."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from engine import definitions
from engine.check.apart import check_apart
from models import ProcessDefinition
from models.session import reading
from processes.design import publishing
from web import clock
from web.cli.drawings import files_of, show_refusal
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
@click.option("--note", default="", help="What changed, for those who look later.")
@with_appcontext
def deploy(folder: Path, note: str) -> None:
    """Deploy the drawing in FOLDER as the newest version of the process of that name."""
    made = portal()
    now = clock.real_now()
    name, files = folder.resolve().name, files_of(folder)
    # takes long: before the transaction, which every other writer waits for
    findings = check_apart(files, definitions.known_to(made.registry, name), process=name)
    with made.sessions.begin() as session, show_refusal():
        row = publishing.deploy(
            session,
            made.registry,
            name=name,
            files=files,
            note=note,
            now=now,
            checker=lambda *_, **__: findings,
        )
    click.echo(f"{row.name}, version {row.version}.")
