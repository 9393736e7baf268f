"""The same thing said again while its step is open: the words join it, and no second step opens."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import audit, instances
from engine.registry import Actor, Registry
from models import ProcessInstance, UserTask
from processes.complaint import record
from processes.complaint.sayable import Sayable
from processes.posts.open_tasks import IS_OPEN

#: The step that what is said sets off. While it is open, the same said again joins it.
JOINS = "joins"
#: The answers by which two sayings are the same; without it any two of this event are.
SAME_BY = "same_by"


def lies_there(
    session: Session,
    registry: Registry,
    instance_id: str,
    said: Sayable,
    answers: Mapping[str, Any],
) -> str | None:
    """The key of what was said before, if this is the same and somebody is still at it.

    The case is kept for who asks from here on: of two at once one sees the other.
    """
    step = said.element.properties.get(JOINS)
    if step is None:
        return None
    session.scalars(
        select(ProcessInstance.id).where(ProcessInstance.id == instance_id).with_for_update()
    ).first()
    open_steps = select(UserTask.id).where(
        IS_OPEN, UserTask.instance_id == instance_id, UserTask.element_id == step
    )
    names = said.element.properties.get(SAME_BY, "").split()
    for task_id in session.scalars(open_steps.order_by(UserTask.opened_at, UserTask.id)):
        known = instances.variables(session, registry, instance_id, task_id=task_id)
        key = known.get(record.SAID_KEY)
        if key and all(_plain(known.get(name)) == _plain(answers.get(name)) for name in names):
            return str(key)
    return None


def join(
    session: Session,
    registry: Registry,
    instance_id: str,
    words: Mapping[str, Any],
    *,
    key: str,
    lies_under: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep these words under their own key, so that the step of what was said before shows them."""
    record.write(
        session,
        registry.keyring,
        instance_id,
        {**words, record.JOINED: lies_under},
        now=now,
        task_id=key,
        officer_id=actor.officer_id,
    )
    audit.record(session, instance_id, "said_again", actor, now, key=key)


def said_with(
    session: Session, registry: Registry, instance_id: str, key: str, names: Collection[str]
) -> dict[str, Any]:
    """What was said under this key, by name; each with the words that joined it later."""
    said = record.said_under(session, registry.keyring, instance_id, key, names)
    later = record.joined_to(session, registry.keyring, instance_id, key) if said else []
    for each in later:
        more = record.said_under(session, registry.keyring, instance_id, each, names)
        for name, words in more.items():
            said[name] = f"{said[name]}\n\n{words}" if said.get(name) else words
    return said


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else value
