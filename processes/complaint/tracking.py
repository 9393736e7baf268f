"""Tracking: what she sees of her complaint, and the two ways that open it.

Her number and passphrase open everything below. A one-time code to her safe channel opens the bare
status only, because a telephone may be in other hands. Whether a number exists cannot be learnt
from an answer, nor from how long it takes.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definitions
from engine.registry import Registry
from models import (
    Complaint,
    ComplaintStatus,
    MessageStatus,
    OneTimeCode,
    OutgoingMessage,
    ProcessInstance,
    RecoveryRequest,
    Unit,
    UserTask,
)
from models.encryption import Keyring
from models.types import new_id
from processes.complaint import attempts, codes, notices, numbers, other
from processes.complaint.beside import Beside, Waiting, beside, still_owed
from processes.complaint.contact import recipient
from processes.complaint.further import further_clock_of
from processes.complaint.hands import Hand, hands
from processes.complaint.her_steps import HerTask, her_steps
from processes.complaint.opening import PROCESS
from processes.complaint.paper_copy import paper_copy_at
from processes.complaint.recovery import open_requests
from processes.complaint.stays import Stay, stays
from processes.complaint.two_months import Clock, clock_of, days_between
from processes.exceptions import NumberNotValid
from processes.notifications import messages
from processes.passwords import STRONG, Hasher
from processes.posts.open_tasks import IS_OPEN
from processes.runs import instance_ids, run_of_complaint, runs_beside

CODE_VALID = timedelta(minutes=5)
CODE_TRIES = 5

#: Stands in for the complaint of a number that does not exist, so that the same work is done.
_NOBODYS = Complaint(id="0" * 32, instance_id="0" * 32, safe_channel="sms", language="hi")
_NOWHERE = messages.Recipient("sms", "+910000000000")


@dataclass(frozen=True)
class WithPolice:
    """How long the police have had it, whoever of them, from her number to its end."""

    since: datetime
    days: int
    is_over: bool


@dataclass(frozen=True)
class Sent:
    """A message that went to her; its text is on her telephone, not here."""

    notice: str
    channel: str
    status: MessageStatus
    at: datetime


@dataclass(frozen=True)
class Tracking:
    """The tracking page."""

    complaint_id: str
    number: str  # in groups
    status: ComplaintStatus
    submitted_at: datetime
    clock: Clock | None
    is_investigated: bool  # an opinion was formed, so that what ended was an investigation
    further: Clock | None  # the ninety days, where it was opened again
    with_police: WithPolice | None  # None: it has no number yet
    stays: list[Stay]
    her_tasks: list[HerTask]
    messages: list[Sent]
    recoveries: list[RecoveryRequest]  # that run: she may object
    still_owed: list[Waiting]  # steps of officers that are open though it is closed
    paper_copy_at: Unit | None  # withdrawn: where a copy on paper is hers for the asking
    beside: list[Beside]  # what else runs or ran for it, the newest first
    goes_on_under: str | None  # the number of another, with which it was joined; in groups

    @property
    def now_with(self) -> Stay | None:
        """With whom it lies at this moment."""
        return next((stay for stay in reversed(self.stays) if stay.is_now), None)

    @property
    def hands(self) -> list[Hand]:
        """Whose hands it went through, oldest first."""
        return hands(self.stays)


@dataclass(frozen=True)
class BareStatus:
    """All that a one-time code opens."""

    complaint_id: str
    status: ComplaintStatus


def open_by_passphrase(
    session: Session,
    keyring: Keyring,
    *,
    reader: Session,
    number: str,
    passphrase: str,
    place: str,
    real_now: datetime,
    hasher: Hasher = STRONG,
) -> Complaint | None:
    """The complaint, if number and passphrase belong together; else None, whatever the reason.

    A wrong number, a wrong passphrase and too many attempts look the same and take as long.
    Commit in every case: a failure that is not stored is not counted. `reader` is a session that
    only reads, used up while the passphrase is hashed: `session` is not touched before, so that
    no writer waits for that. `place` is where she asks from (see :func:`attempts.network`).
    """
    found, subject = _by_number(reader, number)
    stored = found.passphrase_hash if found else None
    is_right = hasher.verify(stored, passphrase)
    door = attempts.PASSPHRASE
    if door.is_shut(session, keyring, subject, place=place, real_now=real_now):
        return None
    if found is None or not is_right:
        door.count(session, keyring, subject, place=place, real_now=real_now)
        return None
    complaint = session.get_one(Complaint, found.id)
    return complaint if complaint.passphrase_hash == stored else None  # not changed meanwhile


def ask_one_time_code(
    session: Session,
    registry: Registry,
    *,
    number: str,
    browser: str,
    now: datetime,
    real_now: datetime,
) -> str:
    """Send a code to her safe channel and return the id of the challenge to answer.

    `browser` is a secret of the browser that asks; only it can answer. An unknown number, a
    complaint without a channel and too many requests get a challenge too, which no code answers.
    """
    keyring = registry.keyring
    complaint, subject = _by_number(session, number)
    challenge_id, code = new_id(), codes.new_code()
    limit = attempts.CODE_ASKED
    is_flood = limit.is_reached(session, keyring, subject, real_now=real_now)
    limit.count(session, keyring, subject, real_now=real_now)
    to = recipient(session, keyring, complaint or _NOBODYS)
    is_sent = complaint is not None and to is not None and not is_flood
    session.add(
        OneTimeCode(
            id=challenge_id,
            complaint_id=complaint.id if complaint is not None and is_sent else None,
            browser_digest=keyring.digest("browser", browser),
            code_digest=keyring.digest("one_time_code", f"{challenge_id}:{code}"),
            created_at=real_now,
        )
    )
    newest = definitions.load(session, definitions.latest(session, PROCESS).id)
    text = notices.text_of(newest, notices.STATUS_CODE, (complaint or _NOBODYS).language)
    # what nobody shall get expires as it is queued: one path, whoever asks for whatever number
    messages.queue(
        session,
        keyring,
        recipient=to if to is not None and is_sent else _NOWHERE,
        kind=notices.STATUS_CODE,
        body=messages.fill_in(text, {"code": code}),
        now=now,
        instance_id=complaint.instance_id if complaint is not None and is_sent else None,
        expires_at=now + CODE_VALID if is_sent else now,
    )
    return challenge_id


def open_by_one_time_code(
    session: Session,
    keyring: Keyring,
    *,
    challenge_id: str,
    browser: str,
    code: str,
    real_now: datetime,
) -> BareStatus | None:
    """The bare status, if this browser answers its own challenge in time; else None.

    A challenge is dead after five wrong codes, and ten a day shut the complaint's door for codes.
    Commit in every case.
    """
    challenge = session.get(OneTimeCode, challenge_id, with_for_update=True)
    stored = challenge.code_digest if challenge else ""
    typed = f"{challenge_id}:{''.join(code.split())}"
    is_right = _is_one_of(stored, keyring.digests("one_time_code", typed))
    is_here = _is_one_of(
        challenge.browser_digest if challenge else "", keyring.digests("browser", browser)
    )
    if challenge is None or not is_here:
        return None
    subject = challenge.complaint_id or challenge.id
    limit, of_all = attempts.ONE_TIME_CODE, attempts.CODES_OF_ALL
    is_live = (
        challenge.used_at is None
        and challenge.tries < CODE_TRIES
        and real_now < challenge.created_at + CODE_VALID
        and not limit.is_reached(session, keyring, subject, real_now=real_now)
        and not of_all.is_reached(session, keyring, attempts.EVERYBODY, real_now=real_now)
    )
    complaint = session.get(Complaint, challenge.complaint_id) if challenge.complaint_id else None
    if not (is_right and is_live) or complaint is None:
        challenge.tries = min(challenge.tries + 1, CODE_TRIES)
        if is_live:  # what was not judged shuts nobody out
            limit.count(session, keyring, subject, real_now=real_now)
            # nor does a guess at a code that was sent to nobody
            of_whom = attempts.EVERYBODY if complaint is not None else challenge.id
            of_all.count(session, keyring, of_whom, real_now=real_now)
        return None
    challenge.used_at = real_now
    return bare_status(session, complaint)


def bare_status(session: Session, complaint: Complaint) -> BareStatus:
    """Nothing but where it stands."""
    return BareStatus(complaint.id, standing(session, complaint))


def standing(session: Session, complaint: Complaint) -> ComplaintStatus:
    """Where it stands for her: what an open step says by its property `stage`, else the last mark.

    A step that comes round again, such as the diary after a refused closure or of a case that was
    opened again, takes the complaint back to where that step belongs.
    """
    open_elements = session.execute(
        select(ProcessInstance.definition_id, UserTask.element_id)
        .join(ProcessInstance, ProcessInstance.id == UserTask.instance_id)
        .where(IS_OPEN, ProcessInstance.business_key == complaint.id)
    )
    stages = {
        str(
            definitions.load(session, definition_id)
            .elements[element_id]
            .properties.get("stage", "")
        ).upper()
        for definition_id, element_id in open_elements
    }
    return min(
        (status for status in ComplaintStatus if status.name in stages), default=complaint.status
    )


def track(session: Session, registry: Registry, complaint_id: str, *, now: datetime) -> Tracking:
    """Everything the tracking page shows; the caller has opened it by passphrase."""
    complaint = session.get_one(Complaint, complaint_id)
    main, others = run_of_complaint(session, complaint), runs_beside(session, complaint)
    return Tracking(
        complaint_id=complaint.id,
        number=numbers.written(complaint.number),
        status=standing(session, complaint),
        submitted_at=complaint.submitted_at,
        clock=clock_of(complaint, registry.zone, now),
        is_investigated=complaint.opinion_at is not None,
        further=further_clock_of(session, complaint, registry.zone, now),
        with_police=_with_police(complaint, registry.zone, now),
        stays=stays(
            session, (main, *others), now=now, zone=registry.zone, closed_at=complaint.closed_at
        ),
        her_tasks=[step for run in (main, *others) for step in her_steps(run)],
        messages=_sent(session, complaint),
        recoveries=list(session.scalars(open_requests(complaint.id))),
        still_owed=still_owed(session, complaint, main),
        paper_copy_at=paper_copy_at(session, registry, complaint),
        beside=beside(session, others),
        goes_on_under=other.goes_on_under(session, registry, complaint),
    )


def _by_number(session: Session, text: str) -> tuple[Complaint | None, str]:
    """The complaint of a number, and the subject under which attempts at it are counted."""
    try:
        number = numbers.parse(text)
    except NumberNotValid:
        number = ""
    complaint = session.scalars(
        select(Complaint).where(Complaint.number == number, Complaint.numbered_at.is_not(None))
    ).one_or_none()
    return complaint, number or f"invalid:{secrets.token_hex(8)}"


def _is_one_of(stored: str, digests: list[str]) -> bool:
    matches = [hmac.compare_digest(stored, digest) for digest in digests]
    return any(matches)


def _with_police(complaint: Complaint, zone: ZoneInfo, now: datetime) -> WithPolice | None:
    since = complaint.pending_since or complaint.numbered_at
    if since is None:
        return None
    until = complaint.closed_at or now
    return WithPolice(since, days_between(since, until, zone), complaint.closed_at is not None)


def _sent(session: Session, complaint: Complaint) -> list[Sent]:
    rows = session.scalars(
        select(OutgoingMessage)
        .where(OutgoingMessage.instance_id.in_(instance_ids(session, complaint)))
        .order_by(OutgoingMessage.queued_at.desc(), OutgoingMessage.id)
    )
    return [Sent(row.kind, row.channel, row.status, row.sent_at or row.queued_at) for row in rows]
