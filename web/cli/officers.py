"""`users` and `transfer`: officers and their postings from the shell."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import audit
from engine.registry import SYSTEM
from models import Gender, Level, Officer, Post, Unit
from models.session import reading
from models.types import new_id
from processes.design.brought import make_posts_at
from processes.exceptions import OfficerHoldsNoPost, ProcessesError
from processes.passwords import STRONG
from processes.posts import transfers
from processes.posts.identity import posts_of
from processes.posts.units import add_unit
from web import clock
from web.portal import portal

CHAIN = "officers"


users = AppGroup("users", help="Units, posts and officers.")


@users.command("list")
def list_officers() -> None:
    """List officers with the posts they hold."""
    now = clock.now_of(portal())
    with reading(portal().sessions) as session:
        for officer in session.scalars(select(Officer).order_by(Officer.login)):
            held = ", ".join(
                f"{post.role} {post.post.seat}, {post.unit.full_name}"
                for post in posts_of(session, officer.id, now)
            )
            state = "" if officer.is_active else "  (suspended)"
            click.echo(f"{officer.login}  {officer.name}  {held or 'no post'}{state}")


@users.command("add-unit")
@click.argument("code")
@click.argument("name")
@click.argument("name_hi")
@click.option("--level", type=click.Choice([level.name.lower() for level in Level]), required=True)
@click.option("--parent", help="Code of the unit above; none for the nation.")
def add_unit_command(code: str, name: str, name_hi: str, level: str, parent: str | None) -> None:
    """Add the unit CODE with its names in English and Hindi.

    It gets the posts of the roles that processes have brought, vacant.
    """
    with portal().sessions.begin() as session, _plainly():
        above = _unit(session, parent) if parent else None
        unit = add_unit(
            session,
            level=Level[level.upper()],
            parent=above,
            name=name,
            name_hi=name_hi,
            code=code,
        )
        make_posts_at(session, unit)


@users.command("add-post")
@click.argument("unit")
@click.argument("role")
@click.option("--seat", default=1, show_default=True)
@click.option("--pool", is_flag=True, help="Several officers may hold it at once.")
def add_post(unit: str, role: str, seat: int, pool: bool) -> None:
    """Add a seat of ROLE at the unit of code UNIT."""
    with portal().sessions.begin() as session:
        session.add(
            Post(id=new_id(), unit_id=_unit(session, unit).id, role=role, seat=seat, is_pool=pool)
        )


@users.command("add")
@click.argument("login")
@click.option("--name", required=True)
@click.option("--name-hi", required=True)
@click.option("--rank", required=True)
@click.option("--gender", type=click.Choice([g.name.lower() for g in Gender]), required=True)
@click.password_option()
@click.option("--designer", is_flag=True, help="May change drawings.")
@click.option("--administrator", is_flag=True, help="May post officers anywhere.")
def add_officer(
    login: str,
    name: str,
    name_hi: str,
    rank: str,
    gender: str,
    password: str,
    designer: bool,
    administrator: bool,
) -> None:
    """Add an officer who signs in as LOGIN; the password is asked for."""
    now = clock.real_now()
    with _plainly():
        password_hash = STRONG.hash(password)  # takes long: before the transaction
    with portal().sessions.begin() as session, _plainly():
        officer = Officer(
            id=new_id(),
            login=login,
            password_hash=password_hash,
            name=name,
            name_hi=name_hi,
            rank=rank,
            gender=Gender[gender.upper()],
            is_designer=designer,
            is_administrator=administrator,
            created_at=now,
        )
        session.add(officer)
        audit.record(session, CHAIN, "added", SYSTEM, now, officer=officer.id)


@users.command("suspend")
@click.argument("login")
def suspend(login: str) -> None:
    """End every session of LOGIN at once, and let her sign in no more; her posts fall vacant."""
    made = portal()
    with made.sessions.begin() as session:
        officer = _officer(session, login)
        now = clock.now_of(made)
        officer.is_active = False
        officer.session_epoch += 1
        try:
            transfers.relieve(session, officer_id=officer.id, now=now, by=SYSTEM)
        except OfficerHoldsNoPost:
            click.echo(f"{login} held no post.")
        audit.record(session, CHAIN, "suspended", SYSTEM, clock.real_now(), officer=officer.id)


@click.command("transfer")
@click.argument("login")
@click.argument("unit")
@click.argument("role")
@click.option("--seat", default=1, show_default=True)
@click.option("--acting-until", type=click.DateTime(["%Y-%m-%d"]), help="Only in charge until then")
@with_appcontext
def transfer(login: str, unit: str, role: str, seat: int, acting_until: datetime | None) -> None:
    """Move LOGIN to a post: the seat of ROLE at the unit of code UNIT. The tasks stay."""
    made = portal()
    with made.sessions.begin() as session, _plainly():
        now = clock.now_of(made)
        officer = _officer(session, login)
        post = session.scalars(
            select(Post).where(
                Post.unit_id == _unit(session, unit).id, Post.role == role, Post.seat == seat
            )
        ).one_or_none()
        if post is None:
            raise click.ClickException(f"{unit} has no post {role} {seat}.")
        if acting_until is None:
            transfers.transfer(
                session, officer_id=officer.id, to_post_id=post.id, now=now, by=SYSTEM
            )
        else:
            transfers.acting_charge(
                session,
                officer_id=officer.id,
                post_id=post.id,
                until=acting_until.replace(tzinfo=made.registry.zone),
                now=now,
                by=SYSTEM,
            )


@contextmanager
def _plainly() -> Iterator[None]:
    """Say a refusal in its one sentence."""
    try:
        yield
    except ProcessesError as refused:
        raise click.ClickException(str(refused)) from None


def _officer(session: Session, login: str) -> Officer:
    officer = session.scalars(select(Officer).where(Officer.login == login)).one_or_none()
    if officer is None:
        raise click.ClickException(f"No officer signs in as {login}.")
    return officer


def _unit(session: Session, code: str) -> Unit:
    unit = session.scalars(select(Unit).where(Unit.code == code)).one_or_none()
    if unit is None:
        raise click.ClickException(f"No unit has the code {code}.")
    return unit
