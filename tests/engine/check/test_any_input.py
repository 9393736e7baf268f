"""Whatever the files hold, the checker answers with findings, soon, and raises nothing."""

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.check import Severity, check
from engine.decisions import Decision, DecisionRefused, inspect_decisions
from tests.engine.check.cases import CASES
from tests.engine.check.toys import FINE, KNOWN, Files
from tests.engine.drawing import in_one_lane
from tests.engine.random_drawings import RandomDrawing
from tests.pace import within

SHIPPED = Path(__file__).parents[3] / "bpmn" / "complaint"
MOST_SECONDS = 2.0
ROUNDS = 400

OF_RANDOM_DRAWINGS = {"script-refused", "outside-lanes"}
"""Random drawings speak a language of their own in scripts, and only one process has a lane."""

_VALUES = ["", "x", "s", "toy", "__class__", "${x}", "P1D", "true", "\u0939", "a" * 500, "0", "#x"]
_TAGS = ["subProcess", "startEvent", "endEvent", "complexGateway", "lane", "callActivity", "task"]


def shipped() -> Files:
    return {
        str(path.relative_to(SHIPPED)): path.read_bytes()
        for path in SHIPPED.rglob("*")
        if path.is_file()
    }


def change_a_value(text: str, chance: random.Random) -> str:
    places = list(re.finditer(r'"[^"<>]*"', text))
    place = chance.choice(places)
    return f'{text[: place.start()]}"{chance.choice(_VALUES)}"{text[place.end() :]}'


def change_a_tag(text: str, chance: random.Random) -> str:
    tag = chance.choice(re.findall(r"<bpmn:(\w+)", text))
    return re.sub(rf"\b(</?bpmn:){tag}\b", rf"\g<1>{chance.choice(_TAGS)}", text)


def drop_an_attribute(text: str, chance: random.Random) -> str:
    place = chance.choice(list(re.finditer(r' [\w:]+="[^"]*"', text)))
    return text[: place.start()] + text[place.end() :]


def drop_an_element(text: str, chance: random.Random) -> str:
    places = list(re.finditer(r"<(bpmn:\w+)[^<>]*(/>|>[^<>]*</\1>)", text))
    if not places:
        return text
    place = chance.choice(places)
    return text[: place.start()] + text[place.end() :]


def double_an_element(text: str, chance: random.Random) -> str:
    places = list(re.finditer(r"<(bpmn:\w+)[^<>]*(/>|>[^<>]*</\1>)", text))
    if not places:
        return text
    place = chance.choice(places)
    return text[: place.end()] + place[0] + text[place.end() :]


def cut(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + text[at + chance.randrange(40) :]


CHANGES: list[Callable[[str, random.Random], str]] = [
    change_a_value,
    change_a_value,
    change_a_tag,
    drop_an_attribute,
    drop_an_element,
    double_an_element,
    cut,
]


def changed(files: Files, chance: random.Random) -> Files:
    """One to three changes to the drawing."""
    name = next(name for name in sorted(files) if name.endswith(".bpmn"))
    text = files[name].decode()
    for _ in range(chance.randrange(1, 4)):
        text = chance.choice(CHANGES)(text, chance)
    return {**files, name: text.encode()}


@pytest.mark.parametrize("seed", [1, 2])
def test_drawings_changed_at_random_are_answered(seed: int) -> None:
    chance = random.Random(seed)
    sound = [case for _, _, case in CASES]
    refused = 0

    for _ in range(ROUNDS):
        files = changed(chance.choice(sound), chance)
        with within(MOST_SECONDS):
            findings = check(files, KNOWN, process="toy")
        refused += bool(findings)
        assert json.dumps([finding.as_json() for finding in findings])

    assert refused > ROUNDS // 2


def test_the_shipped_drawing_changed_at_random_is_answered() -> None:
    chance = random.Random(3)
    files = shipped()

    for _ in range(25):
        findings = check(changed(files, chance))
        assert all(finding.message and finding.message_hi for finding in findings)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"{}",
        b"[]",
        b"null",
        b'"text"',
        b'{"components": 1}',
        b'{"components": [1, null, {}, {"type": 7}, {"type": "group", "components": 3}]}',
        b'{"components": [{"type": "textfield", "key": 7, "label": [], "validate": 3}]}',
        b'{"components": [{"type": "textfield", "key": "a", "conditional": {"hide": 7}}]}',
        b"[" * 100_000,
        b'{"components": ' + b"[" * 100_000,
        b"<definitions/>",
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>',
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process/></definitions>',
        b'<a xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision/></a>',
        b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision/></definitions>',
    ],
)
@pytest.mark.parametrize("name", ["toy.bpmn", "forms/f.form", "t.dmn"])
def test_odd_files_are_answered(name: str, content: bytes) -> None:
    findings = check({**FINE, name: content}, KNOWN, process="toy")

    assert findings


def test_a_long_drawing_is_answered_in_time() -> None:
    steps = "".join(f'<bpmn:task id="t{n}"/>' for n in range(5000))
    arrows = "".join(
        f'<bpmn:sequenceFlow id="f{n}" sourceRef="t{n}" targetRef="t{n + 1}"/>' for n in range(4999)
    )
    text = FINE["toy.bpmn"].decode().replace("</bpmn:process>", steps + arrows + "</bpmn:process>")

    with within(MOST_SECONDS):
        findings = check({**FINE, "toy.bpmn": text.encode()}, KNOWN)

    assert len(findings) == 5001
    assert [each.element for each in findings if each.rule == "unreachable"] == ["t0"]


def test_the_shipped_drawing_has_no_errors() -> None:
    assert check(shipped(), process="complaint") == []


@pytest.mark.parametrize("seed", range(60))
def test_what_the_engine_runs_has_no_errors(seed: int) -> None:
    files = in_one_lane(RandomDrawing(seed).files)

    findings = check(files, process="toy")

    errors = {finding.rule for finding in findings if finding.severity is Severity.ERROR}
    assert errors <= OF_RANDOM_DRAWINGS


def test_decisions_changed_at_random_are_answered() -> None:
    chance = random.Random(4)
    text = (SHIPPED / "triage.dmn").read_text()

    for _ in range(150):
        mutated = text
        for _ in range(chance.randrange(1, 4)):
            mutated = chance.choice([change_a_value, drop_an_attribute, cut])(mutated, chance)
        decisions, refusals = inspect_decisions(mutated.encode())
        assert all(isinstance(each, Decision) for each in decisions.values())
        assert all(isinstance(each, DecisionRefused) for each in refusals)
