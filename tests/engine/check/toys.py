"""Pieces of drawings for the rules of the checker, none of which breaks a rule by itself."""

import json
from collections.abc import Mapping
from typing import Any

from engine.check import Known
from tests.engine.drawing import (
    definitions,
    element,
    end,
    process,
    sequence_flows,
    start,
    sub_process,
    timer,
    user,
)

Files = dict[str, bytes]

Case = tuple[str, Files, Files]
"""A rule, a drawing that breaks it, and the same one sound."""

KNOWN = Known(
    topics=frozenset({"send_notice", "set_variables", "unheard_of"}),
    roles=frozenset({"sho", "complainant", "co", "legal_desk"}),
    held_roles=frozenset({"sho", "complainant", "co"}),
    without_level=frozenset({"sho", "complainant"}),
    own_roles=frozenset({"sho", "complainant"}),
    brought_roles={"desk": ("station", True)},
    sets={"send_notice": frozenset({"noticed_at"}), "set_variables": frozenset()},
    variables=frozenset("abcdefghijklmnopqrstuvwxyz") | {"day", "started_at", "rows", "due_at"},
    levels=frozenset({"station", "state"}),
    option_sources=frozenset({"stations"}),
    record_fields=frozenset({"her_name"}),
)
FORM = {"components": [{"type": "textfield", "key": "code", "label": "Code"}]}
TABLE = (
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision id="triage">'
    '<decisionTable hitPolicy="COLLECT"><input><inputExpression><text>x</text></inputExpression>'
    '</input><output name="y"/><rule id="r"><inputEntry><text>%s</text></inputEntry>'
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


def two_tasks(due: str, other_due: str) -> Files:
    """Two steps of a person, one after the other, with their due dates."""
    other = task(camunda__dueDate=other_due).replace('id="x"', 'id="y"')
    step = task(camunda__dueDate=due)
    return drawn(start("s"), step, other, end("e"), flows="s -> x -> y -> e")


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


def said_when(condition: str, sent_by: str = "sho") -> Files:
    """A message that the holders of a role may send while this holds, in a process of one step."""
    said = properties(sent_by=sent_by, sent_when=condition.replace(">", "&gt;"))
    begun = start("s", said + event("message", messageRef="m"), camunda__formKey="f.form")
    return drawn(begun, service(), end("e"), flows="s -> x -> e")


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


def extended(said: str) -> str:
    return f"<bpmn:extensionElements>{said}</bpmn:extensionElements>"


def waiting(*targets: str, more: str = "") -> Files:
    named = {"c": element("intermediateCatchEvent", "c", event("message", messageRef="m"))}
    named["d"] = element("intermediateCatchEvent", "d", timer("duration", "PT1H"))
    named["t"] = service().replace('id="x"', 'id="t"')
    flows = "s -> x; " + "; ".join(f"x -> {each} -> e" for each in targets)
    steps = [named[each] for each in targets]
    gateway = element("eventBasedGateway", "x")
    second = [start("s2", event("message", messageRef="m"))] if more else []
    return drawn(start("s"), *second, gateway, *steps, end("e"), flows=flows + more)


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
