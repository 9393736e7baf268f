"""`init`: creates or upgrades the database and deploys the shipped drawings."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from engine import definitions
from engine.check import check
from engine.exceptions import DefinitionNotFound
from models import migrations
from processes.design.brought import make_posts
from processes.design.publishing import SHIPPED_NOTE
from web import clock
from web.cli.drawings import files_of, show_refusal
from web.portal import Portal, portal

SHIPPED = Path(__file__).parent.parent.parent / "bpmn"


@click.command("init")
@with_appcontext
def command() -> None:
    """Create or upgrade the database, deploy the shipped drawings; twice changes nothing."""
    prepare(portal())


def prepare(made: Portal) -> None:
    """Bring the database up to date.

    :raises click.ClickException: the database cannot be reached, or a drawing cannot run
    """
    try:
        migrations.upgrade(made.database)
    except SQLAlchemyError as error:
        raise click.ClickException(
            f"The database cannot be used: {type(error).__name__}. Check DATABASE_URL."
        ) from None
    deploy_shipped(made)


def deploy_shipped(made: Portal) -> None:
    """Deploy every shipped drawing that was never deployed here.

    A drawing that designers have changed since is left as they made it. Shipped drawings are
    trusted as the code beside them, so they are checked in this process: a tenth of a second each,
    where a process of its own takes one and more.
    """
    with made.sessions.begin() as session, show_refusal():
        for folder in sorted(path for path in SHIPPED.iterdir() if path.is_dir()):
            files = files_of(folder)
            try:
                definitions.latest(session, folder.name)
            except DefinitionNotFound:
                row = definitions.deploy(
                    session,
                    made.registry,
                    name=folder.name,
                    files=files,
                    by=None,
                    note=SHIPPED_NOTE,
                    now=clock.real_now(),
                    checker=check,
                )
                make_posts(session, files)
                click.echo(f"Deployed {row.name}, version {row.version}.")
