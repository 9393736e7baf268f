"""Drawings for the rules about conditions, scripts, counts and loops."""

from tests.engine.check.toys import (
    LOOP,
    Case,
    branching,
    drawn,
    extended,
    looped,
    one,
    properties,
    said_when,
    service,
    task,
)
from tests.engine.drawing import end, exclusive, script, start

CASES: list[Case] = [
    (
        "condition-missing",
        branching("exclusiveGateway", "", "", "1 > 2"),
        branching("exclusiveGateway", "", "x_to_e", "1 > 2"),
    ),
    (
        "condition-missing",
        branching("inclusiveGateway", "n > 1", "", ""),
        branching("inclusiveGateway", "n > 1", "x_to_f", ""),
    ),
    (
        "condition-on-default",
        branching("exclusiveGateway", "n > 1", "x_to_e"),
        branching("exclusiveGateway", "", "x_to_e"),
    ),
    (
        "condition-ignored",
        branching("parallelGateway", "", "", "n > 1"),
        branching("parallelGateway", "", "", ""),
    ),
    (
        "default-missing",
        branching("exclusiveGateway", "n > 1"),
        branching("exclusiveGateway", "", "x_to_e"),
    ),
    (
        "default-unknown",
        branching("exclusiveGateway", "n > 1", "s_to_x"),
        branching("exclusiveGateway", "", "x_to_e"),
    ),
    (
        "condition-refused",
        branching("exclusiveGateway", "${n > 1}", "x_to_f", ""),
        branching("exclusiveGateway", "n > 1", "x_to_f", ""),
    ),
    (
        "condition-refused",
        branching("exclusiveGateway", "open('x')", "x_to_f", ""),
        branching("exclusiveGateway", "lower(n) == 'x'", "x_to_f", ""),
    ),
    (
        "language-unknown",
        one(script("x", "y = 1").replace("scriptTask id", 'scriptTask scriptFormat="groovy" id')),
        one(script("x", "y = 1")),
    ),
    ("script-missing", one(script("x", "")), one(script("x", "y = 1"))),
    ("script-refused", one(script("x", "import os")), one(script("x", "y = 1"))),
    ("sent-when-refused", said_when("n >"), said_when("n > 1")),
    ("sent-when-ignored", said_when("n > 1", sent_by=""), said_when("n > 1")),
    (
        "sent-when-ignored",
        one(service(inner=properties(sent_when="n", sent_by="sho"))),
        said_when("not open_steps"),
    ),
    ("loop-without-count", one(looped("")), one(looped("", camunda__collection="rows"))),
    (
        "loop-without-count",
        one(looped(extended("<zeebe:loopCharacteristics/>"))),
        one(looped(extended('<zeebe:loopCharacteristics inputCollection="=rows"/>'))),
    ),
    *(
        (
            "loop-collection-refused",
            one(looped("", camunda__collection=said)),
            one(looped("", camunda__collection="${rows}")),
        )
        for said in ("rows +", "${rows.open}", "=all rows")
    ),
    (
        "loop-collection-refused",
        one(looped("<bpmn:loopDataInputRef>sheet-1</bpmn:loopDataInputRef>")),
        one(looped("<bpmn:loopDataInputRef>rows</bpmn:loopDataInputRef>")),
    ),
    (
        "loop-too-large",
        one(looped("<bpmn:loopCardinality>1001</bpmn:loopCardinality>")),
        one(looped("<bpmn:loopCardinality>1000</bpmn:loopCardinality>")),
    ),
    ("loop-without-end", one(looped("", "standard")), one(looped("", "standard", loopMaximum="3"))),
    (
        "expression-refused",
        one(looped("<bpmn:loopCardinality>${n}</bpmn:loopCardinality>")),
        one(looped("<bpmn:loopCardinality>n</bpmn:loopCardinality>")),
    ),
    (
        "expression-refused",
        one(looped("<bpmn:loopCondition>n &lt;</bpmn:loopCondition>", "standard")),
        one(looped("<bpmn:loopCondition>n &lt; 3</bpmn:loopCondition>", "standard")),
    ),
    (
        "expression-refused",
        one(
            service(
                "set_variables",
                "<bpmn:extensionElements>"
                '<camunda:property name="set_a" value="1 +"/></bpmn:extensionElements>',
            )
        ),
        one(
            service(
                "set_variables",
                "<bpmn:extensionElements>"
                '<camunda:property name="set_a" value="1 + 1"/></bpmn:extensionElements>',
            )
        ),
    ),
    (
        "loop-never-rests",
        drawn(start("s"), exclusive("g", "g_to_x"), service(), end("e"), flows=LOOP),
        drawn(start("s"), exclusive("g", "g_to_x"), task(), end("e"), flows=LOOP),
    ),
]
