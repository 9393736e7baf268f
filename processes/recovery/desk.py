"""The help desk: whom it calls, and the word that it reads out. Neither is ever a variable.

One officer recognises her and another gives, so that nobody alone can pass for her. Neither reads
the complaint's number: with it and the word she could open the page herself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import audit, definitions, instances
from engine.conventions import TRUE
from engine.drawing import Element
from engine.forms import Field
from engine.registry import Actor, Registry
from models import Complaint, ProcessInstance, RecoveryRequest, RecoveryStatus, UserTask
from processes.complaint import codes, contact, numbers, tasks
from processes.complaint.answers import form_of
from processes.complaint.calls import SAFE_HOURS
from processes.complaint.recovery import CODE, OPEN, chain_of, word_digest
from processes.exceptions import NotVisible, RecoveryNotOpen
from processes.permissions.permission import Permission
from processes.permissions.roles import HELPS_WITH_RECOVERY
from processes.permissions.rules import may
from processes.posts.identity import Identity
from processes.recovery.beginning import PROCESS

#: The property of a step in which a word is made.
MAKES_WORD = "makes_word"
#: What the form of such a step may ask: whether a word or code is there that she can have heard.
WORD_IS_MADE = "word_is_made"


@dataclass(frozen=True)
class ToCall:
    """Whom the desk calls, and when; the hours as she answered the proforma's questions.

    Her answers are compared with these hours, with the day on which she wrote, and with whom filled
    it in for her: that tells nothing of what happened.
    """

    contact: contact.Contact
    submitted_at: datetime
    hours: tuple[tuple[Field, str], ...]


@dataclass(frozen=True)
class Word:
    """What the desk reads out to her: the word for a new passphrase, or a new call-back code.

    Neither where she has her number meanwhile, and needs no code.
    """

    token: str | None = field(default=None, repr=False)
    code: str | None = field(default=None, repr=False)


def offers(element: Element, task: UserTask, process: str) -> tuple[bool, bool]:
    """Whether a step lets its officer see whom to call, and make the word."""
    helps = process == PROCESS and task.role in HELPS_WITH_RECOVERY
    return helps, helps and element.properties.get(MAKES_WORD, "").lower() in TRUE


def asked_of(
    session: Session, element: Element, task: UserTask, process: str
) -> Mapping[str, bool]:
    """What the form of a step that makes a word may ask; nothing for every other step."""
    if not offers(element, task, process)[1]:
        return {}
    status = session.scalars(
        select(RecoveryRequest.status).where(RecoveryRequest.instance_id == task.instance_id)
    ).one_or_none()
    return {WORD_IS_MADE: status is RecoveryStatus.GRANTED}


def how_to_call(
    session: Session, registry: Registry, identity: Identity, task_id: str, *, now: datetime
) -> ToCall:
    """How the desk reaches her for a step of its own: number, phrase and the hours she called safe.

    Every look is noted in the audit: commit.

    :raises NotVisible: it is no step of hers
    :raises TaskNotOpen: it is closed
    :raises TaskAlreadyClaimed: a colleague has it
    """
    _, request, complaint, actor = _step(session, identity, task_id, now=now)
    _note(session, request, complaint, actor, "recovery_looked_up", now)
    definition = _definition(session, complaint.instance_id)
    known = instances.variables(session, registry, complaint.instance_id or "")
    asked = form_of(definition, definition.start_form).inputs()
    return ToCall(
        contact=contact.as_hers(contact.contact(session, registry.keyring, complaint), known),
        submitted_at=complaint.submitted_at,
        hours=tuple(
            (question, str(known[question.key]))
            for question in asked
            if question.key in SAFE_HOURS and known.get(question.key) not in (None, "")
        ),
    )


def make_word(
    session: Session, registry: Registry, identity: Identity, task_id: str, *, now: datetime
) -> Word:
    """Make the one-time word, which replaces an earlier one, for whoever reads it out now.

    Of it works a digest. It is noted in the audit: commit, and show it once.

    :raises NotVisible: it is no step of hers, or she may not give this away
    :raises TaskNotOpen: it is closed
    :raises TaskAlreadyClaimed: a colleague has it
    :raises RecoveryNotOpen: it was refused a moment ago
    """
    task, request, complaint, actor = _step(session, identity, task_id, now=now)
    drawn = _definition(session, task.instance_id).elements.get(task.element_id)
    needed = Permission.GRANT_CODE if request.kind == CODE else Permission.HELP_WITH_RECOVERY
    if drawn is None or not offers(drawn, task, PROCESS)[1] or not may(needed, identity, complaint):
        raise NotVisible
    if request.recognised_by == identity.officer_id:
        raise NotVisible
    if request.status not in (RecoveryStatus.HELD, RecoveryStatus.GRANTED):
        raise RecoveryNotOpen
    request.status = RecoveryStatus.GRANTED
    _note(session, request, complaint, actor, "recovery_granted", now)
    if request.kind != CODE:
        word = numbers.new_number()
        request.token_digest = word_digest(registry.keyring, complaint, word)
        return Word(token=numbers.written(word))
    if complaint.numbered_at is not None:
        return Word()
    code = codes.new_code()
    codes.give_code(complaint, registry.keyring, code, now=now)
    return Word(code=code)


def _step(
    session: Session, identity: Identity, task_id: str, *, now: datetime
) -> tuple[UserTask, RecoveryRequest, Complaint, Actor]:
    """A step of the desk that she may do now, with its request, kept from changing."""
    task, actor = tasks.own_task(session, identity, task_id, now=now)
    request = session.scalars(
        select(RecoveryRequest)
        .where(RecoveryRequest.instance_id == task.instance_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if request is None or task.role not in HELPS_WITH_RECOVERY:
        raise NotVisible
    if request.status not in OPEN:
        raise RecoveryNotOpen
    complaint = session.get_one(Complaint, request.complaint_id)
    if not may(Permission.HELP_WITH_RECOVERY, identity, complaint):
        raise NotVisible
    return task, request, complaint, actor


def _note(
    session: Session,
    request: RecoveryRequest,
    complaint: Complaint,
    actor: Actor,
    action: str,
    now: datetime,
) -> None:
    """Write into the complaint's audit what she did, and from which of her posts."""
    audit.record(session, chain_of(complaint), action, actor, now, kind=request.kind)


def _definition(session: Session, instance_id: str | None) -> definitions.Definition:
    return definitions.load(session, session.get_one(ProcessInstance, instance_id).definition_id)
