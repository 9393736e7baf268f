"""Running toy drawings: ours, live or saved and loaded between all steps, and the plain library."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.util.task import TaskState

from engine.elements import new_workflow, parse
from engine.expressions import script_engine
from tests.engine.saving import reloaded

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
INDIA = ZoneInfo("Asia/Kolkata")


class Toy:
    """An instance of a toy drawing, driven by the names of its elements."""

    def __init__(
        self,
        files: Mapping[str, bytes],
        *,
        is_reloaded: bool = False,
        now: datetime = NOON,
        start_event: str | None = None,
        process_id: str = "toy",
        hooks: Mapping[str, Any] | None = None,
        engine: Any = None,
        **variables: Any,
    ) -> None:
        self.is_reloaded = is_reloaded
        spec, subprocess_specs = parse(files, process_id)
        self.workflow = new_workflow(
            spec,
            subprocess_specs,
            script_engine=engine or script_engine(now=now, zone=INDIA),
            now=now,
            zone=INDIA,
            variables=variables,
            start_event=start_event,
        )
        for name, hook in (hooks or {}).items():
            setattr(self.workflow, name, hook)
        self.log: list[str] = []
        self.advance()

    def advance(self) -> None:
        """Run to rest; in the other mode also save and load."""
        self.workflow.do_engine_steps(did_complete_task=self._note)
        if self.is_reloaded:
            self.workflow = reloaded(self.workflow)

    def _note(self, task: Any) -> None:
        if getattr(task.task_spec, "bpmn_id", None):
            self.log.append(task.task_spec.bpmn_id)

    def wait(self, **length: float) -> None:
        """Let time pass, then advance."""
        self.workflow.now += timedelta(**length)
        self.workflow.script_engine.environment.now = self.workflow.now
        self.advance()

    def complete(self, name: str, **data: Any) -> None:
        """Complete the oldest open task of this element, then advance."""
        task = next(task for task in self.tasks() if is_open(task) and name_of(task) == name)
        self.workflow.complete(task.id, data)
        self.advance()

    @property
    def open(self) -> list[str]:
        """Names of the open tasks for people, sorted."""
        return sorted(name_of(task) for task in self.tasks() if is_open(task))

    @property
    def waiting(self) -> list[str]:
        """Names of what waits, sorted: events, and joins for further tokens."""
        return sorted(name_of(t) for t in self.tasks() if t._state == TaskState.WAITING)

    @property
    def is_completed(self) -> bool:
        return bool(self.workflow.completed)

    @property
    def data(self) -> dict[str, Any]:
        """The variables of the instance, once it is completed."""
        data: dict[str, Any] = self.workflow.data
        return data

    def tasks(self) -> list[Any]:
        """All tasks of the open scopes, in the order of their last change."""
        scopes = [scope for scope in self.workflow.subprocesses.values() if not scope.completed]
        tasks = [task for scope in (self.workflow, *scopes) for task in scope.tasks.values()]
        return sorted(tasks, key=lambda task: task.last_state_change)


def is_open(task: Any) -> bool:
    """Does the task wait for a person?"""
    return bool(task._state == TaskState.READY and task.task_spec.manual)


def name_of(task: Any) -> str:
    """The element's id in the drawing; that of the loop for one of its instances."""
    return str(task.task_spec.name).removesuffix(" [child]")


class PlainToy:
    """The same drawing in the library as it is delivered, to show what is corrected."""

    def __init__(self, files: Mapping[str, bytes], process_id: str = "toy", **data: Any) -> None:
        parser = BpmnParser()
        for name, content in files.items():
            parser.add_bpmn_io(BytesIO(content), name)
        spec = parser.get_spec(process_id)
        self.workflow = BpmnWorkflow(spec, parser.get_subprocess_specs(process_id))
        self.workflow.task_tree.data.update(data)
        self.workflow.do_engine_steps()

    @property
    def open(self) -> list[str]:
        ready = self.workflow.get_tasks(state=TaskState.READY, manual=True)
        return sorted(name_of(task) for task in ready)

    def complete(self, name: str, **data: Any) -> None:
        ready = self.workflow.get_tasks(state=TaskState.READY, manual=True)
        task = next(task for task in ready if name_of(task) == name)
        task.data.update(data)
        task.run()
        self.workflow.do_engine_steps()

    @property
    def is_completed(self) -> bool:
        return bool(self.workflow.completed)

    @property
    def data(self) -> dict[str, Any]:
        data: dict[str, Any] = self.workflow.data
        return data
