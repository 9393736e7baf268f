"""Which lane a step lies in; see engine/elements/lanes.py."""

from io import BytesIO

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser

from engine.elements import parse
from tests.engine.drawing import drawing, end, start, sub_process, user

LANES = """
<bpmn:laneSet id="ls">
  <bpmn:lane id="outer" name="Station">
    <bpmn:flowNodeRef>
      a
    </bpmn:flowNodeRef>
    <bpmn:flowNodeRef>b</bpmn:flowNodeRef>
    <bpmn:flowNodeRef>sub</bpmn:flowNodeRef>
    <bpmn:childLaneSet id="cls">
      <bpmn:lane id="inner" name="Desk"><bpmn:flowNodeRef> b </bpmn:flowNodeRef></bpmn:lane>
    </bpmn:childLaneSet>
  </bpmn:lane>
  <bpmn:lane id="other" name="District"><bpmn:flowNodeRef>a2</bpmn:flowNodeRef></bpmn:lane>
</bpmn:laneSet>
"""

FILES = drawing(
    LANES,
    *(start("s"), user("a"), user("b"), user("a2")),
    sub_process("sub", start("is"), user("deep"), end("ie"), flows="is -> deep -> ie"),
    end("e"),
    flows="s -> a -> b -> a2 -> sub -> e",
)


def test_white_space_in_a_reference_does_not_lose_the_lane() -> None:
    spec, _ = parse(FILES, "toy")

    assert spec.task_specs["a"].lane == "Station"
    assert spec.task_specs["a2"].lane == "District"


def test_the_plain_library_loses_it() -> None:
    parser = BpmnParser()
    parser.add_bpmn_io(BytesIO(FILES["toy.bpmn"]), "toy.bpmn")

    assert parser.get_spec("toy").task_specs["a"].lane is None


def test_of_nested_lanes_the_innermost_counts() -> None:
    spec, _ = parse(FILES, "toy")

    assert spec.task_specs["b"].lane == "Desk"


def test_a_step_in_a_sub_process_lies_in_the_lane_of_the_sub_process() -> None:
    _, subprocess_specs = parse(FILES, "toy")

    assert subprocess_specs["sub"].task_specs["deep"].lane == "Station"


def test_a_sub_process_may_have_lanes_of_its_own() -> None:
    inner = (
        '<bpmn:laneSet id="ls2"><bpmn:lane id="l2" name="Court">'
        "<bpmn:flowNodeRef>deep</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>"
    )
    files = drawing(
        LANES,
        *(start("s"), user("a"), user("b"), user("a2")),
        sub_process("sub", inner, start("is"), user("deep"), end("ie"), flows="is -> deep -> ie"),
        end("e"),
        flows="s -> a -> b -> a2 -> sub -> e",
    )

    _, subprocess_specs = parse(files, "toy")

    assert subprocess_specs["sub"].task_specs["deep"].lane == "Court"
    assert subprocess_specs["sub"].task_specs["is"].lane == "Station"
