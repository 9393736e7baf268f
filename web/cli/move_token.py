"""`move-token`: a place where a case stands is set elsewhere by hand, from the shell."""

from datetime import datetime

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from engine import definitions
from engine.exceptions import CannotMove, EngineError, InstanceNotFound
from engine.migration.orders import Order
from engine.migration.plan import Plan
from engine.migration.reasons import reason_text
from engine.migration.tokens import MOVE_REASONS, Token, move_token, tokens_of
from engine.registry import SYSTEM
from models import ProcessInstance
from models.session import reading
from web import clock
from web.portal import portal


@click.command("move-token")
@click.argument("instance_id")
@click.option("--from", "step", help="The step it stands at; without it they are listed.")
@click.option("--to", help="The step before which it is set.")
@click.option("--reason", type=click.Choice(list(MOVE_REASONS)), help="Why, for the audit.")
@click.option("--to-version", type=int, help="Let the case go to this version with it.")
@with_appcontext
def command(
    instance_id: str, step: str | None, to: str | None, reason: str | None, to_version: int | None
) -> None:
    """Set a token of the running case INSTANCE_ID before another step; the case goes on there.

    What waits around the old step and inside it is withdrawn.
    """
    now = clock.now_of(portal())
    try:
        if step is None:
            _list(instance_id, now)
        elif to is None or reason is None:
            raise click.UsageError("--from needs --to and --reason.")
        else:
            _move(instance_id, step, to, reason, to_version, now)
    except CannotMove as refused:
        told = " ".join(reason_text(each)[0] for each in refused.reasons)
        raise click.ClickException(told) from None
    except EngineError as error:
        raise click.ClickException(str(error)) from None


def _list(instance_id: str, now: datetime) -> None:
    with reading(portal().sessions) as session:
        for token in tokens_of(session, portal().registry, instance_id, now=now):
            click.echo(f"{token.element.id}  {token.element.name}  {token.element.name_hi}")


def _move(
    instance_id: str, step: str, to: str, reason: str, to_version: int | None, now: datetime
) -> None:
    made = portal()
    with made.sessions.begin() as session:
        standing = tokens_of(session, made.registry, instance_id, now=now)
        move_token(
            session,
            made.registry,
            instance_id,
            _only([each for each in standing if each.element.id == step], step).id,
            to=to,
            reason=reason,
            actor=SYSTEM,
            now=now,
            plan=None if to_version is None else _plan(session, instance_id, to_version),
        )
    click.echo(f"It stands before {to}.")


def _only(found: list[Token], step: str) -> Token:
    if len(found) != 1:
        raise click.ClickException(f"{len(found)} tokens stand at {step}; one is needed.")
    return found[0]


def _plan(session: Session, instance_id: str, to_version: int) -> Plan:
    """From the version the case runs to the one that was named."""
    instance = session.get(ProcessInstance, instance_id)
    if instance is None:
        raise InstanceNotFound(id=instance_id)
    running = definitions.load(session, instance.definition_id)
    return Order(running.name, running.version, to_version).plan(session)
