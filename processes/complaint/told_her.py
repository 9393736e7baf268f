"""What officers wrote for her to read: on her page, behind her passphrase."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from engine import definitions, instances
from engine.forms import CHOICES, Field
from engine.registry import Registry
from models import Complaint, ProcessInstance
from processes.complaint import record
from processes.complaint.answers import form_of

#: Fields that are written for her, by their key in the forms of the drawing.
FOR_HER = (
    "registered_as",
    "registration_number",
    "registration_text",
    "breach_cause",
    "breach_explanation",
    "new_date_on",
)


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
    """The answers written for her so far, in the order above."""
    instance = session.get_one(ProcessInstance, complaint.instance_id)
    definition = definitions.load(session, instance.definition_id)
    asked = {
        item.key: item
        for element in definition.elements.values()
        for item in form_of(definition, element.form).inputs()
        if item.key in FOR_HER
    }
    variables = instances.variables(session, registry, instance.id)
    found = []
    for key in FOR_HER:
        if key not in asked:
            continue
        value = (
            record.latest(session, registry.keyring, instance.id, asked[key].record or "")
            if asked[key].record
            else variables.get(key)
        )
        if value not in (None, "", []):
            found.append(Line(asked[key], value))
    return found
