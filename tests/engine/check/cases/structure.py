"""Drawings for the rules about what a drawing is made of."""

from tests.engine.check.toys import (
    FINE,
    TIMED,
    Case,
    drawn,
    event,
    inner_process,
    one,
    service,
    task,
)
from tests.engine.drawing import boundary, end, start, timer

CASES: list[Case] = [
    ("start-missing", drawn(service(), end("e"), flows="x -> e"), FINE),
    (
        "start-twice",
        drawn(start("s"), start("r"), service(), flows="s -> x; r -> x"),
        drawn(
            start("s"),
            start("r", event("message", messageRef="m")),
            service(),
            flows="s -> x; r -> x",
        ),
    ),
    (
        "sub-process-start",
        inner_process(end("ie"), flows=""),
        inner_process(start("is"), end("ie"), flows="is -> ie"),
    ),
    ("unreachable", drawn(start("s"), service(), end("e"), flows="s -> e; x -> e"), FINE),
    ("element-unknown", one(service() + "<bpmn:wish id='w'/>"), FINE),
    (
        "boundary-loose",
        drawn(
            start("s"),
            service(),
            end("e"),
            boundary("b", "gone", timer("duration", "PT1H")),
            flows=TIMED,
        ),
        drawn(
            start("s"), task(), end("e"), boundary("b", "x", timer("duration", "PT1H")), flows=TIMED
        ),
    ),
]
