"""The reference pages name everything there is."""

import re
from pathlib import Path

from engine import conventions, expressions
from engine.check.sentences import SENTENCES
from engine.conventions import CAMUNDA
from engine.expressions import budget, operations, source
from engine.feel.functions import FUNCTIONS as FEEL_FUNCTIONS
from engine.xml import parse_xml
from tools import list_rules

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def test_every_function_is_on_the_page() -> None:
    text = page("language.md")

    missing = {name for name in expressions.FUNCTIONS if f"`{name}(" not in text}

    assert missing == set()


def test_every_function_of_feel_is_on_the_page() -> None:
    named = set(re.findall(r"`([a-z ]+)`", page("language.md")))

    assert set(FEEL_FUNCTIONS) - named == set()


def test_the_bounds_are_those_of_the_code() -> None:
    text = page("language.md")

    bounds = [source.MAX_SOURCE, source.MAX_NODES, source.MAX_DEPTH]
    bounds += [budget.MAX_STEPS, budget.MAX_TEXT, operations.MAX_EXPONENT]
    assert all(f"{bound:,}" in text for bound in bounds)
    assert budget.MAX_TEXT == budget.MAX_ITEMS
    assert budget.MAX_INTEGER == 10**18


def test_every_rule_of_the_checker_is_on_the_page_as_it_speaks() -> None:
    text = page("checker.md")

    rows = re.findall(
        r"^\| `([a-z-]+)` \| (error|warning|note) \| (.+) \| (.+) \|$", text, re.MULTILINE
    )

    assert {rule: tuple(said) for rule, *said in rows} == {
        rule: (sentence.severity, sentence.english, sentence.hindi)
        for rule, sentence in SENTENCES.items()
    }
    assert list_rules.page(text) == text


def test_every_property_in_use_is_on_the_page() -> None:
    text = page("properties.md")

    in_use = {
        each.get("name")
        for path in (REFERENCE.parents[1] / "bpmn").rglob("*.bpmn")
        for each in parse_xml(path.read_bytes()).iter(f"{CAMUNDA}property")
    }

    assert len(in_use) > 40
    assert {name for name in in_use if f"`{name}`" not in text} == set()


def test_properties_that_stand_for_a_word_of_ours_are_in_the_glossary() -> None:
    text = (REFERENCE.parent / "glossary.md").read_text(encoding="utf-8")

    words = {conventions.READ_BY, conventions.MAY_CHANGE, conventions.SETTLED_BY}
    words |= {"instead", "or_else", "reads_out", "makes_word"}

    assert {name for name in words if f"`{name}`" not in text} == set()
