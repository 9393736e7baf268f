"""Taking a list over: each good row becomes a complaint whose clock runs from its original day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import audit, definitions
from engine.law import KOLKATA
from engine.registry import Actor, Registry
from models import BacklogEntry, BacklogImport, Complaint, ComplaintStatus, Level, Unit
from models.encryption import Keyring
from models.locks import lock_name
from models.types import new_id
from processes.backlog import pending
from processes.backlog.columns import COLUMNS, Fault, columns_of, read_row
from processes.backlog.conflict import tell_of_conflict
from processes.backlog.kinds import kinds_now
from processes.backlog.sheets import Row, Sheet
from processes.complaint import contact, numbers, opening, record
from processes.complaint.answers import form_of, part
from processes.complaint.jurisdiction import lies_at
from processes.complaint.opening import PROCESS
from processes.complaint.two_months import limit_from
from processes.exceptions import BacklogNotOffered
from processes.posts.units import is_within

#: The message by which the drawing takes up what is pending elsewhere.
MESSAGE = "backlog_imported"
#: What a list tells under the keys of the proforma.
TOLD = ("what", "age_band", "name", "mobile", "safe_channel", "accused_is_police", "account")
CHAIN = "backlog"
#: So many rows are taken in one transaction, so that other writers get their turn.
AT_ONCE = 25
#: So many faults of a list are kept; a list with more is the wrong file.
MOST_FAULTS = 500


@dataclass(frozen=True)
class Entry:
    """A good row: where it was pending, under which reference, since when, and what was told."""

    row: int
    station: Unit
    reference: str
    since: datetime
    said: Mapping[str, Any]


@dataclass(frozen=True)
class Looked:
    """A list that was looked at: the good rows, oldest first, and what is wrong with the others."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]


def look_at(session: Session, sheet: Sheet, *, within: Unit | None, now: datetime) -> Looked:
    """Look at every row of a list; nothing is taken yet.

    `within` is the unit whose list it is: rows of stations elsewhere are refused like rows of
    stations that do not exist.
    """
    columns = columns_of(sheet.headings, kinds_now(session))
    found = {column.name for column in columns.values()}
    faults = [
        Fault(1, column.name, "no_such_column")
        for column in COLUMNS
        if column.is_needed and column.name not in found
    ]
    if faults:
        return Looked((), tuple(faults))
    stations = _stations(session, within)
    entries: list[Entry] = []
    seen: set[tuple[str, str]] = set()
    for row in sheet.rows:
        entry, wrong = _entry(row, columns, stations, now=now)
        if entry is not None and (key := _key(entry)) in seen:
            entry, wrong = None, [Fault(row.number, "reference", "twice_in_list")]
        elif entry is not None:
            seen.add(key)
            entries.append(entry)
        faults += wrong
    return Looked(tuple(sorted(entries, key=lambda each: (each.since, each.row))), tuple(faults))


def begin(
    session: Session,
    looked: Looked,
    *,
    within: Unit | None,
    actor: Actor,
    now: datetime,
) -> BacklogImport:
    """Write down that a list is being taken over, and what is wrong with it."""
    made = BacklogImport(
        id=new_id(),
        state_id=within.state_id if within is not None else None,
        officer_id=actor.officer_id,
        read_at=now,
        taken=0,
        late=0,
        known=0,
        refused=len({fault.row for fault in looked.faults}),
        faults=[
            {"row": fault.row, "column": fault.column, "code": fault.code}
            for fault in looked.faults[:MOST_FAULTS]
        ],
    )
    session.add(made)
    session.flush()
    audit.record(session, CHAIN, "list_read", actor, now, backlog_import=made.id)
    return made


def take(
    session: Session,
    registry: Registry,
    import_id: str,
    entries: Iterable[Entry],
    *,
    passphrase_hash: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Take these rows over; a row that was taken before, from whichever list, changes nothing.

    `passphrase_hash` is of a passphrase nobody knows: she gets hers at the help desk.

    :raises BacklogNotOffered: the drawing has no start for them
    """
    made = session.get_one(BacklogImport, import_id)
    for entry in entries:
        digests = registry.keyring.digests("backlog_reference", "\0".join(_key(entry)))
        lock_name(session, digests[0])
        if _is_known(session, digests):
            made.known += 1
            continue
        complaint = _start(
            session, registry, entry, digests[0],
            passphrase_hash=passphrase_hash, actor=actor, now=now,
        )  # fmt: skip
        session.add(
            BacklogEntry(
                reference_digest=digests[0], import_id=import_id, complaint_id=complaint.id
            )
        )
        made.taken += 1
        made.late += complaint.limit_at is not None and complaint.limit_at <= now
        session.flush()


def refuse(session: Session, import_id: str, fault: Fault) -> None:
    """Count a row among those that were refused after all."""
    made = session.get_one(BacklogImport, import_id)
    made.refused += 1
    made.faults = [*made.faults, {"row": fault.row, "column": fault.column, "code": fault.code}]
    session.flush()


def _stations(session: Session, within: Unit | None) -> dict[str, Unit]:
    stations = session.scalars(select(Unit).where(Unit.level == Level.STATION))
    return {
        unit.code.upper(): unit for unit in stations if within is None or is_within(unit, within)
    }


def _entry(
    row: Row, columns: Mapping[str, Any], stations: Mapping[str, Unit], *, now: datetime
) -> tuple[Entry | None, list[Fault]]:
    said, faults = read_row(row.number, row.cells, columns, now=now)
    station = stations.get(str(said.get("station", "")).upper())
    if station is None and "station" in said:
        faults.append(Fault(row.number, "station", "unknown_station"))
    since = pending.moment_of(said.get("received_on"), now=now)
    if faults or station is None or since is None:
        return None, faults
    reference = " ".join(str(said["reference"]).split())
    return Entry(row.number, station, reference, since, said), []


def _key(entry: Entry) -> tuple[str, str]:
    """What makes a complaint the same however its reference was typed."""
    plain = "".join(sign for sign in entry.reference.casefold() if not sign.isspace())
    return entry.station.code.upper(), plain


def _is_known(session: Session, digests: Sequence[str]) -> bool:
    known = select(BacklogEntry.complaint_id).where(BacklogEntry.reference_digest.in_(digests))
    return session.scalars(known).first() is not None


def _start(
    session: Session,
    registry: Registry,
    entry: Entry,
    digest: str,
    *,
    passphrase_hash: str,
    actor: Actor,
    now: datetime,
) -> Complaint:
    definition = definitions.load(session, definitions.latest(session, PROCESS).id)
    start_event = definition.outline.start_messages.get(MESSAGE)
    if start_event is None:
        raise BacklogNotOffered
    form = form_of(definition, definition.start_form)
    answers = part(form, _answers(entry))
    complaint = _complaint(registry.keyring, entry, digest, passphrase_hash, now=now)
    session.add(complaint)
    session.flush()
    record.write(session, registry.keyring, complaint.instance_id or "", answers.record, now=now)
    opening.begin(
        session,
        registry,
        complaint,
        form,
        answers,
        actor=actor,
        now=now,
        start_event=start_event,
        number_given_at=now.isoformat(),
        clock_starts_at=entry.since.isoformat(),
        listed_fir_on=entry.said.get("fir_on"),
        limit_is_law=False,
        limit_at=complaint.limit_at.isoformat() if complaint.limit_at else None,
    )
    tell_of_conflict(session, registry, definition, complaint, answers, actor=actor, now=now)
    return complaint


def _complaint(
    keyring: Keyring, entry: Entry, digest: str, passphrase_hash: str, *, now: datetime
) -> Complaint:
    mobile = entry.said.get("mobile")
    complaint = Complaint(
        id=new_id(),
        number=numbers.new_number(),
        submission_key=digest[:32],
        instance_id=new_id(),
        status=ComplaintStatus.NUMBERED,
        safe_channel=str(entry.said.get("safe_channel") or contact.NO_CHANNEL),
        submitted_at=now,
        pending_since=entry.since,
        numbered_at=now,
        limit_at=limit_from(entry.since, KOLKATA),
        passphrase_hash=passphrase_hash,
        phone_digest=contact.phone_digest(keyring, str(mobile) if mobile else None),
    )
    lies_at(complaint, entry.station)
    return complaint


def _answers(entry: Entry) -> dict[str, Any]:
    """What the list tells, by the keys of the proforma."""
    told = {name: entry.said[name] for name in TOLD if name in entry.said}
    return {
        "safe_channel": contact.NO_CHANNEL,
        **told,
        "district": entry.station.district_id,
        "complained_before": "yes",
        "earlier_number": entry.reference,
        "earlier_complaint": entry.station.name,
        "earlier_on": entry.since.astimezone(KOLKATA).date().isoformat(),
        "earlier_pending": "yes",
        "helper": "self",
    }
