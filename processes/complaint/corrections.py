"""Corrections: which completed tasks can be corrected, what they had said, what stays so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.orm import Session

from engine import instances
from engine.drawing import Element
from engine.exceptions import AnswerSettled
from engine.forms import Field, Form, Kind
from engine.registry import Registry
from engine.settled import is_same, reached_since, settled
from models import UserTask
from processes.complaint import record
from processes.complaint.answers import Answers, form_of
from processes.complaint.her_steps import COMPLAINANT
from processes.permissions.permission import Permission
from processes.permissions.rules import may
from processes.permissions.task_rules import has_inherited, may_correct_in
from processes.posts.identity import Identity
from processes.runs import Run, run_of

#: The name under which a form finds, in a correction and only there, the answers in force.
IN_FORCE = "in_force"


@dataclass(frozen=True)
class Fixed:
    """An answer that stays as it is, and the step that went by it or showed it to her."""

    value: Any = field(repr=False)
    by: Element


def correctable(identity: Identity, run: Run) -> list[UserTask]:
    """The tasks of a run not ended that she may correct: of every step the last one completed.

    What an earlier round of a step had set, the last round has set anew.
    """
    if not run.is_running:
        return []
    closed = sorted(run.closed_tasks, key=lambda task: (str(task.closed_at), task.id))
    last: Mapping[str, UserTask] = {task.element_id: task for task in closed}
    return [
        task
        for task in last.values()
        # a step of a version that the case has left asks nothing any more
        if task.element_id in run.definition.elements
        and (may(Permission.CORRECT_TASK, identity, task) or has_inherited(identity, run, task))
        and may_correct_in(identity, run, task)
    ]


def form_to_correct(form: Form, *, sees_record: bool) -> Form:
    """The questions that may be corrected: who may not read the record cannot rewrite it."""
    return replace(form, fields=tuple(_askable(form.fields, sees_record=sees_record)))


def answered(session: Session, registry: Registry, task: UserTask, form: Form) -> dict[str, Any]:
    """The answers in force of a task, by the keys of its form."""
    instance_id = task.instance_id
    known = instances.variables(session, registry, instance_id)
    told = {
        entry.name: entry.value
        for entry in record.entries(session, registry.keyring, instance_id)
        if entry.task_id == task.id and entry.revision == 0
    }
    return {
        question.key: told.get(question.record) if question.record else known.get(question.key)
        for question in form.inputs()
    }


def to_show(form: Form, in_force: Mapping[str, Any]) -> dict[str, Any]:
    """The answers in force that a correction begins with: some questions are asked anew."""
    anew = {question.key for question in form.inputs() if question.asked_anew}
    return {key: value for key, value in in_force.items() if key not in anew}


def known_to(
    form: Form, variables: Mapping[str, Any], in_force: Mapping[str, Any]
) -> dict[str, Any]:
    """What the conditions of a form may read in a correction: the codes in force as `in_force`.

    So a form refuses what can no longer be changed.
    """
    codes = {question.key for question in form.inputs() if question.record is None}
    held = {key: value for key, value in in_force.items() if key in codes}
    return {**variables, IN_FORCE: held}


def fixed(
    session: Session,
    registry: Registry,
    run: Run,
    task: UserTask,
    form: Form,
    in_force: Mapping[str, Any],
) -> dict[str, Fixed]:
    """The answers of a completed task that no correction may change any more, by key."""
    questions = list(form.inputs())
    found = settled(
        session,
        run.definition,
        instance_id=run.instance_id,
        task_id=task.id,
        element_id=task.element_id,
        names=[question.key for question in questions if question.record is None],
        reads=registry.process(run.definition.name).reads,
    ) | shown_to_her(session, run, task, questions)
    return {
        key: Fixed(in_force.get(key), element)
        for key, element_id in found.items()
        if (element := run.element(element_id)) is not None
    }


def refuse_what_stays(
    session: Session, registry: Registry, task: UserTask, answers: Answers
) -> None:
    """Go on only if these answers change nothing that must stay.

    :raises AnswerSettled: they do
    """
    run = run_of(session, task.instance_id)
    form = form_of(run.definition, run.definition.elements[task.element_id].form)
    in_force = answered(session, registry, task, form)
    given = {(True, name): value for name, value in answers.record.items()}
    given |= {(False, name): value for name, value in answers.variables.items()}
    stays = fixed(session, registry, run, task, form, in_force)
    changed = [
        question.key
        for question in form.inputs()
        if question.key in stays and _place(question) in given
        if not is_same(stays[question.key].value, given[_place(question)])
    ]
    if changed:
        raise AnswerSettled(id=task.id, answers=sorted(changed))


def shown_to_her(
    session: Session, run: Run, task: UserTask, questions: Iterable[Field]
) -> dict[str, str]:
    """Of these answers those that a step of hers has shown since, each with that step."""
    shown: dict[tuple[bool, str], str] = {}
    for element_id in reached_since(session, instance_id=run.instance_id, task_id=task.id):
        element = run.element(element_id)
        if element is not None and element.role == COMPLAINANT and element.form:
            for question in form_of(run.drawn_in(element_id), element.form).inputs():
                if question.readonly:
                    shown.setdefault(_place(question), element_id)
    return {
        question.key: shown[_place(question)] for question in questions if _place(question) in shown
    }


def _place(question: Field) -> tuple[bool, str]:
    """Where an answer is kept: in the record or among the variables, and under which name."""
    return question.record is not None, question.record or question.key


def _askable(fields: tuple[Field, ...], *, sees_record: bool) -> list[Field]:
    found = []
    for each in fields:
        if each.kind is Kind.GROUP:
            inner = _askable(each.fields, sees_record=sees_record)
            found.append(replace(each, fields=tuple(inner)))
        elif not each.readonly and (sees_record or not each.record):
            found.append(each)
    return found
