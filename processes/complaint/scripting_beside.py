"""How scripted cases begin of what runs beside a complaint: an appeal, a withdrawal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from engine import messages
from engine.registry import SYSTEM
from models import Complaint, Unit
from processes.complaint import asking
from processes.complaint.scripting import take_over
from processes.scripted.adapter import Beginning, CannotBegin
from processes.scripted.world import HOME

#: The complaint beside which it runs: numbered, not registered yet.
_COMPLAINT = {
    "what": "molestation",
    "mobile": "98765 43210",
    "safe_channel": "sms",
}


def numbered_row(
    now: datetime, *, station: str = HOME, reference: str = "1/2026"
) -> Mapping[str, Any]:
    """The complaint beside which it runs, as a row of a list of pending ones."""
    told = {"station": station, "reference": reference, "received_on": now.date().isoformat()}
    return {**_COMPLAINT, **told}


def complaint_at_home(
    beginning: Beginning, *, now: datetime | None = None, **cells: str
) -> Complaint:
    """A complaint of the home station, with its number; `cells` say what is otherwise of its row.

    A simulation begins many at one station, so each has a reference of its own.
    """
    session, begun_at = beginning.session, now or beginning.now
    home = session.get_one(Unit, beginning.home_unit_id)
    number = (session.scalar(select(func.count(Complaint.id))) or 0) + 1
    row = numbered_row(begun_at, station=home.code, reference=f"{number}/2026")
    return take_over(session, beginning.registry, {**row, **cells}, now=begun_at)


def begin_beside(beginning: Beginning) -> str:
    """She asks for it on her page, or the complaint opens it by a message."""
    if beginning.message is not None and beginning.reading.values:
        raise CannotBegin("nothing comes with the message")
    return begin_of(beginning, complaint_at_home(beginning))


def begin_of(beginning: Beginning, complaint: Complaint, **brought: Any) -> str:
    """Begin it beside this complaint: by her wish, or by the message the case names.

    `brought` is what comes with that message.
    """
    session, registry, now = beginning.session, beginning.registry, beginning.now
    process = beginning.definition.name
    if beginning.message is None:
        return asking.ask(
            session, registry, complaint.id, process, beginning.reading.answers, now=now
        )
    return messages.deliver(
        session,
        registry,
        process=process,
        business_key=complaint.id,
        name=beginning.message,
        variables=brought,
        actor=SYSTEM,
        now=now,
        unit_id=complaint.unit_id,
    )
