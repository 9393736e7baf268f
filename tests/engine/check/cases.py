"""For each rule of the checker a drawing that breaks it, and the same one sound."""

import json
from collections.abc import Mapping
from typing import Any

from engine.check import Known
from tests.engine.drawing import (
    boundary,
    definitions,
    element,
    end,
    exclusive,
    parallel,
    process,
    script,
    sequence_flows,
    start,
    sub_process,
    timer,
    user,
)

Files = dict[str, bytes]

KNOWN = Known(
    topics=frozenset({"send_notice", "set_variables"}),
    roles=frozenset({"sho", "complainant"}),
    levels=frozenset({"station", "state"}),
    option_sources=frozenset({"stations"}),
    record_fields=frozenset({"her_name"}),
)
FORM = {"components": [{"type": "textfield", "key": "code", "label": "Code"}]}
TABLE = (
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision id="triage">'
    "<decisionTable><input><inputExpression><text>x</text></inputExpression></input>"
    '<output name="y"/><rule id="r"><inputEntry><text>%s</text></inputEntry>'
    "<outputEntry><text>1</text></outputEntry></rule></decisionTable></decision></definitions>"
)
DECLARED = (
    element("message", "m", name="she_answers")
    + element("signal", "sig", name="all_stop")
    + element("error", "err", errorCode="refused")
    + element("escalation", "esc", escalationCode="late")
)


NOTICES = b'{"hello": {"hi": "namaste", "en": "hello"}}'


def drawn(*elements: str, flows: str, beside: str = DECLARED, **more: bytes) -> Files:
    """A drawing of a process "toy", with a form "f" and a table "triage"."""
    toy = definitions(beside, process("toy", *elements, flows=flows))
    return {"toy.bpmn": toy, "forms/f.form": form(), "t.dmn": (TABLE % "1").encode(), **more}


def form(**changed: Any) -> bytes:
    component = {**FORM["components"][0], **changed}
    return json.dumps({"components": [component]}).encode()


def form_asking(decision: str, **properties: str) -> bytes:
    """A form that asks a table; its one field has these properties."""
    component = {**FORM["components"][0], "properties": properties}
    asked = {"decision": decision}
    return json.dumps({"components": [component], "properties": asked}).encode()


def one(step: str, **more: bytes) -> Files:
    """start -> the step "x" -> end."""
    return drawn(start("s"), step, end("e"), flows="s -> x -> e", **more)


def task(**attributes: str) -> str:
    """A user task "x" that breaks no rule."""
    named = {"camunda__formKey": "f.form", "camunda__candidateGroups": "sho", **attributes}
    return user("x", **{name: value for name, value in named.items() if value})


WORKING_DAYS = {
    "camunda__formKey": "f.form",
    "camunda__candidateGroups": "sho",
    "camunda__dueDate": "working_days(3)",
}


def waiting_by_law(date: str) -> str:
    """An event "x" that waits for a deadline of the law."""
    inner = properties(deadline="statutory") + timer("date", date)
    return element("intermediateCatchEvent", "x", inner)


def assigned(groups: str) -> str:
    """A user task whose owner is named as Camunda's newer editor does."""
    extension = f'<zeebe:assignmentDefinition candidateGroups="{groups}"/>'
    inner = f"<bpmn:extensionElements>{extension}</bpmn:extensionElements>"
    return user("x", inner, camunda__formKey="f.form")


def service(topic: str = "send_notice", inner: str = "") -> str:
    return element("serviceTask", "x", inner, camunda__topic=topic)


def caught(inner: str) -> str:
    return element("intermediateCatchEvent", "x", inner)


def thrown(inner: str) -> str:
    return element("intermediateThrowEvent", "x", inner)


def event(kind: str, **attributes: str) -> str:
    return element(f"{kind}EventDefinition", f"{kind}_definition", **attributes)


def looped(inner: str, kind: str = "multiInstance", **attributes: str) -> str:
    loop = element(f"{kind}LoopCharacteristics", "loop", inner, **attributes)
    return element("serviceTask", "x", loop, camunda__topic="send_notice")


def branching(gateway: str, condition: str = "", default: str = "", other: str = "1 > 2") -> Files:
    made = element(gateway, "x", **({"default": default} if default else {}))
    first = f"x -> e: {condition}" if condition else "x -> e"
    second = f"x -> f: {other}" if other else "x -> f"
    return drawn(start("s"), made, end("e"), end("f"), flows=f"s -> x; {first}; {second}")


def waiting(*targets: str) -> Files:
    named = {"c": element("intermediateCatchEvent", "c", event("message", messageRef="m"))}
    named["d"] = element("intermediateCatchEvent", "d", timer("duration", "PT1H"))
    named["t"] = service().replace('id="x"', 'id="t"')
    flows = "s -> x; " + "; ".join(f"x -> {each} -> e" for each in targets)
    steps = [named[each] for each in targets]
    return drawn(start("s"), element("eventBasedGateway", "x"), *steps, end("e"), flows=flows)


def properties(**named: str) -> str:
    each = (f'<camunda:property name="{k}" value="{v}"/>' for k, v in named.items())
    inner = f"<camunda:properties>{''.join(each)}</camunda:properties>"
    return f"<bpmn:extensionElements>{inner}</bpmn:extensionElements>"


def laned(lane_properties: Mapping[str, str], *members: str, **attributes: str) -> Files:
    extension = properties(**lane_properties)
    references = "".join(f"<bpmn:flowNodeRef>{each}</bpmn:flowNodeRef>" for each in members)
    lane = element("lane", "lane", extension + references, **attributes)
    return drawn(
        f"<bpmn:laneSet>{lane}</bpmn:laneSet>",
        start("s"),
        task(camunda__candidateGroups=""),
        end("e"),
        flows="s -> x -> e",
    )


def arrowed(arrow: str, *more: str) -> Files:
    return drawn(start("s"), service(), *more, end("e"), arrow, flows="s -> x -> e")


def flow(source: str | None, target: str | None) -> str:
    ends = {"sourceRef": source, "targetRef": target}
    return element("sequenceFlow", "a", **{k: v for k, v in ends.items() if v})


def beside_a_pool(executable: str) -> Files:
    """A second pool, drawn for the reader: what is wrong in it is not told."""
    sound = start("begin") + end("finish") + sequence_flows("begin -> finish")
    pool = sound if executable else user("nobodys")
    attributes = {"isExecutable": executable} if executable else {}
    return drawn(
        start("s"),
        service(),
        end("e"),
        flows="s -> x -> e",
        beside=DECLARED + element("process", "pool", pool, **attributes),
    )


FINE = one(task())
RAW = FINE["toy.bpmn"]


def raw(old: str, new: str) -> Files:
    changed = RAW.replace(old.encode(), new.encode())
    assert changed != RAW
    return {**FINE, "toy.bpmn": changed}


def inner_process(*elements: str, flows: str, **attributes: str) -> Files:
    return one(sub_process("x", *elements, flows=flows, **attributes))


LOOP = "s -> g -> x -> g; g -> e: n > 1"
TIMED = "s -> x -> e; b -> e"

CASES: list[tuple[str, Files, Files]] = [
    # files
    ("xml-refused", raw("<bpmn:definitions", "<!DOCTYPE a><bpmn:definitions"), FINE),
    ("not-bpmn", {"toy.bpmn": b"<definitions/>"}, FINE),
    ("no-drawing", {"toy.txt": b""}, FINE),
    ("no-process", {"toy.bpmn": definitions()}, FINE),
    ("id-missing", raw('<bpmn:startEvent id="s"', "<bpmn:startEvent"), FINE),
    ("id-twice", raw('<bpmn:endEvent id="e"', '<bpmn:endEvent id="s"'), FINE),
    ("not-executable", raw('isExecutable="true"', ""), FINE),
    ("process-id-unusable", raw('id="toy"', 'id="तोय !"'), FINE),
    ("pool-not-run", beside_a_pool(""), beside_a_pool("true")),
    # structure
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
    # arrows
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
    ("event-gateway-arrows", waiting("c"), waiting("c", "d")),
    # conditions and other texts
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
    ("loop-without-count", one(looped("")), one(looped("", camunda__collection="rows"))),
    (
        "loop-too-large",
        one(looped("<bpmn:loopCardinality>10000000</bpmn:loopCardinality>")),
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
    # timers
    (
        "timer-without-time",
        one(caught("<bpmn:timerEventDefinition/>")),
        one(caught(timer("duration", "PT1H"))),
    ),
    ("timer-without-time", one(caught(timer("duration", " "))), one(caught(timer("date", "day")))),
    (
        "timer-with-two-times",
        one(
            caught(
                "<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration>"
                "<bpmn:timeCycle>R/PT1H</bpmn:timeCycle></bpmn:timerEventDefinition>"
            )
        ),
        one(caught(timer("cycle", "R1/PT1H"))),
    ),
    (
        "timer-refused",
        one(caught(timer("duration", "P0.5Y"))),
        one(caught(timer("duration", "P6M"))),
    ),
    (
        "timer-refused",
        one(caught(timer("date", "2026-05-01T10:00"))),
        one(caught(timer("date", "2026-05-01T10:00+05:30"))),
    ),
    (
        "timer-refused",
        one(caught(timer("date", "after(day 'P2M')"))),
        one(caught(timer("date", "after(day, 'P2M')"))),
    ),
    (
        "timer-refused",
        one(caught(timer("cycle", "R0/PT1H"))),
        one(caught(timer("cycle", '"R3/P7D"'))),
    ),
    (
        "timer-start-not-fixed",
        drawn(start("s", timer("date", "day")), service(), flows="s -> x"),
        drawn(start("s", timer("cycle", "R/P1D")), service(), flows="s -> x"),
    ),
    ("due-date-refused", one(task(camunda__dueDate="P1X")), one(task(camunda__dueDate="P1D"))),
    (
        "due-date-refused",
        one(task(camunda__dueDate="${day}")),
        one(task(camunda__dueDate="after(day, 'PT20H')")),
    ),
    (
        "due-date-refused",
        one(task(camunda__dueDate="2026-99-01")),
        one(task(camunda__dueDate="2026-05-01")),
    ),
    (
        "working-time-by-law",
        one(user("x", properties(deadline="statutory"), **WORKING_DAYS)),
        one(user("x", properties(deadline="target"), **WORKING_DAYS)),
    ),
    (
        "working-time-by-law",
        one(waiting_by_law("working_hours('PT8H')")),
        one(waiting_by_law("after(now(), 'P2M')")),
    ),
    # forms
    ("form-missing", one(task(camunda__formKey="")), FINE),
    ("form-not-found", one(task(camunda__formKey="gone.form")), FINE),
    ("form-refused", {**FINE, "forms/f.form": form(type="iframe")}, FINE),
    (
        "form-refused",
        {**FINE, "forms/f.form": form(properties={"personal": "true"})},
        {**FINE, "forms/f.form": form(properties={"personal": "true", "record": "her_name"})},
    ),
    ("form-refused", {**FINE, "forms/f.form": b"not json"}, FINE),
    (
        "form-condition-refused",
        {**FINE, "forms/f.form": form(conditional={"hide": "=exit()"})},
        {**FINE, "forms/f.form": form(conditional={"hide": "=a = true"})},
    ),
    (
        "form-decision-unknown",
        {**FINE, "forms/f.form": form_asking("gone")},
        {**FINE, "forms/f.form": form_asking("triage")},
    ),
    (
        "form-refusal-unknown",
        {**FINE, "forms/f.form": form_asking("triage", refusal="why_not")},
        {**FINE, "forms/f.form": form_asking("triage", must="true", must_text="Why not")},
    ),
    (
        "form-options-unknown",
        {**FINE, "forms/f.form": form(type="select", valuesKey="wishes")},
        {**FINE, "forms/f.form": form(type="select", valuesKey="stations")},
    ),
    (
        "form-record-unknown",
        {**FINE, "forms/f.form": form(properties={"record": "wishes"})},
        {**FINE, "forms/f.form": form(properties={"record": "her_name"})},
    ),
    # notices
    (
        "notice-unknown",
        one(service(inner=properties(notice="gone"))),
        {**one(service(inner=properties(notice="hello"))), "notices/n.json": NOTICES},
    ),
    ("notice-file-refused", {**FINE, "notices/n.json": b"[]"}, {**FINE, "notices/n.json": NOTICES}),
    (
        "notice-incomplete",
        {**FINE, "notices/n.json": NOTICES.replace(b'"hi"', b'"ta"')},
        {**FINE, "notices/n.json": NOTICES},
    ),
    # references
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
    # owners
    ("outside-lanes", one(task(camunda__candidateGroups="")), FINE),
    ("outside-lanes", laned({"role": "sho"}, "s"), laned({"role": "sho"}, "s", " x ")),
    ("role-unknown", one(assigned("=[&quot;king&quot;]")), one(assigned("sho, king"))),
    ("lane-reference-dangling", laned({"role": "sho"}, "x", "gone"), laned({"role": "sho"}, "x")),
    ("role-unknown", laned({"role": "king"}, "x"), laned({"role": "sho"}, "x")),
    ("role-unknown", one(task(camunda__candidateGroups="king")), FINE),
    (
        "level-unknown",
        laned({"role": "sho", "level": "moon"}, "x"),
        laned({"role": "sho", "level": "station"}, "x"),
    ),
    (
        "property-refused",
        one(service(inner=properties(deadline="statutary"))),
        one(service(inner=properties(deadline="statutory"))),
    ),
    (
        "property-refused",
        laned({"role": "sho", "holder_gender": "woman"}, "x"),
        laned({"role": "sho", "holder_gender": "female"}, "x"),
    ),
    (
        "code-without-words",
        one(service(inner=properties(reason="late", reason_text="It is late"))),
        one(service(inner=properties(reason="late", reason_text="Late", reason_text_hi="देर"))),
    ),
    # what does not run
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
