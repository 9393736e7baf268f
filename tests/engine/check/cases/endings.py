"""Drawings for the rules about ways that never end, and processes that call themselves."""

from tests.engine.check.toys import Case, Files, drawn, task
from tests.engine.drawing import (
    boundary,
    definitions,
    element,
    end,
    exclusive,
    process,
    start,
    sub_process,
    timer,
    user,
)

OWNED = {"camunda__formKey": "f.form", "camunda__candidateGroups": "sho"}


def circle(*more: str, flows: str = "") -> Files:
    """A task that is come back to for ever."""
    return drawn(start("s"), exclusive("g"), task(), *more, flows="s -> g -> x -> g" + flows)


def circle_in_a_box(*more: str, flows: str) -> Files:
    inner = [exclusive("g"), user("i", **OWNED)]
    box = sub_process("x", start("is"), *inner, flows="is -> g -> i -> g")
    return drawn(start("s"), box, *more, end("e"), flows=flows)


def calling(*called: str) -> dict[str, bytes]:
    """Processes p0, p1 ... each of which calls the next of these."""
    return {
        f"p{n}.bpmn": definitions(
            process(
                f"p{n}",
                start(f"s{n}"),
                element("callActivity", f"c{n}", calledElement=each),
                end(f"e{n}"),
                flows=f"s{n} -> c{n} -> e{n}",
            )
        )
        for n, each in enumerate(called)
    }


LEAF = definitions(process("leaf", start("ls"), end("le"), flows="ls -> le"))

CASES: list[Case] = [
    (
        "never-ends",
        circle(),
        circle(
            boundary("b", "x", timer("duration", "P1D")),
            end("e"),
            flows="; b -> e",
        ),
    ),
    (
        "never-ends",
        circle_in_a_box(flows="s -> x -> e"),
        circle_in_a_box(
            boundary("b", "x", timer("duration", "P1D")), end("f"), flows="s -> x -> e; b -> f"
        ),
    ),
    ("calls-itself", calling("p0"), {**calling("leaf"), "leaf.bpmn": LEAF}),
    ("calls-itself", calling("p1", "p2", "p0"), {**calling("p1", "leaf"), "leaf.bpmn": LEAF}),
]
