"""What CCTNS is told of a complaint: the registration, its sections, the final report.

docs/reference/cctns.md describes every field. Nothing goes out that CCTNS does not need: her
telephone, her address and what she told beyond the registered text stay here.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine.law import KOLKATA
from models import CctnsKind, Complaint, Unit
from models.encryption import Keyring
from processes.complaint import contact, numbers, offences, record
from processes.complaint.further import newest_further
from processes.complaint.known import known_of
from processes.complaint.offences import Tables
from processes.complaint.other import joined_with

FORMAT = "itsso-cctns/1"
#: Registered like this, a complaint is an FIR; the other ways are no matter of CCTNS.
FIRS = frozenset({"fir", "zero_fir"})
#: How a complaint ends that another goes on in place of.
JOINED = "joined"


def is_for_cctns(variables: Mapping[str, Any]) -> bool:
    """Whether a complaint was registered as an FIR."""
    return variables.get("registered_as") in FIRS


def content_of(
    session: Session,
    keyring: Keyring,
    complaint: Complaint,
    kind: CctnsKind,
    *,
    variables: Mapping[str, Any],
    tables: Tables,
) -> dict[str, Any]:
    """What a message of this kind tells of a complaint as it stands now."""
    content: dict[str, Any] = {
        "format": FORMAT,
        "kind": kind.name.lower(),
        "complaint": numbers.written(complaint.number),
        **_places(session, complaint),
        "restricted": True,  # the law forbids to publish who she is
    }
    if kind is CctnsKind.REGISTRATION:
        content["registration"] = _registration(session, keyring, complaint, variables)
    if kind is CctnsKind.FURTHER_INVESTIGATION:
        content["further_investigation"] = _further(session, complaint)
    elif kind is CctnsKind.FINAL_REPORT:
        content["final_report"] = _final_report(session, keyring, complaint, variables)
    else:
        content["sections"] = _sections(tables, variables)
    if kind is CctnsKind.SECTIONS:
        content["register_number"] = register_number(session, keyring, complaint, variables)
    return content


def register_number(
    session: Session, keyring: Keyring, complaint: Complaint, variables: Mapping[str, Any]
) -> str | None:
    """The number of the FIR; None while what became one later still waits for its own."""
    instance_id = complaint.instance_id or ""
    own = record.latest(session, keyring, instance_id, "fir_number")
    if own or variables.get("fir_has_no_number"):
        return own
    return record.latest(session, keyring, instance_id, "registration_number")


def _places(session: Session, complaint: Complaint) -> dict[str, str | None]:
    ids = {
        "station": complaint.station_id,
        "district": complaint.district_id,
        "state": complaint.state_id,
    }
    return {
        name: session.get_one(Unit, unit_id).code if unit_id else None
        for name, unit_id in ids.items()
    }


def _registration(
    session: Session, keyring: Keyring, complaint: Complaint, variables: Mapping[str, Any]
) -> dict[str, Any]:
    instance_id = complaint.instance_id or ""

    def told(name: str) -> Any:
        return record.latest(session, keyring, instance_id, name)

    return {
        "registered_as": variables.get("registered_as"),
        "register_number": register_number(session, keyring, complaint, variables),
        "recorded_at": complaint.recorded_at.isoformat() if complaint.recorded_at else None,
        "incident_on": variables.get("incident_on"),
        "incident_until_on": variables.get("incident_until_on"),
        "complainant": told(contact.NAME),
        "text": told("registration_text"),
    }


def _sections(tables: Tables, variables: Mapping[str, Any]) -> list[dict[str, Any]]:
    codes = list(variables.get("offences") or ())
    heads = offences.charge_heads(
        tables,
        codes,
        incident_on=variables.get("incident_on"),
        incident_until_on=variables.get("incident_until_on"),
    )
    return [
        {"offence": code, "act": head["act"], "section": head["section"]}
        for code, head in zip(codes, heads, strict=True)
    ]


def _further(session: Session, complaint: Complaint) -> dict[str, Any]:
    """BNSS 193(9): that it goes on after the report, since when by the court, and until when."""
    found = newest_further(session, complaint)
    return {
        "reopened_at": found.reopened_at.isoformat() if found else None,
        "permitted_on": _day(found.counts_from) if found and found.limit_is_law else None,
        "limit_at": found.limit_at.isoformat() if found else None,
        "limit_is_law": found.limit_is_law if found else None,
    }


def _final_report(
    session: Session, keyring: Keyring, complaint: Complaint, variables: Mapping[str, Any]
) -> dict[str, Any]:
    court = record.latest(session, keyring, complaint.instance_id or "", "court")
    other = _other(session, keyring, complaint)
    return {
        "outcome": JOINED if other else variables.get("outcome"),
        "joined_with": other,
        "reason": variables.get("final_report_reason"),
        "court": court,
        "forwarded_on": variables.get("forwarded_on"),
        "further_on": variables.get("supplementary_on"),
        "closed_at": complaint.closed_at.isoformat() if complaint.closed_at else None,
    }


def _other(
    session: Session, keyring: Keyring, complaint: Complaint
) -> dict[str, str | None] | None:
    """The complaint that goes on in place of this one, and its FIR, where it has one."""
    other = joined_with(session, keyring, complaint)
    if other is None:
        return None
    known = known_of(session, keyring, other)
    is_an_fir = is_for_cctns(known) or known.get("fir_at") is not None
    return {
        "complaint": numbers.written(other.number),
        "register_number": register_number(session, keyring, other, known) if is_an_fir else None,
    }


def _day(moment: datetime) -> str:
    return moment.astimezone(KOLKATA).date().isoformat()
