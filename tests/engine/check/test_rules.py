"""The rules of the checker, one by one, and what they say."""

import json
from dataclasses import replace

import pytest

from engine.check import Known, Severity, check
from engine.check.sentences import SENTENCES
from engine.law import Deadline
from tests.engine.check.cases import CASES
from tests.engine.check.cases.tables import deciding
from tests.engine.check.toys import (
    FINE,
    KNOWN,
    NOTICES,
    Files,
    branching,
    drawn,
    form_asking,
    one,
    properties,
    service,
    task,
)
from tests.engine.drawing import (
    boundary,
    element,
    end,
    exclusive,
    inclusive,
    script,
    start,
    sub_process,
    timer,
)


def rules_of(files: Files) -> set[str]:
    return {finding.rule for finding in check(files, KNOWN)}


@pytest.mark.parametrize(("rule", "broken", "sound"), CASES, ids=[case[0] for case in CASES])
def test_a_rule_finds_the_drawing_that_breaks_it_and_not_the_sound_one(
    rule: str, broken: Files, sound: Files
) -> None:
    found = rules_of(broken)
    found_in_sound = {f for f in check(sound, KNOWN) if f.severity is Severity.ERROR}

    assert rule in found
    assert rule not in rules_of(sound)
    assert found_in_sound == set()


def test_every_rule_has_its_drawings() -> None:
    shown = {rule for rule, _, _ in CASES}

    assert set(SENTENCES) - shown == {
        "process-missing",
        "notice-missing",
        "statutory-missing",
        "cannot-run",
        "checker-gave-up",
    }


def test_what_is_wrong_with_a_row_is_told_of_the_row() -> None:
    overlapping = check(deciding("UNIQUE", "&lt; 5", "&gt;= 4"), KNOWN)
    never = check(deciding("FIRST", "-", "1"), KNOWN)
    gap = check(deciding("UNIQUE", "&lt; 5", "&gt; 5"), KNOWN)

    assert [(f.rule, f.element) for f in overlapping] == [("decision-overlap", "r2")]
    assert [(f.rule, f.element) for f in never] == [("decision-row-never", "r2")]
    assert [(f.rule, f.element) for f in gap] == [("decision-gap", "triage")]


def test_one_bad_cell_is_one_mistake() -> None:
    files = deciding("FIRST", "1 or or")
    asking = {**one(task()), "t.dmn": files["t.dmn"], "forms/f.form": form_asking("triage")}
    decided = drawn(
        start("s"),
        element("businessRuleTask", "x", camunda__decisionRef="triage"),
        exclusive("g", default="g_to_f"),
        end("e"),
        end("f"),
        flows="s -> x -> g; g -> e: y == 1; g -> f",
        **{"t.dmn": files["t.dmn"]},
    )

    assert [f.rule for f in check(asking, KNOWN)] == ["decision-refused"]
    assert [f.rule for f in check(decided, KNOWN)] == ["decision-refused"]


def test_a_missing_process_is_told() -> None:
    assert [f.rule for f in check(FINE, KNOWN, process="other")] == ["process-missing"]
    assert check(FINE, KNOWN, process="toy") == []


def test_a_notice_that_the_process_sends_by_itself_must_be_there() -> None:
    known = replace(KNOWN, notices=frozenset({"hello"}))
    told = {**FINE, "notices/n.json": NOTICES}

    assert [f.rule for f in check(FINE, known, process="toy")] == ["notice-missing"]
    assert check(told, known, process="toy") == []


def test_what_the_engine_alone_refuses_is_told_too() -> None:
    store = '<bpmn:dataStoreReference id="store" dataStoreRef="gone"/>'
    association = "<bpmn:dataOutputAssociation><bpmn:targetRef>store</bpmn:targetRef>"
    files = one(store + service(inner=association + "</bpmn:dataOutputAssociation>"))

    found = check(files, KNOWN)

    assert [finding.rule for finding in found] == ["cannot-run"]


def test_both_languages_say_which_element() -> None:
    files = one(task(name="Call her", camunda__formKey="gone.form"))

    (finding,) = check(files, KNOWN)

    assert (finding.file, finding.element, finding.name, finding.line) == (
        "toy.bpmn",
        "x",
        "Call her",
        1,
    )
    assert "Call her" in finding.message
    assert "Call her" in finding.message_hi


def test_everything_is_told_at_once() -> None:
    files = drawn(
        start("s"),
        service("make_tea"),
        exclusive("g"),
        inclusive("h"),
        script("y", "import os"),
        end("e"),
        flows="s -> x -> g; g -> y: ${a}; g -> h; h -> e; y -> e",
    )

    found = rules_of(files)

    assert found >= {
        "topic-unknown",
        "condition-missing",
        "condition-refused",
        "script-refused",
        "default-missing",
    }


def test_where_a_loose_stretch_begins_is_told_once() -> None:
    loose = [service().replace('id="x"', f'id="t{n}"') for n in range(5)]
    files = drawn(
        start("s"),
        service(),
        end("e"),
        *loose,
        flows="s -> x -> e; t0 -> t1 -> t2 -> e; t3 -> t4 -> t3",
    )

    found = [f.element for f in check(files, KNOWN) if f.rule == "unreachable"]

    assert found == ["t0", "t3"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("${n > 1}", "n > 1"),
        ("=n > 1", "n > 1"),
        ("#{ n }", "n"),
        ("=agreed = true", "agreed == True"),
        ("${agreed == true && !late || x != null}", "agreed == True and not late or x != None"),
        ("agreed == false", "agreed == False"),
        ('=x = "a = true"', 'x == "a = true"'),
        ("${1 +}", None),
        ("x.equals('a')", None),
    ],
)
def test_a_text_of_another_engine_comes_with_what_would_mend_it(
    text: str, value: str | None
) -> None:
    files = branching("exclusiveGateway", text, "x_to_f", "")

    (finding,) = [f for f in check(files, KNOWN) if f.rule == "condition-refused"]

    assert finding.fix == ({"text": text, "value": value} if value else None)


def test_times_of_another_engine_come_with_what_would_mend_them() -> None:
    files = one(task(camunda__dueDate="${after(day, 'P2M')}"))

    (finding,) = check(files, KNOWN)

    assert finding.rule == "due-date-refused"
    assert finding.fix == {"text": "${after(day, 'P2M')}", "value": "after(day, 'P2M')"}


def test_a_finding_is_written_as_json() -> None:
    (finding,) = check(one(task(camunda__formKey="gone.form")), KNOWN)

    written = json.loads(json.dumps(finding.as_json()))

    assert set(written) == {
        *("rule", "severity", "file", "element", "name", "line", "message", "message_hi", "fix"),
        *("mark", "name_hi", "accepted"),
    }
    assert written["severity"] == "error"


def test_without_knowledge_of_the_installation_any_name_will_do() -> None:
    files = one(service("make_tea"))

    assert check(files) == []


def boxed(*beside: str) -> Files:
    """A box with the investigation, and in it what is drawn beside the flow."""
    box = sub_process("box", start("is"), task(), *beside, flows="is -> x")
    return drawn(start("s"), box, end("e"), flows="s -> box -> e")


def clock(text: str, deadline: str = "statutory") -> str:
    """An event sub-process that waits for a date after its start."""
    waits = element(
        "intermediateCatchEvent", "w", properties(deadline=deadline) + timer("date", text)
    )
    begins = start("cs", timer("date", "started_at"), isInterrupting="false")
    return sub_process("clock", begins, waits, flows="cs -> w", triggeredByEvent="true")


LIMITED = replace(KNOWN, deadlines=(Deadline(step="x", length="P2M"),))


@pytest.mark.parametrize(
    "files",
    [
        FINE,
        boxed(),
        boxed(clock("after(started_at, 'P3M')")),
        boxed(clock("after(started_at, 'P2M')", deadline="target")),
        boxed(clock("started_at")),
        drawn(start("s"), service(), end("e"), flows="s -> x -> e"),
        one(task(camunda__dueDate="P2M")),
    ],
)
def test_a_deadline_of_the_law_that_no_timer_counts_is_told(files: Files) -> None:
    found = [f for f in check(files, LIMITED, process="toy") if f.rule == "statutory-missing"]

    assert [(f.element, f.severity) for f in found] == [("x", Severity.ERROR)]


@pytest.mark.parametrize(
    "files",
    [
        boxed(clock("after(started_at, 'P2M')")),
        drawn(
            start("s"),
            task(),
            boundary("b", "x", properties(deadline="statutory") + timer("duration", "P2M")),
            end("e"),
            flows="s -> x -> e; b -> e",
        ),
    ],
)
def test_a_deadline_of_the_law_that_a_timer_counts_is_fine(files: Files) -> None:
    assert check(files, LIMITED, process="toy") == []


def test_a_step_of_the_law_that_is_not_drawn_at_all_is_told() -> None:
    known = replace(KNOWN, deadlines=(Deadline(step="investigate", length="P2M"),))

    (found,) = check(FINE, known, process="toy")

    assert (found.rule, found.element) == ("statutory-missing", "investigate")


def test_what_is_known_goes_over_to_another_process_whole() -> None:
    known = replace(LIMITED, record_fields=None, decisions=frozenset({"law"}))

    assert Known.from_json(json.loads(json.dumps(known.as_json()))) == known
