"""No limit by depth; see engine/elements/depth.py."""

from tests.engine.drawing import drawing, end, exclusive, start, user
from tests.engine.toy import Toy


def test_all_tasks_of_a_long_history_are_found() -> None:
    files = drawing(
        *(start("s"), exclusive("again"), user("ask"), exclusive("x", "x_to_again"), end("e")),
        flows="s -> again -> ask -> x -> again; x -> e: False",
    )
    toy = Toy(files)
    for _ in range(600):
        toy.complete("ask")

    found = toy.workflow.get_tasks(spec_name="ask")

    assert len(found) == 601
    assert found[-1].is_descendant_of(found[0])
    assert found[-1].find_ancestor("ask") is found[-2]
    assert sum(1 for _ in toy.workflow.task_tree) == len(toy.workflow.tasks)
