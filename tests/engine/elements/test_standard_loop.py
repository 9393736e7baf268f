"""Again while the condition holds; see engine/elements/standard_loop.py."""

from collections.abc import Callable

from tests.engine.drawing import drawing, end, script, start, sub_process, user
from tests.engine.toy import PlainToy, Toy

Run = Callable[..., Toy]


def again(condition: str = "", *, maximum: int | None = None, before: bool = False) -> str:
    most = f' loopMaximum="{maximum}"' if maximum is not None else ""
    inner = f"<bpmn:loopCondition>{condition}</bpmn:loopCondition>" if condition else ""
    return (
        f'<bpmn:standardLoopCharacteristics testBefore="{str(before).lower()}"{most}>'
        f"{inner}</bpmn:standardLoopCharacteristics>"
    )


def asked(loop: str) -> dict[str, bytes]:
    return drawing(start("s"), user("ask", loop), end("e"), flows="s -> ask -> e")


def test_it_repeats_while_the_condition_holds(run: Run) -> None:
    toy = run(asked(again("more")))
    toy.complete("ask", more=True)
    assert toy.open == ["ask"]

    toy.complete("ask", more=False)

    assert toy.is_completed


def test_tested_before_it_may_not_run_at_all(run: Run) -> None:
    toy = run(asked(again("more", before=True)), more=False)

    assert toy.is_completed


def test_tested_after_it_runs_at_least_once(run: Run) -> None:
    toy = run(asked(again("more")), more=False)

    assert toy.open == ["ask"]


def test_it_repeats_at_most_so_often(run: Run) -> None:
    toy = run(asked(again("True", maximum=2)))
    toy.complete("ask")
    assert toy.open == ["ask"]

    toy.complete("ask")

    assert toy.is_completed


def test_the_condition_sees_the_number_of_rounds(run: Run) -> None:
    files = drawing(
        start("s"),
        script("count", "n = n + 1", again("loopCounter &lt; 5")),
        end("e"),
        flows="s -> count -> e",
    )

    toy = run(files, n=0)

    assert toy.data["n"] == 5


def test_what_a_round_has_replaced_stays_replaced(run: Run) -> None:
    toy = run(asked(again("more")), found=["a", "b"])

    toy.complete("ask", found=["c"], more=True)
    toy.complete("ask", found=["d", "e"], more=False)

    assert toy.data["found"] == ["d", "e"]


def test_the_plain_library_mixes_the_lists_of_the_rounds() -> None:
    toy = PlainToy(asked(again("more")), found=["a", "b"])

    toy.complete("ask", found=["d", "a"], more=False)

    assert toy.data["found"] != ["d", "a"]


def test_rounds_may_be_sub_processes(run: Run) -> None:
    inner = sub_process(
        "sub",
        *(start("is"), user("look"), end("ie")),
        flows="is -> look -> ie",
        loop=again("more"),
    )
    toy = run(drawing(start("s"), inner, end("e"), flows="s -> sub -> e"))
    toy.complete("look", more=True)
    assert toy.open == ["look"]

    toy.complete("look", more=False)

    assert toy.is_completed
