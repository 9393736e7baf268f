"""Drawings for the rules about names of what must be there."""

from tests.engine.check.toys import (
    FINE,
    TABLE,
    Case,
    caught,
    drawn,
    event,
    one,
    properties,
    service,
    task,
    thrown,
)
from tests.engine.drawing import definitions, element, end, process, start

CASES: list[Case] = [
    (
        "reference-dangling",
        one(element("sendTask", "x", messageRef="gone")),
        one(element("sendTask", "x", messageRef="m")),
    ),
    (
        "topic-unknown",
        one(task(inner=properties(when_corrected="make_tea"))),
        one(task(inner=properties(when_corrected="send_notice"))),
    ),
    ("topic-missing", one(service("")), one(service())),
    ("topic-missing", one(element("sendTask", "x")), one(element("sendTask", "x", messageRef="m"))),
    ("topic-unknown", one(service("make_tea")), one(service())),
    (
        "decision-missing",
        one(element("businessRuleTask", "x")),
        one(element("businessRuleTask", "x", camunda__decisionRef="triage")),
    ),
    (
        "decision-unknown",
        one(element("businessRuleTask", "x", camunda__decisionRef="gone")),
        one(element("businessRuleTask", "x", camunda__decisionRef="triage")),
    ),
    ("decision-refused", {**FINE, "t.dmn": (TABLE % "exit(").encode()}, FINE),
    ("decision-twice", {**FINE, "u.dmn": FINE["t.dmn"]}, FINE),
    (
        "called-missing",
        one(element("callActivity", "x")),
        one(
            element("callActivity", "x", calledElement="other"),
            **{"o.bpmn": definitions(process("other", start("os"), end("oe"), flows="os -> oe"))},
        ),
    ),
    (
        "called-unknown",
        one(element("callActivity", "x", calledElement="gone")),
        one(
            element("callActivity", "x", calledElement="other"),
            **{"o.bpmn": definitions(process("other", start("os"), end("oe"), flows="os -> oe"))},
        ),
    ),
    (
        "reference-missing",
        one(caught(event("message"))),
        one(caught(event("message", messageRef="m"))),
    ),
    (
        "reference-missing",
        one(thrown(event("escalation"))),
        one(thrown(event("escalation", escalationRef="esc"))),
    ),
    (
        "reference-missing",
        one(element("receiveTask", "x")),
        one(element("receiveTask", "x", messageRef="m")),
    ),
    (
        "reference-dangling",
        one(caught(event("signal", signalRef="gone"))),
        one(caught(event("signal", signalRef="sig"))),
    ),
    (
        "reference-dangling",
        drawn(
            start("s"), service(), end("e", event("error", errorRef="gone")), flows="s -> x -> e"
        ),
        drawn(start("s"), service(), end("e", event("error", errorRef="err")), flows="s -> x -> e"),
    ),
    (
        "reference-without-name",
        drawn(
            start("s"),
            caught(event("message", messageRef="n")),
            flows="s -> x",
            beside=element("message", "n"),
        ),
        drawn(start("s"), caught(event("message", messageRef="m")), flows="s -> x"),
    ),
    (
        "data-reference-dangling",
        one(service() + element("dataObjectReference", "d", dataObjectRef="g")),
        one(
            service()
            + element("dataObjectReference", "d", dataObjectRef="o")
            + element("dataObject", "o")
        ),
    ),
]
