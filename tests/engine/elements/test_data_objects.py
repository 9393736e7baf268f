"""Variables of a scope that steps read and write; see engine/elements/data_objects.py."""

from collections.abc import Callable

import pytest

from tests.engine.drawing import drawing, end, script, start, sub_process, user
from tests.engine.toy import Toy

Run = Callable[..., Toy]

OBJECT = '<bpmn:dataObject id="report"/><bpmn:dataObjectReference id="ref" dataObjectRef="report"/>'


def reads(reference: str = "ref") -> str:
    return (
        f"<bpmn:dataInputAssociation><bpmn:sourceRef>{reference}</bpmn:sourceRef>"
        "</bpmn:dataInputAssociation>"
    )


def writes(reference: str = "ref") -> str:
    return (
        f"<bpmn:dataOutputAssociation><bpmn:targetRef>{reference}</bpmn:targetRef>"
        "</bpmn:dataOutputAssociation>"
    )


def test_what_one_step_writes_another_reads(run: Run) -> None:
    files = drawing(
        OBJECT,
        *(start("s"), user("write", writes()), user("between")),
        *(script("read", "copy = report", reads()), end("e")),
        flows="s -> write -> between -> read -> e",
    )
    toy = run(files)

    toy.complete("write", report=["page"])
    toy.complete("between")

    assert toy.data["copy"] == ["page"]


def test_only_steps_that_say_so_see_it(run: Run) -> None:
    files = drawing(
        OBJECT,
        *(start("s"), user("write", writes()), user("between"), end("e")),
        flows="s -> write -> between -> e",
    )
    toy = run(files)

    toy.complete("write", report="x")

    (between,) = (task for task in toy.tasks() if task.task_spec.name == "between")
    assert "report" not in between.data


def test_read_before_it_was_written_it_is_none(run: Run) -> None:
    files = drawing(
        start("s"),
        sub_process(
            "sub",
            OBJECT,
            *(start("is"), script("read", "is_new = report is None", reads()), end("ie")),
            flows="is -> read -> ie",
        ),
        end("e"),
        flows="s -> sub -> e",
    )

    toy = run(files)

    assert toy.data["is_new"] is True


def nested(reference: str) -> dict[str, bytes]:
    """A step two sub-processes down that writes."""
    innermost = sub_process(
        "in2",
        *(start("s2"), script("write", "report = 1", writes(reference)), end("e2")),
        flows="s2 -> write -> e2",
    )
    return drawing(
        OBJECT,
        start("s"),
        sub_process("in1", start("s1"), innermost, end("e1"), flows="s1 -> in2 -> e1"),
        *(script("read", "copy = report", reads()), end("e")),
        flows="s -> in1 -> read -> e",
    )


def test_an_inner_scope_writes_the_object_of_an_outer_one(run: Run) -> None:
    toy = run(nested("ref"))

    assert toy.data["copy"] == 1


def test_a_reference_to_nothing_is_refused_and_not_looked_for_for_ever() -> None:
    with pytest.raises(Exception, match="Cannot resolve"):
        Toy(nested("missing"))
