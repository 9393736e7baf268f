"""The runner: advances an instance until people or time are needed."""

from collections.abc import Mapping
from copy import deepcopy
from functools import partial
from typing import Any

from SpiffWorkflow.util.task import TaskState
from sqlalchemy.exc import DBAPIError

from engine import job_rows, watching
from engine.built_in import BUILT_IN
from engine.drawing import Element
from engine.elements.exceptions import TimerFailed
from engine.exceptions import DecisionNotFound, EngineError, HandlerNotFound, StepFailed
from engine.expressions import ExpressionFailed, ExpressionRefused, quoted
from engine.instance import Instance
from engine.step import Step
from models import EventKind, JobKind

COMPLETED = TaskState.COMPLETED
PERSONS = frozenset({"userTask", "manualTask"})


def advance(instance: Instance) -> None:
    """Run every step that needs neither a person nor time.

    :raises StepFailed: a step could not run; the instance must not be written any more
    """
    workflow = instance.workflow
    workflow.service = partial(_serve, instance)
    workflow.decide = partial(_decide, instance)
    watch = instance.registry.watch
    try:
        workflow.do_engine_steps(
            will_complete_task=partial(_begins, instance),
            did_complete_task=partial(_passed if watch is None else _watched, instance),
        )
    except (DBAPIError, StepFailed):
        raise
    except Exception as error:
        raise failure(instance, error) from error
    _pass_on(instance)


def failure(instance: Instance, error: Exception) -> StepFailed:
    """Say where the drawing stopped, and why."""
    task = instance.current
    return StepFailed(
        instance_id=instance.id,
        element_id=task.task_spec.bpmn_id if task is not None else None,
        reason=_told(error),
    )


def _told(error: BaseException) -> str:
    """The kind of an error, and its text where that is ours: a stranger's may hold values."""
    for each in (error, error.__cause__):
        if isinstance(each, TimerFailed):
            return f"{type(each).__name__}{each.failure}"
        if isinstance(each, EngineError | ExpressionFailed | ExpressionRefused):
            return f"{type(each).__name__}{quoted(each)}: {each}"
    return type(error).__name__


def _begins(instance: Instance, task: Any) -> None:
    instance.current = task


def _passed(instance: Instance, task: Any) -> None:
    """Remember in the history that an element of the drawing was passed."""
    if task._state != COMPLETED:
        return
    element_id = task.task_spec.bpmn_id
    element = instance.definition.elements.get(element_id)
    if element is None or element.kind in PERSONS:
        return
    kind = instance.occurred.pop(task.id, EventKind.ELEMENT_DONE)
    instance.happened(kind, element_id=element_id, token_id=task.id)


def _watched(instance: Instance, task: Any) -> None:
    """:func:`_passed`, for a registry with a watcher."""
    watching.tell(instance, task)
    _passed(instance, task)


def _serve(instance: Instance, task: Any) -> Mapping[str, Any] | None:
    """Do a service task: find its handler by topic, and give it a private copy of the variables.

    :raises HandlerNotFound: nobody offers this topic
    """
    topic: str = task.task_spec.topic
    handler = instance.process.service_tasks.get(topic) or BUILT_IN.get(topic)
    if handler is None:
        raise HandlerNotFound(topic=topic)
    element = instance.definition.elements[task.task_spec.bpmn_id]
    return handler(step_of(instance, element, task.id, task.data))


def step_of(
    instance: Instance, element: Element, token_id: str, variables: Mapping[str, Any]
) -> Step:
    """What a handler is given to see of an element that runs, or is corrected."""
    return Step(
        session=instance.session,
        now=instance.now,
        instance_id=instance.id,
        business_key=instance.business_key,
        unit_id=instance.unit_id,
        element_id=element.id,
        token_id=token_id,
        properties=element.properties,
        variables=deepcopy(dict(variables)),
        actor=instance.actor,
        definition=instance.definition,
        keyring=instance.registry.keyring,
        _move=lambda unit_id: _move(instance, unit_id),
        _seat_anew=instance.seat_anew,
        _share=lambda values: share(instance, values),
        _note=lambda name, facts: instance.happened(
            EventKind.NOTED,
            element_id=element.id,
            token_id=token_id,
            facts={"name": name, **facts},
        ),
        calendar=instance.calendar,
    )


def _decide(instance: Instance, task: Any) -> Mapping[str, Any]:
    """Ask a decision table.

    :raises DecisionNotFound: no file of the definition holds the table
    :raises DecisionFailed: it has no answer
    """
    reference: str = task.task_spec.decision_ref
    decision = instance.definition.parsed.decisions.get(reference)
    if decision is None:
        raise DecisionNotFound(decision=reference)
    answer = decision.evaluate(task.data, now=instance.now, zone=instance.registry.zone)
    result = instance.definition.elements[task.task_spec.bpmn_id].result
    if result is None:
        return answer
    return {result: answer if len(answer) > 1 else next(iter(answer.values()))}


def _move(instance: Instance, unit_id: str) -> None:
    instance.unit_id = unit_id


def share(instance: Instance, values: Mapping[str, Any]) -> None:
    """Let every open branch see these values; seats and dates follow them."""
    instance.set_variables(values)
    for token, timer in instance.waiting_timers().items():
        if timer.task_spec.event_definition.follow(timer):
            instance.moved_timers.add(token)


def _pass_on(instance: Instance) -> None:
    """Make jobs of the messages and signals that left the instance."""
    workflow = instance.workflow
    for kind, thrown in (
        ("message", workflow.thrown_messages),
        ("signal", workflow.thrown_signals),
    ):
        for each in thrown:
            instance.jobs.append(
                job_rows.row(
                    kind=JobKind.MESSAGE,
                    due_at=instance.now,
                    now=instance.now,
                    element_id=each.element_id,
                    payload={
                        kind: each.name,
                        "business_key": instance.business_key,
                        "from_instance": instance.id,
                    },
                )
            )
        thrown.clear()
