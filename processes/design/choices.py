"""What a designer may choose from, so that she need not know a name by heart."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine import definitions
from engine.about import about
from engine.built_in import BUILT_IN
from engine.draft_names import decision_names, notice_texts, places, process_names
from engine.owners import LEVELS
from engine.registry import Handler, Process, Registry


@dataclass(frozen=True)
class Choices:
    """Names for the properties of a drawing, each with what it means where something says so."""

    roles: Mapping[str, str]
    levels: Mapping[str, str]
    topics: Mapping[str, str]
    forms: Mapping[str, str]
    decisions: Mapping[str, str]
    processes: Mapping[str, str]
    notices: Mapping[str, str]
    places: Mapping[str, str]  # of forms, decisions and processes: the file that holds them


def choices(registry: Registry, name: str, files: Mapping[str, bytes]) -> Choices:
    """What the process of this name may use here, and what its files bring along."""
    process = registry.process(name)
    known = definitions.known_to(registry, name)
    return Choices(
        roles={
            **{role: role.replace("_", " ") for role in sorted(_roles(registry, process))},
            **{brought.role: brought.name for brought in about(files).roles},
        },
        levels={level: level for level in LEVELS},
        topics={topic: _meaning(process, topic) for topic in sorted(known.topics or ())},
        forms={path.removeprefix("forms/"): "" for path in sorted(files) if path.endswith(".form")},
        decisions=decision_names(files),
        processes=process_names(files),
        notices=notice_texts(files),
        places=places(files),
    )


def _roles(registry: Registry, process: Process) -> frozenset[str]:
    """The roles the process knows; of one without Python, all that any process knows."""
    if process.roles is not None:
        return process.roles
    return frozenset().union(*(each.roles or () for each in registry.processes.values()))


def _meaning(process: Process, topic: str) -> str:
    """The first line of what the topic's handler says it does."""
    handler: Handler | None = {**BUILT_IN, **process.service_tasks}.get(topic)
    return ((handler and handler.__doc__) or "").strip().split("\n", 1)[0]
