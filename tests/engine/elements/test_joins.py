"""Joins look at tokens only; see engine/elements/joins.py."""

from collections.abc import Callable

from tests.engine.drawing import (
    drawing,
    end,
    exclusive,
    inclusive,
    parallel,
    script,
    start,
    user,
)
from tests.engine.toy import PlainToy, Toy

Run = Callable[..., Toy]

SPLIT_AND_JOIN = drawing(
    *(start("s"), parallel("split"), user("a"), user("b"), parallel("join"), user("after")),
    end("e"),
    flows="s -> split -> a -> join -> after -> e; split -> b -> join",
)


def test_a_parallel_join_waits_for_every_branch(run: Run) -> None:
    toy = run(SPLIT_AND_JOIN)

    toy.complete("a")

    assert toy.open == ["b"]
    assert toy.waiting == ["join"]


def test_a_parallel_join_goes_on_once_when_all_have_come(run: Run) -> None:
    toy = run(SPLIT_AND_JOIN)

    toy.complete("b")
    toy.complete("a")

    assert toy.open == ["after"]
    toy.complete("after")
    assert toy.is_completed


LOOP_AROUND_JOIN = drawing(
    *(start("s"), exclusive("again"), parallel("split"), user("a"), user("b"), parallel("join")),
    *(user("check"), exclusive("ok", default="ok_to_e"), end("e")),
    flows="s -> again -> split -> a -> join -> check -> ok; split -> b -> join; ok -> e;"
    "ok -> again: rework",
)


def test_a_join_in_a_loop_waits_again_in_every_round(run: Run) -> None:
    toy = run(LOOP_AROUND_JOIN)
    for _ in range(3):
        toy.complete("a")
        toy.complete("b")
        toy.complete("check", rework=True)

    toy.complete("a")

    assert toy.open == ["b"]


def test_the_plain_library_lets_a_finished_round_stand_in_for_a_token() -> None:
    toy = PlainToy(LOOP_AROUND_JOIN)
    for name in ("a", "b"):
        toy.complete(name)
    toy.complete("check", rework=True)

    toy.complete("b")

    assert toy.open == ["a", "check"]


def test_excess_tokens_of_one_flow_stay(run: Run) -> None:
    """Two tokens come by one flow: the second waits for a second one on the other."""
    files = drawing(
        *(start("s"), parallel("split"), user("x"), user("y"), exclusive("m"), user("b")),
        *(parallel("join"), user("after"), end("e")),
        flows="s -> split -> x -> m -> join -> after -> e; split -> y -> m; split -> b -> join",
    )
    toy = run(files)
    toy.complete("x")
    toy.complete("y")

    toy.complete("b")

    assert toy.open == ["after"]
    assert toy.waiting == ["join"]


def test_branches_that_meet_bring_only_what_they_changed(run: Run) -> None:
    toy = run(SPLIT_AND_JOIN, x="old", y="old", gone="old")

    toy.complete("a", x="a")
    toy.complete("b", y="b")
    toy.complete("after")

    assert toy.data == {"x": "a", "y": "b", "gone": "old"}


def test_the_plain_library_lets_an_unchanged_copy_overwrite_a_change() -> None:
    toy = PlainToy(SPLIT_AND_JOIN, x="old")

    toy.complete("a", x="a")
    toy.complete("b")
    toy.complete("after")

    assert toy.data["x"] == "old"


def test_of_two_changes_the_later_arrival_wins(run: Run) -> None:
    toy = run(SPLIT_AND_JOIN, x="old")

    toy.complete("b", x="b")
    toy.complete("a", x="a")
    toy.complete("after")

    assert toy.data["x"] == "a"


def test_nested_values_of_branches_are_merged_key_by_key(run: Run) -> None:
    toy = run(SPLIT_AND_JOIN, case={"place": 1, "sections": [1], "deep": {"p": 0, "q": 0}})

    toy.complete("a", case={"place": 2, "sections": [1], "deep": {"p": 1, "q": 0}})
    toy.complete("b", case={"place": 1, "sections": [1, 2], "deep": {"p": 0, "q": 1}})
    toy.complete("after")

    assert toy.data["case"] == {"place": 2, "sections": [1, 2], "deep": {"p": 1, "q": 1}}


def test_a_change_between_two_splits_does_not_undo_a_branch_of_the_inner_one(run: Run) -> None:
    files = drawing(
        *(start("s"), parallel("outer"), user("slow"), user("before"), parallel("inner")),
        *(user("p"), user("q"), parallel("join"), user("after"), end("e")),
        flows="s -> outer -> slow -> join; outer -> before -> inner -> p -> join;"
        "inner -> q -> join; join -> after -> e",
    )
    toy = run(files, x=0)

    toy.complete("before", x=1)
    toy.complete("p", x=2)
    toy.complete("q")
    toy.complete("slow")
    toy.complete("after")

    assert toy.data["x"] == 2


INCLUSIVE = drawing(
    *(start("s"), user("ask"), inclusive("split", default="split_to_c"), user("a"), user("b")),
    *(user("c"), inclusive("join"), user("after"), end("e")),
    flows="s -> ask -> split; split -> a: n > 0; split -> b: n > 1; split -> c;"
    "a -> join; b -> join; c -> join; join -> after -> e",
)


def test_an_inclusive_join_waits_for_the_branches_that_were_taken(run: Run) -> None:
    toy = run(INCLUSIVE)
    toy.complete("ask", n=2)
    assert toy.open == ["a", "b"]

    toy.complete("a")
    assert toy.open == ["b"]

    toy.complete("b")
    assert toy.open == ["after"]


def test_an_inclusive_split_takes_its_default_when_no_condition_is_true(run: Run) -> None:
    toy = run(INCLUSIVE)

    toy.complete("ask", n=0)
    toy.complete("c")

    assert toy.open == ["after"]


def test_an_inclusive_join_fires_when_the_last_token_upstream_goes_elsewhere(run: Run) -> None:
    files = drawing(
        *(start("s"), parallel("split"), user("a"), user("b"), exclusive("x", "x_to_join")),
        *(inclusive("join"), user("after"), end("e"), end("elsewhere")),
        flows="s -> split -> a -> join; split -> b -> x -> join; x -> elsewhere: away;"
        "join -> after -> e",
    )
    toy = run(files, away=False)
    toy.complete("a")
    assert toy.open == ["b"]

    toy.complete("b", away=True)

    assert toy.open == ["after"]


def test_an_inclusive_join_in_a_loop_waits_again_in_every_round(run: Run) -> None:
    files = drawing(
        *(start("s"), exclusive("again"), inclusive("split"), user("a"), user("b")),
        *(inclusive("join"), user("check"), exclusive("ok", "ok_to_e"), end("e")),
        flows="s -> again -> split; split -> a: 1 == 1; split -> b: 1 == 1; a -> join;"
        "b -> join; join -> check -> ok -> e; ok -> again: rework",
    )
    toy = run(files)
    for _ in range(3):
        toy.complete("a")
        assert toy.open == ["b"]
        toy.complete("b")
        toy.complete("check", rework=True)

    assert toy.open == ["a", "b"]


def test_a_scope_ends_with_its_last_token(run: Run) -> None:
    files = drawing(
        *(start("s"), parallel("split"), user("a"), user("b"), end("e1"), end("e2")),
        flows="s -> split -> a -> e1; split -> b -> e2",
    )
    toy = run(files, x=0, y=0)

    toy.complete("a", x=1)
    assert not toy.is_completed

    toy.complete("b", y=1)
    assert toy.is_completed
    assert toy.data == {"x": 1, "y": 1}


def test_branches_made_of_scripts_meet_without_a_person(run: Run) -> None:
    files = drawing(
        *(start("s"), parallel("split"), script("p", "x = 1"), script("q", "y = 2")),
        *(parallel("join"), end("e")),
        flows="s -> split -> p -> join -> e; split -> q -> join",
    )

    toy = run(files)

    assert toy.is_completed
    assert toy.data == {"x": 1, "y": 2}
