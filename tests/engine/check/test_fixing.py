"""One-click fixes: what is found is gone, nothing else is found, nothing else is changed."""

import re

import pytest

from engine.check import Finding, check
from engine.check.fixing import FixImpossible, apply_fix, describe
from tests.engine.check.cases import CASES
from tests.engine.check.toys import (
    FINE,
    KNOWN,
    NOTICES,
    Files,
    assigned,
    branching,
    caught,
    drawn,
    event,
    form,
    laned,
    one,
    properties,
    service,
    task,
)
from tests.engine.drawing import definitions, element, end, process, script, start, timer

MENDED = {
    *("not-executable", "pool-not-run", "condition-missing", "condition-on-default"),
    *("default-missing", "default-unknown", "condition-refused", "expression-refused"),
    *("language-unknown", "timer-refused", "due-date-refused", "form-not-found"),
    *("form-condition-refused", "lane-reference-dangling", "role-unknown", "level-unknown"),
    *("property-refused", "topic-unknown", "decision-unknown", "called-unknown"),
    *("reference-dangling", "reference-without-name", "notice-unknown", "error-beside"),
    *("data-reference-dangling", "form-missing", "form-by-reference"),
}
"""The rules that offer a fix for one of their drawings."""


SOUND_POOL = process("pool", start("begin"), end("finish"), flows="begin -> finish").replace(
    ' isExecutable="true"', ""
)
SERVICE = service(inner=properties(notice="helo"))
MORE: list[tuple[str, Files]] = [
    ("pool-not-run", drawn(start("s"), end("e"), flows="s -> e", beside=SOUND_POOL)),
    ("form-not-found", one(task(camunda__formKey="g.form"))),
    ("form-not-found", one(task(camunda__formKey="कहें.form"))),
    (
        "form-missing",
        one(task(camunda__formKey=""), **{"forms/x.form": b'{"components": []}'}),
    ),
    ("role-unknown", one(task(camunda__candidateGroups="shoo"))),
    ("role-unknown", one(assigned("complainent"))),
    ("role-unknown", laned({"role": "complainent"}, "x")),
    ("role-unknown", one(service(inner=properties(role="complainent")))),
    ("level-unknown", laned({"role": "sho", "level": "sation"}, "x")),
    ("topic-unknown", one(service("send_notices"))),
    ("decision-unknown", one(element("businessRuleTask", "x", camunda__decisionRef="triaje"))),
    (
        "called-unknown",
        one(
            element("callActivity", "x", calledElement="elsewere"),
            **{
                "o.bpmn": definitions(
                    process("elsewhere", start("os"), end("oe"), flows="os -> oe")
                )
            },
        ),
    ),
    ("reference-dangling", one(caught(event("signal", signalRef="sigg")))),
    ("notice-unknown", {**one(SERVICE), "notices/n.json": NOTICES}),
    (
        "data-reference-dangling",
        one(
            service()
            + element("dataObjectReference", "d", dataObjectRef="papers")
            + element("dataObject", "paper")
        ),
    ),
    (
        "language-unknown",
        one(script("x", "y = 1").replace("scriptTask id", 'scriptTask scriptFormat="groovy" id')),
    ),
    ("form-condition-refused", {**FINE, "forms/f.form": form(conditional={"hide": "=a == 1"})}),
]
"""Broken drawings that differ from those of the rules in how they can be mended."""


def offered() -> list[tuple[str, Files]]:
    """The broken drawings of all rules for which there is a fix."""
    broken = [(rule, files) for rule, files, _ in CASES] + MORE
    return [
        (rule, files)
        for rule, files in broken
        if any(each.rule == rule and each.fix for each in check(files, KNOWN))
    ]


def place(finding: Finding) -> tuple[str, str, str | None]:
    return (finding.rule, finding.file, finding.element)


@pytest.mark.parametrize(("rule", "broken"), offered())
def test_what_was_found_is_gone_and_nothing_else_is_found(rule: str, broken: Files) -> None:
    before = check(broken, KNOWN)
    finding = next(each for each in before if each.rule == rule and each.fix)

    after = check(apply_fix(broken, finding), KNOWN)

    assert place(finding) not in map(place, after)
    assert set(map(place, after)) <= set(map(place, before))


def test_every_rule_that_offers_a_fix_is_tried() -> None:
    assert {rule for rule, _ in offered()} == MENDED


AS_AN_EDITOR_WROTE_IT = """<?xml version="1.0" encoding="UTF-8"?>
<!-- kept -->
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
             xmlns:c='http://camunda.org/schema/1.0/bpmn'  targetNamespace="x">
\t<process isExecutable = 'false'   id="toy"
           name="Größe &amp; नाम > 1">
    <startEvent id="s"/>
    <!-- a condition > 5 -->
    <exclusiveGateway   id='g' name="Which?"></exclusiveGateway>
    <sequenceFlow id="a" sourceRef="s" targetRef="g"/>
    <sequenceFlow id="b" sourceRef="g" targetRef="e">
      <conditionExpression><![CDATA[${n > 5}]]></conditionExpression>
    </sequenceFlow>
    <sequenceFlow id="d" sourceRef="g" targetRef="f"/>
    <endEvent id="e"/><endEvent id="f" />
  </process>
</definitions>
""".replace("\n", "\r\n").encode()


def mended(files: Files, rule: str) -> Files:
    finding = next(each for each in check(files, KNOWN) if each.rule == rule)
    return apply_fix(files, finding)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_all_else_in_the_file_stays_as_its_editor_wrote_it(mark: bytes) -> None:
    before = {"toy.bpmn": mark + AS_AN_EDITOR_WROTE_IT}

    executable = mended(before, "not-executable")
    decided = mended(executable, "condition-missing")
    after = mended(decided, "condition-refused")

    assert after["toy.bpmn"] == mark + (
        AS_AN_EDITOR_WROTE_IT.replace(b"'false'", b'"true"')
        .replace(b'name="Which?"', b'name="Which?" default="d"')
        .replace(b"<![CDATA[${n > 5}]]>", b"n &gt; 5")
    )
    assert check(after, KNOWN) == []


def test_the_last_branch_becomes_the_default_and_loses_its_condition() -> None:
    files = branching("exclusiveGateway", "n > 1", other="n < 1")

    after = mended(files, "default-missing")["toy.bpmn"].decode()

    assert '<bpmn:exclusiveGateway id="x" default="x_to_f">' in after
    assert after.count("conditionExpression") == 2
    assert re.search(r'<bpmn:sequenceFlow id="x_to_f"[^>]*></bpmn:sequenceFlow>', after)


@pytest.mark.parametrize(
    ("kind", "text", "tag", "wanted"),
    [
        ("duration", "“PT20H”", "timeDuration", "PT20H"),
        ("duration", "'PT20H", "timeDuration", "PT20H"),
        ("duration", "${PT20H}", "timeDuration", "PT20H"),
        ("duration", '=duration("PT20H")', "timeDuration", "PT20H"),
        ("duration", "pt 20 h", "timeDuration", "PT20H"),
        ("date", '=date and time("2026-05-01T10:00+05:30")', "timeDate", "2026-05-01T10:00+05:30"),
        ("date", "2026-05-01T10:00", "timeDate", "2026-05-01T10:00+05:30"),
        ("date", "${due_at}", "timeDate", "due_at"),
        ("date", "P3D", "timeDuration", "P3D"),
        ("duration", "R3/P7D", "timeCycle", "R3/P7D"),
        ("cycle", "PT1H", "timeDuration", "PT1H"),
    ],
)
def test_times_of_other_engines_are_mended(kind: str, text: str, tag: str, wanted: str) -> None:
    files = one(caught(timer(kind, text)))

    after = mended(files, "timer-refused")

    assert f"<bpmn:{tag}>{wanted}</bpmn:{tag}>" in after["toy.bpmn"].decode()
    assert check(after, KNOWN) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('=duration("P3D")', "P3D"),
        ("${after(day, 'P2M')}", "after(day, 'P2M')"),
        ("2026-05-01T10:00", "2026-05-01T10:00+05:30"),
    ],
)
def test_due_dates_of_other_engines_are_mended(text: str, wanted: str) -> None:
    files = one(task(camunda__dueDate=text))

    after = mended(files, "due-date-refused")

    assert f'camunda:dueDate="{wanted}"' in after["toy.bpmn"].decode()
    assert check(after, KNOWN) == []


def test_a_condition_of_a_form_is_mended() -> None:
    broken = form(conditional={"hide": "=code == 'a' && True"})

    after = mended({**FINE, "forms/f.form": broken}, "form-condition-refused")

    assert b'"=code = \\"a\\" and true"' in after["forms/f.form"]
    assert check(after, KNOWN) == []


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("ask_her.form", "forms/ask_her.form"),
        ("ask_her", "forms/ask_her.form"),
        ("camunda-forms:deployment:ask_her.form", "forms/ask_her.form"),
        ("asked/ask_her.form", "asked/ask_her.form"),
        ("पूछें.form", "forms/पूछें.form"),
    ],
)
def test_a_form_that_is_named_and_missing_is_made(key: str, path: str) -> None:
    files = one(task(camunda__formKey=key))

    after = mended(files, "form-not-found")

    assert after.keys() - files.keys() == {path}
    assert after["toy.bpmn"] == files["toy.bpmn"]
    assert check(after, KNOWN) == []


@pytest.mark.parametrize("key", ["../../up.form", "embedded:app:forms/ask.html", "a<b"])
def test_no_form_is_made_of_a_name_that_no_file_may_have(key: str) -> None:
    files = one(task(camunda__formKey=key.replace("<", "&lt;")))

    (finding,) = check(files, KNOWN)

    assert (finding.rule, finding.fix) == ("form-not-found", None)


def test_a_form_that_was_made_meanwhile_is_not_made_again() -> None:
    files = one(task(camunda__formKey="ask_her.form"))
    (finding,) = check(files, KNOWN)

    with pytest.raises(FixImpossible):
        apply_fix({**files, "forms/ask_her.form": b"{}"}, finding)


def test_a_form_named_by_its_id_is_named_by_its_file() -> None:
    known = {**one(task(camunda__formKey="", camunda__formRef="Form_1ab"))}
    known["forms/ask_her.form"] = b'{"id": "Form_1ab", "components": []}'
    bound = {"camunda__formRefBinding": "version", "camunda__formRefVersion": "3"}
    unknown = one(task(camunda__formKey="", camunda__formRef="Form_2cd", **bound))

    found = mended(known, "form-by-reference")["toy.bpmn"].decode()
    named = mended(unknown, "form-by-reference")
    made = mended(named, "form-not-found")

    assert 'camunda:formKey="ask_her.form"' in found
    assert "formRef" not in found
    assert "formRef" not in named["toy.bpmn"].decode()
    assert "forms/Form_2cd.form" in made
    assert check(made, KNOWN) == []


def test_a_name_that_may_stand_for_several_is_left_to_the_designer() -> None:
    files = one(task(camunda__candidateGroups="sh"))

    (finding,) = check(files, KNOWN)

    assert (finding.rule, finding.fix) == ("role-unknown", {"text": "sh", "value": "sho"})
    (unsure,) = check(one(task(camunda__candidateGroups="king")), KNOWN)
    assert unsure.fix is None


def test_a_fix_whose_element_is_gone_is_not_applied() -> None:
    broken = one(caught(timer("duration", "${PT20H}")))
    (finding,) = check(broken, KNOWN)

    for files in (FINE, {}, {"toy.bpmn": b"<a"}, {"toy.bpmn": b"<a/>"}):
        with pytest.raises(FixImpossible):
            apply_fix(files, finding)


def test_a_finding_without_a_fix_cannot_be_applied() -> None:
    files = one(task(camunda__candidateGroups="king"))
    (finding,) = check(files, KNOWN)

    with pytest.raises(FixImpossible):
        apply_fix(files, finding)


@pytest.mark.parametrize(("rule", "broken"), offered())
def test_a_fix_is_said_in_both_languages(rule: str, broken: Files) -> None:
    finding = next(each for each in check(broken, KNOWN) if each.rule == rule and each.fix)
    assert finding.fix is not None

    english, hindi = describe(finding.fix)

    assert english.strip().isascii() or "“" in english
    assert re.search("[\u0900-\u097f]", hindi)
