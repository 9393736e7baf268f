"""Drawings for the rules about what does not run."""

from tests.engine.check.toys import (
    FINE,
    TIMED,
    Case,
    caught,
    drawn,
    event,
    extended,
    inner_process,
    one,
    service,
    task,
    thrown,
)
from tests.engine.drawing import boundary, element, end, parallel, start

CASES: list[Case] = [
    ("element-refused", one(element("complexGateway", "x")), one(parallel("x"))),
    (
        "element-refused",
        one(element("transaction", "x", start("is"))),
        inner_process(start("is"), end("ie"), flows="is -> ie"),
    ),
    (
        "element-refused",
        one(element("adHocSubProcess", "x", service().replace('"x"', '"i"'))),
        FINE,
    ),
    (
        "element-refused",
        one(service().replace("<bpmn:serviceTask", '<bpmn:serviceTask isForCompensation="true"')),
        FINE,
    ),
    *(
        ("extension-refused", one(service(inner=extended(said))), one(service()))
        for said in (
            "<camunda:inputOutput/>",
            '<camunda:executionListener event="start"/>',
            "<camunda:connector/>",
            "<zeebe:ioMapping/>",
            "<spiffworkflow:preScript>x = 1</spiffworkflow:preScript>",
        )
    ),
    (
        "event-refused",
        one(thrown(event("link"))),
        one(thrown(event("escalation", escalationRef="esc"))),
    ),
    (
        "event-refused",
        one(thrown(event("compensate"))),
        one(thrown(event("message", messageRef="m"))),
    ),
    (
        "event-refused",
        one(caught(event("conditional"))),
        one(caught(event("signal", signalRef="sig"))),
    ),
    ("event-refused", one(caught("")), one(thrown(""))),
    (
        "event-refused",
        drawn(start("s"), service(), end("e", event("cancel")), flows="s -> x -> e"),
        drawn(start("s"), service(), end("e", event("terminate")), flows="s -> x -> e"),
    ),
    (
        "several-events",
        one(caught(event("signal", signalRef="sig") + event("message", messageRef="m"))),
        one(caught(event("signal", signalRef="sig"))),
    ),
    (
        "error-beside",
        drawn(
            start("s"),
            task(),
            end("e"),
            boundary("b", "x", event("error", errorRef="err"), interrupting=False),
            flows=TIMED,
        ),
        drawn(
            start("s"),
            task(),
            end("e"),
            boundary("b", "x", event("error", errorRef="err")),
            flows=TIMED,
        ),
    ),
]
