"""What cannot run correctly is refused when the drawing is read.

Library: takes ad-hoc sub-processes and transactions for something simpler (bpmn/specs/
bpmn_process_spec.py:62 says so itself), reads `isForCompensation` and an instantiating gateway not
at all, and fails with "no support" for the rest.
Rule: an element is run as BPMN says, or not at all.
Approach: a list of elements and attributes, each with what to draw instead. Events are refused by
`drawn_events`.
"""

from typing import Any

from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.specs.defaults import NoneTask

from engine.elements.exceptions import ElementRefused
from engine.elements.kit import Kit, Mixin

CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
SPIFF = "{http://spiffworkflow.org/bpmn/schema/1.0/core}"

REFUSED = {
    "adHocSubProcess": "ad-hoc sub-processes do not run here; draw the order of the steps",
    "transaction": "transactions do not run here; draw a sub-process with an error boundary event",
    "complexGateway": "complex gateways do not run here; draw inclusive or parallel ones",
    "callConversation": "conversations do not run here; draw message events",
    "subChoreography": "choreographies do not run here; draw a process",
    "choreographyTask": "choreographies do not run here; draw a process",
}

REFUSED_ATTRIBUTES = {
    (
        "isForCompensation",
        "true",
    ): "compensation does not run here; draw the steps that undo the work",
    ("instantiate", "true"): "a process begins with a start event here; draw one",
    (
        "eventGatewayType",
        "Parallel",
    ): "parallel event gateways do not run here; draw a parallel",
}


REFUSED_EXTENSIONS = frozenset(
    {
        f"{CAMUNDA}inputOutput",
        f"{CAMUNDA}in",
        f"{CAMUNDA}out",
        f"{CAMUNDA}executionListener",
        f"{CAMUNDA}taskListener",
        f"{CAMUNDA}connector",
        f"{ZEEBE}ioMapping",
        f"{ZEEBE}executionListeners",
        f"{ZEEBE}taskListeners",
        f"{ZEEBE}script",
        f"{SPIFF}preScript",
        f"{SPIFF}postScript",
    }
)
"""What editors can say beside BPMN that would change what runs. To be drawn as a step instead."""

OUR_LANGUAGE = frozenset({"", "python", "text/python", "text/x-python"})


class RefusedParser(TaskParser):
    """Stands for the tags that do not run."""

    def create_task(self) -> Any:
        tag = self.node.tag.rpartition("}")[2]
        self.refuse(REFUSED[tag])


class RefusesLanguages(Mixin):
    """Parser of script tasks."""

    def create_task(self) -> Any:
        if self.node.get("scriptFormat", "").lower() not in OUR_LANGUAGE:
            self.refuse("this script language does not run here; write the small subset of Python")
        if not self.xpath("./bpmn:script"):
            self.refuse("the script task has no script")
        return super().create_task()


class RefusesAttributes(Mixin):
    """Every task parser."""

    def make(self) -> Any:
        for (attribute, value), reason in REFUSED_ATTRIBUTES.items():
            if self.node.get(attribute) == value:
                self.refuse(reason)
        for node in self.xpath("./bpmn:extensionElements/*"):
            if node.tag in REFUSED_EXTENSIONS:
                name = node.tag.rpartition("}")[2]
                self.refuse(f"{name} does not run here; draw a script or service task")
        return super().make()


class RefusesUnknown(Mixin):
    """Process parser."""

    def parse_node(self, node: Any) -> Any:
        if self.parser._get_parser_class(node.tag) == (None, None):
            tag = node.tag.rpartition("}")[2]
            raise ElementRefused(f"{tag} does not run here", node=node, file_name=self.filename)
        return super().parse_node(node)


class RefusesUnreachable(Mixin):
    """Process parser: nothing that is drawn is left out in silence."""

    def add_tasks(self) -> None:
        for tag in REFUSED:
            for node in self.node.iterchildren(full_tag(tag)):
                raise ElementRefused(REFUSED[tag], node=node, file_name=self.filename)
        super().add_tasks()


def install(kit: Kit) -> None:
    """Plug in."""
    for tag in REFUSED:
        kit.element(tag, RefusedParser, NoneTask)
    kit.extend_parser("scriptTask", RefusesLanguages)
    kit.task_parser_mixins.append(RefusesAttributes)
    kit.process_parser_mixins.extend([RefusesUnknown, RefusesUnreachable])
