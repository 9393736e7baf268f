"""`patrol-units`: vehicles that can be sent to a woman, from the shell."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from engine.registry import SYSTEM
from models import PatrolUnit, Unit
from models.session import reading
from processes.emergency import fleet
from processes.emergency.place import Place
from processes.exceptions import NotVisible, ProcessesError
from processes.posts.units import highest, unit_of_code
from web import clock
from web.portal import portal

command = AppGroup("patrol-units", help="Vehicles that answer calls for help.")


@command.command("list")
def list_units() -> None:
    """List the patrol units that have not retired, with their stations and crews."""
    now = clock.now_of(portal())
    with reading(portal().sessions) as session:
        for above in highest(session):
            for vehicle in fleet.fleet(session, above, now):
                click.echo(_line(vehicle))


@command.command("add")
@click.argument("call_sign")
@click.argument("station")
@click.option("--phone", default="", help="The vehicle's telephone.")
@click.option("--woman", is_flag=True, help="A woman is in the crew.")
@click.option("--at", type=(float, float), help="Latitude and longitude, until it tells itself.")
def add(
    call_sign: str, station: str, phone: str, woman: bool, at: tuple[float, float] | None
) -> None:
    """Register the unit CALL_SIGN, based at the station of code STATION, with a post of its own."""
    with _writing() as (session, now):
        fleet.register(
            session,
            station=_station(session, station),
            call_sign=call_sign,
            phone=phone,
            has_woman=woman,
            place=Place(*at) if at else None,
            by=SYSTEM,
            now=now,
        )


@command.command("move")
@click.argument("call_sign")
@click.argument("station")
def move(call_sign: str, station: str) -> None:
    """Base the unit CALL_SIGN at the station of code STATION; its crew goes with it."""
    with _writing() as (session, now):
        fleet.move(
            session,
            _unit(session, call_sign),
            station=_station(session, station),
            by=SYSTEM,
            now=now,
        )


@command.command("stand-down")
@click.argument("call_sign")
def stand_down(call_sign: str) -> None:
    """Ask the unit CALL_SIGN no more until it is on duty again."""
    _let(call_sign, fleet.stand_down)


@command.command("stand-to")
@click.argument("call_sign")
def stand_to(call_sign: str) -> None:
    """Ask the unit CALL_SIGN again."""
    _let(call_sign, fleet.stand_to)


@command.command("retire")
@click.argument("call_sign")
def retire(call_sign: str) -> None:
    """Take the unit CALL_SIGN out for good."""
    _let(call_sign, fleet.retire)


def _let(call_sign: str, act: Callable[..., None]) -> None:
    with _writing() as (session, now):
        act(session, _unit(session, call_sign), by=SYSTEM, now=now)


@contextmanager
def _writing() -> Iterator[tuple[Session, datetime]]:
    """A transaction and its moment; a refusal is said in its one sentence."""
    made = portal()
    try:
        with made.sessions.begin() as session:
            yield session, clock.now_of(made)
    except ProcessesError as refused:
        raise click.ClickException(str(refused)) from None


def _unit(session: Session, call_sign: str) -> PatrolUnit:
    try:
        return fleet.unit_called(session, call_sign)
    except NotVisible:
        raise click.ClickException(f"No one patrol unit is called {call_sign}.") from None


def _station(session: Session, code: str) -> Unit:
    found = unit_of_code(session, code)
    if found is None:
        raise click.ClickException(f"No unit has the code {code}.")
    return found


def _line(vehicle: fleet.Vehicle) -> str:
    unit = vehicle.unit
    said = ["on duty" if unit.is_on_duty else "off duty"]
    if unit.has_woman:
        said.append("with a woman")
    crew = ", ".join(officer.login for officer in vehicle.crew) or "nobody sits in it"
    return f"{unit.call_sign}  {vehicle.station.code}  {', '.join(said)}  {crew}"
