"""Once for each item; see engine/elements/multi_instance.py."""

from collections.abc import Callable

import pytest

from engine.elements.exceptions import TooManyInstances
from tests.engine.drawing import (
    drawing,
    end,
    exclusive,
    script,
    start,
    sub_process,
    user,
)
from tests.engine.toy import PlainToy, Toy

Run = Callable[..., Toy]


def instances(
    *,
    collection: str = "",
    cardinality: str = "",
    output: str = "",
    condition: str = "",
    sequential: bool = False,
) -> str:
    """The markers of a multi-instance activity: items are `item`, results `result`."""
    parts = []
    if cardinality:
        parts.append(f"<bpmn:loopCardinality>{cardinality}</bpmn:loopCardinality>")
    if collection:
        parts.append(f"<bpmn:loopDataInputRef>{collection}</bpmn:loopDataInputRef>")
    if output:
        parts.append(f"<bpmn:loopDataOutputRef>{output}</bpmn:loopDataOutputRef>")
    if collection or cardinality:
        parts.append('<bpmn:inputDataItem id="item"/>')
    if output:
        parts.append('<bpmn:outputDataItem id="result"/>')
    if condition:
        parts.append(f"<bpmn:completionCondition>{condition}</bpmn:completionCondition>")
    return (
        f'<bpmn:multiInstanceLoopCharacteristics isSequential="{str(sequential).lower()}">'
        f"{''.join(parts)}</bpmn:multiInstanceLoopCharacteristics>"
    )


def asked(loop: str) -> dict[str, bytes]:
    return drawing(start("s"), user("ask", loop), user("after"), end("e"), flows=CHAIN)


CHAIN = "s -> ask -> after -> e"


def test_side_by_side_all_instances_are_open_at_once(run: Run) -> None:
    toy = run(asked(instances(collection="items")), items=["a", "b", "c"])

    assert toy.open == ["ask", "ask", "ask"]


def test_one_after_the_other_one_instance_is_open_at_a_time(run: Run) -> None:
    toy = run(asked(instances(cardinality="3", sequential=True)))
    for _ in range(3):
        assert toy.open == ["ask"]
        toy.complete("ask")

    assert toy.open == ["after"]


@pytest.mark.parametrize("sequential", [False, True])
def test_results_stand_in_the_order_of_the_items(run: Run, sequential: bool) -> None:
    files = asked(instances(collection="items", output="results", sequential=sequential))
    toy = run(files, items=[1, 2, 3])

    for result in ("x", "y", "z"):
        toy.complete("ask", result=result)
    toy.complete("after")

    assert toy.data == {"items": [1, 2, 3], "results": ["x", "y", "z"]}


def test_results_stand_in_the_order_of_the_items_whoever_is_first(run: Run) -> None:
    files = asked(instances(collection="items", output="results"))
    toy = run(files, items=[1, 2, 3])

    for item in (3, 1, 2):
        task = next(t for t in toy.tasks() if t.data.get("item") == item and t.task_spec.manual)
        toy.workflow.complete(task.id, {"result": item * 10})
        toy.advance()
    toy.complete("after")

    assert toy.data["results"] == [10, 20, 30]


def test_the_plain_library_orders_results_by_who_was_first() -> None:
    toy = PlainToy(asked(instances(collection="items", output="results")), items=[1, 2])

    for item in (2, 1):
        ready = toy.workflow.get_tasks(spec_name="ask [child]")
        task = next(t for t in ready if t.data["item"] == item)
        task.data["result"] = item * 10
        task.run()
        toy.workflow.do_engine_steps()
    toy.complete("after")

    assert toy.data["results"] == [20, 10]


@pytest.mark.parametrize("sequential", [False, True])
def test_a_mapping_gives_a_mapping(run: Run, sequential: bool) -> None:
    files = asked(instances(collection="items", output="results", sequential=sequential))
    toy = run(files, items={"p": 1, "q": 2})

    toy.complete("ask", result="x")
    toy.complete("ask", result="y")
    toy.complete("after")

    assert toy.data["results"] == {"p": "x", "q": "y"}


def test_a_collection_changed_in_place_keeps_items_without_result(run: Run) -> None:
    loop = instances(
        collection="items", output="items", condition="numberOfCompletedInstances == 1"
    )
    toy = run(asked(loop), items=[1, 2])

    toy.complete("ask", result=10)
    toy.complete("after")

    assert toy.data["items"] == [10, 2]


@pytest.mark.parametrize("sequential", [False, True])
def test_nothing_to_do_goes_on_at_once(run: Run, sequential: bool) -> None:
    files = asked(instances(collection="items", output="results", sequential=sequential))

    toy = run(files, items=[])

    assert toy.open == ["after"]
    toy.complete("after")
    assert toy.data["results"] == []


def test_the_completion_condition_sees_the_counts_and_ends_the_others(run: Run) -> None:
    loop = instances(
        cardinality="4",
        condition="numberOfCompletedInstances * 2 >= numberOfInstances",
    )
    toy = run(asked(loop))
    toy.complete("ask")
    assert toy.open == ["ask", "ask", "ask"]

    toy.complete("ask")

    assert toy.open == ["after"]


def test_the_completion_condition_sees_the_instance_that_has_just_ended(run: Run) -> None:
    loop = instances(collection="items", condition="found == True", sequential=True)
    toy = run(asked(loop), items=[1, 2, 3])
    toy.complete("ask", found=False)
    assert toy.open == ["ask"]

    toy.complete("ask", found=True)

    assert toy.open == ["after"]


def test_instances_side_by_side_bring_what_each_has_changed(run: Run) -> None:
    toy = run(asked(instances(cardinality="2")), x="old", y="old")

    toy.complete("ask", x="new")
    toy.complete("ask", y="new")
    toy.complete("after")

    assert toy.data == {"x": "new", "y": "new"}


def test_one_after_the_other_each_starts_from_what_the_one_before_left(run: Run) -> None:
    files = drawing(
        start("s"),
        script("add", "total = total + item", instances(collection="items", sequential=True)),
        end("e"),
        flows="s -> add -> e",
    )

    toy = run(files, items=[1, 2, 3], total=0)

    assert toy.data["total"] == 6


def test_the_item_does_not_stay_behind(run: Run) -> None:
    toy = run(asked(instances(collection="items", output="results")), items=[1])

    toy.complete("ask", result=1)
    toy.complete("after")

    assert toy.data == {"items": [1], "results": [1]}


LOOP_AROUND = drawing(
    *(start("s"), exclusive("again")),
    user("ask", instances(collection="items", output="results")),
    *(user("check"), exclusive("ok", "ok_to_e"), end("e")),
    flows="s -> again -> ask -> check -> ok -> e; ok -> again: rework",
)


def test_in_a_loop_the_output_starts_anew_in_every_round(run: Run) -> None:
    toy = run(LOOP_AROUND, items=[1, 2])
    for result in ("a", "b"):
        toy.complete("ask", result=result)
    toy.complete("check", rework=True)

    for result in ("c", "d"):
        toy.complete("ask", result=result)
    toy.complete("check", rework=False)

    assert toy.data["results"] == ["c", "d"]


def test_the_plain_library_cannot_run_them_a_second_time() -> None:
    toy = PlainToy(LOOP_AROUND, items=[1])
    toy.complete("ask", result="a")

    with pytest.raises(Exception, match="output must be empty"):
        toy.complete("check", rework=True)


def test_instances_may_be_sub_processes(run: Run) -> None:
    inner = sub_process(
        "sub",
        *(start("is"), user("look"), user("note"), end("ie")),
        flows="is -> look -> note -> ie",
        loop=instances(collection="items", output="results"),
    )
    toy = run(drawing(start("s"), inner, end("e"), flows="s -> sub -> e"), items=[1, 2])
    assert toy.open == ["look", "look"]

    for _ in range(2):
        toy.complete("look")
        toy.complete("note", result="done")

    assert toy.is_completed
    assert toy.data["results"] == ["done", "done"]


def test_enough_instances_end_the_sub_processes_of_the_others(run: Run) -> None:
    inner = sub_process(
        "sub",
        *(start("is"), user("look"), end("ie")),
        flows="is -> look -> ie",
        loop=instances(cardinality="3", condition="numberOfCompletedInstances == 1"),
    )
    toy = run(drawing(start("s"), inner, end("e"), flows="s -> sub -> e"))

    toy.complete("look")

    assert toy.is_completed
    assert toy.open == []


def test_too_many_instances_are_an_error_before_the_first_is_made() -> None:
    with pytest.raises(TooManyInstances):
        Toy(asked(instances(cardinality="1001")))


def test_collections_as_other_editors_write_them(run: Run) -> None:
    camunda = (
        '<bpmn:multiInstanceLoopCharacteristics camunda:collection="${items}" '
        'camunda:elementVariable="item"/>'
    )
    zeebe = (
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>"
        '<zeebe:loopCharacteristics inputCollection="=items" inputElement="item" '
        'outputCollection="results" outputElement="=result"/></bpmn:extensionElements>'
        "</bpmn:multiInstanceLoopCharacteristics>"
    )

    of_camunda = run(asked(camunda), items=[1, 2])
    of_zeebe = run(asked(zeebe), items=[1])
    of_zeebe.complete("ask", result=5)
    of_zeebe.complete("after")

    assert of_camunda.open == ["ask", "ask"]
    assert of_zeebe.data["results"] == [5]
