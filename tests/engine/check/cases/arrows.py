"""Drawings for the rules about arrows."""

from tests.engine.check.toys import (
    FINE,
    TIMED,
    Case,
    arrowed,
    drawn,
    flow,
    inner_process,
    service,
    task,
    waiting,
)
from tests.engine.drawing import boundary, end, parallel, start, sub_process, timer

CASES: list[Case] = [
    ("arrow-loose", arrowed(flow("x", None)), FINE),
    ("arrow-loose", arrowed(flow("gone", "x")), FINE),
    (
        "arrow-crosses-border",
        arrowed(flow("x", "ie"), sub_process("p", start("is"), end("ie"), flows="is -> ie")),
        inner_process(start("is"), end("ie"), flows="is -> ie"),
    ),
    ("arrow-into-start", arrowed(flow("x", "s")), FINE),
    ("arrow-out-of-end", arrowed(flow("e", "x")), FINE),
    (
        "arrow-into-boundary",
        drawn(
            start("s"),
            task(),
            end("e"),
            boundary("b", "x", timer("duration", "PT1H")),
            flows=TIMED + "; x -> b",
        ),
        FINE,
    ),
    (
        "several-arrows",
        drawn(start("s"), service(), end("e"), end("f"), flows="s -> x -> e; x -> f"),
        drawn(start("s"), parallel("x"), end("e"), end("f"), flows="s -> x -> e; x -> f"),
    ),
    ("event-gateway-target", waiting("c", "t"), waiting("c", "d")),
    ("event-gateway-shared", waiting("c", "d", more="; s2 -> c"), waiting("c", "d")),
    ("event-gateway-arrows", waiting("c"), waiting("c", "d")),
]
