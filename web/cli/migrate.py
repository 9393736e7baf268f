"""`migrate`: running cases move to another version, from the shell."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from engine.exceptions import CannotMove, EngineError
from engine.migration import orders
from engine.migration.batches import Rest, move_next
from engine.migration.dry_run import dry_run
from engine.migration.orders import Order
from engine.migration.reasons import Reason, reason_text
from engine.migration.selection import Selection
from engine.migration.summary import Summary, summed
from engine.registry import SYSTEM
from models.case_migration import WHY_LENGTH
from models.session import reading
from processes.posts.units import unit_of_code
from web import clock
from web.portal import portal

#: Wait so long for cases that others hold just now.
BUSY_SECONDS = 0.2
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("migrate")
@click.argument("name")
@click.option("--from", "from_version", required=True, type=int, help="The version they run.")
@click.option("--to", "to_version", required=True, type=int, help="The version they shall run.")
@click.option("--map", "pairs", multiple=True, metavar="OLD=NEW", help="A step with another id.")
@click.option("--unit", help="Only cases of the unit of this code, or one below it.")
@click.option("--at", "steps", multiple=True, metavar="STEP", help="Only cases that wait there.")
@click.option("--started-from", type=_DAY, help="Only cases that began on that day or later.")
@click.option("--started-before", type=_DAY, help="Only cases that began before that day.")
@click.option("--why", default="", help="What for, for those who look later.")
@click.option("--dry-run", "is_dry", is_flag=True, help="Only say what the cases would do.")
@click.option("--json", "as_json", is_flag=True, help="One object, for programs.")
@with_appcontext
def command(
    name: str,
    from_version: int,
    to_version: int,
    pairs: tuple[str, ...],
    unit: str | None,
    steps: tuple[str, ...],
    started_from: datetime | None,
    started_before: datetime | None,
    why: str,
    is_dry: bool,
    as_json: bool,
) -> None:
    """Move the running cases of the process NAME from one version to another.

    Ends with 0 when every case moved, or would; with 1 when one stays where it is.
    """
    made = portal()
    zone = made.registry.zone
    with reading(made.sessions) as session:
        selection = Selection(
            unit_id=_unit(session, unit),
            standing_at=frozenset(steps),
            started_from=_beginning(started_from, zone),
            started_before=_beginning(started_before, zone),
        )
    if len(why) > WHY_LENGTH:
        raise click.BadParameter(f"at most {WHY_LENGTH} letters.", param_hint="--why")
    order = Order(name, from_version, to_version, dict(map(_pair, pairs)), selection, why)
    with _in_a_sentence():
        summary = _tried(order) if is_dry else _done(order, is_quiet=as_json)
    if as_json:
        click.echo(json.dumps(_as_json(summary), ensure_ascii=False))
    else:
        _tell(summary, is_dry=is_dry)
    sys.exit(0 if summary.moving == summary.cases else 1)


def _tried(order: Order) -> Summary:
    made = portal()
    with reading(made.sessions) as session:
        found = dry_run(session, made.registry, order, now=clock.now_of(made))
        return summed(answer.reasons for answer in found)


def _done(order: Order, *, is_quiet: bool) -> Summary:
    """Begin the migration and move its cases here, beside any worker that does."""
    made = portal()
    with made.sessions.begin() as session:
        migration = orders.begin(session, order, actor=SYSTEM, now=clock.now_of(made))
    rest = Rest.MORE
    while rest is not Rest.NOTHING:
        with made.sessions.begin() as session:
            rest = move_next(session, made.registry, migration, clock.now_of(made))
        with reading(made.sessions) as session:
            far = orders.progress(session, migration)
        if not is_quiet:
            click.echo(f"{far.moved + far.refused} of {far.cases} cases.", err=True)
        if rest is Rest.BUSY:
            time.sleep(BUSY_SECONDS)
    with reading(made.sessions) as session:
        return orders.report(session, migration)


def _tell(summary: Summary, *, is_dry: bool) -> None:
    word = "can move" if is_dry else "moved"
    click.echo(f"{summary.moving} of {summary.cases} cases {word}.")
    for reason, count in summary.stays:
        english, hindi = reason_text(reason)
        click.echo(f"{count} stay: {english} {hindi}")


def _as_json(summary: Summary) -> dict[str, Any]:
    return {
        "cases": summary.cases,
        "moving": summary.moving,
        "stays": [_reason_as_json(reason, count) for reason, count in summary.stays],
    }


def _reason_as_json(reason: Reason, count: int) -> dict[str, Any]:
    english, hindi = reason_text(reason)
    return {**reason.as_json(), "message": english, "message_hi": hindi, "cases": count}


def _pair(text: str) -> tuple[str, str]:
    old, equals, new = text.partition("=")
    if not (old and equals and new):
        raise click.BadParameter(f"{text} is no OLD=NEW.", param_hint="--map")
    return old, new


def _unit(session: Session, code: str | None) -> str | None:
    if code is None:
        return None
    found = unit_of_code(session, code)
    if found is None:
        raise click.ClickException(f"No unit has the code {code}.")
    return found.id


def _beginning(day: datetime | None, zone: tzinfo) -> datetime | None:
    """The moment at which a day of the law begins."""
    return None if day is None else day.replace(tzinfo=zone)


@contextmanager
def _in_a_sentence() -> Iterator[None]:
    """Say in one sentence why the migration cannot begin."""
    try:
        yield
    except CannotMove as refused:
        told = " ".join(reason_text(reason)[0] for reason in refused.reasons)
        raise click.ClickException(told) from None
    except EngineError as error:
        raise click.ClickException(str(error)) from None
