"""What officers wrote for her to read: on her page, behind her passphrase."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definitions, instances
from engine.forms import CHOICES, Field
from engine.registry import Registry
from models import Complaint, ProcessInstance, TaskStatus, UserTask
from processes.complaint import record
from processes.complaint.answers import form_of


@dataclass(frozen=True)
class Line:
    """One answer of an officer, with its field for label and options."""

    asked: Field
    value: Any = field(repr=False)

    def said(self, language: str) -> str:
        """The answer in words."""
        if self.asked.kind in CHOICES:
            chosen = [option for option in self.asked.options if option.value == self.value]
            return ", ".join(
                option.label_hi if language == "hi" else option.label for option in chosen
            )
        return str(self.value)


def lines_for_her(session: Session, registry: Registry, complaint: Complaint) -> list[Line]:
    """The answers that the drawing's forms mark as written for her, in the drawing's order.

    They are hers to read once the step that marks them is done: the outcome when it was read over
    to her, not when it was proposed.
    """
    instance = session.get_one(ProcessInstance, complaint.instance_id)
    definition = definitions.load(session, instance.definition_id)
    done = _done(session, instance.id)
    asked = {
        question.key: question
        for element in definition.elements.values()
        if element.id in done
        for question in form_of(definition, element.form).inputs()
        if question.for_her
    }
    variables = instances.variables(session, registry, instance.id)
    found = []
    for question in asked.values():
        value = (
            record.latest(session, registry.keyring, instance.id, question.record)
            if question.record
            else variables.get(question.key)
        )
        if value not in (None, "", []):
            found.append(Line(question, value))
    return found


def _done(session: Session, instance_id: str) -> frozenset[str]:
    """The steps with a form that were completed at least once."""
    return frozenset(
        session.scalars(
            select(UserTask.element_id).where(
                UserTask.instance_id == instance_id, UserTask.status == TaskStatus.COMPLETED
            )
        )
    )
