"""Coverage: what counts as visited."""

from engine.drawing import read_drawing
from processes.scripted.coverage import Coverage, Visits, coverage
from tests.engine.drawing import (
    definitions,
    drawing,
    element,
    end,
    exclusive,
    process,
    start,
    sub_process,
)

BOXED = drawing(
    start("s"),
    sub_process("box", start("in"), end("out"), flows="in -> out"),
    end("e"),
    flows="s -> box -> e",
)


def seen(files: dict[str, bytes], *ways: str) -> Coverage:
    """The coverage when tokens went these ways: `a -> b`."""
    visits = Visits()
    for way in ways:
        source, _, target = way.partition(" -> ")
        visits.note(source, [target] if target else [])
    return coverage(read_drawing(files, "toy"), files, visits)


def test_what_a_token_has_passed_is_visited_and_what_it_has_only_reached_is_not() -> None:
    found = seen(BOXED, "s -> box", "in -> out")

    assert [each.id for each in found.unvisited_elements] == ["e", "out"]
    assert [each.id for each in found.unvisited_arrows] == ["box_to_e"]


def test_a_box_is_visited_as_soon_as_something_in_it_is() -> None:
    found = seen(BOXED, "in")

    assert "box" not in [each.id for each in found.unvisited_elements]


def test_lanes_and_arrows_are_no_elements() -> None:
    found = seen(BOXED)

    assert (found.elements, found.arrows) == (5, 3)


def test_an_unvisited_arrow_is_named_by_what_it_joins_and_what_it_says() -> None:
    names = "".join(
        (
            start("s", name="She asks"),
            exclusive("which", default="no"),
            end("e"),
            element("sequenceFlow", "yes", sourceRef="s", targetRef="which", name="Yes"),
            element("sequenceFlow", "no", sourceRef="which", targetRef="e"),
        )
    )
    files = {"toy.bpmn": definitions(process("toy", names, flows=""))}

    first, second = seen(files).unvisited_arrows

    gateway, ending = "gateway after “She asks”", "event after “She asks”"
    assert (first.id, first.name) == ("yes", f"“Yes”, from “She asks” to {gateway}")
    assert (second.id, second.name) == ("no", f"from {gateway} to {ending}")


def test_all_is_full_only_when_nothing_is_left() -> None:
    everything = ("s -> box", "in -> out", "out", "box -> e", "e")

    assert seen(BOXED, *everything).is_full
    assert not seen(BOXED, *everything[:-1]).is_full
    assert seen(BOXED, *everything).as_json()["is_full"] is True
