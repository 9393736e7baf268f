"""Drawings for the rules about variables: who writes them, and what is on record."""

from tests.engine.check.toys import (
    Case,
    Files,
    branching,
    caught,
    drawn,
    form,
    laned,
    looped,
    one,
    properties,
    service,
    task,
)
from tests.engine.drawing import element, end, script, start, timer

ON_RECORD = form(key="story", properties={"record": "her_name", "personal": "true"})
FREE = form(key="story", type="select", values=[{"label": "Yes", "value": "yes"}])


def deciding(condition: str, **files: bytes) -> Files:
    """A gateway with this condition, beside a form "f"."""
    return {**branching("exclusiveGateway", condition, "x_to_f", ""), **files}


def asking(condition: str, asked: bytes) -> Files:
    return deciding(condition, **{"forms/f.form": asked})


def due_after_a_notice(topic: str) -> Files:
    """A task that is due a day after what the topic "send_notice" sets."""
    told = service(topic).replace('id="x"', 'id="told"')
    due = task(camunda__dueDate="after(noticed_at, 'P1D')")
    return drawn(start("s"), told, due, end("e"), flows="s -> told -> x -> e")


TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision id="triage">
<decisionTable hitPolicy="COLLECT"><input><inputExpression><text>{}</text></inputExpression></input>
<output name="y"/><rule id="r"><inputEntry><text>1</text></inputEntry>
<outputEntry><text>1</text></outputEntry></rule></decisionTable></decision></definitions>"""
DECIDED = one(element("businessRuleTask", "x", camunda__decisionRef="triage"))

CASES: list[Case] = [
    ("variable-unset", deciding("nobody == 1"), deciding("code == 'a'")),
    ("variable-unset", deciding("get('nobody', 0) == 1"), deciding("started_at != None")),
    (
        "variable-unset",
        one(caught(timer("date", "after(nobody, 'P1D')"))),
        one(caught(timer("date", "after(started_at, 'P1D')"))),
    ),
    (
        "variable-unset",
        one(task(camunda__dueDate="after(nobody, 'P1D')")),
        due_after_a_notice("send_notice"),
    ),
    ("variable-unset", due_after_a_notice("set_variables"), due_after_a_notice("unheard_of")),
    (
        "variable-unset",
        one(task(camunda__dueDate="after(nobody, 'P1D')")),
        one(task(camunda__dueDate="after(started_at, 'P1D')")),
    ),
    (
        "variable-unset",
        one(looped("", camunda__collection="${nobody}")),
        one(looped("", camunda__collection="code")),
    ),
    (
        "variable-unset",
        one(looped("<bpmn:loopDataInputRef>nobody</bpmn:loopDataInputRef>")),
        one(looped("<bpmn:loopDataInputRef>code</bpmn:loopDataInputRef>")),
    ),
    ("variable-unset", one(script("x", "a = nobody")), one(script("x", "a = 1\nb = a"))),
    (
        "variable-unset",
        {**DECIDED, "t.dmn": TABLE.format("nobody").encode()},
        {**DECIDED, "t.dmn": TABLE.format("code").encode()},
    ),
    (
        "variable-unset",
        laned({"role": "sho", "seat": "nobody"}, "x"),
        laned({"role": "sho", "seat": "code"}, "x"),
    ),
    (
        "variable-unset",
        one(service(inner=properties(of_unit="nobody"))),
        one(service(inner=properties(of_unit="code"))),
    ),
    ("record-read", asking("story == 'yes'", ON_RECORD), asking("story == 'yes'", FREE)),
    (
        "record-read",
        {**one(caught(timer("date", "story"))), "forms/f.form": ON_RECORD},
        {**one(caught(timer("date", "story"))), "forms/f.form": FREE},
    ),
    (
        "record-read",
        {**DECIDED, "t.dmn": TABLE.format("story").encode(), "forms/f.form": ON_RECORD},
        {**DECIDED, "t.dmn": TABLE.format("story").encode(), "forms/f.form": FREE},
    ),
]
