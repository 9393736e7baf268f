"""The drawing with which a new process begins: a pool, one lane, a start and an end."""

from xml.sax.saxutils import quoteattr

_TEXT = """\
<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" \
xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" \
xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" \
xmlns:di="http://www.omg.org/spec/DD/20100524/DI" \
xmlns:camunda="http://camunda.org/schema/1.0/bpmn" \
id="definitions" targetNamespace="http://bpmn.io/schema/bpmn">
  <bpmn:collaboration id="collaboration">
    <bpmn:participant id="pool" name={title} processRef={name} />
  </bpmn:collaboration>
  <bpmn:process id={name} name={title} isExecutable="true">
    <bpmn:laneSet id="lanes">
      <bpmn:lane id="lane_station" name="Station">
        <bpmn:extensionElements>
          <camunda:properties>
            <camunda:property name="name_hi" value="थाना" />
            <camunda:property name="role" value="sho" />
            <camunda:property name="level" value="station" />
          </camunda:properties>
        </bpmn:extensionElements>
        <bpmn:flowNodeRef>started</bpmn:flowNodeRef>
        <bpmn:flowNodeRef>ended</bpmn:flowNodeRef>
      </bpmn:lane>
    </bpmn:laneSet>
    <bpmn:startEvent id="started" name="Started">
      <bpmn:extensionElements>
        <camunda:properties>
          <camunda:property name="name_hi" value="शुरू हुआ" />
        </camunda:properties>
      </bpmn:extensionElements>
      <bpmn:outgoing>to_the_end</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:endEvent id="ended" name="Ended">
      <bpmn:extensionElements>
        <camunda:properties>
          <camunda:property name="name_hi" value="पूरा हुआ" />
        </camunda:properties>
      </bpmn:extensionElements>
      <bpmn:incoming>to_the_end</bpmn:incoming>
    </bpmn:endEvent>
    <bpmn:sequenceFlow id="to_the_end" sourceRef="started" targetRef="ended" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram">
    <bpmndi:BPMNPlane id="plane" bpmnElement="collaboration">
      <bpmndi:BPMNShape id="pool_di" bpmnElement="pool" isHorizontal="true">
        <dc:Bounds x="160" y="80" width="700" height="220" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="lane_station_di" bpmnElement="lane_station" isHorizontal="true">
        <dc:Bounds x="190" y="80" width="670" height="220" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="started_di" bpmnElement="started">
        <dc:Bounds x="252" y="172" width="36" height="36" />
        <bpmndi:BPMNLabel>
          <dc:Bounds x="252" y="215" width="37" height="14" />
        </bpmndi:BPMNLabel>
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="ended_di" bpmnElement="ended">
        <dc:Bounds x="742" y="172" width="36" height="36" />
        <bpmndi:BPMNLabel>
          <dc:Bounds x="743" y="215" width="34" height="14" />
        </bpmndi:BPMNLabel>
      </bpmndi:BPMNShape>
      <bpmndi:BPMNEdge id="to_the_end_di" bpmnElement="to_the_end">
        <di:waypoint x="288" y="190" />
        <di:waypoint x="742" y="190" />
      </bpmndi:BPMNEdge>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
"""


def draw(name: str, *, title: str | None = None) -> bytes:
    """The BPMN file of a process with this id; its title is made from that where none is given."""
    title = title or name.replace("_", " ").capitalize()
    return _TEXT.format(name=quoteattr(name), title=quoteattr(title)).encode()
