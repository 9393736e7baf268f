"""The law of a case as its page shows it: the sections, signed or not, and what is still open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine import instances
from engine.law import KOLKATA
from engine.registry import Registry
from processes.complaint.offences import LAW, Offence, Tables, law_of_case, offence, tables_of
from processes.runs import Run

#: What a table says where an officer has to.
ASK = "ask"
#: An officer's answer to the table of this name is the variable of the name with this at its end.
ANSWER = "_answer"


@dataclass(frozen=True)
class OpenQuestion:
    """What the tables leave to an officer."""

    name: str
    name_hi: str
    words: str  # of the law: on what it depends
    words_hi: str  # empty where nobody has written them in Hindi


@dataclass(frozen=True)
class CaseLaw:
    """Under which law a case stands."""

    offences: list[Offence]
    procedure: str  # the law of the investigation: BNSS 2023 or CrPC 1973
    questions: list[OpenQuestion]


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
        questions=_questions(tables, {**known, **law}, now=now),
    )


def _questions(tables: Tables, known: Mapping[str, Any], *, now: datetime) -> list[OpenQuestion]:
    """What the tables ask; nothing while the legal desk looks for the law itself."""
    if any(not head["act"] for head in known["charge_heads"]):
        return []
    return [
        OpenQuestion(
            table.name,
            table.name_hi,
            " ".join(table.notes(known, now=now, zone=KOLKATA)),
            " ".join(table.notes(known, now=now, zone=KOLKATA, language="hi")),
        )
        for table in tables[LAW].needs
        if known.get(table.id) == ASK and known.get(table.id + ANSWER) is None
    ]
