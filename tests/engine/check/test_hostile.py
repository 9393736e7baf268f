"""Files made to hurt: each is answered within two seconds and 256 MB, and named by a rule."""

import json
import re
import resource
from collections.abc import Callable

import pytest

from engine.check import check
from engine.check.apart import MEGABYTES, SECONDS, check_apart
from tests.engine.check.toys import FINE, KNOWN, Files, one, service, task
from tests.engine.drawing import (
    definitions,
    element,
    end,
    exclusive,
    inclusive,
    parallel,
    process,
    script,
    start,
    sub_process,
)
from tests.engine.hostile_texts import ESCAPES
from tests.pace import within

#: What the child's own start takes, also on a machine that is busy.
START_SECONDS = 1.5
DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"
RAW = FINE["toy.bpmn"].decode()


def drawing(text: str | bytes) -> Files:
    return {**FINE, "toy.bpmn": text if isinstance(text, bytes) else text.encode()}


def toy(*steps: str, flows: str) -> Files:
    return drawing(definitions(process("toy", start("s"), *steps, flows=flows)))


def in_a_row(make: Callable[[int], str], count: int) -> Files:
    steps = [make(n) for n in range(count)]
    return toy(*steps, flows="s -> " + " -> ".join(f"t{n}" for n in range(count)))


def nested(depth: int) -> Files:
    step, inner = task(), "x"
    for n in range(depth):
        step = sub_process(f"p{n}", start(f"s{n}"), step, flows=f"s{n} -> {inner}")
        inner = f"p{n}"
    return toy(step, flows=f"s -> {inner}")


def mesh(gateway: Callable[[str], str], count: int, reach: int) -> Files:
    arrows = [(a, b) for a in range(count) for b in range(count) if a != b and abs(a - b) < reach]
    flows = "; ".join(f"x{a} -> x{b}" for a, b in arrows)
    return toy(*[gateway(f"x{n}") for n in range(count)], flows=f"s -> x0; {flows}")


def split(gateway: Callable[[str], str], count: int) -> Files:
    tasks = [element("task", f"a{n}") for n in range(count)]
    flows = "; ".join(f"p -> a{n} -> q" for n in range(count))
    return toy(gateway("p"), *tasks, gateway("q"), flows=f"s -> p; {flows}")


def calling(count: int, target: Callable[[int], int]) -> Files:
    return {
        f"p{n}.bpmn": definitions(
            process(
                f"p{n}",
                start("s"),
                element("callActivity", "c", calledElement=f"p{target(n)}"),
                end("e"),
                flows="s -> c -> e",
            )
        )
        for n in range(count)
    }


def tables(count: int, rows: int, cell: Callable[[int], str]) -> Files:
    def written(n: int) -> str:
        return (
            f'<rule id="r{n}"><inputEntry><text>{cell(n)}</text></inputEntry>'
            f"<outputEntry><text>{n}</text></outputEntry></rule>"
        )

    made = "".join(written(n) for n in range(rows))
    return {
        **FINE,
        **{
            f"d{n}.dmn": (
                f'<definitions xmlns="{DMN}"><decision id="d{n}"><decisionTable><input>'
                "<inputExpression><text>c</text></inputExpression></input>"
                f'<output name="y"/>{made}</decisionTable></decision></definitions>'
            ).encode()
            for n in range(count)
        },
    }


def form_of(fields: int) -> Files:
    components = [
        {"type": "textfield", "key": f"k{n}", "label": "x", "conditional": {"hide": f"=k{n} = {n}"}}
        for n in range(fields)
    ]
    return {**FINE, "forms/f.form": json.dumps({"components": components}).encode()}


BOMB = '<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">'
FILES: dict[str, tuple[Files, str | None]] = {
    "a DOCTYPE": (drawing("<!DOCTYPE a>" + RAW), "xml-refused"),
    "an external DTD": (
        drawing('<!DOCTYPE a SYSTEM "http://x.invalid/a.dtd">' + RAW),
        "xml-refused",
    ),
    "a bomb of entities": (drawing(f"<!DOCTYPE a [{BOMB}]><a>&c;</a>"), "xml-refused"),
    "an entity nobody declared": (drawing(RAW.replace('"toy"', '"&toy;"')), "xml-refused"),
    "a file by an entity": (
        drawing('<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>'),
        "xml-refused",
    ),
    "an inclusion": (
        drawing(RAW.replace("</bpmn:process>", '<xi:include xmlns:xi="http://www.w3.org/2001/'
        'XInclude" href="file:///etc/passwd"/></bpmn:process>')),
        None,
    ),
    "UTF-16": (drawing(RAW.encode("utf-16")), "xml-refused"),
    "UTF-16 without a mark": (drawing(RAW.encode("utf-16-le")), "xml-refused"),
    "UTF-7": (drawing('<?xml version="1.0" encoding="utf-7"?>' + RAW), "xml-refused"),
    "bytes of no encoding": (drawing(RAW.encode() + b"\xff\xfe\x00"), "xml-refused"),
    "another namespace": (drawing(RAW.replace("BPMN/20100524", "BPMN/20300101")), "not-bpmn"),
    "no namespace": (drawing(RAW.replace("bpmn:", "").replace("camunda:", "")), "not-bpmn"),
    "two ids alike": (drawing(RAW.replace('id="e"', 'id="x"')), "id-twice"),
    "every id alike": (in_a_row(lambda n: element("task", "t0"), 3000), "id-twice"),
    "5,000 tasks in a row": (in_a_row(lambda n: element("task", f"t{n}"), 5000), None),
    "3,000 scripts": (in_a_row(lambda n: script(f"t{n}", f"a{n} = b + {n}"), 3000), None),
    "3,000 branches": (split(parallel, 3000), None),
    "300 inclusive branches": (split(inclusive, 300), "condition-missing"),
    "a mesh of choices": (mesh(exclusive, 60, 60), "condition-missing"),
    "a mesh of splits": (mesh(parallel, 60, 60), "join-never-goes-on"),
    "a mesh of inclusive gateways": (mesh(inclusive, 40, 5), "condition-missing"),
    "190 boxes in each other": (nested(180), None),
    "more boxes than can be read": (nested(300), "xml-refused"),
    "a circle of 1,000 calls": (calling(1000, lambda n: (n + 1) % 1000), "calls-itself"),
    "a row of 1,000 calls": (calling(1000, lambda n: n + 1), "called-unknown"),
    "a form of 5,000 fields": (form_of(5000), "form-refused"),
    "a form nested for ever": (
        {**FINE, "forms/f.form": b'{"components":' + b'[{"type":"group","components":' * 50_000},
        "form-refused",
    ),
    "JSON nested for ever": ({**FINE, "notices/n.json": b"[" * 1_000_000}, "notice-file-refused"),
    "numbers that grow": (tables(1, 50, lambda n: "9**" * 100 + "9"), "decision-refused"),
    "loops in cells": (
        tables(1, 50, lambda n: "count(for a in 1..1000, b in 1..1000 return a)"),
        "decision-refused",
    ),
    "loops within loops in cells": (
        tables(1, 50, lambda n: "count(for a in 1..1000 return count(for b in 1..1000 return a))"),
        None,
    ),
    "9,000 rows": (tables(1, 9000, str), None),
    "cells of hundreds of numbers": (
        tables(1, 100, lambda n: ",".join(str(290 * n + m) for m in range(290))),
        None,
    ),
    "four megabytes": (drawing(RAW + "<!--" + "x" * 4_000_000 + "-->"), "xml-refused"),
    "200,000 elements": (
        drawing(RAW.replace("<bpmn:startEvent", "<a/>" * 210_000 + "<bpmn:startEvent", 1)),
        "xml-refused",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_files_made_to_hurt_are_answered_within_the_limits(name: str) -> None:
    files, rule = FILES[name]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    findings = check_apart(files, KNOWN, process="toy")

    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    rules = {finding.rule for finding in findings}
    assert after.ru_utime - before.ru_utime <= SECONDS + START_SECONDS
    assert "checker-gave-up" not in rules
    assert rule is None or rule in rules


def test_what_takes_too_much_is_ended_and_told() -> None:
    files = tables(30, 9000, str)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    (finding,) = check_apart(files, KNOWN, process="toy")

    spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before.ru_utime
    assert finding.rule == "checker-gave-up"
    assert f"{SECONDS} seconds and {MEGABYTES} MB" in finding.message
    assert spent <= SECONDS + START_SECONDS


@pytest.mark.parametrize("payload", ESCAPES, ids=str)
def test_texts_that_would_escape_are_refused_wherever_they_stand(payload: str) -> None:
    sinks = {
        "script-refused": one(script("x", f"a = ({payload})")),
        "due-date-refused": one(task(camunda__dueDate=payload)),
        "expression-refused": one(
            service(
                inner="<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality><![CDATA["
                f"{payload}]]></bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"
            )
        ),
    }

    with within(seconds=1):
        refused = {rule in {each.rule for each in check(files)} for rule, files in sinks.items()}

    said = re.sub(r"'[^']*'", "", payload)  # the name of an item of a mapping is only a text
    only_grows = not re.search(r"__|open|eval|exec|import|lambda|getattr|class", said)
    assert refused == {True} or only_grows  # what grows without bound fails when it is computed
