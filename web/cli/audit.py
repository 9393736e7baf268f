"""`audit`: whether the record of who did what still holds."""

import click
from flask.cli import AppGroup

from engine import audit
from models.session import reading
from web.portal import portal

command = AppGroup("audit", help="The audit's chains.")


@command.command("verify")
def verify() -> None:
    """Recompute every chain; a non-zero exit names the entries that were tampered with."""
    with reading(portal().sessions) as session:
        breaks = audit.verify(session)
    for found in breaks:
        click.echo(str(found), err=True)
    if breaks:
        raise click.ClickException(f"{len(breaks)} breaks in the audit.")
    click.echo("The audit holds.")
