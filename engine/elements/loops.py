"""What multi-instance activities and standard loops share: instances below one waiting task.

Library: bpmn/parser/TaskParser.py:82 renames the activity "<id> [child]" and puts the loop in its
place; mixins/multiinstance_task.py:66 tells the loop of an instance's end by an event that is
connected while instances run, on the spec all cases share; a freshly parsed spec lacks it.
Approach: the parser connects it once, when it makes the loop.
The loop stands STARTED while instances run. Finished ones are counted in `internal_data`, so they
need not be kept.
"""

from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.util.task import TaskState

from engine.elements.exceptions import TooManyInstances
from engine.elements.kit import Kit, Mixin

MOST_INSTANCES = 1_000

CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
ZEEBE_NAMES = {
    "loopDataInputRef": "inputCollection",
    "inputDataItem": "inputElement",
    "loopDataOutputRef": "outputCollection",
    "outputDataItem": "outputElement",
}


class LoopParsing(Mixin):
    """Every task parser."""

    def _copy_task_attrs(self, original: Any, loop_characteristics: Any = None) -> None:
        super()._copy_task_attrs(original, loop_characteristics)
        self.task.extensions = getattr(original, "extensions", {})
        original.completed_event.connect(self.task.merge_child)

    def _add_multiinstance_task(self, loop_characteristics: Any) -> None:
        read_editors_attributes(loop_characteristics)
        super()._add_multiinstance_task(loop_characteristics)


def read_editors_attributes(loop: Any) -> None:
    """Write what Camunda's editors say of a collection as BPMN's own elements.

    `camunda:collection` and `elementVariable`; `zeebe:loopCharacteristics` with inputCollection,
    inputElement, outputCollection and outputElement.
    """
    for tag, name in _said_by_editors(loop).items():
        if loop.find(full_tag(tag)) is None:
            node = etree.SubElement(loop, full_tag(tag))
            node.set("id", name)
            node.text = name


def collection_of(loop: Any) -> str | None:
    """What the list is called that is gone through, whichever editor wrote it."""
    drawn = loop.findtext(full_tag("loopDataInputRef"))
    return drawn.strip() if drawn else _said_by_editors(loop).get("loopDataInputRef")


def _said_by_editors(loop: Any) -> dict[str, str]:
    """BPMN's tag -> the name that an editor says in an attribute of its own."""
    zeebe = next(loop.iter(f"{ZEEBE}loopCharacteristics"), None)
    said = {
        "loopDataInputRef": loop.get(f"{CAMUNDA}collection"),
        "inputDataItem": loop.get(f"{CAMUNDA}elementVariable"),
    }
    if zeebe is not None:
        said |= {tag: zeebe.get(attribute) for tag, attribute in ZEEBE_NAMES.items()}
    return {
        tag: text.strip().removeprefix("=").removeprefix("${").removesuffix("}").strip()
        for tag, text in said.items()
        if text
    }


def add_instance(my_task: Any, **knowledge: Any) -> Any:
    """Make one more instance, which is yet to be reached."""
    inner = my_task.workflow.spec.task_specs[my_task.task_spec.task_spec]
    instance = my_task._add_child(inner)
    instance.triggered = True
    instance.internal_data.update(knowledge)
    return instance


def open_instances(my_task: Any) -> list[Any]:
    """The instances that are not finished."""
    return [
        child
        for child in my_task.children
        if child is not None
        and child._state & TaskState.NOT_FINISHED_MASK
        and child.task_spec.name == my_task.task_spec.task_spec
    ]


def check_number(number: int, task_spec: Any) -> None:
    """:raises TooManyInstances: more than an activity may have"""
    if number > MOST_INSTANCES:
        raise TooManyInstances(f"{number} instances of {task_spec.bpmn_id}", task_spec=task_spec)


def install(kit: Kit) -> None:
    """Plug in."""
    kit.task_parser_mixins.append(LoopParsing)
