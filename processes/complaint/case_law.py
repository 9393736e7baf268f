"""The law of a case as its page shows it: the section of each offence, signed or not."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from engine import instances
from engine.registry import Registry
from processes.complaint.offences import Offence, law_of_case, offence, tables_of
from processes.runs import Run


@dataclass(frozen=True)
class CaseLaw:
    """Under which law a case stands."""

    offences: list[Offence]
    procedure: str  # the law of the investigation: BNSS 2023 or CrPC 1973
    has_open_question: bool  # whether two months are law is for the legal desk to say


def case_law(session: Session, registry: Registry, run: Run, *, now: datetime) -> CaseLaw | None:
    """The law of a case by its tables; None before an officer has named an offence."""
    known = instances.variables(session, registry, run.instance_id)
    codes = known.get("offences") or ()
    if not codes:
        return None
    tables = tables_of(session, run.definition)
    law = law_of_case(tables, known, now=now)
    days = {name: known.get(name) for name in ("incident_on", "incident_until_on")}
    return CaseLaw(
        offences=[offence(tables, code, **days) for code in codes],
        procedure=law["procedure"],
        has_open_question=law["sixty_day_limit"] == "ask"
        and known.get("sixty_day_limit_answer") is None,
    )
