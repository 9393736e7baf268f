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
from processes.complaint import io_seats
from processes.complaint.offences import SECTIONS, with_charge_heads


def verdict(
    session: Session, definition: Definition, form: Form, known: Mapping[str, Any], *, now: datetime
) -> Mapping[str, Any]:
    """The outputs of the form's table for the case's variables and the answers so far.

    Of a chosen seat the table may ask who sits there. A form without a table has no verdict; nor
    has a table that cannot be computed, which is held against nobody.
    """
    table = definition.decisions.get(form.decision)
    if table is None:
        return {}
    asked = {**known, **_of_seat(session, form, known, now)}
    try:
        if SECTIONS in definition.decisions:
            asked = with_charge_heads(definition.decisions, asked)
        return table.evaluate(asked, now=now, zone=KOLKATA)
    except ExpressionFailed:
        return {}


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
