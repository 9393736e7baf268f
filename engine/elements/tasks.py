"""The tasks: who or what does each kind of step.

Library: a task without a kind waits for a person (mixins/none_task.py:28); a service task starts
and never ends (mixins/script_task.py:25 returns nothing); a send task hands its message to the
instance that sends it (event_types.py:100); a business rule task needs the library's own decision
engine.
Rule 10.3.3: each kind of task has its worker. Ours:

* user and manual tasks wait for a person, a plain task is passed;
* script tasks run through the safe language, which hands them private copies;
* service tasks, and send tasks with a topic, are done by the engine's runner: it sets
  `workflow.service`, a function of the task that returns the variables to set. `spec.topic` says
  what is to be done;
* business rule tasks are decided by `workflow.decide`, in the same way; `spec.decision_ref`;
* receive tasks catch messages like any catching event.

What an extension attribute means is the same whichever editor wrote it: Camunda's, Zeebe's or
SpiffWorkflow's. Names, owners, forms and due dates are no concern of running: see
`engine.drawing`.
"""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.exceptions import WorkflowTaskException
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin

from engine.elements.kit import Kit
from engine.elements.throwing import Thrown

CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
SPIFF = "{http://spiffworkflow.org/bpmn/schema/1.0/core}"


class PlainTask(BpmnSpecMixin):
    """A task without a kind: nothing says who would do it, so the token passes."""


class DoneByEngine(BpmnSpecMixin):
    """A step that a function of the runner does, found on the top workflow by `hook`."""

    hook: str

    def _run_hook(self, my_task: Any) -> bool:
        do = getattr(my_task.workflow.top_workflow, self.hook, None)
        if do is None:
            raise WorkflowTaskException(f"nobody does {self.hook} tasks here", task=my_task)
        result: Mapping[str, Any] | None = do(my_task)
        if result:
            my_task.data = {**my_task.data, **result}
        return True


class HasTopic(DoneByEngine):
    """A step whose handler is found by its topic."""

    hook = "service"

    def __init__(self, wf_spec: Any, bpmn_id: str, topic: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.topic = topic


class ServiceTask(HasTopic):
    """Does what its topic names."""


class SendTask(HasTopic):
    """Sends what its topic names: the handler adds a job, nothing is sent inside a step."""


class MessageTask(BpmnSpecMixin):
    """A send task without a topic throws its message, as a message event does."""

    def __init__(self, wf_spec: Any, bpmn_id: str, message: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.message = message

    def _run_hook(self, my_task: Any) -> bool:
        thrown = Thrown(
            name=self.message, element_id=self.bpmn_id, task_id=my_task.id, data=my_task.data
        )
        my_task.workflow.top_workflow.thrown_messages.append(thrown)
        return True


class BusinessRuleTask(DoneByEngine):
    """Asks a decision table."""

    hook = "decide"

    def __init__(self, wf_spec: Any, bpmn_id: str, decision_ref: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.decision_ref = decision_ref


class TopicParser(TaskParser):
    """Parser of service tasks."""

    def create_task(self) -> Any:
        topic = topic_of(self.node)
        if not topic:
            self.refuse("nothing is said of what this step does; give it a topic")
        return self.spec_class(self.spec, self.bpmn_id, topic=topic, **self.bpmn_attributes)


class SendParser(TopicParser):
    """Parser of send tasks."""

    def create_task(self) -> Any:
        message = self.process_parser.parser.messages.get(self.node.get("messageRef"))
        if message is None or topic_of(self.node):
            return super().create_task()
        return MessageTask(self.spec, self.bpmn_id, message=message, **self.bpmn_attributes)


class DecisionParser(TaskParser):
    """Parser of business rule tasks."""

    def create_task(self) -> Any:
        decision_ref = decision_ref_of(self.node)
        if not decision_ref:
            self.refuse("no decision is named")
        return self.spec_class(
            self.spec, self.bpmn_id, decision_ref=decision_ref, **self.bpmn_attributes
        )


def topic_of(node: Any) -> str | None:
    """What a service or send task is to do; None if the drawing does not say."""
    zeebe = next(node.iter(f"{ZEEBE}taskDefinition"), None)
    operator = next(node.iter(f"{SPIFF}serviceTaskOperator"), None)
    said = (
        node.get(f"{CAMUNDA}topic"),
        zeebe.get("type") if zeebe is not None else None,
        operator.get("id") if operator is not None else None,
    )
    return next((text.strip() for text in said if text and text.strip()), None)


def decision_ref_of(node: Any) -> str | None:
    """The decision a business rule task asks; None if the drawing does not say."""
    zeebe = next(node.iter(f"{ZEEBE}calledDecision"), None)
    spiff = next(node.iter(f"{SPIFF}calledDecisionId"), None)
    said = (
        node.get(f"{CAMUNDA}decisionRef"),
        zeebe.get("decisionId") if zeebe is not None else None,
        spiff.text if spiff is not None else None,
    )
    return next((text.strip() for text in said if text and text.strip()), None)


def install(kit: Kit) -> None:
    """Plug in."""
    kit.element("task", TaskParser, PlainTask)
    kit.element("serviceTask", TopicParser, ServiceTask)
    kit.element("sendTask", SendParser, SendTask)
    kit.element("businessRuleTask", DecisionParser, BusinessRuleTask)
