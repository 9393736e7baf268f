"""Pairs: every step at which a case may stand, and what it becomes in the new version."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.events.start_event import StartEvent
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask
from sqlalchemy import func, literal_column, select
from sqlalchemy.orm import Session

from engine.drawing import Element
from engine.elements.catching import Catching
from engine.elements.event_subprocess import Listener
from engine.elements.joins import InclusiveJoin, ParallelJoin
from engine.elements.multi_instance import Instances
from engine.elements.standard_loop import Rounds
from engine.migration.plan import CHILD, Plan, ScopeSpec, Spec, difference, element_of
from engine.migration.reasons import Reason
from engine.tables import INSTANCE, TASK


@dataclass(frozen=True)
class Pair:
    """A step of the old version, and the step of the new one that stands for it."""

    old: Element
    new: Element | None
    reason: Reason | None  # why there is none
    choices: tuple[Element, ...]  # steps of the new version that it could be mapped to

    @property
    def is_mapped(self) -> bool:
        """Has the designer named another step?"""
        return self.new is not None and self.new.id != self.old.id


def pairs(plan: Plan) -> list[Pair]:
    """All steps of the old version at which tokens may rest, in the order of the drawing."""
    old = plan.source.parsed
    scopes = [old.spec, *old.subprocess_specs.values()]
    found = {pair.old.id: pair for scope in scopes for pair in _of_scope(plan, scope)}
    return [found[element_id] for element_id in plan.source.elements if element_id in found]


def _of_scope(plan: Plan, scope: ScopeSpec) -> Iterator[Pair]:
    new_scope = plan.new_scope(scope)
    for spec in scope.task_specs.values():
        element = plan.source.elements.get(element_of(spec))
        if element is None or not may_rest(spec):
            continue
        if new_scope is None:
            yield Pair(element, None, plan.reason("other-scope", spec), ())
            continue
        found = plan.counterpart(scope, new_scope, spec.name)
        is_missing = isinstance(found, Reason)
        yield Pair(
            element,
            None if is_missing else plan.target.elements.get(element_of(found)),
            found if isinstance(found, Reason) else None,
            tuple(_choices(plan, new_scope, spec)),
        )


def _choices(plan: Plan, new_scope: ScopeSpec, spec: Spec) -> Iterator[Element]:
    elements = plan.target.elements
    for each in new_scope.task_specs.values():
        if difference(spec, each) is None and element_of(each) in elements:
            yield elements[element_of(each)]


def may_rest(spec: Spec) -> bool:
    """Can a token of a case stand here from one step of it to the next?"""
    if isinstance(spec, BoundaryEvent | Listener | StartEvent) or spec.name.endswith(CHILD):
        return False
    if isinstance(spec, ParallelJoin | InclusiveJoin):
        return len(spec._inputs) > 1
    return bool(spec.manual) or isinstance(spec, Catching | SubWorkflowTask | Instances | Rounds)


def standing(session: Session, definition_id: str) -> Counter[str]:
    """How many open tasks of a version's running cases wait at each of its steps."""
    counted: dict[str, int] = dict(
        session.connection()
        .execute(
            select(TASK.c.element_id, func.count())
            .join(INSTANCE, INSTANCE.c.id == TASK.c.instance_id)
            .where(
                TASK.c.status == literal_column("0"),
                INSTANCE.c.status == literal_column("0"),
                INSTANCE.c.definition_id == definition_id,
            )
            .group_by(TASK.c.element_id)
        )
        .all()
    )
    return Counter(counted)
