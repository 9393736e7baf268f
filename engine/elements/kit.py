"""The kit composes our elements and corrections into one parser and workflow.

Nothing of the library is edited here. Every module of this package has `install(kit)`, which hands
mixins to the kit; `build()` makes new classes of the library's names with those mixins in front
(the last registered first) and ties them together:

* task specs and parsers are found by BPMN tag, so the parser gets them as OVERRIDE_PARSER_CLASSES;
* Start, End and its join are made inside BpmnProcessSpec (bpmn/specs/bpmn_process_spec.py:44), so
  a subclass of it swaps them;
* sub-workflows are made by name in BpmnWorkflow.create_subprocess (bpmn/workflow.py:87), so the
  workflow class overrides that;
* tasks are made by name in Workflow.__init__ (workflow.py:75) and Task._add_child (task.py:241),
  so our workflow plants its own root, and our task class makes its own children;
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser, full_tag
from SpiffWorkflow.bpmn.parser.event_parsers import EventDefinitionParser
from SpiffWorkflow.bpmn.parser.ProcessParser import ProcessParser
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.control import (
    BoundaryEventSplit,
    BpmnStartTask,
    SimpleBpmnTask,
    _EndJoin,
)
from SpiffWorkflow.bpmn.specs.defaults import (
    EventSubprocess,
    ParallelMultiInstanceTask,
    SequentialMultiInstanceTask,
    StandardLoopTask,
)
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task

Class = type[Any]

if TYPE_CHECKING:
    Mixin = Any
else:

    class Mixin:
        """What stands in front of a library class; it may call whatever that class has."""


def derive(base: Class, mixins: list[Class], **attributes: Any) -> Class:
    """Make a class of the base's name with these mixins in front, the last one first."""
    if not mixins and not attributes:
        return base
    return type(base.__name__, (*reversed(mixins), base), attributes)


class Kit:
    """Collects what the modules of this package register, then builds the classes once."""

    def __init__(self) -> None:
        self._tags: dict[str, tuple[Class, Class]] = dict(BpmnParser.PARSER_CLASSES)
        self._spec_mixins: dict[str, list[Class]] = {}
        self._tag_parser_mixins: dict[str, list[Class]] = {}
        self.task_parser_mixins: list[Class] = []
        self.event_parser_mixins: list[Class] = []
        self.parser_mixins: list[Class] = []
        self.process_parser_mixins: list[Class] = []
        self.task_mixins: list[Class] = []
        self.workflow_mixins: list[Class] = []
        self.subworkflow_mixins: list[Class] = []
        self.start_mixins: list[Class] = []
        self.end_join_mixins: list[Class] = []
        self.boundary_split_mixins: list[Class] = []
        self.parallel_mi_mixins: list[Class] = []
        self.sequential_mi_mixins: list[Class] = []
        self.standard_loop_mixins: list[Class] = []
        self.event_subprocess_mixins: list[Class] = []

    def element(self, tag: str, parser: Class, spec: Class) -> None:
        """Let this parser and task spec class stand for a BPMN tag ("serviceTask")."""
        self._tags[full_tag(tag)] = (parser, spec)

    def extend_spec(self, tag: str, *mixins: Class) -> None:
        """Put mixins in front of the task spec class of a tag."""
        self._spec_mixins.setdefault(full_tag(tag), []).extend(mixins)

    def extend_parser(self, tag: str, *mixins: Class) -> None:
        """Put mixins in front of the parser of one tag."""
        self._tag_parser_mixins.setdefault(full_tag(tag), []).extend(mixins)

    def build(self) -> "Kit":
        """Make the classes; nothing may be registered afterwards."""
        self.task_class = derive(Task, self.task_mixins)
        self.process_spec_class = self._build_process_spec()
        self.subworkflow_class = derive(BpmnSubWorkflow, self.subworkflow_mixins)
        self.workflow_class = self._build_workflow()
        self.parser_class = self._build_parser()
        return self

    def _build_process_spec(self) -> Class:
        start_class = derive(BpmnStartTask, self.start_mixins)
        end_class = derive(_EndJoin, self.end_join_mixins)

        class ProcessSpec(BpmnProcessSpec):
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, **kwargs)
                for name in ("Start", "End", f"{self.name}.EndJoin"):
                    del self.task_specs[name]
                self.start = start_class(self, "Start")
                self.end = end_class(self, f"{self.name}.EndJoin")
                self.end.connect(SimpleBpmnTask(self, "End"))

        return ProcessSpec

    def _build_workflow(self) -> Class:
        subworkflow_class = self.subworkflow_class

        class Workflow(BpmnWorkflow):
            now: datetime
            zone: ZoneInfo
            task_class = self.task_class

            def __init__(
                self,
                spec: Any,
                subprocess_specs: dict[str, Any],
                *,
                now: datetime,
                zone: ZoneInfo,
                **kwargs: Any,
            ) -> None:
                self.now = now
                self.zone = zone
                super().__init__(spec, subprocess_specs, **kwargs)

            def create_subprocess(self, my_task: Any, spec_name: str) -> Any:
                made = subworkflow_class(
                    self.subprocess_specs[spec_name],
                    parent_task_id=my_task.id,
                    top_workflow=self,
                )
                self.subprocesses[my_task.id] = made
                return made

        return derive(Workflow, self.workflow_mixins)

    def _build_parser(self) -> Class:
        made = {
            "PARALLEL_MI_CLASS": derive(ParallelMultiInstanceTask, self.parallel_mi_mixins),
            "SEQUENTIAL_MI_CLASS": derive(SequentialMultiInstanceTask, self.sequential_mi_mixins),
            "STANDARD_LOOP_CLASS": derive(StandardLoopTask, self.standard_loop_mixins),
            "EVENT_SUBPROCESS_CLASS": derive(EventSubprocess, self.event_subprocess_mixins),
            "BOUNDARY_SPLIT_CLASS": derive(BoundaryEventSplit, self.boundary_split_mixins),
        }
        tags = {}
        for tag, (parser, spec) in self._tags.items():
            extended = derive(spec, self._spec_mixins.get(tag, []))
            mixins = list(self.task_parser_mixins)
            if issubclass(parser, EventDefinitionParser):
                mixins += self.event_parser_mixins
            mixins += self._tag_parser_mixins.get(tag, [])
            tags[tag] = (derive(parser, mixins, **made), extended)
        return derive(
            BpmnParser,
            self.parser_mixins,
            OVERRIDE_PARSER_CLASSES=tags,
            PROCESS_PARSER_CLASS=self._build_process_parser(),
        )

    def _build_process_parser(self) -> Class:
        process_spec_class = self.process_spec_class

        class Process(*reversed(self.process_parser_mixins), ProcessParser):  # type: ignore[misc]
            def create_spec(self) -> Any:
                super().create_spec()  # raises if the process is not executable
                return process_spec_class(
                    name=self.bpmn_id, description=self.get_name(), filename=self.filename
                )

        return Process
