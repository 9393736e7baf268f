"""`audit`: whether the record of who did what still holds."""

from datetime import datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from engine import audit
from models.session import reading
from web import clock
from web.portal import portal

command = AppGroup("audit", help="The audit's chains.")
_FILE = click.Path(dir_okay=False, path_type=Path)


@command.command("verify")
@click.option("--heads", type=_FILE, help="Compare with the heads that were kept in this file too.")
def verify(heads: Path | None) -> None:
    """Recompute every chain; a non-zero exit names the entries that were tampered with."""
    known = _kept(heads) if heads else None
    with reading(portal().sessions) as session:
        breaks = audit.verify(session, known=known)
    for found in breaks:
        click.echo(str(found), err=True)
    if breaks:
        raise click.ClickException(f"{len(breaks)} breaks in the audit.")
    click.echo("The audit holds.")


@command.command("heads")
@click.argument("file", type=_FILE)
def keep_heads(file: Path) -> None:
    """Append the chains' new heads to FILE, to be kept where the database's keepers cannot write.

    With it `verify --heads` notices a chain that was put back as it once was, or has gone.
    """
    known = _kept(file) if file.exists() else {}
    now = clock.real_now()
    with reading(portal().sessions) as session:
        lines = [
            f"{now.isoformat()} {chain} {head.number} {head.link}\n"
            for chain, head in audit.heads(session)
            if known.get(chain, {}).get(head.number) != head.link
        ]
    with file.open("a", encoding="utf-8") as appended:
        appended.writelines(lines)
    click.echo(f"{len(lines)} heads written.")


def _kept(file: Path) -> dict[str, dict[int, str]]:
    """The links that a file holds, by chain and number."""
    known: dict[str, dict[int, str]] = {}
    try:
        for line in file.read_text(encoding="utf-8").splitlines():
            at, chain, number, link = line.split()
            datetime.fromisoformat(at)
            known.setdefault(chain, {})[int(number)] = link
    except (OSError, ValueError):
        raise click.ClickException(f"{file} holds no heads of the audit.") from None
    return known
