"""The form of an open task, from the form file pinned to its instance's version."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from werkzeug.datastructures import CombinedMultiDict, MultiDict

from engine import instances
from engine.definitions import Definition
from engine.forms import Option
from engine.registry import Registry
from models import Complaint, UserTask
from processes.complaint import other
from processes.complaint.answers import form_of
from processes.complaint.documents import room_left
from processes.complaint.tasks import shown_values
from processes.complaint.verdicts import of_who_answers, verdict
from processes.options import Question, options
from processes.posts.identity import Identity
from web.task_forms import TaskForm


def form_of_start(
    definition: Definition,
    *,
    language: str,
    now: datetime,
    sources: Callable[[str, Mapping[str, Any]], Sequence[Option]],
    posted: MultiDict[str, Any] | CombinedMultiDict[str, Any] | None = None,
) -> TaskForm:
    """The form with which a drawing begins, on one page."""
    return TaskForm(
        form_of(definition, definition.start_form),
        language=language,
        now=now,
        sources=sources,
        values={},
        known={},
        posted=posted,
    )


def form_of_task(
    session: Session,
    registry: Registry,
    task: UserTask,
    complaint: Complaint | None,
    *,
    language: str,
    now: datetime,
    values: Mapping[str, Any] | None = None,
    identity: Identity | None = None,
    posted: MultiDict[str, Any] | CombinedMultiDict[str, Any] | None = None,
    beside: Mapping[str, Any] | None = None,
) -> TaskForm:
    """A task's form with a draft's `values` or with what was just posted.

    Read-only fields show what was said before; the caller has checked that this person may do
    the task. Conditions and lists of options may read the variables of the case. Conditions may
    read `beside` too: what was done on the step's page, and is no variable. `identity` is the
    officer who does it: tables may ask her rank.
    """
    definition = instances.definition_of(session, task.instance_id)
    variables = instances.variables(session, registry, task.instance_id, task_id=task.id)

    def sources(source: str, known: Mapping[str, Any]) -> Sequence[Option]:
        return options(source, Question(session, now, complaint=complaint, values=known))

    form = form_of(definition, definition.elements[task.element_id].form)
    shown = shown_values(session, registry, task, form, variables)
    return TaskForm(
        form,
        language=language,
        now=now,
        sources=sources,
        verdict=lambda known: verdict(
            session, definition, form, known, complaint=complaint, now=now
        ),
        values={**(values or {}), **shown},
        known={
            **variables,
            **other.shown_of(session, complaint, shown),
            **of_who_answers(identity),
            **(beside or {}),
        },
        posted=posted,
        room=lambda: room_left(session, complaint),
    )
