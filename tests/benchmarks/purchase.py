"""The drawing all engines run: a purchase with 15 user tasks in five lanes, and its forms.

Two exclusive gateways, a parallel split and join of three branches, three script tasks, a decision
table and three timers on tasks, none of which falls due.
"""

from typing import Any

from tests.engine.drawing import (
    boundary,
    definitions,
    element,
    end,
    exclusive,
    parallel,
    process,
    script,
    start,
    timer,
    user,
)

PROCESS = "purchase"
USER_TASKS = 15
LANES = {
    "requester": "request receive close",
    "manager": "review director",
    "procurement": "check quotes order confirm",
    "finance": "budget control invoice pay",
    "legal": "legal sign",
}
DECISION = b"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="purchase_decisions"
 name="Purchase" namespace="http://toy.invalid/">
<decision id="approval" name="Approval level"><decisionTable id="dt" hitPolicy="UNIQUE">
<input id="i1" label="total"><inputExpression id="ie" typeRef="number"><text>total</text>
</inputExpression></input><output id="o1" label="level" name="level" typeRef="string"/>
<rule id="r1"><inputEntry id="e1"><text>&lt; 1000</text></inputEntry>
<outputEntry id="x1"><text>"team"</text></outputEntry></rule>
<rule id="r2"><inputEntry id="e2"><text>&gt;= 1000</text></inputEntry>
<outputEntry id="x2"><text>"director"</text></outputEntry></rule>
</decisionTable></decision></definitions>"""

FLOWS = """
s -> request -> totals -> level -> review -> approved; approved -> request: decision == 'rework';
approved -> check -> split; split -> legal -> sign -> join; split -> budget -> control -> join;
split -> quotes -> join; join -> merge -> large; large -> director: level == 'director';
large -> order; director -> order -> confirm -> receive -> prepare -> invoice -> pay -> close -> e;
remind -> remind_end; escalate -> escalate_end; chase -> chase_end
"""


def files() -> dict[str, bytes]:
    """The drawing and its decision table."""
    decision = (
        "<bpmn:extensionElements><spiffworkflow:calledDecisionId>approval"
        "</spiffworkflow:calledDecisionId></bpmn:extensionElements>"
    )
    tasks = [user(name) for names in LANES.values() for name in names.split()]
    drawn = process(
        PROCESS,
        _lanes(),
        start("s"),
        *tasks,
        script("totals", "total = form['quantity'] * form['price']"),
        element("businessRuleTask", "level", decision),
        exclusive("approved", default="approved_to_check"),
        parallel("split"),
        parallel("join"),
        script("merge", "summary = [total, level]"),
        exclusive("large", default="large_to_order"),
        script("prepare", "amount = total + 1"),
        _timer("remind", "review", "duration", "'P3D'"),
        _timer("escalate", "legal", "duration", "'PT48H'"),
        _timer("chase", "receive", "cycle", "'R5/P1D'"),
        *(end(name) for name in ("e", "remind_end", "escalate_end", "chase_end")),
        flows=" ".join(FLOWS.split()),
    )
    return {"purchase.bpmn": definitions(drawn), "approval.dmn": DECISION}


def form(number: int) -> dict[str, Any]:
    """What a person enters at the task of this number: 1 KB, most of it replaced by the next."""
    items = [{"sku": f"A{n}", "quantity": n + 1, "price": 900.0} for n in range(10)]
    return {
        "form": {"items": items, "note": "x" * 250, "quantity": 3, "price": 900.0},
        "decision": "ok",
        f"step{number}": {"by": "officer", "at": "2026-01-01T00:00:00Z", "comment": "c" * 120},
    }


def _timer(element_id: str, task: str, kind: str, text: str) -> str:
    return boundary(element_id, task, timer(kind, text), interrupting=False)


def _lanes() -> str:
    lanes = "".join(
        f'<bpmn:lane id="lane_{role}" name="{role}"><bpmn:extensionElements><camunda:properties>'
        f'<camunda:property name="role" value="{role}"/>'
        '<camunda:property name="level" value="station"/>'
        '<camunda:property name="custodian" value="true"/></camunda:properties>'
        "</bpmn:extensionElements>"
        + "".join(f"<bpmn:flowNodeRef>{node}</bpmn:flowNodeRef>" for node in nodes.split())
        + "</bpmn:lane>"
        for role, nodes in LANES.items()
    )
    return f'<bpmn:laneSet id="lanes">{lanes}</bpmn:laneSet>'
