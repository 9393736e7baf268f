"""A mobile number as people write it, and the one form in which it is kept."""

from typing import Any

from sqlalchemy import select

from models import Complaint
from models.session import reading
from processes.complaint import record
from web.portal import Portal

KEPT = "+919876543210"
WAYS = (
    "98765 43210",
    "+91-98765-43210",
    "098765 43210",
    "0091 98765 43210",
    "98765.43210",
    "(98765) 43210",
    "(+91) 98765\u201343210",
    "९८७६५ ४३२१०",
    "\u202a+91 98765 43210\u202c",
)
REMEDY = "Write the mobile number with 10 digits, for example 98765 43210."


def in_record(portal: Portal, name: str, of: Any = Complaint) -> Any:
    """What the record of the one complaint, or of the one alert, holds under this name."""
    with reading(portal.sessions) as session:
        instance_id = session.scalars(select(of.instance_id)).one()
        return record.latest(session, portal.registry.keyring, instance_id, name)
