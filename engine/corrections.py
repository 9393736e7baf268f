"""Corrections: what may still change, and what follows from it for what is still open.

Tasks go to the seats that the new values name, timers wait for the dates that they give, tasks are
due when they say. A service that the drawing names for it is done again with the new values. What
else has happened stays as it is.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from engine import task_rows
from engine.conventions import WHEN_CORRECTED
from engine.exceptions import AnswerSettled
from engine.instance import Instance
from engine.iso_due import due_moment
from engine.runner import failure, step_of
from engine.settled import settled
from engine.tables import TASK


def refuse_settled(
    instance: Instance, *, element_id: str, token_id: str, changed: Collection[str]
) -> None:
    """Go on only if no way was taken yet by the answers that change.

    :raises AnswerSettled: one was
    """
    found = settled(
        instance.session,
        instance.definition,
        instance_id=instance.id,
        task_id=token_id,
        element_id=element_id,
        names=changed,
        reads=instance.process.reads,
    )
    if found:
        raise AnswerSettled(id=token_id, answers=sorted(found))


def follow(instance: Instance, *, element_id: str, token_id: str, is_changed: bool) -> None:
    """Work out anew what depends on the variables that were corrected in this step.

    :raises StepFailed: this cannot be done with the new values
    """
    try:
        _derive(instance, element_id=element_id, token_id=token_id, is_changed=is_changed)
        _move_timers(instance)
        _set_due(instance)
    except DBAPIError:
        raise
    except Exception as error:
        raise failure(instance, error) from error


def _derive(instance: Instance, *, element_id: str, token_id: str, is_changed: bool) -> None:
    element = instance.definition.elements[element_id]
    again = element.properties.get(WHEN_CORRECTED)
    handlers = [instance.process.service_tasks[again]] if again and is_changed else []
    if instance.process.corrected is not None:
        handlers.append(instance.process.corrected)
    for handler in handlers:
        step = step_of(instance, element, token_id, instance.variables())
        instance.set_variables(handler(step) or {})


def _move_timers(instance: Instance) -> None:
    for token, timer in instance.waiting_timers().items():
        instance.current = timer
        if timer.task_spec.event_definition.follow(timer):
            instance.moved_timers.add(token)


def _set_due(instance: Instance) -> None:
    """A length of time still counts from the moment at which the task was opened."""
    opened_at: dict[str, datetime] = dict(
        instance.connection.execute(
            select(TASK.c.id, TASK.c.opened_at).where(TASK.c.id.in_(instance.tasks_before))
        ).all()
    )
    for token, task in instance.tasks_before.items():
        instance.current = task
        element = instance.definition.elements[task.task_spec.bpmn_id]
        if element.due is not None:
            task_rows.set_due(
                instance.connection,
                token,
                due_moment(
                    element.due,
                    task.data,
                    now=opened_at[token],
                    zone=instance.registry.zone,
                    calendar=instance.calendar,
                ),
                is_law=element.is_due_by_law(task.data),
            )
