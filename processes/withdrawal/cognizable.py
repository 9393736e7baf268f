"""Cognizable: whether the law keeps a complaint on record whatever she wishes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models import Complaint
from processes.complaint.offences import law_of_case, tables_for

#: How a complaint is registered when the offence is cognizable.
FIRST_INFORMATION = frozenset({"fir", "zero_fir"})


def is_cognizable(
    session: Session, complaint: Complaint, known: Mapping[str, Any], *, now: datetime
) -> bool:
    """Whether it is on record as cognizable, or nobody has found yet that it is not.

    `known` are the complaint's variables. One cognizable offence makes the whole case so.
    """
    if complaint.recorded_at is None or known.get("registered_as") in FIRST_INFORMATION:
        return True
    recorded = {**known, "recorded_at": complaint.recorded_at.isoformat()}
    law = law_of_case(tables_for(session, complaint), recorded, now=now)
    return bool(law["cognizable"] != "no")
