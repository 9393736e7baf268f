"""A complaint's drawing that hears a message, where the shipped one does not yet."""

from sqlalchemy.orm import Session

from engine import definitions
from engine.registry import Registry
from tests.checked import check_once
from tests.processes.drawings import files_of
from tests.processes.story import Story


def let_complaint_hear(story: Story, message: str) -> None:
    """Deploy the shipped drawing, with a box that ends the complaint at this message."""
    files = files_of("complaint")
    drawn = files["complaint.bpmn"].decode()
    if f'name="{message}"' not in drawn:
        box = (
            '<bpmn:subProcess id="heard_box" triggeredByEvent="true">'
            '<bpmn:startEvent id="heard_start" name="Heard"><bpmn:messageEventDefinition '
            'id="heard_definition" messageRef="heard_message" /></bpmn:startEvent>'
            '<bpmn:endEvent id="heard_end" name="Over"><bpmn:terminateEventDefinition '
            'id="heard_terminates" /></bpmn:endEvent>'
            '<bpmn:sequenceFlow id="heard_flow" sourceRef="heard_start" targetRef="heard_end" />'
            "</bpmn:subProcess></bpmn:process>"
            f'<bpmn:message id="heard_message" name="{message}" />'
        )
        files["complaint.bpmn"] = drawn.replace("</bpmn:process>", box, 1).encode()
    with story.sessions.begin() as session:
        _deploy(session, story.registry, story, files)


def _deploy(session: Session, registry: Registry, story: Story, files: dict[str, bytes]) -> None:
    definitions.deploy(
        session,
        registry,
        name="complaint",
        files=files,
        by=None,
        note="",
        now=story.now,
        checker=check_once,
    )
