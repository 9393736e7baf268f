"""Conflicts of a list: where the accused is in the police, another district has the complaint."""

from datetime import datetime

from sqlalchemy.orm import Session

from engine import messages
from engine.definitions import Definition
from engine.registry import KOLKATA, Actor, Registry
from models import Complaint
from processes.complaint.answers import Answers
from processes.complaint.opening import PROCESS

#: The table that says whether another district decides, and its answer.
TABLE, CONFLICTED = "conflict", "conflicted"
#: The message by which the drawing hears of it once a station has the complaint.
MESSAGE = "conflict_said"


def tell_of_conflict(
    session: Session,
    registry: Registry,
    definition: Definition,
    complaint: Complaint,
    answers: Answers,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Let the drawing take the complaint elsewhere at once, where its own table says so."""
    table = definition.decisions.get(TABLE)
    if table is None or MESSAGE not in definition.outline.caught_messages:
        return
    found = table.evaluate(answers.variables, now=now, zone=KOLKATA)
    if found.get(CONFLICTED):
        messages.deliver(
            session,
            registry,
            process=PROCESS,
            business_key=complaint.id,
            name=MESSAGE,
            variables={},
            actor=actor,
            now=now,
        )
