"""Cancelling closes everything below; see engine/elements/cancelling.py."""

from collections.abc import Callable

import pytest
from SpiffWorkflow.bpmn import BpmnEvent
from SpiffWorkflow.bpmn.specs.event_definitions import SignalEventDefinition
from SpiffWorkflow.exceptions import TaskNotFoundException

from tests.engine.drawing import boundary, drawing, end, start, sub_process, timer, user
from tests.engine.toy import PlainToy, Toy

Run = Callable[..., Toy]

MANY = (
    "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality>"
    "</bpmn:multiInstanceLoopCharacteristics>"
)

DEEP = drawing(
    start("s"),
    sub_process(
        "outer",
        start("os"),
        sub_process(
            "inner",
            *(start("is"), user("ask"), boundary("t", "ask", timer("duration", "PT9H")), end("ie")),
            end("te"),
            flows="is -> ask -> ie; t -> te",
            loop=MANY,
        ),
        end("oe"),
        flows="os -> inner -> oe",
    ),
    boundary("stop", "outer", '<bpmn:signalEventDefinition signalRef="sig"/>'),
    *(end("e"), user("after"), end("e2")),
    flows="s -> outer -> e; stop -> after -> e2",
    beside='<bpmn:signal id="sig" name="stop now"/>',
)


def test_what_is_interrupted_ends_with_all_it_contains(run: Run) -> None:
    toy = run(DEEP)
    assert toy.open == ["ask", "ask"]

    toy.workflow.take_signal("stop now")
    toy.advance()

    assert toy.open == ["after"]
    assert toy.waiting == []
    assert toy.workflow.timers() == []


INSTANCES = drawing(
    start("s"),
    sub_process(
        "sub",
        *(start("is"), user("ask"), boundary("t", "ask", timer("duration", '"PT9H"'))),
        *(end("ie"), end("te")),
        flows="is -> ask -> ie; t -> te",
        loop=MANY,
    ),
    boundary("stop", "sub", '<bpmn:signalEventDefinition signalRef="sig"/>'),
    *(end("e"), user("after"), end("e2")),
    flows="s -> sub -> e; stop -> after -> e2",
    beside='<bpmn:signal id="sig" name="stop now"/>',
)


def test_interrupting_instances_ends_what_each_contains(run: Run) -> None:
    toy = run(INSTANCES)

    toy.workflow.take_signal("stop now")
    toy.advance()

    assert toy.open == ["after"]
    assert toy.workflow.timers() == []


def test_the_plain_library_loses_the_instances_and_cannot_go_on() -> None:
    toy = PlainToy(INSTANCES)
    toy.workflow.catch(BpmnEvent(SignalEventDefinition("stop now")))

    with pytest.raises(TaskNotFoundException):
        toy.workflow.do_engine_steps()


def test_a_cancelled_instance_has_no_open_step_left() -> None:
    toy = Toy(DEEP)

    toy.workflow.cancel()
    toy.advance()

    assert toy.is_completed
    assert toy.open == []
    assert toy.workflow.timers() == []
    assert not toy.workflow.success


def test_a_very_long_branch_is_cancelled_without_recursion() -> None:
    toy = Toy(drawing(start("s"), user("a"), end("e"), flows="s -> a -> e"))
    task = toy.workflow.task_tree
    for _ in range(3000):
        task = task._add_child(task.task_spec)

    try:
        toy.workflow.task_tree.children[0].cancel()
    except RecursionError:
        pytest.fail("recursed")

    assert toy.open == []
