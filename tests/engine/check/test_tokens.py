"""Gateways that wait in vain and steps that run twice: what is found, and what is not."""

import pytest

from engine.check import check
from engine.check.drawn import Drawn
from engine.check.tokens import meetings
from engine.conventions import BPMN
from engine.xml import parse_xml
from tests.engine.drawing import (
    boundary,
    drawing,
    element,
    end,
    exclusive,
    inclusive,
    parallel,
    start,
    sub_process,
    timer,
    user,
)
from tests.pace import within

HOUR = timer("duration", "PT1H")


def found(*elements: str, flows: str) -> set[tuple[str, str | None]]:
    """What the rule finds in a process of these steps and the users' tasks a to h."""
    named = {name for name in "abcdefgh" if f" {name} " in f" {flows} ".replace(";", " ;")}
    files = drawing(start("s"), *elements, *map(user, sorted(named)), flows=flows)
    root = parse_xml(files["toy.bpmn"]).getroot()
    return {(each.rule, each.element) for each in meetings(Drawn("toy.bpmn", root))}


def split(count: str = "a b", kind: str = "p", join: str = "q") -> str:
    return "; ".join(f"{kind} -> {each} -> {join}" for each in count.split())


def test_what_is_split_and_joined_alike_is_sound() -> None:
    flows = f"s -> p; {split()}; q -> x; x -> c: 1; x -> d; c -> y; d -> y; y -> end_"

    assert (
        found(
            parallel("p"), parallel("q"), exclusive("x"), exclusive("y"), end("end_"), flows=flows
        )
        == set()
    )


def test_a_choice_before_a_parallel_join_never_goes_on() -> None:
    assert found(exclusive("p"), parallel("q"), flows=f"s -> p; {split()}; q -> c") == {
        ("join-never-goes-on", "q")
    }


def test_an_event_gateway_before_a_parallel_join_never_goes_on() -> None:
    gateway = element("eventBasedGateway", "p")

    assert found(gateway, parallel("q"), flows=f"s -> p; {split()}; q -> c") == {
        ("join-never-goes-on", "q")
    }


def test_a_parallel_split_before_an_exclusive_merge_runs_what_follows_twice() -> None:
    assert found(parallel("p"), exclusive("q"), flows=f"s -> p; {split()}; q -> c") == {
        ("runs-twice", "q")
    }


def test_several_arrows_out_of_a_step_are_a_parallel_split() -> None:
    assert found(exclusive("q"), flows="s -> a; a -> b -> q; a -> c -> q; q -> d") == {
        ("runs-twice", "q")
    }


def test_branches_that_meet_at_an_end_are_sound() -> None:
    assert found(parallel("p"), end("q"), flows=f"s -> p; {split('a b c')}") == set()


def test_a_loop_back_to_a_choice_is_sound() -> None:
    flows = "s -> q -> a -> x; x -> q: again; x -> b"

    assert found(exclusive("q"), exclusive("x"), flows=flows) == set()


def test_a_loop_back_into_a_parallel_join_never_goes_on() -> None:
    flows = "s -> q -> a -> x; x -> q: again; x -> b"

    assert found(parallel("q"), exclusive("x"), flows=flows) == {("join-never-goes-on", "q")}


def test_a_loop_out_of_a_parallel_split_multiplies_the_tokens() -> None:
    flows = "s -> q -> a -> p; p -> q; p -> b"

    assert found(exclusive("q"), parallel("p"), flows=flows) == {("runs-twice", "p")}


def test_one_branch_that_may_end_alone_leaves_the_join_waiting() -> None:
    flows = "s -> p; p -> a -> q; p -> b -> x; x -> q: fine; x -> c; q -> d"

    assert found(parallel("p"), parallel("q"), exclusive("x"), flows=flows) == {
        ("join-may-wait", "q")
    }


def test_an_end_that_ends_everything_leaves_nothing_waiting() -> None:
    over = end("over", element("terminateEventDefinition", "all"))
    flows = "s -> p; p -> a -> q; p -> b -> x; x -> q: fine; x -> over; q -> d"

    assert found(parallel("p"), parallel("q"), exclusive("x"), over, flows=flows) == set()


def test_an_inclusive_join_waits_only_for_what_may_still_come() -> None:
    flows = f"s -> p; {split('a b c')}; q -> d"

    assert found(inclusive("p"), inclusive("q"), flows=flows) == set()
    assert found(parallel("p"), inclusive("q"), flows=flows) == set()
    assert found(exclusive("p"), inclusive("q"), flows=flows) == set()


def test_an_inclusive_split_before_a_parallel_join_may_wait() -> None:
    assert found(inclusive("p"), parallel("q"), flows=f"s -> p; {split()}; q -> c") == {
        ("join-may-wait", "q")
    }


def test_an_inclusive_split_before_an_exclusive_merge_runs_twice() -> None:
    assert found(inclusive("p"), exclusive("q"), flows=f"s -> p; {split()}; q -> c") == {
        ("runs-twice", "q")
    }


def test_an_event_on_a_border_that_interrupts_is_another_way() -> None:
    late = boundary("late", "a", HOUR)

    merged = found(late, exclusive("q"), flows="s -> a -> q; late -> b -> q; q -> c")
    joined = found(late, parallel("q"), flows="s -> a -> q; late -> b -> q; q -> c")

    assert merged == set()
    assert joined == {("join-never-goes-on", "q")}


def test_an_event_that_does_not_interrupt_goes_its_own_way() -> None:
    late = boundary("late", "a", HOUR, interrupting=False)

    assert found(late, flows="s -> a -> c; late -> b") == set()
    assert found(late, exclusive("q"), flows="s -> a -> q -> c; late -> b -> q") == set()


def test_a_join_that_needs_an_event_that_does_not_interrupt_may_wait() -> None:
    late = boundary("late", "a", HOUR, interrupting=False)

    assert found(late, parallel("q"), flows="s -> a -> q; late -> b -> q; q -> c") == {
        ("join-may-wait", "q")
    }


def test_a_sub_process_is_looked_at_by_itself() -> None:
    inner = sub_process(
        "box", start("is"), exclusive("p"), user("a"), user("b"), parallel("q"), end("ie"),
        flows=f"is -> p; {split()}; q -> ie",
    )  # fmt: skip

    assert found(inner, flows="s -> box -> c") == {("join-never-goes-on", "q")}


def test_several_starts_are_tried_one_at_a_time() -> None:
    message = start("m", element("messageEventDefinition", "md"))

    assert found(message, exclusive("q"), flows="s -> q -> a; m -> q") == set()
    assert found(message, parallel("q"), flows="s -> q -> a; m -> q") == {
        ("join-never-goes-on", "q")
    }


@pytest.mark.parametrize(("branches", "is_cut_short"), [(3, False), (12, True), (40, True)])
def test_many_branches_are_answered_in_time(branches: int, is_cut_short: bool) -> None:
    rows = [
        f"p -> t{n} -> x{n}; x{n} -> u{n} -> y{n}; x{n} -> v{n} -> y{n}; y{n} -> q"
        for n in range(branches)
    ]
    tasks = [user(f"{kind}{n}") for n in range(branches) for kind in "tuv"]
    gateways = [exclusive(f"{kind}{n}") for n in range(branches) for kind in "xy"]
    flows = "s -> p; " + "; ".join(rows)

    with within(seconds=2):
        rules = found(parallel("p"), parallel("q"), *tasks, *gateways, flows=flows)

    assert rules == ({("tokens-cut-short", "toy")} if is_cut_short else set())


def test_ten_thousand_elements_are_answered_in_time() -> None:
    blocks = [f"x{n} -> a{n} -> x{n + 1}; x{n} -> b{n} -> x{n + 1}" for n in range(2000)]
    steps = [exclusive(f"x{n}") for n in range(2001)]
    steps += [user(f"{kind}{n}") for n in range(2000) for kind in "ab"]
    files = drawing(start("s"), *steps, flows="s -> x0; " + "; ".join(blocks))
    root = parse_xml(files["toy.bpmn"]).getroot()

    with within(seconds=1):
        findings = list(meetings(Drawn("toy.bpmn", root)))

    assert sum(1 for _ in root.iter(f"{BPMN}*")) > 10_000
    assert [(each.rule, each.element) for each in findings] == [("tokens-cut-short", "toy")]


def test_loose_arrows_are_left_to_the_rule_about_them() -> None:
    files = drawing(
        start("s"), exclusive("p"), parallel("q"), flows="s -> p -> q; p -> q; q -> gone"
    )

    assert {each.rule for each in check(files)} >= {"arrow-loose"}
    assert not {each.rule for each in check(files)} & {"join-may-wait", "join-never-goes-on"}
