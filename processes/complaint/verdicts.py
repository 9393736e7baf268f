"""Verdicts: what the table that a form names makes of the answers typed into it.

So a form refuses what the law does not allow, and asks what the law leaves open, by the tables
beside the drawing and by nothing else.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine.definitions import Definition
from engine.expressions import ExpressionFailed
from engine.forms import Form
from engine.law import KOLKATA
from models import Complaint
from processes.complaint import io_seats
from processes.complaint.offences import SECTIONS, Tables, tables_for, with_charge_heads
from processes.posts import ranks
from processes.posts.identity import Identity

#: What a form proposes to write in the place of what is on record: the tables are asked about it.
PROPOSED = {"proposed_offences": "offences", "right_age_band": "age_band"}
#: Who answers has a rank, but none that the tables know.
UNKNOWN_RANK = "other"


def verdict(
    session: Session,
    definition: Definition,
    form: Form,
    known: Mapping[str, Any],
    *,
    complaint: Complaint | None,
    now: datetime,
) -> Mapping[str, Any]:
    """The outputs of the form's tables for the case's variables and the answers so far.

    What runs beside a complaint asks the tables of the complaint. Of a chosen seat a table may
    ask who sits there. A form without a table has no verdict; nor has a table that cannot be
    computed, which is held against nobody.
    """
    tables = definition.decisions
    if complaint is not None and not set(form.decisions) <= set(tables):
        tables = tables_for(session, complaint)
    if not set(form.decisions) & set(tables):
        return {}
    return verdict_of(tables, form, {**known, **_of_seat(session, form, known, now)}, now=now)


def verdict_of(
    tables: Tables, form: Form, known: Mapping[str, Any], *, now: datetime
) -> Mapping[str, Any]:
    """What these tables make of the answers, where nothing must be looked up for them."""
    asked = {**known, **_proposed(form, known)}
    said: dict[str, Any] = {}
    for name in form.decisions:
        said |= _evaluated(tables, name, asked, now)
    return said


def of_who_answers(identity: Identity | None) -> Mapping[str, Any]:
    """What tables may ask about the officer who fills in a form; nothing where nobody is known."""
    if identity is None:
        return {}
    return {"own_rank": ranks.code_of(identity.officer.rank) or UNKNOWN_RANK}


def _evaluated(
    tables: Tables, name: str, known: Mapping[str, Any], now: datetime
) -> Mapping[str, Any]:
    if name not in tables:
        return {}
    try:
        asked = with_charge_heads(tables, known) if SECTIONS in tables else known
        return tables[name].evaluate(asked, now=now, zone=KOLKATA)
    except ExpressionFailed:
        return {}


def _proposed(form: Form, known: Mapping[str, Any]) -> Mapping[str, Any]:
    """A form that shows proposed offences, or another age, asks the tables about these."""
    asked = {question.key for question in form.inputs()}
    return {name: known.get(key) for key, name in PROPOSED.items() if key in asked}


def _of_seat(
    session: Session, form: Form, known: Mapping[str, Any], now: datetime
) -> Mapping[str, Any]:
    """Who sits at the seat that was chosen in this form."""
    chosen = next(
        (
            known[question.key]
            for question in form.inputs()
            if question.options_from in io_seats.SOURCES and known.get(question.key)
        ),
        None,
    )
    return io_seats.facts_of(session, str(chosen), now=now) if chosen else {}
