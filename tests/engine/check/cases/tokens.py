"""Drawings for the rules about tokens that meet, or never do."""

from tests.engine.check.toys import Case, Files, drawn
from tests.engine.drawing import end, exclusive, inclusive, parallel, start, user

OWNED = {"camunda__formKey": "f.form", "camunda__candidateGroups": "sho"}
SPLIT = "s -> x; x -> a -> y; x -> b -> y; y -> c -> e"
CHOSEN = "s -> x; x -> a: n > 1; a -> y; x -> b -> y; y -> c -> e"
SOME = "s -> x; x -> a: n > 1; x -> b: n > 2; x -> y; a -> y; b -> y; y -> c -> e"


def forked(split: str, join: str, flows: str) -> Files:
    tasks = [user(each, **OWNED) for each in "abc"]
    return drawn(start("s"), split, *tasks, join, end("e"), flows=flows)


def many(branches: int) -> Files:
    """As many branches beside each other, in each a choice between two steps."""
    rows = (f"x -> t{n}; t{n} -> u{n} -> y; t{n} -> v{n} -> y" for n in range(branches))
    steps = [exclusive(f"t{n}", f"t{n}_to_u{n}") for n in range(branches)]
    steps += [user(f"{kind}{n}", **OWNED) for n in range(branches) for kind in "uv"]
    return drawn(
        start("s"),
        parallel("x"),
        *steps,
        parallel("y"),
        end("e"),
        flows=f"s -> x; {'; '.join(rows)}; y -> e",
    )


BOTH = forked(parallel("x"), parallel("y"), SPLIT)
ONE = forked(exclusive("x", "x_to_b"), exclusive("y"), CHOSEN)

CASES: list[Case] = [
    ("join-never-goes-on", forked(exclusive("x", "x_to_b"), parallel("y"), CHOSEN), BOTH),
    (
        "join-may-wait",
        forked(inclusive("x", "x_to_y"), parallel("y"), SOME),
        forked(inclusive("x", "x_to_y"), inclusive("y"), SOME),
    ),
    ("runs-twice", forked(parallel("x"), exclusive("y"), SPLIT), BOTH),
    ("tokens-cut-short", many(24), BOTH),
    (
        "runs-twice",
        forked(parallel("x"), "", "s -> x; x -> a -> c; x -> b -> c; c -> e"),
        ONE,
    ),
]
