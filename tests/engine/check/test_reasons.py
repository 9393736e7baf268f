"""Every reason for which a text is refused is said in Hindi too."""

import ast
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

import engine
from engine.check import check
from engine.check.reasons import in_hindi
from engine.elements.drawn_events import INSTEAD, PROCESS_START, refusal_of
from engine.elements.refused import REFUSED, REFUSED_ATTRIBUTES
from engine.expressions.compiler import _NOT_ALLOWED
from engine.expressions.values import KIND_NAMES
from tests.engine.drawing import definitions, end, process, start, user

ENGINE = Path(engine.__file__).parent
READERS = sorted(
    path
    for place in ("expressions", "feel", "decisions", "forms")
    for path in (ENGINE / place).rglob("*.py")
)
TIMES = [
    ENGINE / name
    for name in ("elements/iso_time.py", "elements/timers.py", "working_time.py", "iso_due.py")
]
NAMES = (
    *("refuse", "refused", "ExpressionRefused", "DecisionRefused"),
    *("ExpressionFailed", "DecisionFailed"),
)
DRAWN = sorted(set((ENGINE / "elements").glob("*.py")) - set(TIMES))
REFUSALS = {
    **dict.fromkeys(READERS, NAMES),
    **dict.fromkeys(TIMES, ("NotATime",)),
    ENGINE / "xml.py": ("XmlRefused",),
    ENGINE / "drawing_zip.py": ("ZipRefused", "ZipTooLarge"),
    **dict.fromkeys(DRAWN, ("refuse", "ElementRefused", "raise_validation_exception")),
}
#: What a reason brings along: mostly a name, sometimes the place of another reason, or that reason.
BROUGHT = {"what": "the default", "reason": "nested too deep", "error": "nested too deep"}


def reasons() -> Iterator[str]:
    for path, names in REFUSALS.items():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func).rpartition(".")[2]
                is_of_form = ast.unparse(node.func) == "reasons.append" or name == "FormRefused"
                if name in names or is_of_form:
                    yield from filter(None, map(text_of, said(node)))
            elif isinstance(node, ast.FunctionDef) and node.name == "_why":
                for each in ast.walk(node):
                    if isinstance(each, ast.Return) and each.value is not None:
                        yield text_of(each.value) or ""

    yield from KIND_NAMES.values()
    yield from chain(_NOT_ALLOWED.values(), REFUSED.values(), REFUSED_ATTRIBUTES.values())
    yield from (refusal_of("boundaryEvent", kind) for kind in INSTEAD)


def said(node: ast.Call) -> Iterator[ast.expr]:
    for each in node.args:
        yield from each.elts if isinstance(each, ast.List) else [each]
        if isinstance(each, ast.Call):
            yield from each.args


def text_of(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value if " " in node.value else None
    if not isinstance(node, ast.JoinedStr):
        return None
    parts = [
        part.value
        if isinstance(part, ast.Constant)
        else BROUGHT.get(ast.unparse(part.value).rpartition(".")[2], "thing_7")  # type: ignore[attr-defined]
        for part in node.values
    ]
    return "".join(map(str, parts)).replace("row thing_7", "row 7")


def words_in_hindi(text: str) -> int:
    return len(re.findall(r"[\u0900-\u097f]+", text))


@pytest.mark.parametrize("reason", sorted(set(reasons())))
def test_every_reason_is_said_in_hindi(reason: str) -> None:
    hindi = in_hindi(reason)

    assert words_in_hindi(hindi) >= 1
    assert ("thing_7" in hindi) == ("thing_7" in reason)
    assert "{" not in hindi.replace("${", "")


def test_most_reasons_are_found() -> None:
    assert len(set(reasons())) > 110


@pytest.mark.parametrize("due", ["${now()}", "P1X", "2026-13-01T10:00:00Z", "nothing("])
def test_the_hindi_sentence_holds_no_english_reason(due: str) -> None:
    drawn = process(
        "toy", start("s"), user("u", camunda__dueDate=due), end("e"), flows="s -> u -> e"
    )

    (found,) = [
        each for each in check({"toy.bpmn": definitions(drawn)}) if each.rule == "due-date-refused"
    ]

    reason = re.search(r"\((.+)\)।$", found.message_hi)
    assert reason is not None
    assert words_in_hindi(reason[1]) >= 1


def test_a_reason_within_a_reason_is_said_in_hindi() -> None:
    assert in_hindi("row 7: there is no function f") == "पंक्ति 7: f नाम का कोई फलन नहीं है"
    assert in_hindi("after(): repeats never") == "after(): यह कभी दोहराया नहीं जाता"


def test_a_reason_that_another_brings_along_is_said_in_hindi() -> None:
    assert in_hindi(refusal_of(PROCESS_START, "link")) == (
        "प्रक्रिया की आरंभ घटना पर link प्रकार की घटना यहाँ नहीं चलती; जहाँ काम आगे बढ़ता है वहाँ तक तीर खींचें"
    )
    assert in_hindi("timer 'R0/P1D': repeats never") == "टाइमर 'R0/P1D': यह कभी दोहराया नहीं जाता"


def test_what_no_list_holds_stays_as_it_is() -> None:
    assert in_hindi("Something of a library") == "Something of a library"
