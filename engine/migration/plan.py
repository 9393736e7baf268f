"""Plans: which step of one version stands for which step of another.

A step stands for the one with the same id, or the one that the designer maps it to. It must be of
the same kind and in the same place: the process itself, a sub-process (mapped likewise), or the
same called process.

The library's specs are found by name. Beside the elements of the drawing they hold helpers: the
split before a step with boundary events, the listener of an event sub-process, the inner step of a
loop, the start and the end of a scope. A helper goes where its element goes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import CallActivity

from engine.definitions import Definition
from engine.elements.event_kinds import kind_of_definition
from engine.elements.event_subprocess import Listener
from engine.elements.multi_instance import Instances
from engine.exceptions import MappingRefused
from engine.migration.reasons import Reason, reason_of

SPLIT = ".BoundaryEventSplit"
LISTENER = ".Listener"
CHILD = " [child]"

Spec = Any  # the library's specs have no types
ScopeSpec = Any


@dataclass(frozen=True)
class Plan:
    """From which version to which, and the steps that were mapped, old id to new id."""

    source: Definition
    target: Definition
    steps: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a mapping from or to steps that are not there.

        :raises MappingRefused: with every step that is unknown
        """
        unknown = [
            reason_of("unknown-step", definition, element_id)
            for definition, ids in (
                (self.source, self.steps.keys()),
                (self.target, self.steps.values()),
            )
            for element_id in ids
            if element_id not in definition.elements
        ]
        if unknown:
            raise MappingRefused(unknown)

    def new_id(self, element_id: str) -> str:
        """The id by which an element of the old version goes in the new one."""
        return self.steps.get(element_id, element_id)

    def new_scope(self, old: ScopeSpec) -> ScopeSpec | None:
        """What a process or sub-process of the old version is in the new one."""
        if old is self.source.parsed.spec:
            return self.target.parsed.spec
        return self.target.parsed.subprocess_specs.get(self.new_id(old.name))

    def new_name(self, old: ScopeSpec, new: ScopeSpec, name: str) -> str:
        """The name that a spec of a scope would have in the new version, if it is there."""
        if name == old.end.name:
            return str(new.end.name)
        suffix = _suffix(old.task_specs[name])
        return self.new_id(name.removesuffix(suffix)) + suffix

    def counterpart(self, old: ScopeSpec, new: ScopeSpec, name: str) -> Spec | Reason:
        """The spec of the new version for one of the old, or why there is none."""
        spec = old.task_specs[name]
        found = new.task_specs.get(self.new_name(old, new, name))
        if found is None:
            return self.reason(self._why_missing(spec), spec)
        code = difference(spec, found)
        return found if code is None else self.reason(code, spec)

    def reason(self, code: str, spec: Spec, **facts: str) -> Reason:
        """A reason that names an element of the old version."""
        return reason_of(code, self.source, element_of(spec), **facts)

    def _why_missing(self, spec: Spec) -> str:
        is_drawn = self.new_id(element_of(spec)) in self.target.elements
        return "other-scope" if is_drawn else "step-gone"


def difference(old: Spec, new: Spec) -> str | None:
    """Why a token of one spec cannot stand at the other; None if it can."""
    if type(old) is not type(new) or event_kind(old) != event_kind(new):
        return "kind-changed"
    if isinstance(old, CallActivity) and old.spec != new.spec:
        return "called-process-changed"
    if isinstance(old, Instances) and _what_for(old) != _what_for(new):
        return "instances-changed"
    return None


def event_kind(spec: Spec) -> str | None:
    """timer, message, signal ...; None for what is no event."""
    definition = getattr(spec, "event_definition", None)
    return None if definition is None else kind_of_definition(definition)


def element_of(spec: Spec) -> str:
    """The id of the element of the drawing that a spec belongs to."""
    name: str = spec.name
    return name.removesuffix(_suffix(spec))


def _suffix(spec: Spec) -> str:
    """What the library appends to an element's id; "" for the spec of the element itself."""
    if isinstance(spec, BoundaryEventSplit):
        return SPLIT
    if isinstance(spec, Listener):
        return LISTENER
    return CHILD if spec.name.endswith(CHILD) else ""


def _what_for(spec: Spec) -> list[str | None]:
    """The variables that a multi-instance activity reads its items from and writes them to."""
    references = (spec.data_input, spec.input_item, spec.data_output, spec.output_item)
    return [None if each is None else each.bpmn_id for each in references]
