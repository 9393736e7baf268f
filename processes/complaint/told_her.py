"""What officers wrote for her to read: on her page, behind her passphrase."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from engine import instances
from engine.forms import CHOICES, Field
from engine.registry import Registry
from models import Complaint
from processes.complaint import record
from processes.complaint.answers import form_of
from processes.runs import Run, run_of_complaint, runs_beside


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
    """The answers that the drawings' forms mark as written for her, in the order of time.

    They are hers to read once the step that marks them is done: the outcome when it was read over
    to her, not when it was proposed.
    """
    runs = [run_of_complaint(session, complaint), *runs_beside(session, complaint)]
    return [line for run in runs for line in _lines(session, registry, run)]


def _lines(session: Session, registry: Registry, run: Run) -> list[Line]:
    closed = sorted(run.closed_tasks, key=lambda task: task.closed_at or run.started_at)
    done = [(run.drawn_in(task.element_id), run.element(task.element_id)) for task in closed]
    asked = {
        question.key: question
        for drawn, element in done
        if element is not None
        for question in form_of(drawn, element.form).inputs()
        if question.for_her
    }
    if not asked:
        return []
    variables = instances.variables(session, registry, run.instance_id)
    found = []
    for question in asked.values():
        value = (
            record.latest(session, registry.keyring, run.instance_id, question.record)
            if question.record
            else variables.get(question.key)
        )
        if value not in (None, "", []):
            found.append(Line(question, value))
    return found
