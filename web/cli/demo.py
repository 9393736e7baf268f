"""`demo`: load, advance and reset the demonstration. Refused outside demonstration mode."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import click
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import Engine, event, select

from engine import jobs
from engine.elements import iso_time
from models import Base, Officer
from models.session import open_database, reading, session_maker
from processes.demonstration.load import PASSPHRASE, Loaded, load, numbers_to_follow
from processes.demonstration.police import FURTHER_LOGINS, LOGINS, PASSWORD
from processes.passwords import STRONG
from web import clock
from web.cli import init
from web.portal import Portal, portal

CASES = 240
_BEGUN = "The data here is being invented.\n"
_DONE = "The data here is invented.\n"


@click.group("demo", cls=AppGroup)
@with_appcontext
def command() -> None:
    """The demonstration: invented data and a clock that can be moved."""
    if not portal().is_demonstration:
        raise click.ClickException("This is no demonstration: set DEMO=1.")


@command.command("load")
@click.option("--cases", default=CASES, show_default=True, help="How many complaints to invent.")
def load_command(cases: int) -> None:
    """Fill an empty database with invented police and complaints."""
    made = portal()
    init.prepare(made)
    if not is_empty(made):
        raise click.ClickException("The database holds officers already; `demo reset` empties it.")
    fill(made, cases)
    print_accounts(made)


@command.command("advance")
@click.argument("duration")
def advance_command(duration: str) -> None:
    """Move the clock on by DURATION (PT20H, P45D, P2M), doing what falls due on the way."""
    made = portal()
    now = clock.now_of(made)
    try:
        moment = iso_time.after(now, duration, zone=made.registry.zone)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    done = advance(made, moment - now, progress=_days_told(now, moment, zone=made.registry.zone))
    click.echo(
        f"{done} jobs done; it is now {moment.astimezone(made.registry.zone):%d %B %Y, %H:%M}."
    )


def _days_told(begun: datetime, until: datetime, *, zone: ZoneInfo) -> Callable[[datetime], None]:
    """Say each day that the clock reaches, once: weeks of many complaints take minutes."""
    reached, days = 0, (until - begun).days

    def tell(moment: datetime) -> None:
        nonlocal reached
        if (day := (moment - begun).days) > reached:
            reached = day
            click.echo(f"Day {day} of {days}: {moment.astimezone(zone):%d %B %Y}.", err=True)

    return tell


@command.command("reset")
@click.confirmation_option(prompt="Forget everything in the demonstration's database?")
def reset_command() -> None:
    """Forget everything and load the demonstration anew."""
    made = portal()
    forget(made)
    fill(made, CASES)
    print_accounts(made)


def load_if_empty(made: Portal) -> None:
    """Load the demonstration on the first start, and anew where that start was cut off."""
    if was_cut_off(made):
        click.echo("The first start was cut off; the demonstration begins anew.", err=True)
        forget(made)
    if is_empty(made):
        fill(made, CASES)


def was_cut_off(made: Portal) -> bool:
    """Whether complaints were being invented when the portal stopped."""
    mark = made.settings.demonstration_mark
    return made.settings.is_embedded and mark.exists() and mark.read_text() == _BEGUN


def forget(made: Portal) -> None:
    """Empty the database and set it up again."""
    Base.metadata.drop_all(made.database)
    with made.database.begin() as connection:
        connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
    init.prepare(made)


def is_empty(made: Portal) -> bool:
    """Whether nobody works here yet."""
    with reading(made.sessions) as session:
        return session.scalar(select(Officer.id).limit(1)) is None


def fill(made: Portal, cases: int) -> Loaded:
    """Invent so many complaints, with a progress bar."""
    _mark(made, _BEGUN)
    database = _hasty_database(made)
    click.echo("Inventing complaints for the demonstration; this happens once.", err=True)
    try:
        with click.progressbar(length=cases, label="Complaints lived through") as bar:
            loaded = load(
                session_maker(database, made.registry.keyring),
                made.registry,
                deliver=made.deliver,
                cases=cases,
                now=clock.now_of(made),
                hash_password=STRONG.hash,
                progress=lambda _done: bar.update(1),
            )
    finally:
        database.dispose()
    _mark(made, _DONE)
    return loaded


def _mark(made: Portal, how_far: str) -> None:
    """Note beside the embedded database that its data is invented, and whether all of it is."""
    if made.settings.is_embedded:
        made.settings.demonstration_mark.write_text(how_far)


def advance(
    made: Portal, by: timedelta, *, progress: Callable[[datetime], None] | None = None
) -> int:
    """Move the clock on, doing everything due on the way in order; return how many jobs.

    `progress` is told each moment that the clock reaches.
    """

    def move(moment: datetime) -> None:
        with made.sessions.begin() as session:
            clock.set_to(session, moment)
        if progress is not None:
            progress(moment)

    return jobs.run_until(
        made.sessions,
        made.registry,
        deliver=made.deliver,
        moment=clock.now_of(made) + by,
        move_clock=move,
        lease_clock=clock.real_now,
    )


def print_accounts(made: Portal) -> None:
    """Say who may sign in, and which complaints may be followed."""
    base = f"http://{made.settings.host}:{made.settings.port}"
    click.echo(f"\nComplainant: {base}/      Officers: {base}/office/")
    click.echo(f"Password of every account: {PASSWORD}")
    for role, login in LOGINS.items():
        click.echo(f"  {login:14} {role.replace('_', ' ')}")
    for (role, level, seat), login in FURTHER_LOGINS.items():
        which = seat if seat > 1 else f"({level.name.lower()})"
        click.echo(f"  {login:14} {role.replace('_', ' ')} {which}")
    with reading(made.sessions) as session:
        numbers = numbers_to_follow(session)
    click.echo(f"Complaints to follow at {base}/track with the passphrase: {PASSPHRASE}")
    for number in numbers:
        click.echo(f"  {number}")
    click.echo("")


def _hasty_database(made: Portal) -> Engine:
    """A second engine that does not wait for the disk: what is lost here is invented anew."""
    database = open_database(made.settings.database_url or "")
    event.listen(database, "connect", lambda connection, _record: _do_not_wait(connection))
    return database


def _do_not_wait(connection: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")  # type: ignore[attr-defined]
