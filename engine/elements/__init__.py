"""Our BPMN elements: the library's, corrected, and our own, one per file.

`parse` turns drawings into specs; `new_workflow` starts an instance of one; `empty_workflow` and
the classes of `kit()` are what the engine's store loads an instance with.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import PurePosixPath
from threading import Lock
from typing import Any
from zoneinfo import ZoneInfo

from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException

from engine.elements.exceptions import ElementRefused
from engine.elements.growth import TOKEN
from engine.elements.kit import Kit
from engine.elements.start import CHOSEN
from engine.xml import XmlRefused, parse_xml

__all__ = ["TOKEN", "ElementRefused", "Reading", "empty_workflow", "kit", "new_workflow", "parse"]

MODULES: tuple[str, ...] = (
    "growth",
    "depth",
    "isolation",
    "cancelling",
    "closed_tasks",
    "agenda",
    "flat_parser",
    "gateways",
    "joins",
    "subprocess",
    "tasks",
    "loops",
    "standard_loop",
    "multi_instance",
    "lanes",
    "data_objects",
    "refused",
    "drawn_events",
    "timers",
    "catching",
    "boundary",
    "event_gateway",
    "throwing",
    "event_subprocess",
    "delivery",
    "clock",
    "start",
)
"""In the order of installation: of two mixins for one class, the later one is asked first."""

_building = Lock()


def kit() -> Kit:
    """The classes every drawing is parsed into and run with; made once, whichever thread asks."""
    with _building:
        return _build()


@cache
def _build() -> Kit:
    made = Kit()
    for name in MODULES:
        import_module(f"{__name__}.{name}").install(made)
    return made.build()


def parse(files: Mapping[str, bytes], process_id: str) -> tuple[Any, dict[str, Any]]:
    """Read the drawings and return the spec of one process and those of its sub-processes.

    `files` maps names to contents; only `*.bpmn` are read. The specs hold no state of an
    instance, so that all instances of a definition may share them.

    :raises ElementRefused: the first thing found that cannot run
    """
    return Reading(files).parse(process_id)


class Reading:
    """The drawings of a definition, read once, for whoever wants the specs of several processes."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """:raises ElementRefused: a file cannot be read"""
        self._parser = kit().parser_class()
        with _refusals():
            for name, content in files.items():
                if PurePosixPath(name).suffix == ".bpmn":
                    self._parser.add_bpmn_xml(parse_xml(content).getroot(), name)

    def parse(self, process_id: str) -> tuple[Any, dict[str, Any]]:
        """The spec of one process and those of its sub-processes.

        :raises ElementRefused: the first thing found that cannot run
        """
        with _refusals():
            spec = self._parser.get_spec(process_id)
            return spec, self._parser.get_subprocess_specs(process_id)


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except ElementRefused:
        raise
    except (ValidationException, XmlRefused) as error:
        raise ElementRefused(f"it cannot be read: {error}") from error


def new_workflow(
    spec: Any,
    subprocess_specs: dict[str, Any],
    *,
    script_engine: Any,
    now: datetime,
    zone: ZoneInfo,
    variables: Mapping[str, Any] | None = None,
    start_event: str | None = None,
) -> Any:
    """Start an instance in memory, standing before its first step, with these variables.

    `start_event` names the start event that has happened, if not the one without a trigger.
    """
    workflow = _make_workflow(spec, subprocess_specs, script_engine, now, zone)
    workflow.task_tree.data.update(variables or {})
    if start_event is not None:
        workflow.task_tree.internal_data[CHOSEN] = start_event
    return workflow


def empty_workflow(
    spec: Any,
    subprocess_specs: dict[str, Any],
    *,
    script_engine: Any,
    now: datetime,
    zone: ZoneInfo,
) -> Any:
    """An instance without a single task, for the store to fill with what it has saved."""
    return _make_workflow(spec, subprocess_specs, script_engine, now, zone, deserializing=True)


def _make_workflow(
    spec: Any,
    subprocess_specs: dict[str, Any],
    script_engine: Any,
    now: datetime,
    zone: ZoneInfo,
    deserializing: bool = False,
) -> Any:
    return kit().workflow_class(
        spec,
        subprocess_specs,
        script_engine=script_engine,
        now=now,
        zone=zone,
        deserializing=deserializing,
    )
