"""What an officer reads out to her in a step: her number, and the word for her first passphrase.

The drawing says which step does, by a property: on the telephone, or face to face.
"""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from engine.drawing import Element
from models import TaskStatus, UserTask
from models.encryption import Keyring
from processes.complaint import first_key
from processes.permissions.case import Case
from processes.permissions.permission import Permission
from processes.permissions.roles import CONTACTS_HER
from processes.permissions.rules import may
from processes.permissions.task_rules import owning_post
from processes.posts.identity import Identity

#: The property of such a step: `number`, with the word where she has no passphrase; or `word`.
READS_OUT = "reads_out"
NUMBER, WORD = "number", "word"


@dataclass(frozen=True)
class ReadOut:
    """What stands on the page of a step to be read out; None of what she has or is not owed."""

    number: str | None = field(default=None, repr=False)
    word: str | None = field(default=None, repr=False)


def read_out(
    session: Session,
    keyring: Keyring,
    identity: Identity,
    case: Case,
    *,
    task: UserTask,
    step: Element,
) -> ReadOut:
    """What this identity reads out in this step; nothing for who only looks at it."""
    what = step.properties.get(READS_OUT, "").strip().lower()
    speaks_with_her = (
        task.status is TaskStatus.OPEN
        and task.role in CONTACTS_HER
        and owning_post(identity, task) is not None
    )
    if what not in (NUMBER, WORD) or not speaks_with_her:
        return ReadOut()
    if case.complaint.numbered_at is None or not may(Permission.SEE_CASE, identity, case):
        return ReadOut()
    return ReadOut(
        number=case.complaint.number if what == NUMBER else None,
        word=first_key.to_read_out(session, keyring, case.complaint),
    )
