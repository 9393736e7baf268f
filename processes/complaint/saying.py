"""Saying what a drawing offers: a message to it, once, and the words to the record of the case."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import messages
from engine.registry import Actor, Registry
from models import CaseField, Complaint, ProcessInstance
from processes.complaint import record
from processes.complaint.answers import Answers
from processes.complaint.asking import is_running
from processes.complaint.facts import SAID
from processes.complaint.same_again import join, lies_there
from processes.complaint.sayable import PROCESS, Sayable
from processes.exceptions import AlreadySaid


def hold(session: Session, complaint: Complaint, *, key: str) -> None:
    """Keep the case for what the page with this key says: of two at once one sees the other.

    Called before what is offered and what was answered are looked at.

    :raises AlreadySaid: it was sent before
    """
    session.scalars(
        select(ProcessInstance.id)
        .where(ProcessInstance.id == complaint.instance_id)
        .with_for_update()
    ).first()
    if _is_said(session, complaint.instance_id or "", key):
        raise AlreadySaid


def say(
    session: Session,
    registry: Registry,
    complaint: Complaint,
    said: Sayable,
    answers: Answers,
    *,
    key: str,
    actor: Actor,
    now: datetime,
) -> bool:
    """Say it: the words go to the record, the codes with the message to the drawing.

    Whether it began something: the same thing said again joins the step that is open for it.
    `key` is of the page that asked, so that sending it twice says it once.

    :raises AlreadySaid: it was sent before
    :raises MessageNotExpected: the drawing does not wait for it any more
    """
    if said.process != PROCESS:
        _begin(session, registry, complaint, said, answers, actor=actor, now=now)
        return True
    instance_id = complaint.instance_id or ""
    words = {**answers.record, SAID: said.element.id}
    lies_under = lies_there(session, registry, instance_id, said, answers.variables)
    if lies_under is not None:
        if _is_said(session, instance_id, key):
            raise AlreadySaid
        join(
            session, registry, instance_id, words,
            key=key, lies_under=lies_under, actor=actor, now=now,
        )  # fmt: skip
        return False
    messages.deliver(
        session,
        registry,
        process=PROCESS,
        business_key=complaint.id,
        name=said.message,
        variables={**answers.variables, record.SAID_KEY: key},
        actor=actor,
        now=now,
    )
    # the instance is locked from here on, so that of two at once the second one sees the first
    if _is_said(session, instance_id, key):
        raise AlreadySaid
    record.write(
        session,
        registry.keyring,
        instance_id,
        words,
        now=now,
        task_id=key,
        officer_id=actor.officer_id,
    )
    return True


def _begin(
    session: Session,
    registry: Registry,
    complaint: Complaint,
    said: Sayable,
    answers: Answers,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Begin what is drawn beside the complaint; of two at once the second finds it running.

    :raises AlreadySaid: it runs already
    """
    session.get_one(Complaint, complaint.id, with_for_update=True, populate_existing=True)
    if is_running(session, complaint.id, said.process):
        raise AlreadySaid
    begun = messages.deliver(
        session,
        registry,
        process=said.process,
        business_key=complaint.id,
        name=said.message,
        variables=answers.variables,
        actor=actor,
        now=now,
        unit_id=complaint.unit_id,
    )
    record.write(
        session, registry.keyring, begun, answers.record, now=now, officer_id=actor.officer_id
    )


def _is_said(session: Session, instance_id: str, key: str) -> bool:
    query = select(CaseField.name).where(
        CaseField.instance_id == instance_id, CaseField.name == f"{key}:{SAID}"
    )
    return session.scalars(query).first() is not None
