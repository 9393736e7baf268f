"""Drawings for the rules about deadlines that outlast what is around them."""

from tests.engine.check.toys import Case, Files, drawn, task
from tests.engine.drawing import boundary, end, start, sub_process, timer, user

OWNED = {"camunda__formKey": "f.form", "camunda__candidateGroups": "sho"}


def box(due: str, ends: str, *, interrupting: bool = True) -> Files:
    """A box with a task that is due after a time, and a timer on its border."""
    inner = user("i", camunda__dueDate=due, **OWNED)
    return drawn(
        start("s"),
        sub_process("x", start("is"), inner, end("ie"), flows="is -> i -> ie"),
        boundary("b", "x", timer("duration", ends), interrupting=interrupting),
        end("e"),
        end("f"),
        flows="s -> x -> e; b -> f",
    )


def beside(length: str, ends: str) -> Files:
    """A task with a reminder, and a timer beside the flow that ends everything."""
    over = sub_process(
        "over",
        start("os", timer("duration", ends)),
        end("oe"),
        flows="os -> oe",
        triggeredByEvent="true",
    )
    return drawn(
        start("s"),
        task(),
        boundary("b", "x", timer("cycle", f"R3/{length}"), interrupting=False),
        over,
        end("e"),
        end("f"),
        flows="s -> x -> e; b -> f",
    )


CASES: list[Case] = [
    ("deadline-too-long", box("P10D", "P7D"), box("P5D", "P7D")),
    ("deadline-too-long", box("P3M", "P60D"), box("P2M", "P60D")),
    ("deadline-too-long", box("P10D", "P7D"), box("P10D", "P7D", interrupting=False)),
    ("deadline-too-long", beside("P8D", "P7D"), beside("P2D", "P7D")),
]
