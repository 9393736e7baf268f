"""Options: the lists that a form of a complaint may name, as they are at this moment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from engine.elements import iso_time
from engine.forms import Option
from engine.law import KOLKATA
from models import Complaint, Level, Unit
from processes.complaint.io_seats import Sitting, seat_options, sittings_at, sittings_in
from processes.complaint.kept_from import OF_CONFLICT, is_kept_from, may_have_it
from processes.complaint.offence_categories import heading, place
from processes.complaint.offences import Offence, all_codes, offence, offences_on, tables_for
from processes.complaint.speaking import WAYS, ways_of_speaking


@dataclass(frozen=True)
class Question:
    """For whom the options are: the complaint, if there is one yet, and what was chosen so far."""

    session: Session
    now: datetime
    complaint: Complaint | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


#: What a source offers, asked anew whenever a form is shown.
Source = Callable[[Question], tuple[Option, ...]]


def _states(question: Question) -> tuple[Option, ...]:
    return _units(question, Level.STATE)


def _districts(question: Question) -> tuple[Option, ...]:
    """The districts of the state chosen so far; before that, all."""
    state_id = question.values.get("state")
    query = select(Unit).where(Unit.level == Level.DISTRICT).order_by(Unit.name, Unit.id)
    if state_id:
        query = query.where(Unit.state_id == str(state_id))
    return tuple(_option(unit) for unit in question.session.scalars(query))


def _stations(question: Question) -> tuple[Option, ...]:
    """The stations of the district chosen so far; none before that."""
    district_id = question.values.get("district")
    if not district_id:
        return ()
    query = select(Unit).where(Unit.level == Level.STATION, Unit.district_id == str(district_id))
    query = query.order_by(Unit.name, Unit.id)
    return tuple(_within(unit) for unit in question.session.scalars(query))


def _stations_elsewhere(question: Question) -> tuple[Option, ...]:
    """The stations of the same state outside the district of a conflict."""
    if question.complaint is None or not question.values.get(OF_CONFLICT):
        return ()
    district = aliased(Unit)
    query = (
        select(Unit, district)
        .join(district, district.id == Unit.district_id)
        .where(
            Unit.level == Level.STATION,
            Unit.state_id == question.complaint.state_id,
            may_have_it(question.values),
        )
        .order_by(district.name, Unit.name)
    )
    return tuple(
        Option(station.id, f"{station.name}, {of.name}", f"{station.name_hi}, {of.name_hi}")
        for station, of in question.session.execute(query)
    )


def _districts_anywhere(question: Question) -> tuple[Option, ...]:
    """Every district of all States, each with its State; without those that must not have it."""
    state = aliased(Unit)
    query = (
        select(Unit, state)
        .join(state, state.id == Unit.state_id)
        .where(Unit.level == Level.DISTRICT, may_have_it(question.values))
        .order_by(state.name, Unit.name, Unit.id)
    )
    return tuple(
        Option(district.id, f"{district.name}, {of.name}", f"{district.name_hi}, {of.name_hi}")
        for district, of in question.session.execute(query)
    )


def _stations_anywhere(question: Question) -> tuple[Option, ...]:
    """The stations of the district chosen in `other_district`, without the complaint's own.

    None before a district is chosen, and none that must not have the complaint.
    """
    district_id = question.values.get("other_district")
    if question.complaint is None or not district_id:
        return ()
    return _stations_of(question, str(district_id), but=question.complaint.unit_id)


def _stations_of_district(question: Question) -> tuple[Option, ...]:
    """The other stations of the district where the complaint lies, if they may have it."""
    complaint = question.complaint
    if complaint is None or complaint.district_id is None:
        return ()
    return _stations_of(question, complaint.district_id, but=complaint.unit_id)


def _stations_of(question: Question, district_id: str, *, but: str) -> tuple[Option, ...]:
    query = (
        select(Unit)
        .where(Unit.level == Level.STATION, Unit.district_id == district_id, Unit.id != but)
        .where(may_have_it(question.values))
        .order_by(Unit.name, Unit.id)
    )
    return tuple(_within(unit) for unit in question.session.scalars(query))


def _io_seats(question: Question) -> tuple[Option, ...]:
    """The seats for investigating officers at the complaint's station: who sits there, her load."""
    complaint = question.complaint
    if complaint is None or complaint.station_id is None:
        return ()
    here = sittings_at(question.session, complaint.station_id, now=question.now)
    return _seats(question, complaint, here)


def _io_seats_of_district(question: Question) -> tuple[Option, ...]:
    """The seats for investigating officers in the complaint's whole district.

    Without those of the stations that must not get it. Where it lies, it lies.
    """
    complaint = question.complaint
    if complaint is None or complaint.district_id is None:
        return ()
    within = sittings_in(question.session, complaint.district_id, now=question.now)
    allowed = [
        each
        for each in within
        if each.unit.id == complaint.station_id or not is_kept_from(each.unit, question.values)
    ]
    return _seats(question, complaint, allowed)


def _seats(question: Question, complaint: Complaint, found: list[Sitting]) -> tuple[Option, ...]:
    tables = tables_for(question.session, complaint)
    return seat_options(
        question.session, found, tables, question.values, complaint=complaint, now=question.now
    )


def _offences(question: Question) -> tuple[Option, ...]:
    """The offences by the law in force on the days of the incident, else today."""
    tables = tables_for(question.session, question.complaint)
    first = _incident(question.values.get("incident_on")) or question.now
    last = _incident(question.values.get("incident_until_on"))
    days = first.astimezone(KOLKATA).date(), last.astimezone(KOLKATA).date() if last else None
    found = sorted(offences_on(tables, *days), key=lambda each: place(each.category))
    return tuple(_law(each) for each in found)


def _ways_of_speaking(question: Question) -> tuple[Option, ...]:
    return ways_of_speaking(tables_for(question.session, question.complaint))


def _law(found: Offence) -> Option:
    """An offence with its section, and whether the prosecution has signed that this is the law.

    It stands under the heading of its kind.
    """
    said = said_hi = f"{found.act} {found.section}"
    if not found.act:
        said, said_hi = "which law holds is open", "कौन सा क़ानून, तय नहीं"
    elif not found.is_signed:
        said, said_hi = f"{said}, unsigned", f"{said}, हस्ताक्षर बाक़ी"
    label, label_hi = f"{found.name} ({said})", f"{found.name_hi} ({said_hi})"
    return Option(found.code, label, label_hi, *heading(found.category))


def _incident(typed: Any) -> datetime | None:
    """The day of the incident; None while it is not there or cannot be read."""
    try:
        return iso_time.moment_of(typed, zone=KOLKATA) if typed else None
    except ValueError:
        return None


def _every_station(question: Question) -> tuple[Option, ...]:
    return _units(question, Level.STATION)


def _every_district(question: Question) -> tuple[Option, ...]:
    return _units(question, Level.DISTRICT)


def _every_offence(question: Question) -> tuple[Option, ...]:
    tables = tables_for(question.session, question.complaint)
    every = [offence(tables, code, incident_on=None) for code in all_codes(tables)]
    return tuple(Option(each.code, each.name, each.name_hi) for each in every)


SOURCES: Mapping[str, Source] = {
    "states": _states,
    "districts": _districts,
    "stations": _stations,
    "stations_elsewhere": _stations_elsewhere,
    "districts_anywhere": _districts_anywhere,
    "stations_anywhere": _stations_anywhere,
    "stations_of_district": _stations_of_district,
    "io_seats": _io_seats,
    "io_seats_of_district": _io_seats_of_district,
    "offences": _offences,
    WAYS: _ways_of_speaking,
}

#: Everything that could ever have been chosen, where a source offers less than that today.
EVER_OFFERED: Mapping[str, Source] = {
    **{source: _every_station for source in SOURCES if source.startswith("stations")},
    "districts": _every_district,
    "districts_anywhere": _every_district,
    "offences": _every_offence,
}


def _units(question: Question, level: Level) -> tuple[Option, ...]:
    query = select(Unit).where(Unit.level == level).order_by(Unit.name, Unit.id)
    return tuple(_option(unit) for unit in question.session.scalars(query))


def _option(unit: Unit) -> Option:
    return Option(unit.id, unit.full_name, unit.full_name_hi)


def _within(unit: Unit) -> Option:
    """A unit among those of its own district, which need not be said with each."""
    return Option(unit.id, unit.name, unit.name_hi)
