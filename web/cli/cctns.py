"""`cctns`: what waits for CCTNS, and comparing what it has with what we have."""

from datetime import timedelta

import click
from flask.cli import AppGroup

from models.session import reading
from processes.cctns import reconciliation
from processes.cctns.gateway import SendFailed
from web import clock
from web.cctns import NotConfigured, compare
from web.portal import portal

command = AppGroup("cctns", help="What CCTNS is told.")


@command.command("status")
def status() -> None:
    """List the messages that CCTNS has not acknowledged."""
    with reading(portal().sessions) as session:
        waiting = reconciliation.waiting(session)
    for row in waiting:
        why = f"  {row.error}" if row.error else ""
        click.echo(
            f"{row.id}  {row.kind.name.lower()} {row.number}  {row.status.name.lower()}"
            f"  since {row.queued_at:%Y-%m-%d %H:%M}{why}"
        )
    click.echo(f"{len(waiting)} messages wait.")


@command.command("reconcile")
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, 3650))
@click.option("--mend", is_flag=True, help="Set right what can be.")
def reconcile(days: int, mend: bool) -> None:
    """Compare what CCTNS took in these days with what we have; ends with 1 on differences."""
    made = portal()
    try:
        found = compare(made, now=clock.now_of(made), back=timedelta(days=days), mend=mend)
    except NotConfigured:
        raise click.ClickException("No gateway is set: CCTNS_URL and CCTNS_TOKEN.") from None
    except SendFailed as failed:
        raise click.ClickException(f"CCTNS does not say what it has: {failed.code}.") from None
    for line in found.lines:
        click.echo(f"{line.difference}  message {line.message_id or '-'}")
    click.echo(f"{len(found.lines)} differences, {found.set_right} set right.")
    if len(found.lines) > found.set_right:
        raise SystemExit(1)
