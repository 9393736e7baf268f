"""`partners`: who may speak to the API, and with which token."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup

from models.session import reading
from processes.exceptions import PartnerNotFound, PartnerRefused
from processes.partners import tokens
from processes.partners.tokens import Scope
from web import clock
from web.portal import portal

command = AppGroup("partners", help="Programs of others that use the API.")


@command.command("add")
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    type=click.Choice([str(scope) for scope in Scope]),
    help="What it may do; give it several times.",
)
@click.option("--per-minute", default=tokens.PER_MINUTE, show_default=True)
def add(name: str, scopes: tuple[str, ...], per_minute: int) -> None:
    """Admit the partner NAME; its token is printed once and kept nowhere."""
    made = portal()
    with made.sessions.begin() as session, _plainly():
        token = tokens.admit(
            session,
            made.registry.keyring,
            name=name,
            scopes=[Scope(scope) for scope in scopes],
            per_minute=per_minute,
            real_now=clock.real_now(),
        )
    click.echo(token)


@command.command("renew")
@click.argument("name")
def renew(name: str) -> None:
    """Print another token for NAME; the old one opens nothing any more."""
    made = portal()
    with made.sessions.begin() as session, _plainly():
        token = tokens.renew(session, made.registry.keyring, name=name, real_now=clock.real_now())
    click.echo(token)


@command.command("revoke")
@click.argument("name")
def revoke(name: str) -> None:
    """Shut NAME out at once."""
    with portal().sessions.begin() as session, _plainly():
        tokens.shut_out(session, name=name, real_now=clock.real_now())


@command.command("list")
def list_partners() -> None:
    """List partners with their scopes; no token can be shown."""
    with reading(portal().sessions) as session:
        for partner in tokens.partners(session):
            state = "" if partner.revoked_at is None else "  (revoked)"
            click.echo(f"{partner.name}  {partner.scopes}  {partner.per_minute}/minute{state}")


@contextmanager
def _plainly() -> Iterator[None]:
    """Say a refusal in its one sentence."""
    try:
        yield
    except (PartnerNotFound, PartnerRefused) as refused:
        raise click.ClickException(str(refused)) from None
