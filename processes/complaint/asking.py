"""Asking: she begins an appeal, a withdrawal or a reopening, from her own page."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from engine import definitions, instances
from engine.definitions import Definition
from engine.registry import Actor, Registry
from models import Complaint, InstanceStatus, ProcessDefinition, ProcessInstance
from models.types import new_id
from processes.complaint import record
from processes.complaint.answers import Answers, form_of, with_blanks
from processes.exceptions import AlreadyAsked, NotVisible, TooLateToAsk


@dataclass(frozen=True)
class Asking:
    """A process that she may begin herself."""

    process: str
    needs_open_complaint: bool = False
    needs_report: bool = False  # only what is closed can be opened again


APPEAL = Asking("appeal")  # against a closure too
WITHDRAWAL = Asking("withdrawal", needs_open_complaint=True)
REOPENING = Asking("reopening", needs_report=True)
ASKINGS = {asking.process: asking for asking in (APPEAL, WITHDRAWAL, REOPENING)}


def may_ask(session: Session, complaint: Complaint) -> list[str]:
    """The processes that she may begin now."""
    return [
        asking.process
        for asking in ASKINGS.values()
        if _has_come_so_far(complaint, asking)
        and not _is_too_late(complaint, asking)
        and not is_running(session, complaint.id, asking.process)
    ]


def asked_by(session: Session, process: str) -> Definition:
    """The drawing of a process that she may begin.

    :raises NotVisible: she cannot begin such a process
    """
    if process not in ASKINGS:
        raise NotVisible
    return definitions.load(session, definitions.latest(session, process).id)


def refuse_if_needless(session: Session, complaint: Complaint, process: str) -> None:
    """Go on only if there is something to ask for.

    :raises NotVisible: she cannot begin such a process, or has no number yet
    :raises AlreadyAsked: it runs already
    :raises TooLateToAsk: her complaint is closed
    """
    asking = ASKINGS.get(process)
    if asking is None or not _has_come_so_far(complaint, asking):
        raise NotVisible
    if is_running(session, complaint.id, process):
        raise AlreadyAsked
    if _is_too_late(complaint, asking):
        raise TooLateToAsk


def ask(
    session: Session,
    registry: Registry,
    complaint_id: str,
    process: str,
    answers: Answers,
    *,
    now: datetime,
) -> str:
    """Begin it, and return the id of the instance; her passphrase has opened the page.

    :raises NotVisible: she cannot begin such a process, or has no number yet
    :raises AlreadyAsked: it runs already, perhaps since a second ago
    :raises TooLateToAsk: her complaint is closed
    """
    complaint = session.get_one(
        Complaint, complaint_id, with_for_update=True, populate_existing=True
    )
    refuse_if_needless(session, complaint, process)
    definition = asked_by(session, process)
    instance_id = new_id()
    record.write(session, registry.keyring, instance_id, answers.record, now=now)
    return instances.start(
        session,
        registry,
        process=process,
        business_key=complaint.id,
        variables=with_blanks(form_of(definition, definition.start_form), answers.variables),
        unit_id=complaint.unit_id,
        actor=Actor(),
        now=now,
        instance_id=instance_id,
    )


def is_running(
    session: Session, complaint_id: str, process: str, *, beside: str | None = None
) -> bool:
    """Whether such a process runs for a complaint, other than the instance `beside`."""
    running = (
        select(ProcessInstance.id)
        .join(ProcessDefinition, ProcessDefinition.id == ProcessInstance.definition_id)
        .where(
            ProcessInstance.business_key == complaint_id,
            ProcessInstance.status == InstanceStatus.RUNNING,
            ProcessDefinition.name == process,
        )
    )
    if beside is not None:
        running = running.where(ProcessInstance.id != beside)
    return bool(session.scalar(select(exists(running))))


def _has_come_so_far(complaint: Complaint, asking: Asking) -> bool:
    """Whether there is something yet to ask for: her number, or for a reopening the report."""
    if complaint.numbered_at is None:
        return False
    return complaint.closed_at is not None or not asking.needs_report


def _is_too_late(complaint: Complaint, asking: Asking) -> bool:
    return asking.needs_open_complaint and complaint.closed_at is not None
