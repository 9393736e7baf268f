"""Offences: their names, and what the tables of the law say about those of a case.

The tables are offences.dmn and law.dmn beside the drawing: who changes the law changes them there.
A case follows the tables of the version it began with. offences.csv is the sheet that they were
first written from, kept for the prosecution to read and for the tests to compare.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from engine import definitions, instances
from engine.decisions import Decision
from engine.definitions import Definition
from engine.feel import compile_feel
from engine.law import KOLKATA
from models import Complaint

Tables = Mapping[str, Decision]

SECTIONS = "offences_by_incident_date"
NAMES = "offence_names"
LAW = "law_of_case"
#: The row of an offence for which no act is found on its days: the legal desk looks for one.
LEGAL_REVIEW = "legal_review"


@dataclass(frozen=True)
class Offence:
    """An offence as the law in force on the days of the incident has it."""

    code: str
    name: str
    name_hi: str
    category: str  # what kind of offence: sexual_offence, marital, ...
    victim: str  # against whom it can be: adult_woman, girl_under_18, ...
    act: str  # empty while the legal desk looks for one
    section: str
    row: str  # of the table of sections
    register_as: str
    signed_by: str  # who of the prosecution has checked the row, and when; empty: nobody yet

    @property
    def is_signed(self) -> bool:
        """Whether the prosecution has signed the row."""
        return bool(self.signed_by)


def tables_of(session: Session, definition: Definition) -> Tables:
    """The tables of the law that a definition brings.

    A case that began before there were any follows the newest.
    """
    if LAW in definition.decisions:
        return definition.decisions
    return newest_tables(session, definition.name)


def newest_tables(session: Session, process: str = "complaint") -> Tables:
    """The tables of the law that new cases follow."""
    return definitions.load(session, definitions.latest(session, process).id).decisions


def tables_for(session: Session, complaint: Complaint | None) -> Tables:
    """The tables of the law that a complaint follows; before there is one, the newest."""
    if complaint is None or complaint.instance_id is None:
        return newest_tables(session)
    return tables_of(session, instances.definition_of(session, complaint.instance_id))


def all_codes(tables: Tables) -> tuple[str, ...]:
    """The codes of all offences that have a name."""
    return first_cells(tables[NAMES])


def first_cells(table: Decision) -> tuple[str, ...]:
    """The codes in the first column of a table that has a row for each."""
    cells = (rule.inputs[0] for rule in table.rules)
    return tuple(str(compile_feel(cell).evaluate({})) for cell in cells)


def offence(
    tables: Tables, code: str, *, incident_on: Any, incident_until_on: Any = None
) -> Offence:
    """What the law says of one offence on the days of the incident, days or ISO texts of such."""
    named = tables[NAMES].evaluate({"offence": code})
    asked = {"offence": code, "incident_on": incident_on, "incident_until_on": incident_until_on}
    found = tables[SECTIONS].evaluate(asked, zone=KOLKATA)
    return Offence(
        code=code,
        name=named["name"] or code,
        name_hi=named["name_hi"] or code,
        category=named["category"] or "",
        victim=named["victim"] or "",
        act=found["act"],
        section=found["section"],
        row=found["row"],
        register_as=found["register_as"],
        signed_by=found["signed_by"] or "",
    )


def offences_on(
    tables: Tables, incident_on: date | str, incident_until_on: date | str | None = None
) -> list[Offence]:
    """Every offence as the law of these days has it, by name.

    Those without an act on these days come last: they are for the legal desk.
    """
    return list(_offences_on(tables[NAMES], tables[SECTIONS], incident_on, incident_until_on))


@lru_cache(maxsize=256)
def _offences_on(
    names: Decision, sections: Decision, first: date | str, last: date | str | None
) -> tuple[Offence, ...]:
    """Kept for the days that were asked last: every form with offences asks for a whole list."""
    tables = {NAMES: names, SECTIONS: sections}
    found = (
        offence(tables, code, incident_on=first, incident_until_on=last)
        for code in all_codes(tables)
    )
    return tuple(sorted(found, key=lambda each: (not each.act, each.name)))


def law_of_case(tables: Tables, variables: Mapping[str, Any], *, now: datetime) -> dict[str, Any]:
    """All that the tables say of a case, as the drawing sets it: `charge_heads`, `cognizable`, ...

    Reads `offences`, `incident_on` and `incident_until_on`, the day of the FIR and the answers to
    what the tables leave open.
    """
    known = with_charge_heads(tables, variables)
    said = tables[LAW].evaluate(known, now=now, zone=KOLKATA)
    return {"charge_heads": known["charge_heads"], **said}


def with_charge_heads(tables: Tables, variables: Mapping[str, Any]) -> dict[str, Any]:
    """The variables of a case with what the table of sections says of its offences."""
    heads = charge_heads(
        tables,
        variables.get("offences") or (),
        incident_on=variables.get("incident_on"),
        incident_until_on=variables.get("incident_until_on"),
    )
    return {**variables, "charge_heads": heads}


def charge_heads(
    tables: Tables, codes: Iterable[str], *, incident_on: Any, incident_until_on: Any = None
) -> list[dict[str, Any]]:
    """What the table of sections says of each offence of a case, in their order."""
    asked = {"incident_on": incident_on, "incident_until_on": incident_until_on}
    return [tables[SECTIONS].evaluate({"offence": code, **asked}, zone=KOLKATA) for code in codes]
