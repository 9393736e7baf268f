"""Exclusive gateways; see engine/elements/gateways.py."""

from collections.abc import Callable

import pytest
from SpiffWorkflow.bpmn.exceptions import WorkflowTaskException

from tests.engine.drawing import drawing, end, exclusive, start, user
from tests.engine.toy import PlainToy, Toy

Run = Callable[..., Toy]

PICTURE = """
<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
    xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="d"><bpmndi:BPMNPlane id="p">
  <bpmndi:BPMNShape id="a_di" bpmnElement="a"><dc:Bounds x="0" y="500"/></bpmndi:BPMNShape>
  <bpmndi:BPMNShape id="b_di" bpmnElement="b"><dc:Bounds x="0" y="100"/></bpmndi:BPMNShape>
</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
"""

CHOICE = drawing(
    *(start("s"), exclusive("x", "x_to_c"), user("a"), user("b"), user("c")),
    *(exclusive("m"), end("e")),
    flows="s -> x; x -> a: n > 5; x -> b: n > 2; x -> c; a -> m; b -> m; c -> m; m -> e",
    beside=PICTURE,
)


@pytest.mark.parametrize(("n", "taken"), [(9, "a"), (3, "b"), (1, "c")])
def test_the_first_true_condition_is_taken_else_the_default(run: Run, n: int, taken: str) -> None:
    toy = run(CHOICE, n=n)
    assert toy.open == [taken]

    toy.complete(taken)

    assert toy.is_completed


def test_the_plain_library_decides_by_the_height_of_the_shapes() -> None:
    toy = PlainToy(CHOICE, n=9)

    assert toy.open == ["b"]


def test_without_a_true_condition_and_a_default_the_step_fails() -> None:
    files = drawing(
        *(start("s"), exclusive("x"), user("a"), user("b"), end("e")),
        flows="s -> x; x -> a: n > 5; x -> b: n > 2; a -> e; b -> e",
    )

    with pytest.raises(WorkflowTaskException, match="no condition is true"):
        Toy(files, n=1)


def test_only_the_way_taken_is_in_the_tree(run: Run) -> None:
    toy = run(CHOICE, n=9)

    names = {task.task_spec.name for task in toy.tasks()}
    assert not names & {"b", "c", "m", "e"}
