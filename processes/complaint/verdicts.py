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
from engine.registry import KOLKATA
from models import Complaint
from processes.complaint import io_seats
from processes.complaint.offences import SECTIONS, tables_for, with_charge_heads

#: The offences that a case would have from now on.
PROPOSED = "proposed_offences"


def verdict(
    session: Session,
    definition: Definition,
    form: Form,
    known: Mapping[str, Any],
    *,
    complaint: Complaint | None,
    now: datetime,
) -> Mapping[str, Any]:
    """The outputs of the form's table for the case's variables and the answers so far.

    What runs beside a complaint asks the tables of the complaint. Of a chosen seat the table may
    ask who sits there. A form without a table has no verdict; nor has a table that cannot be
    computed, which is held against nobody.
    """
    tables = definition.decisions
    if form.decision and form.decision not in tables and complaint is not None:
        tables = tables_for(session, complaint)
    table = tables.get(form.decision)
    if table is None:
        return {}
    asked = {**known, **_of_seat(session, form, known, now), **_proposed(form, known)}
    try:
        if SECTIONS in tables:
            asked = with_charge_heads(tables, asked)
        return table.evaluate(asked, now=now, zone=KOLKATA)
    except ExpressionFailed:
        return {}


def _proposed(form: Form, known: Mapping[str, Any]) -> Mapping[str, Any]:
    """A form that shows proposed offences asks the tables about these."""
    is_about_them = any(question.key == PROPOSED for question in form.inputs())
    return {"offences": known.get(PROPOSED)} if is_about_them else {}


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
