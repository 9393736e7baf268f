"""No limit by depth; see engine/elements/depth.py and flat_parser.py."""

from engine.elements import parse
from tests.engine.drawing import drawing, end, exclusive, script, start, user
from tests.engine.toy import PlainToy, Toy


def long_drawing(steps: int) -> dict[str, bytes]:
    names = [f"step{n}" for n in range(steps)]
    return drawing(
        start("s"),
        *(script(name, "n = n + 1") for name in names),
        end("e"),
        flows=" -> ".join(["s", *names, "e"]),
    )


def test_a_thousand_steps_in_a_row_are_read_and_run() -> None:
    toy = Toy(long_drawing(1000), n=0)

    assert toy.is_completed
    assert toy.data["n"] == 1000


def test_the_plain_library_cannot_read_them() -> None:
    try:
        PlainToy(long_drawing(1000), n=0)
    except Exception as error:
        said = str(error)
    else:
        said = ""

    assert "recursion" in said


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


def test_flows_keep_the_order_of_the_file() -> None:
    files = drawing(
        *(start("s"), exclusive("x", "x_to_c"), user("a"), user("b"), user("c"), end("e")),
        flows="s -> x; x -> b: 1 > 2; x -> a: 1 > 2; x -> c; a -> e; b -> e; c -> e",
    )

    spec, _ = parse(files, "toy")

    assert spec.task_specs["x"]._outputs == ["b", "a", "c"]
