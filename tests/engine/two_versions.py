"""A toy process that asks one thing and then another, and how its cases came out."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine import definitions
from engine.check import check
from engine.registry import Registry
from engine.rehearsal import FailedCase, Rehearsal
from models import ProcessDefinition
from tests.engine.drawing import drawing, end, in_one_lane, start, user

ONE = in_one_lane(drawing(start("s"), user("one"), end("e"), flows="s -> one -> e"))
TWO = in_one_lane(drawing(start("s"), user("two"), end("e"), flows="s -> two -> e"))
PATH = next(iter(ONE))
PASSED = Rehearsal(cases=1, is_full=True)
FAILED = Rehearsal(cases=2, failed=(FailedCase("one", "It stands elsewhere.", "यह कहीं और है।"),))
LEFT_OUT = Rehearsal(cases=2, is_replayed=False)
VERSIONS = select(func.count(ProcessDefinition.id))


def deployed(
    session: Session, registry: Registry, files: Mapping[str, bytes], *, now: datetime
) -> ProcessDefinition:
    """Deploy these files as the newest version."""
    row = definitions.deploy(
        session, registry, name="toy", files=files, by=None, note="", now=now, checker=check
    )
    session.commit()
    return row
